import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { ZabbixReader } from '../../src/zabbix/read.ts';
import type { ReaderOptions } from '../../src/zabbix/read.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

const start = 1_800_000_000;

describe('a Zabbix that is slow for the interval', () => {
  // Readings of the fake take some milliseconds: far more than half of the one interval, far less than of the other.
  const slow = 0.0001;
  const quick = 3600;
  let fake: FakeZabbix;
  let client: ZabbixClient;

  beforeEach(async () => {
    fake = await FakeZabbix.start();
    client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
    const id = async (method: string, params: object): Promise<string> => {
      const result = await client.call(method, params, z.record(z.string(), z.array(z.string())));
      return Object.values(result)[0]?.[0] ?? '';
    };
    const groupid = await id('hostgroup.create', { name: 'Mail servers' });
    const hostid = await id('host.create', { host: 'vm-1', groups: [{ groupid }] });
    await id('item.create', { name: 'a', key_: 'a', hostid, type: 2, value_type: 3, delay: '30s' });
  });

  afterEach(async () => {
    client.close();
    await fake.stop();
  });

  function makeReader(options: Partial<ReaderOptions>): ZabbixReader {
    return new ZabbixReader({ client, groups: ['Mail servers'], wants: () => true, ...options });
  }

  const lookUps = (): number =>
    fake.requests.splice(0).filter(({ params }) => String(params['output']).includes('lastvalue')).length;

  async function lookUpsAfter(interval: number, later: number): Promise<number> {
    const reader = makeReader({ interval });
    await reader.read(start);
    await reader.read(start + 30);
    fake.asked();
    await reader.read(start + later);
    return lookUps();
  }

  it('puts off the look-up of quiet items, but not for ever', async () => {
    expect(await lookUpsAfter(quick, 400)).toBe(1);
    expect(await lookUpsAfter(slow, 400)).toBe(0);
    expect(await lookUpsAfter(slow, 1000)).toBe(1);
  });

  it('is seen to be slow also where its answer does not come in time', async () => {
    const told: unknown[] = [];
    const log = { info() {}, error() {}, debug() {}, warn: (_: object, message: string) => told.push(message) };
    const impatient = new ZabbixClient({
      url: fake.url,
      credentials: { kind: 'token', token: fake.token },
      timeout: 2,
    });
    fake.fault = ({ method }) => (method === 'problem.get' ? { kind: 'slow', ms: 20_000 } : undefined);
    const reader = makeReader({ client: impatient, interval: 0.01, log });
    await expect(reader.read(start)).rejects.toThrow('did not answer');
    expect(told).toContain('Zabbix is slow: it is asked for less at once');
    impatient.close();
  });

  it('asks one thing at a time after some slow readings, and three again after quick ones', async () => {
    let running = 0;
    let most = 0;
    const wide = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
    const group = z.array(z.object({ groupid: z.string() }));
    fake.methods.set('hostgroup.get', () => []);
    fake.fault = ({ method }) => {
      if (method !== 'hostgroup.get') return undefined;
      running += 1;
      most = Math.max(most, running);
      return { kind: 'slow', ms: 100 };
    };
    const ask = async (): Promise<void> => {
      await wide.call('hostgroup.get', {}, group);
      running -= 1;
    };
    const mostAtOnce = async (): Promise<number> => {
      [running, most] = [0, 0];
      await Promise.all(Array.from({ length: 9 }, ask));
      return most;
    };
    expect(await mostAtOnce()).toBe(3);
    for (const isSlow of [true, true, true]) wide.pace(isSlow);
    expect(await mostAtOnce()).toBe(1);
    for (const isSlow of [false, false, false, false]) wide.pace(isSlow);
    expect(await mostAtOnce()).toBe(3);
    wide.close();
  });

  it('says so once in the log', async () => {
    const told: string[] = [];
    const tell = (_: object, text: string): void => void told.push(text);
    const log = { info: tell, warn: tell, error: tell, debug: () => undefined };
    const reader = makeReader({ interval: slow, log });
    await reader.read(start);
    await reader.read(start + 30);
    expect(told).toEqual(['Zabbix is slow: it is asked for less at once']);
  });
});
