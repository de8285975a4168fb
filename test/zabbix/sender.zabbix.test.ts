import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';

function needed(name: string): string {
  const set = process.env[name];
  if (set !== undefined && set !== '') return set;
  throw new Error(`${name} is not set: these tests need a running Zabbix (scripts/zabbix up prints its addresses).`);
}

const trapper = needed('LINCHPIN_ZABBIX_TRAPPER');
const host = `sender-test-${process.pid}`;
const group = `Sender test ${process.pid}`;
const token = readFileSync(needed('ZABBIX_TOKEN_FILE'), 'utf8').trim();
const client = new ZabbixClient({ url: needed('ZABBIX_URL'), credentials: { kind: 'token', token } });
const sender = new TrapperSender({ nodes: [trapper] });
const History = z.array(z.object({ value: z.string(), clock: z.string(), ns: z.string() }));
let itemIds: readonly string[] = [];
const now = Math.floor(Date.now() / 1000);

beforeAll(async () => {
  const { groupids } = await client.call(
    'hostgroup.create',
    { name: group },
    z.object({ groupids: z.array(z.string()) }),
  );
  const made = await client.call(
    'host.create',
    { host, groups: [{ groupid: groupids[0] }] },
    z.object({ hostids: z.array(z.string()) }),
  );
  const items = ['text', ...Array.from({ length: 8 }, (_, index) => `n[${index}]`)].map((key) => ({
    hostid: made.hostids[0],
    name: key,
    key_: key,
    type: 2,
    value_type: key === 'text' ? 4 : 3,
    ...(key === 'text' ? {} : { trends: '0' }),
  }));
  itemIds = (await client.call('item.create', items, z.object({ itemids: z.array(z.string()) }))).itemids;
  // New items take values only after the server has read its configuration.
  for (let tries = 0; tries < 120; tries++) {
    if ((await sender.send([value('text', 'first', 0), value('n[7]', 0, 0)])).refused.length === 0) return;
    await sleep(500);
  }
  throw new Error('Zabbix does not take values of new items after a minute');
});

afterAll(async () => {
  const hosts = await client.call(
    'host.get',
    { filter: { host: [host] }, output: ['hostid'] },
    z.array(z.object({ hostid: z.string() })),
  );
  await client.call(
    'host.delete',
    hosts.map(({ hostid }) => hostid),
    z.unknown(),
  );
  const groups = await client.call(
    'hostgroup.get',
    { filter: { name: [group] }, output: ['groupid'] },
    z.array(z.object({ groupid: z.string() })),
  );
  await client.call(
    'hostgroup.delete',
    groups.map(({ groupid }) => groupid),
    z.unknown(),
  );
  client.close();
});

function value(key: string, content: string | number, ns: number): OutgoingValue {
  return { host, key, value: content, clock: now, ns };
}

async function stored(index: number, type: 3 | 4, enough: number): Promise<z.infer<typeof History>> {
  for (let tries = 0; ; tries++) {
    const rows = await client.call(
      'history.get',
      { history: type, itemids: [itemIds[index]], output: 'extend', sortfield: 'clock' },
      History,
    );
    if (rows.length >= enough || tries > 40) return rows.toSorted((a, b) => Number(a.ns) - Number(b.ns));
    await sleep(250);
  }
}

describe('a real Zabbix', () => {
  it('keeps the clock and ns of what is sent, and a value sent again once', async () => {
    const sent = [value('n[0]', 5, 10), value('n[0]', 6, 20)];
    await sender.send(sent);
    await stored(1, 3, 2);
    await sender.send(sent);
    await sender.send([value('n[0]', 7, 30)]);
    expect(await stored(1, 3, 3)).toMatchObject([
      { value: '5', clock: String(now), ns: '10' },
      { value: '6', clock: String(now), ns: '20' },
      { value: '7', clock: String(now), ns: '30' },
    ]);
  });

  it('refuses unknown items, and they are found among known ones', async () => {
    const sent = Array.from({ length: 40 }, (_, index) => value(`n[${index % 11}]`, index, 1000 + index));
    const outcome = await sender.send(sent);
    expect(outcome.refused.map(({ key }) => key)).toEqual(
      sent.flatMap(({ key }) => (Number(key.slice(2, -1)) >= 8 ? [key] : [])),
    );
  });

  it('takes compressed packets, and loses nothing around a NUL or half a surrogate pair', async () => {
    const compressing = new TrapperSender({ nodes: [trapper], compress: true });
    const outcome = await compressing.send([
      value('text', 'a\0b', 100),
      value('text', 'c\u{d800}d', 200),
      value('text', 'after', 300),
    ]);
    expect(outcome).toEqual({ accepted: 3, refused: [] });
    expect((await stored(0, 4, 4)).slice(1).map((row) => row.value)).toEqual(['a\u{fffd}b', 'c\u{fffd}d', 'after']);
  });

  it('cuts a long text by itself and keeps what comes after it', async () => {
    await sender.send([value('text', 'ä'.repeat(100_000), 400), value('text', 'short', 500)]);
    const rows = (await stored(0, 4, 6)).slice(-2);
    expect(rows[0]?.value).toMatch(/^ä+$/);
    expect(rows[0]?.value.length).toBeGreaterThanOrEqual(32_000);
    expect(rows[0]?.value.length).toBeLessThan(100_000);
    expect(rows[1]?.value).toBe('short');
  });
});
