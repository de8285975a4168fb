import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PageSite, hasBrowser } from '../support/page-site.ts';

let site: PageSite;
let beforeOutage: string;

beforeAll(async () => {
  if (hasBrowser) site = await PageSite.start();
}, 60_000);
afterEach(() => site.leave());
afterAll(async () => {
  if (hasBrowser) await site.stop();
});

const text = (page: Page, selector: string): Promise<string> => page.locator(selector).first().innerText();

/** Goes to another place as a link within the page does, and waits until nothing is waited for any more. */
async function go(page: Page, query: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', './${query}'); dispatchEvent(new PopStateEvent('popstate'))`);
  await page.locator('.waiting').first().waitFor({ state: 'detached' });
}

/** Both containers of the file store are down, and the calendar that calls it counts errors. */
async function outage(page: Page): Promise<void> {
  site.storageRuns(0, 1, 2);
  site.calendarErrors(500);
  await page.waitForSelector('.glance-lost');
}

describe.skipIf(!hasBrowser)('the page of a daemon', { timeout: 60_000 }, () => {
  it('says that all is well, and shows an outage live: root, lost functions, what to do, symptoms folded', async () => {
    const page = await site.open('');
    await page.waitForSelector('.glance-well');
    expect(await text(page, '.glance')).toContain('All functions work.');
    beforeOutage = new Date().toISOString();

    await outage(page);
    await page.getByText('symptoms, explained by this root').waitFor();
    const incident = await text(page, '.incident');
    expect(incident).toContain('Storage is down: File store (2 containers) is not running');
    for (const said of [
      'Disaster',
      'Must be fixed now',
      '1 function lost: Read files',
      '1 function impaired: See events',
    ]) {
      expect(incident).toContain(said);
    }
    expect(incident).toContain('What to do: Restart the container');
    expect(await page.locator('.incident').count()).toBe(1);
    expect(await page.getByText('calendar-1 on mail-vm-1').isVisible()).toBe(false);
    await page.getByText('symptoms, explained by this root').click();
    expect(await page.getByText('calendar-1 on mail-vm-1').isVisible()).toBe(true);
  });

  it('has a board of functions, the lost ones first, with their incident', async () => {
    const page = await site.open('?view=functions');
    await page.waitForSelector('.tile-lost');
    expect(await page.locator('.board h2').allInnerTexts()).toEqual([
      expect.stringContaining('lost'),
      expect.stringContaining('impaired'),
    ]);
    await page.locator('.tile-lost .because a').click();
    await page.waitForSelector('.incident.open');
    expect(page.url()).toMatch(/\?incident=/);
  });

  it('draws the map, opens what is clicked, and says the same as a table', async () => {
    const page = await site.open('?view=map');
    const placesNow = `JSON.stringify(document.querySelector('.map')._cyreg.cy.nodes().map((node) => [node.id(), node.position()]))`;
    const canvas = page.locator('.map canvas').first();
    await canvas.waitFor();
    const places = await page.evaluate(placesNow);
    await page.reload();
    await canvas.waitFor();
    expect(await page.evaluate(placesNow)).toBe(places);

    const spot = await page.evaluate<{ x: number; y: number }>(
      `document.querySelector('.map')._cyreg.cy.getElementById('subsystem/storage').renderedPosition()`,
    );
    await page.locator('.map').click({ position: spot });
    await page.getByRole('heading', { name: 'Map: Storage' }).waitFor();
    await page.getByText('As a table').click();
    const row = page.getByRole('row', { name: 'File store' });
    expect(await row.innerText()).toMatch(/failed[^]*Disaster[^]*no reserve/);
    await row.getByRole('link').click();
    await page.waitForSelector('.shard');
    expect(await text(page, '.shard')).toMatch(/0 of 2 work, 1 must[^]*storage-1[^]*\/data1[^]*mail-vm-1/);
  });

  it('explains a symptom by its root, with the evidence and how far the counter left its line', async () => {
    const page = await site.open('?view=explain&node=container/vm-1/calendar-1');
    await page.getByText('Masked: it is only a symptom').waitFor();
    expect(await text(page, '.path')).toMatch(/calendar-1 on mail-vm-1[^]*File store[^]*root/);
    expect(await text(page, '.evidence')).toContain('errors');
    expect(await page.locator('.chart svg').getAttribute('aria-label')).toMatch(/\d/);
    expect(await page.locator('.step').count()).toBeGreaterThan(2);
  });

  it('answers what would fail, side by side with now, and names the single points of failure', async () => {
    const page = await site.open('?view=what-if&on=healthy');
    await page.getByText('Racks and other groups of servers').click();
    await page.getByRole('button', { name: 'rack=r1' }).click();
    await page.waitForSelector('.comparison');
    expect(page.url()).toContain('fail=tag:rack');
    expect(await text(page, '.comparison')).toContain('No function more would be lost');

    await page.getByRole('searchbox', { name: 'Add a server' }).fill('storage-2');
    await page.getByRole('button', { name: /storage-2/ }).click();
    await page.getByText('1 function more would be lost').waitFor();
    expect(await text(page, '.comparison table')).toMatch(/Read files\s+available\s+lost/);
    await page.goBack();
    await page.getByText('No function more would be lost').waitFor();
    expect(await text(page, '.points')).toContain('There are none.');
  });

  it('shows all of it as it was at a time before, and says so', async () => {
    const page = await site.open(`?view=history&hours=1&at=${beforeOutage}`);
    await page.waitForSelector('.timeline .fill-failed');
    await page.locator('.controls a', { hasText: 'Incidents' }).click();
    await page.waitForSelector('.glance-well');
    expect(await text(page, '.banner.past')).toContain('not at now');
    await page.getByText('Back to now').click();
    await page.waitForSelector('.glance-lost');
    expect(await page.locator('.banner.past').count()).toBe(0);
  });

  it('finds any node from the keyboard, and tells where one has come', async () => {
    const page = await site.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('calendar-2');
    await page.locator('.found button', { hasText: 'calendar-2' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'calendar-2 on mail-vm-2' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await page.title()).toBe('calendar-2 on mail-vm-2 · Linchpin');
  });

  it('lets who may operate silence a root, with a reason, and take that back', async () => {
    const page = await site.open('');
    await page.getByText('Silence (planned work)').click();
    await page.getByLabel('Reason').fill('new disks');
    await page.locator('.silence form button').click();
    await page.getByText('1 planned incident').waitFor();
    await page.getByText('1 planned incident').click();
    await page.locator('.planned .incident h2 a').click();
    await page.getByText(/Silenced until .*: new disks/).waitFor();
    await page.getByRole('button', { name: 'End it now' }).click();
    await page.waitForSelector('main > .incidents .incident');
  });

  it('speaks Russian to a browser that wants it, and keeps what the reader chooses instead', async () => {
    const page = await site.open('', { locale: 'ru-RU' });
    await page.getByText('Потеряна 1 функция, ухудшено: 1.').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('ru');
    await page.getByLabel('Язык').selectOption('en');
    await page.getByText('1 function is lost, 1 impaired.').waitFor();
    await page.reload();
    await page.getByText('1 function is lost, 1 impaired.').waitFor();
  });

  it.each([
    ['light', ['', '?view=map', '?view=map&node=pod/storage', '?view=explain&node=container/vm-1/calendar-1']],
    [
      'dark',
      ['', '?view=functions', '?view=map&as=table&mark=points', '?view=what-if&fail=server/vm-1', '?view=history'],
    ],
  ] as const)('has nothing that axe finds wrong, %s', async (colorScheme, queries) => {
    const page = await site.open('', { colorScheme });
    await page.evaluate(axe.source);
    for (const query of queries) {
      await go(page, query);
      const found = await page.evaluate<readonly string[]>(
        `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
      );
      expect([query, found]).toEqual([query, []]);
    }
  });

  it('is readable on a phone: nothing is wider than the screen', async () => {
    const page = await site.open('', { viewport: { width: 360, height: 740 } });
    for (const query of [
      '',
      '?view=functions',
      '?view=map&node=pod/storage',
      '?view=explain&node=pod/storage',
      '?view=history',
    ]) {
      await go(page, query);
      expect([query, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([query, 360]);
    }
  });

  it('keeps to its own policy: no browser has complained of anything', () => {
    expect(site.complaints).toEqual([]);
  });

  it('says of what it still shows that it could not be read anew, and why, until it can', async () => {
    const page = await site.open('?view=functions');
    await page.waitForSelector('.tile');
    const problem = { title: 'Service Unavailable', status: 503, detail: 'the store does not answer' };
    await page.route('**/api/v1/functions', (route) => route.fulfill({ status: 503, json: problem }));
    await page.getByText('some of it could not be read anew').waitFor();
    expect(await text(page, '.banner.stale')).toContain('Service Unavailable. the store does not answer');
    expect(await page.locator('.tile').count()).toBeGreaterThan(0);
    await page.unroute('**/api/v1/functions');
    await page.locator('.banner').waitFor({ state: 'detached' });
  });

  it('says plainly when what it shows is not up to date, and when the connection is gone', async () => {
    const page = await site.open('');
    site.site.fake.fault = () => ({ kind: 'drop' });
    await page.getByText('What you see is not up to date').waitFor();
    await site.daemon.kill();
    await page.getByText('The connection to Linchpin is gone').waitFor();
    expect(await text(page, '.banner.gone')).toContain('What you see is as of');
    expect(await page.locator('.incident').count()).toBe(1);
  });
});
