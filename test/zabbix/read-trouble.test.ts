import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ItemValue, ZabbixSnapshot } from '../../src/domain/zabbix.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { ZabbixReader } from '../../src/zabbix/read.ts';
import type { ReaderOptions } from '../../src/zabbix/read.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

const start = 1_800_000_000;
const emptyAnswer = { kind: 'http', status: 500, body: '' } as const;

describe('reading in trouble', () => {
  let fake: FakeZabbix;
  let client: ZabbixClient;
  const itemIds: string[] = [];

  beforeEach(async () => {
    fake = await FakeZabbix.start();
    client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
    const id = async (method: string, params: object): Promise<string> => {
      const result = await client.call(method, params, z.record(z.string(), z.array(z.string())));
      return Object.values(result)[0]?.[0] ?? '';
    };
    const groupid = await id('hostgroup.create', { name: 'Mail servers' });
    for (const host of ['vm-1', 'vm-2', 'vm-3']) {
      const hostid = await id('host.create', { host, groups: [{ groupid }] });
      for (const key of ['a', 'b', 'c', 'd']) {
        itemIds.push(await id('item.create', { name: key, key_: key, hostid, type: 2, value_type: 3, delay: '30s' }));
      }
    }
    fake.asked();
  });

  afterEach(async () => {
    itemIds.length = 0;
    client.close();
    await fake.stop();
  });

  function makeReader(options: Partial<ReaderOptions> = {}): ZabbixReader {
    return new ZabbixReader({ client, groups: ['Mail servers'], wants: () => true, ...options });
  }

  function store(at: number, value: number, hosts = ['vm-1', 'vm-2', 'vm-3']): void {
    for (const host of hosts) {
      for (const key of ['a', 'b', 'c', 'd']) fake.state.receive({ host, key, value, clock: at, ns: 0 });
    }
  }

  const valuesOf = ({ values }: ZabbixSnapshot): readonly unknown[] => values.map((value: ItemValue) => value.value);

  it('asks in a usual cycle only for hosts, problems, and history by item ids, bounded', async () => {
    const reader = makeReader();
    await reader.read(start);
    fake.asked();
    await reader.read(start + 30);
    expect([...fake.requests.map(({ method }) => method)].sort()).toEqual(['history.get', 'host.get', 'problem.get']);
    const history = fake.requests.find(({ method }) => method === 'history.get');
    expect(history?.params).toMatchObject({ history: 3, itemids: itemIds, time_from: start - 6 });
    expect(history?.params['limit']).toBeGreaterThan(0);
  });

  it('looks three times as far back as values were seen to come late', async () => {
    const reader = makeReader();
    await reader.read(start);
    store(start + 28, 1, ['vm-1']);
    await reader.read(start + 30);
    store(start + 24, 2, ['vm-2']);
    expect(valuesOf(await reader.read(start + 60))).toEqual(Array(4).fill(2));
    store(start + 50, 3, ['vm-1']);
    fake.asked();
    await reader.read(start + 90);
    const history = fake.requests.find(({ method }) => method === 'history.get');
    // Those of vm-2 came 4 s behind the newest value that the reading before them had seen.
    expect(history?.params['time_from']).toBe(start + 24 - 12);
  });

  it.each(['history.get', 'item.get'])(
    'asks %s for less at a time when Zabbix gives up, and gets all',
    async (method) => {
      fake.fault = (request) => {
        const asked = (request.params['itemids'] ?? request.params['hostids']) as readonly string[] | undefined;
        return request.method === method && (asked?.length ?? 0) > 2 ? emptyAnswer : undefined;
      };
      const reader = makeReader();
      await reader.read(start);
      store(start + 10, 5);
      expect(valuesOf(await reader.read(start + 30))).toEqual(Array(12).fill(5));
    },
  );

  it('asks for fewer items where an answer was cut at its limit', async () => {
    const reader = makeReader();
    await reader.read(start);
    fake.methods.set('history.get', (_, { itemids, limit }) => {
      const ids = itemids as readonly string[];
      const rows = Array.from({ length: 20_000 * ids.length }, (__, index) => ({
        itemid: ids[index % ids.length],
        clock: String(start + 1),
        ns: String(index),
        value: '1',
      }));
      return rows.slice(0, Number(limit));
    });
    expect((await reader.read(start + 30)).values).toHaveLength(12 * 20_000);
  });

  it.each(['hostgroup.get', 'host.get', 'item.get', 'history.get', 'problem.get', 'trigger.get'])(
    'names %s when the user role does not allow it',
    async (method) => {
      fake.denied.add(method);
      const reader = makeReader({ wantsTrigger: () => true });
      const reading = (async () => {
        await reader.read(start);
        await reader.read(start + 30);
      })();
      await expect(reading).rejects.toMatchObject({ kind: 'refused' });
      await expect(reading).rejects.toThrow(`may not call ${method}: allow this API method in its user role`);
    },
  );

  it('gives after a failed reading what came before and since, each once', async () => {
    const reader = makeReader();
    await reader.read(start);
    store(start + 10, 1, ['vm-1']);
    fake.fault = ({ method }) => (method === 'problem.get' ? emptyAnswer : undefined);
    await expect(reader.read(start + 30)).rejects.toThrow('gave up');
    fake.fault = () => undefined;
    store(start + 40, 2, ['vm-1']);
    expect(valuesOf(await reader.read(start + 60))).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
    expect(valuesOf(await reader.read(start + 61))).toEqual([]);
  });

  it('finds a value that was stored late, within the overlap', async () => {
    const reader = makeReader();
    await reader.read(start);
    await reader.read(start + 30);
    store(start + 25, 7, ['vm-2']);
    expect(valuesOf(await reader.read(start + 35))).toEqual([7, 7, 7, 7]);
  });

  it('loses no value where its own clock runs a minute ahead of Zabbix', async () => {
    const reader = makeReader();
    store(start - 60, 1);
    await reader.read(start);
    store(start - 30, 2, ['vm-1']);
    expect(valuesOf(await reader.read(start + 30))).toEqual([2, 2, 2, 2]);
    store(start - 10, 3, ['vm-1']);
    expect(valuesOf(await reader.read(start + 50))).toEqual([3, 3, 3, 3]);
  });

  it('asks for no more while nothing comes', async () => {
    const reader = makeReader();
    store(start - 1, 1);
    await reader.read(start);
    for (const later of [30, 60, 900]) await reader.read(start + later);
    fake.asked();
    await reader.read(start + 930);
    const history = fake.requests.find(({ method }) => method === 'history.get');
    expect(history?.params['time_from']).toBe(start + 900 - 6 - 1);
  });

  it('makes up for a pause only so far, and looks up what is newest before that', async () => {
    const reader = makeReader({ catchUp: 600 });
    await reader.read(start);
    store(start + 100, 1, ['vm-1']);
    store(start + 7000, 2, ['vm-2']);
    fake.asked();
    const { values } = await reader.read(start + 7200);
    expect(fake.requests.find(({ method }) => method === 'history.get')?.params['time_from']).toBe(start + 6600);
    expect(values.map(({ at, value }) => [at - start, value])).toEqual([
      ...Array<unknown>(4).fill([7000, 2]),
      ...Array<unknown>(4).fill([100, 1]),
    ]);
  });

  it('reads all open problems, however many: one that was left out would count as over', async () => {
    await makeProblems(12_000);
    const { problems } = await makeReader().read(start);
    expect(new Set(problems.map(({ name }) => name)).size).toBe(12_000);
    expect(problems).toHaveLength(12_000);
  });

  it('asks for fewer problems at a time when Zabbix gives up, and gets all', async () => {
    await makeProblems(4000);
    fake.fault = ({ method, params }) =>
      method === 'problem.get' && Number(params['limit']) > 1500 ? emptyAnswer : undefined;
    const { problems } = await makeReader().read(start);
    expect(new Set(problems.map(({ name }) => name)).size).toBe(4000);
  });

  async function makeProblems(count: number): Promise<void> {
    const [[triggerid] = []] = await makeTriggers();
    for (let number = 1; number <= count; number += 1) {
      const eventid = String(1_000_000 + number);
      const row = {
        eventid,
        objectid: triggerid,
        name: `p${number}`,
        severity: '3',
        acknowledged: '0',
        clock: '1',
        ns: '0',
        tags: [],
      };
      fake.state.problems.set(eventid, row);
    }
  }

  async function makeTriggers(): Promise<readonly (readonly string[])[]> {
    const params = { description: 'unwell', expression: 'last(/vm-1/a)=1', priority: 3, tags: [] };
    const result = await client.call('trigger.create', params, z.record(z.string(), z.array(z.string())));
    return Object.values(result);
  }

  it('sees the maintenance of a host in the next reading', async () => {
    const reader = makeReader();
    await reader.read(start);
    const [host] = fake.state.hosts.values();
    host!['maintenance_status'] = '1';
    const { hosts } = await reader.read(start + 30);
    expect(hosts.map((each) => each.inMaintenance)).toEqual([true, false, false]);
  });

  describe('of hosts behind proxies', () => {
    const proxiesOf = ({ hosts }: ZabbixSnapshot): readonly unknown[] => hosts.map((each) => each.proxy);

    beforeEach(() => {
      fake.state.proxies.set('71', { proxyid: '71', host: 'east' });
      const [host] = fake.state.hosts.values();
      host!['proxy_hostid'] = '71';
    });

    it('asks for names of proxies only once', async () => {
      const reader = makeReader();
      expect(proxiesOf(await reader.read(start))).toEqual(['east', undefined, undefined]);
      fake.asked();
      expect(proxiesOf(await reader.read(start + 30))).toEqual(['east', undefined, undefined]);
      expect(fake.asked()).not.toContain('proxy.get');
    });

    it('names the proxy that a host was moved to in the next reading', async () => {
      const reader = makeReader();
      await reader.read(start);
      fake.state.proxies.set('72', { proxyid: '72', host: 'west' });
      const [, host] = fake.state.hosts.values();
      host!['proxy_hostid'] = '72';
      expect(proxiesOf(await reader.read(start + 30))).toEqual(['east', 'west', undefined]);
    });

    it('takes over the new name of a proxy with the next inventory', async () => {
      const reader = makeReader();
      await reader.read(start);
      fake.state.proxies.set('71', { proxyid: '71', host: 'far east' });
      expect(proxiesOf(await reader.read(start + 400))).toEqual(['far east', undefined, undefined]);
    });

    it('calls a proxy that it may not see by its id', async () => {
      fake.state.proxies.clear();
      expect(proxiesOf(await makeReader().read(start))).toEqual(['71', undefined, undefined]);
    });

    it('names proxy.get when the user role does not allow it', async () => {
      fake.denied.add('proxy.get');
      await expect(makeReader().read(start)).rejects.toThrow(/may not call proxy\.get: allow this API method/);
    });
  });

  it('lists items again as soon as a host has come or gone', async () => {
    const reader = makeReader();
    await reader.read(start);
    const [, host] = fake.state.hosts.values();
    host!['status'] = '1';
    expect((await reader.read(start + 30)).hosts).toHaveLength(2);
    expect((await reader.read(start + 60)).items).toHaveLength(8);
  });

  it('tells anew the newest value of an item that was not wanted for a while: its node was forgotten', async () => {
    let isWanted = true;
    const reader = makeReader({ refreshEvery: 0, slowEvery: 0, wants: (_, { key }) => key !== 'a' || isWanted });
    const at = Math.floor(Date.now() / 1000);
    store(at - 60, 4, ['vm-1']);
    expect(valuesOf(await reader.read(at))).toEqual([4, 4, 4, 4]);
    isWanted = false;
    expect(valuesOf(await reader.read(at + 30))).toEqual([]);
    isWanted = true;
    expect((await reader.read(at + 60)).values.map(({ itemId, value }) => [itemId, value])).toEqual([[itemIds[0], 4]]);
  });

  it('finds an item that was made anew on a known host within a minute and a cycle, with its newest value', async () => {
    const reader = makeReader();
    store(start, 1);
    await reader.read(start);
    const [old] = fake.state.items.values();
    fake.state.items.delete(itemIds[0]!);
    const id = fake.state.id();
    fake.state.items.set(id, { ...old!, itemid: id });
    for (const later of [30, 59]) {
      fake.asked();
      await reader.read(start + later);
      expect(fake.asked()).not.toContain('item.get');
    }
    store(start + 60, 8, ['vm-1']);
    const { items, values } = await reader.read(start + 65);
    expect(items.some((item) => item.itemId === id)).toBe(true);
    expect(values.filter((value) => value.itemId === id).map(({ value }) => value)).toEqual([8]);
  });

  it('asks only once a minute whether items were made, and reads no inventory where none was', async () => {
    const reader = makeReader();
    await reader.read(start);
    fake.asked();
    for (const later of [60, 90, 119, 121]) await reader.read(start + later);
    const asked = fake.requests.filter(({ method }) => method === 'item.get');
    expect(asked.map(({ params }) => params['limit'])).toEqual([1, 1]);
    expect(fake.asked()).not.toContain('hostgroup.get');
  });

  it('looks up one by one only what was not heard for minutes', async () => {
    const now = Math.floor(Date.now() / 1000);
    const reader = makeReader();
    await reader.read(now - 400);
    store(now - 5, 1, ['vm-1', 'vm-2']);
    await reader.read(now - 5);
    fake.asked();
    await reader.read(now);
    expect(fake.requests.filter(({ params }) => (params['output'] as string[]).includes('lastclock'))).toEqual([]);
    await reader.read(now + 295);
    const lookUp = fake.requests.find(({ params }) => (params['output'] as string[]).includes('lastclock'));
    expect(lookUp?.params['itemids']).toEqual(itemIds.slice(8));
  });

  it('takes no value for a number where Zabbix has none', async () => {
    const { values, items } = await makeReader().read(Date.now() / 1000);
    expect(items).toHaveLength(12);
    expect(values).toEqual([]);
  });
});
