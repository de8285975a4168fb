import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { ZabbixReader } from '../../src/zabbix/read.ts';
import { methodOf } from '../support/fake-zabbix-methods.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

const start = 1_800_000_000;

describe('reading what thousands of items are told in one second', () => {
  let fake: FakeZabbix;
  let client: ZabbixClient;
  let reader: ZabbixReader;
  /** How many rows each answer of `history.get` had that gave rows. */
  let rowsGiven: number[];
  const itemIds = Array.from({ length: 4100 }, (_, index) => String(50_000 + index));

  beforeEach(async () => {
    fake = await FakeZabbix.start();
    client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
    fake.state.groups.set('1', { groupid: '1', name: 'Mail servers' });
    const common = { status: '0', maintenance_status: '0', proxy_hostid: '0', tags: [], groups: [{ groupid: '1' }] };
    fake.state.hosts.set('2', { hostid: '2', host: 'vm-1', name: 'vm-1', ...common });
    const item = { hostid: '2', type: '2', value_type: '3', delay: '0', status: '0', state: '0', error: '' };
    for (const itemid of itemIds) {
      const row = { ...item, itemid, key_: `k${itemid}`, master_itemid: '0', tags: [], preprocessing: [] };
      fake.state.items.set(itemid, row);
    }
    rowsGiven = [];
    const answer = methodOf(fake.state, 'history.get')!;
    fake.methods.set('history.get', (state, params) => {
      const given = answer(state, params);
      if (Array.isArray(given)) rowsGiven.push(given.length);
      return given;
    });
    reader = new ZabbixReader({ client, groups: ['Mail servers'], wants: () => true });
    await reader.read(start);
  });

  afterEach(async () => {
    client.close();
    await fake.stop();
  });

  function store(clock: number, value: number, { ns = 0, ids = itemIds } = {}): void {
    for (const itemid of ids) {
      const rows = fake.state.history.get(itemid) ?? [];
      rows.push({ itemid, clock: String(clock), ns: String(ns), value: String(value) });
      fake.state.history.set(itemid, rows);
    }
  }

  async function valuesAt(now: number): Promise<readonly unknown[]> {
    rowsGiven = [];
    return (await reader.read(now)).values.map(({ itemId, value }) => [itemId, value]);
  }

  const all = (value: number): readonly unknown[] => itemIds.map((itemId) => [itemId, value]);

  it('asks for each value once where all items are told anew', async () => {
    store(start + 9, 1);
    expect(await valuesAt(start + 10)).toEqual(all(1));
    store(start + 19, 2);
    expect(await valuesAt(start + 20)).toEqual(all(2));
    expect(rowsGiven).toEqual([4100]);
  });

  it('asks for no value again while nothing comes', async () => {
    store(start + 9, 1);
    await valuesAt(start + 10);
    expect(await valuesAt(start + 12)).toEqual([]);
    expect(rowsGiven).toEqual([0]);
  });

  it('finds a value of the very second that was read, stored after it was read', async () => {
    store(start + 9, 1);
    await valuesAt(start + 10);
    store(start + 9, 3, { ns: 5_000, ids: itemIds.slice(0, 1) });
    expect(await valuesAt(start + 12)).toEqual([[itemIds[0], 3]]);
    // What was found once is known from then on.
    expect(await valuesAt(start + 14)).toEqual([]);
    expect(rowsGiven).toEqual([0]);
  });

  it('finds what is late for an item that had no value in that second', async () => {
    store(start + 9, 1, { ids: itemIds.slice(0, 4050) });
    await valuesAt(start + 10);
    const late = itemIds.slice(4099);
    store(start + 7, 4, { ids: late });
    store(start + 19, 2, { ids: itemIds.slice(0, 4050) });
    expect(await valuesAt(start + 20)).toContainEqual([late[0], 4]);
  });

  it('takes the second of a value by its clock, though its time is rounded up to the next one', async () => {
    store(start + 9, 1, { ns: 999_999_999 });
    await valuesAt(start + 10);
    store(start + 10, 2, { ns: 1_000, ids: itemIds.slice(0, 1) });
    expect(await valuesAt(start + 12)).toEqual([[itemIds[0], 2]]);
  });

  it('does without counting where Zabbix keeps its history where it can not count', async () => {
    const answer = methodOf(fake.state, 'history.get')!;
    fake.methods.set('history.get', (state, params) => answer(state, { ...params, countOutput: false }));
    store(start + 9, 1);
    await valuesAt(start + 10);
    store(start + 9, 3, { ns: 5_000, ids: itemIds.slice(0, 1) });
    expect(await valuesAt(start + 12)).toEqual([[itemIds[0], 3]]);
  });
});
