import { afterEach, beforeEach, expect, it } from 'vitest';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { noteRecord, printOf, readRecord } from '../../src/zabbix/provision/record.ts';
import type { Prints } from '../../src/zabbix/provision/record.ts';
import type { Row } from '../support/fake-zabbix-state.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

let fake: FakeZabbix;
let client: ZabbixClient;
let macros: { hostmacroid: string; hostid: string; macro: string; value: string }[];

beforeEach(async () => {
  fake = await FakeZabbix.start();
  client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
  macros = [];
  fake.methods.set('host.get', (_, { filter }) =>
    ((filter as Row)['host'] as readonly string[]).map((host) => ({
      hostid: host,
      host,
      macros: macros.filter(({ hostid }) => hostid === host),
    })),
  );
  fake.methods.set('usermacro.create', (state, { hostid, macro, value }) => {
    macros.push({ hostmacroid: state.id(), hostid: String(hostid), macro: String(macro), value: String(value) });
    return { hostmacroids: [] };
  });
  fake.methods.set('usermacro.update', (_, { hostmacroid, value }) => {
    for (const one of macros) if (one.hostmacroid === hostmacroid) one.value = String(value);
    return { hostmacroids: [] };
  });
});
afterEach(async () => {
  client.close();
  await fake.stop();
});

const many = (count: number): Prints =>
  new Map(Array.from({ length: count }, (_, index) => [`map/${index}`, 'abcd0123']));

async function note(prints: Prints, hosts: readonly string[] = ['one']): Promise<void> {
  await noteRecord(client, await readRecord(client, hosts), { part: 'views', prints });
}

async function noted(hosts: readonly string[] = ['one']): Promise<Prints> {
  return (await readRecord(client, hosts)).of('views');
}

it('what is noted is read again, and noting it again writes nothing', async () => {
  await note(many(3));
  expect(await noted()).toEqual(many(3));
  fake.asked();
  await note(many(3));
  expect(fake.asked().filter((method) => method.startsWith('usermacro.'))).toEqual([]);
});

it('what is more than a macro holds is noted in several, none longer than Zabbix keeps', async () => {
  await note(many(500));
  expect(macros.length).toBeGreaterThan(2);
  expect(Math.max(...macros.map(({ value }) => value.length))).toBeLessThanOrEqual(2048);
  expect(await noted()).toEqual(many(500));
});

it('what is noted later replaces all of it, also where it is less', async () => {
  await note(many(500));
  await note(many(2));
  expect(await noted()).toEqual(many(2));
});

it('each host bears it, so that it outlives a system', async () => {
  await note(many(2), ['one', 'two']);
  expect(await noted(['two'])).toEqual(many(2));
  expect(await noted(['a new one', 'two'])).toEqual(many(2));
});

it('parts know nothing of each other', async () => {
  await note(many(2));
  expect((await readRecord(client, ['one'])).of('services')).toEqual(new Map());
});

it('a note that Zabbix accepts and does not show is an error', async () => {
  fake.methods.set('usermacro.create', () => ({ hostmacroids: ['1'] }));
  await expect(note(many(1))).rejects.toThrow('accepted the macros {$LINCHPIN.WRITTEN:views} of "one"');
});

it('a print is the same in whatever order Zabbix lists the parts, and whether numbers are texts', () => {
  expect(printOf({ a: [{ x: 1 }, { y: 2 }], b: 3 })).toBe(printOf({ b: '3', a: [{ y: '2' }, { x: '1' }] }));
  expect(printOf({ a: [{ x: 1 }] })).not.toBe(printOf({ a: [{ x: 2 }] }));
});
