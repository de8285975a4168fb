import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { lacking } from '../../src/zabbix/provision/difference.ts';
import { applyObjects } from '../../src/zabbix/provision/objects.ts';
import type { Regard } from '../../src/zabbix/provision/objects.ts';
import { wakeWish } from '../../src/zabbix/provision/wake.ts';
import { wakeObjects } from '../../src/zabbix/provision/wake-objects.ts';
import type { WakeGround } from '../../src/zabbix/provision/wake-objects.ts';
import { wakeScript } from '../../src/zabbix/provision/wake-script.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

describe('what Zabbix shows otherwise than wanted', () => {
  it.each([
    ['nothing where it shows numbers as texts', { a: '1', b: 'x' }, { a: 1, b: 'x' }, []],
    ['nothing of what the site added', { a: '1', theirs: 'x' }, { a: 1 }, []],
    [
      'nothing where a list has another order',
      { list: [{ a: '2', id: '7' }, { a: '1' }] },
      { list: [{ a: 1 }, { a: 2 }] },
      [],
    ],
    ['a value', { a: '2' }, { a: 1 }, ['a']],
    ['what is not there', {}, { a: 1 }, ['a']],
    ['a list that is longer', { list: [{ a: '1' }, { a: '2' }] }, { list: [{ a: 1 }] }, ['list']],
    ['a list that is shorter', { list: [] }, { list: [{ a: 1 }] }, ['list']],
    [
      'a list of two that one found entry would do for',
      { list: [{ a: '1' }, { a: '2' }] },
      { list: [{ a: 1 }, { a: 1 }] },
      ['list'],
    ],
    [
      'nothing where the first found entry that would do is the only one for another',
      {
        list: [
          { a: '1', b: '1' },
          { a: '1', b: '2' },
        ],
      },
      { list: [{ a: 1 }, { a: 1, b: 1 }] },
      [],
    ],
    ['a list where there is none', { list: 'x' }, { list: [] }, ['list']],
    ['a value deep inside', { one: { two: [{ a: '1' }] } }, { one: { two: [{ a: 2 }] } }, ['one']],
    ['an object where there is none', { one: 'x' }, { one: { two: 2 } }, ['one']],
  ])('is %s', (...[, found, wanted, keys]) => {
    expect(lacking(found, wanted)).toEqual(keys);
  });
});

describe('the objects', () => {
  const ground: WakeGround = {
    ownGroup: 'Linchpin',
    named: ['Mail'],
    groups: [
      { groupId: '5', name: 'Mail' },
      { groupId: '6', name: 'Mail/Storage' },
    ],
    roleId: '1',
    adapter: { templateGroups: 'their own', connectors: true },
  };
  const wish = { url: 'https://linchpin.example.org/api/v1/wake', token: 'a-token-that-nobody-knows' };
  const formOf = (kind: string, more: Partial<WakeGround> = {}): unknown =>
    wakeObjects({ ...ground, ...more }, wish)
      .find((collection) => collection.kind === kind)
      ?.objects[0]?.form(() => '11');

  it('show the token nowhere', () => {
    const shown = wakeObjects(ground, wish)
      .flatMap(({ objects }) => objects)
      .map(({ form, first, details }) => [form(() => undefined), first, details]);
    expect(JSON.stringify(shown)).not.toContain(wish.token);
  });

  it('tell another token by its print', () => {
    const others = wakeObjects(ground, { ...wish, token: 'another-token-than-that' });
    expect(others[0]?.objects[0]?.form(() => undefined)).not.toEqual(formOf('macro'));
  });

  it('let the user see what is read, subgroups too, and nothing else', () => {
    const rights = [
      { id: '5', permission: 2 },
      { id: '6', permission: 2 },
    ];
    expect(formOf('user group')).toMatchObject({ gui_access: 3, hostgroup_rights: rights });
    const before = formOf('user group', { adapter: { templateGroups: 'host groups', connectors: false } });
    expect(before).toMatchObject({ rights });
  });

  it('leave out the connector where there is none', () => {
    expect(formOf('connector', { adapter: { templateGroups: 'host groups', connectors: false } })).toBeUndefined();
  });

  it('are triggered by problems of the groups that are named, or by all, but never by Linchpin’s own', () => {
    const own = { conditiontype: 26, operator: 1, value: 'output', value2: 'linchpin' };
    expect(formOf('action')).toMatchObject({
      filter: { conditions: [own, { conditiontype: 0, operator: 0, value: '5' }] },
      update_operations: [],
    });
    expect(formOf('action', { named: [] })).toMatchObject({ filter: { conditions: [own] } });
  });
});

describe('taking away', () => {
  const nothingKnown: Regard = { written: new Map(), replace: false };
  const marked = 'Made by "linchpin provision".';
  const mediaType = { mediatypeid: '11', name: 'Linchpin wake-up', description: marked };
  const action = { actionid: '12', name: 'Linchpin wake-up', operations: [] };

  /** What is deleted of a Zabbix that shows these objects. */
  async function deleted(shown: Readonly<Record<string, object>>): Promise<readonly string[]> {
    const fake = await FakeZabbix.start();
    const gone: string[] = [];
    for (const noun of ['usermacro', 'mediatype', 'usergroup', 'user', 'action']) {
      const isGone = (): boolean => gone.some((method) => method.startsWith(`${noun}.`));
      fake.methods.set(`${noun}.get`, () => (shown[noun] === undefined || isGone() ? [] : [shown[noun]]));
      for (const method of [`${noun}.delete`, `${noun}.deleteglobal`]) {
        fake.methods.set(method, () => {
          gone.push(method);
          return {};
        });
      }
    }
    const client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
    await applyObjects(client, await wakeWish(client, { ownGroup: 'Linchpin', groups: [] }), nothingKnown);
    client.close();
    await fake.stop();
    return gone;
  }

  it('goes on where somebody took the macro away already', async () => {
    expect(await deleted({ mediatype: mediaType, action })).toEqual(['action.delete', 'mediatype.delete']);
  });

  it('leaves an action alone where nothing says that it is Linchpin’s', async () => {
    expect(await deleted({ action })).toEqual([]);
  });

  it('leaves a media type of people alone', async () => {
    expect(await deleted({ mediatype: { ...mediaType, description: '' } })).toEqual([]);
  });
});

describe('the script of the webhook', () => {
  const wish = { url: 'https://linchpin/api/v1/wake', token: 's3cret', problem: '7', recovery: '{EVENT.RECOVERY.ID}' };

  /** Runs it as Zabbix does, against an answer; gives what it sent. */
  function run(changes: Partial<typeof wish> = {}, status = 202): { readonly sent: unknown[]; readonly error: string } {
    const sent: unknown[] = [];
    class HttpRequest {
      addHeader(header: string): void {
        sent.push(header);
      }
      post(url: string, body: string): void {
        sent.push(url, JSON.parse(body));
      }
      getStatus(): number {
        return status;
      }
    }
    try {
      const value = JSON.stringify({ ...wish, ...changes });
      runInNewContext(`(function (value) {${wakeScript}})(value)`, { value, HttpRequest });
      return { sent, error: '' };
    } catch (error) {
      return { sent, error: String(error) };
    }
  }

  it.each([
    ['of the problem', {}, 7],
    ['of its end', { recovery: '9' }, 9],
  ])('sends the event %s, with the token in the header', (_, changes, eventid) => {
    expect(run(changes)).toEqual({
      sent: ['Content-Type: application/json', 'Authorization: Bearer s3cret', wish.url, { eventid }],
      error: '',
    });
  });

  it.each([500, 404, 301, 0])('fails at HTTP %d', (status) => {
    expect(run({}, status).error).toBe(`Linchpin answered HTTP ${status}`);
  });

  it('says what to do about a token that is not taken, and not the token', () => {
    expect(run({}, 401).error).toBe('Linchpin answered HTTP 401: another token; run linchpin provision');
  });

  it('sends nothing where the macro is gone', () => {
    const { sent, error } = run({ token: '{$LINCHPIN.WAKE.TOKEN:"Linchpin"}' });
    expect([sent, error]).toEqual([[], 'the macro with the token is gone: run linchpin provision']);
  });
});
