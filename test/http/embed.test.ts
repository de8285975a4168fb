import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOf, newKey } from '../../src/app/embed/key-digest.ts';
import { styleHash } from '../../src/app/embed/style.ts';
import { WorldError } from '../../src/ports.ts';
import type { Act } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ApiSite } from '../support/api-site.ts';

const zabbix = 'https://zabbix.example.org';
let site: ApiSite;
beforeEach(async () => {
  site = await ApiSite.start();
});
afterEach(() => site.stop());

interface Frame {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** What a reader sees of it, with single spaces. */
  readonly text: string;
}

async function frame(path: string): Promise<Frame> {
  const response = await fetch(`http://127.0.0.1:${site.port}/embed/${path}`);
  const html = await response.text();
  const body = html.replace(/<style>.*<\/style>/su, '');
  const seen = body.replace(/<[^>]*>/gu, ' ');
  return { status: response.status, headers: response.headers, html, text: seen.replace(/\s+/gu, ' ') };
}

async function inStore<T>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
  const store = await openStore(site.settings.store, 'change');
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function berta(): Act {
  return { at: site.outside.time, who: 'Berta' };
}

/** Makes a key as provisioning does. */
async function keyOf(system = 'system/mail'): Promise<string> {
  const key = newKey();
  await inStore(({ embedKeys }) => embedKeys.add({ digest: digestOf(key), system, madeAt: site.outside.time }, 'Anna'));
  return key;
}

describe('what a view shows', () => {
  it('the incidents say what is down at which root, what users lose and what to do', async () => {
    await site.outage();
    const { status, text } = await frame(`incidents?key=${await keyOf()}`);
    expect(status).toBe(200);
    expect(text).toContain('Corporate mail');
    expect(text).toContain('1 incident · 1 function lost · 1 impaired');
    expect(text).toContain('Storage is down: Storage database (2 containers) is not running (exited)');
    expect(text).toContain('Users are affected now');
    expect(text).toContain('Users lose: Read files');
    expect(text).toContain('To do: Restart the container');
  });

  it('a click on an incident leads, within the frame, to its evidence and back', async () => {
    await site.outage();
    const key = await keyOf();
    const { html } = await frame(`incidents?lang=en&key=${key}`);
    const link = /href="(incident\?[^"]*)"/u.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const near = await frame(link);
    expect(near.text).toContain('db-1 on mail-vm-1 is not running (exited), 08:00 UTC (1 min)');
    expect(near.text).toContain('Reserve none, it is down: act now');
    expect(near.html).toContain(`href="incidents?lang=en&amp;key=${key}"`);
  });

  it('an incident that is over is said to be over', async () => {
    await site.outage();
    expect((await frame(`incident?id=pod/none@1&key=${await keyOf()}`)).text).toContain('This incident is over');
  });

  it('the board has what users lost before what is impaired, and names what they can do', async () => {
    await site.outage();
    const { text } = await frame(`functions?key=${await keyOf()}`);
    expect(text).toMatch(/Read files\s+lost · Storage · 08:01 UTC \(just now\).*Open a letter\s+impaired · Web/u);
    expect(text).toContain('0 available');
  });

  it('the map draws the subsystems with their state, and who calls whom', async () => {
    await site.outage();
    const { html, text } = await frame(`map?key=${await keyOf()}`);
    expect(html.match(/<rect /gu)).toHaveLength(2);
    expect(html).toMatch(/<line [^>]*class="failed"/u);
    expect(text).toContain('Storage: failed');
    expect(text).toContain('Web: works');
  });

  it('all is well only where nothing is unknown', async () => {
    await site.allRun().cycle();
    const key = await keyOf();
    expect((await frame(`incidents?key=${key}`)).text).toContain('All well');
    for (let round = 0; round < 10; round += 1) await site.cycle(60);
    const { text, html } = await frame(`incidents?key=${key}`);
    expect(text).not.toContain('All well');
    expect(html).not.toContain('class="mark state-working"');
  });

  it('before anything was judged it says so, and asks again soon', async () => {
    await site.allRun().cycle();
    const key = await keyOf();
    const young = await ApiSite.start();
    const fresh = await fetch(`http://127.0.0.1:${young.port}/embed/incidents?key=${key}`);
    expect(fresh.status).toBe(503);
    expect(await fresh.text()).toContain('its store does not answer');
    await young.stop();
  });

  it('what is not read anew is called old, with its age, and is not called well', async () => {
    await site.allRun().cycle();
    const key = await keyOf();
    site.outside.readError = new WorldError('E301', 'Zabbix at secret.example.org does not answer');
    await site.cycle(120);
    await site.cycle(120);
    const { html, text } = await frame(`incidents?key=${key}`);
    expect(text).toMatch(/OLD: Linchpin has learnt nothing new since 08:00 UTC \(4 min\)/u);
    expect(text).not.toContain('All well');
    expect(html).not.toContain('secret.example.org');
  });

  it('a view that is not renewed says so by its style alone', async () => {
    const { html } = await frame('incidents');
    expect(html).not.toMatch(/<script/u);
    await site.allRun().cycle();
    const { html: shown } = await frame(`incidents?key=${await keyOf()}`);
    expect(shown).toMatch(/\.outdated\{[^}]*animation:appear 1ms linear 180s forwards/u);
    expect(shown).toMatch(/<p class="outdated"[^>]*>OLD: this view was not renewed for 3 minutes/u);
  });

  it('speaks the language that its address asks for', async () => {
    await site.outage();
    const { html, text } = await frame(`incidents?lang=ru&key=${await keyOf()}`);
    expect(html).toContain('<html lang="ru">');
    expect(text).toContain('Пользователи теряют: Read files');
    expect(text).toContain('Storage не работает');
  });

  it('is dark where its address asks for it, and takes nothing else from there', async () => {
    const { html } = await frame('incidents?theme=dark');
    expect(html).toContain('data-theme="dark"');
    expect((await frame('incidents?theme="><b>')).html).not.toContain('data-theme="');
    expect((await frame('incidents?lang="><b>')).html).toContain('<html lang="en">');
  });
});

describe('who is shown a view', () => {
  it('without a key nobody, and it says where there is one', async () => {
    const { status, text } = await frame('incidents');
    expect(status).toBe(403);
    expect(text).toContain('"linchpin provision"'.replaceAll('"', '&quot;'));
  });

  it('with a key that is none, or not any more, nobody; and it says what to do', async () => {
    await site.allRun().cycle();
    const key = await keyOf();
    expect((await frame(`incidents?key=${key}`)).status).toBe(200);
    await inStore(({ embedKeys }) =>
      embedKeys.end({ systems: ['system/mail'], endsAt: site.outside.time + 60 }, berta()),
    );
    site.outside.time += 59;
    expect((await frame(`incidents?key=${key}`)).status).toBe(200);
    site.outside.time += 1;
    for (const wrong of [key, newKey(), 'x']) {
      const { status, text } = await frame(`incidents?key=${wrong}`);
      expect(status).toBe(403);
      expect(text).toContain('not valid');
    }
  });

  it('a key that is revoked shows nothing any more within seconds', async () => {
    await site.allRun().cycle();
    const key = await keyOf();
    expect((await frame(`map?key=${key}`)).status).toBe(200);
    await inStore(({ embedKeys }) => embedKeys.end({ systems: ['system/mail'], endsAt: site.outside.time }, berta()));
    site.outside.time += 3;
    expect((await frame(`map?key=${key}`)).status).toBe(403);
  });

  it('a key of a system that left the model shows nothing', async () => {
    await site.allRun().cycle();
    const { status, text } = await frame(`incidents?key=${await keyOf('system/gone')}`);
    expect(status).toBe(404);
    expect(text).toContain('not in the model any more');
  });

  it('a key opens views and nothing else', async () => {
    await site.allRun().cycle();
    const key = await keyOf();
    const headers = { authorization: `Bearer ${key}`, host: 'elsewhere.example.org' };
    expect((await site.ask('state', { headers })).status).toBe(403);
  });

  it('who tries many keys waits, and who has the right one is shown it all the same', async () => {
    await site.allRun().cycle();
    const key = await keyOf();
    for (let count = 0; count < 11; count += 1) await frame(`incidents?key=${newKey()}`);
    const { status, headers } = await frame(`incidents?key=${newKey()}`);
    expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 429, retryAfter: '60' });
    expect((await frame(`incidents?key=${key}`)).status).toBe(200);
  });

  it('one old key that is asked with again and again is answered each time what to do', async () => {
    await site.allRun().cycle();
    const key = newKey();
    for (let count = 0; count < 15; count += 1) await frame(`incidents?key=${key}`);
    expect((await frame(`incidents?key=${key}`)).text).toContain('not valid');
  });

  it('no log names a key, right or wrong', async () => {
    await site.allRun().cycle();
    const keys = [await keyOf(), newKey()];
    for (const key of keys) await frame(`incidents?key=${key}`);
    const said = JSON.stringify(site.outside.said);
    expect(said).toContain('a key of a view for dashboards was refused');
    expect(keys.filter((key) => said.includes(key) || said.includes(digestOf(key)))).toEqual([]);
  });
});

describe('what a browser may do with a view', () => {
  it('it runs nothing, loads nothing, tells nobody the address, and is held by the pages of Zabbix alone', async () => {
    const { headers } = await frame('incidents');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none';style-src '${styleHash}';base-uri 'none';form-action 'none';frame-ancestors ${zabbix}`,
    );
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('it renews itself by a header, since a sandboxed frame heeds no other word', async () => {
    await site.allRun().cycle();
    expect((await frame(`incidents?key=${await keyOf()}`)).headers.get('refresh')).toBe('30');
    expect((await frame('incidents')).headers.get('refresh')).toBe('30');
  });
});
