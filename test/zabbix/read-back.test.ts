import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ToldValue } from '../../src/zabbix-ports.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { ReadBack } from '../../src/zabbix/read-back.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

const host = 'Linchpin mail';
const now = Math.floor(Date.now() / 1000);
let zabbix: FakeZabbix;
let client: ZabbixClient;
let back: ReadBack;

beforeEach(async () => {
  zabbix = await FakeZabbix.start('7.0.22');
  client = new ZabbixClient({ url: zabbix.url, credentials: { kind: 'token', token: zabbix.token } });
  back = new ReadBack(client);
  const [group] = await ids('hostgroup.create', { name: 'Linchpin' });
  const [hostid] = await ids('host.create', { host, groups: [{ groupid: group }] });
  const types = { float: 0, char: 1, unsigned: 3, text: 4 };
  await ids(
    'item.create',
    Object.entries(types).map(([key_, value_type]) => ({ hostid, name: key_, key_, type: 2, value_type })),
  );
});
afterEach(async () => {
  client.close();
  await zabbix.stop();
});

async function ids(method: string, params: object): Promise<readonly string[]> {
  const [made = []] = Object.values(await client.call(method, params, z.record(z.string(), z.array(z.string()))));
  return made;
}

const told = (key: string, value: string | number, at = now - 10): ToldValue => ({ host, key, value, at });
const shows = (key: string, value: string | number, clock = now - 10): void => {
  zabbix.state.receive({ host, key, value, clock, ns: 1 });
};
const item = (key: string): Record<string, unknown> =>
  [...zabbix.state.items.values()].find((row) => row['key_'] === key)!;
const own = (): Record<string, unknown> => [...zabbix.state.hosts.values()][0]!;

describe('reading back', () => {
  it.each<readonly [string, string | number, string]>([
    ['float', 0.1 + 0.2, '0.30000000000000004'],
    ['float', 1 / 3, '0.3333'],
    ['float', -1, '-1'],
    ['unsigned', 5, '5'],
    ['char', 'Mail', 'Mail'],
    ['char', 'ä'.repeat(300), 'ä'.repeat(255)],
    ['text', '', ''],
    ['text', 'a\0b', 'a\u{fffd}b'],
    ['text', 'x'.repeat(70_000), 'x'.repeat(65_535)],
    ['text', 'ж'.repeat(70_000), 'ж'.repeat(32_767)],
  ])('a %s told as %j is shown, though Zabbix cuts and rounds', async (key, value, shown) => {
    shows(key, shown);
    await expect(back.differences([told(key, value)])).resolves.toEqual([]);
  });

  it.each<readonly [string, string | number, string]>([
    ['float', 1, '1.1'],
    ['unsigned', 5, '4'],
    ['char', 'Mail', 'Mai'],
    ['text', 'a long text', ''],
    ['text', 'a', 'b'],
  ])('a %s told as %j and shown as another value is a difference', async (key, value, shown) => {
    shows(key, shown);
    await expect(back.differences([told(key, value)])).resolves.toEqual([{ host, key, kind: 'lost', shown }]);
  });

  it('a later value is somebody else’s', async () => {
    shows('unsigned', 4, now);
    await expect(back.differences([told('unsigned', 5)])).resolves.toEqual([
      { host, key: 'unsigned', kind: 'overwritten', shown: '4' },
    ]);
  });

  it('nothing at all is a loss, whatever Zabbix gives for lastvalue then', async () => {
    await expect(back.differences([told('unsigned', 0), told('text', '')])).resolves.toEqual([
      { host, key: 'unsigned', kind: 'lost' },
      { host, key: 'text', kind: 'lost' },
    ]);
  });

  it('an unsupported item is told with Zabbix’s reason', async () => {
    Object.assign(item('unsigned'), {
      state: '1',
      error: 'Value of type "string" is not suitable\nfor <b>value type</b>',
    });
    await expect(back.differences([told('unsigned', 5)])).resolves.toEqual([
      {
        host,
        key: 'unsigned',
        kind: 'unsupported',
        reason: 'Value of type "string" is not suitable for <b>value type</b>',
      },
    ]);
  });

  it('a discovery rule that Zabbix could not carry out is told with its reason', async () => {
    zabbix.methods.set('discoveryrule.get', () => [
      { key_: 'linchpin.pod.discovery', state: '1', error: 'Cannot parse', hosts: [{ host }] },
      { key_: 'linchpin.function.discovery', state: '0', error: '', hosts: [{ host }] },
    ]);
    const rules = ['linchpin.pod.discovery', 'linchpin.function.discovery'].map((key) => told(key, '[]'));
    await expect(back.differences(rules)).resolves.toEqual([
      { host, key: 'linchpin.pod.discovery', kind: 'unsupported', reason: 'Cannot parse' },
    ]);
  });

  it.each<readonly [string, () => object]>([
    ['a disabled item', () => Object.assign(item('unsigned'), { status: '1' })],
    ['a disabled host', () => Object.assign(own(), { status: '1' })],
    ['a maintenance without data', () => Object.assign(own(), { maintenance_status: '1', maintenance_type: '1' })],
    ['a history that is not kept', () => Object.assign(item('unsigned'), { history: '0' })],
    ['an item that is gone', () => Object.assign(item('unsigned'), { key_: 'other' })],
  ])('%s is no difference: that was somebody’s wish', async (_, change) => {
    change();
    await expect(back.differences([told('unsigned', 5)])).resolves.toEqual([]);
  });

  it('asks one question for all items of all hosts, with as much as is needed', async () => {
    shows('unsigned', 5);
    await back.differences([told('float', 1)]);
    zabbix.asked();
    await back.differences([told('unsigned', 5), told('text', 'a'), told('char', 'b')]);
    expect(zabbix.asked()).toEqual(['item.get']);
  });
});

describe('a problem that was told', () => {
  const problem = told('unsigned', '5\tno\tpod/db');

  beforeEach(async () => {
    const trigger = { description: 'Incident 1', expression: `last(/${host}/unsigned)=5`, priority: 5 };
    await ids('trigger.create', [trigger, { ...trigger, expression: `last(/${host}/unsigned)=4`, priority: 4 }]);
  });
  const trigger = (priority: string): Record<string, unknown> =>
    [...zabbix.state.triggers.values()].find((row) => row['priority'] === priority)!;

  it('and is open is seen', async () => {
    shows('unsigned', 5);
    await expect(back.unraised([problem])).resolves.toEqual([]);
  });

  it.each<readonly [string, () => unknown, RegExp]>([
    ['whose trigger is disabled', () => Object.assign(trigger('5'), { status: '1' }), /trigger is disabled/u],
    [
      'whose trigger is in error',
      () => Object.assign(trigger('5'), { state: '1', error: 'no such function' }),
      /no such function/u,
    ],
    [
      'whose trigger is gone',
      () => zabbix.state.triggers.clear(),
      /has no trigger for this severity: run linchpin provision/u,
    ],
    ['on a disabled host', () => Object.assign(own(), { status: '1' }), /host is disabled/u],
    ['that somebody closed', () => undefined, /closed by hand/u],
  ])('%s is told with the likely reason', async (_, change, reason) => {
    change();
    const [found] = await back.unraised([problem]);
    expect(found).toMatchObject({ host, key: 'unsigned', reason: expect.stringMatching(reason) as string });
  });
});

describe('why values are refused', () => {
  it.each<readonly [string, () => unknown, RegExp]>([
    [
      'an item that is not there',
      () => Object.assign(item('unsigned'), { key_: 'other' }),
      /no such item: run linchpin provision/u,
    ],
    ['a disabled item', () => Object.assign(item('unsigned'), { status: '1' }), /item is disabled/u],
    ['another type of item', () => Object.assign(item('unsigned'), { type: '7' }), /no trapper item any more/u],
    ['a disabled host', () => Object.assign(own(), { status: '1' }), /host is disabled/u],
    ['an address or encryption that is not allowed', () => undefined, /\{\$LINCHPIN\.ALLOWED\.HOSTS\}.*encryption/u],
  ])('%s', async (_, change, reason) => {
    change();
    const reasons = await back.whyRefused([{ host, key: 'unsigned', value: 1, clock: 1, ns: 1 }]);
    expect(reasons.get(`${host}\nunsigned`)).toMatch(reason);
  });
});
