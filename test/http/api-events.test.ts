import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CycleEvent, Freshness } from '../../src/http/api/schema.ts';
import { ApiSite } from '../support/api-site.ts';
import { EventWatcher } from '../support/event-watcher.ts';
import { ask } from '../support/http.ts';
import { unreachable } from '../support/scripted-world.ts';

let site: ApiSite;
beforeEach(async () => {
  site = await ApiSite.start();
  await site.allRun().cycle();
});
afterEach(() => site.stop());

async function cycleOf(watcher: EventWatcher, number: number): Promise<ReturnType<typeof CycleEvent.parse>> {
  await vi.waitFor(() => expect(watcher.events('cycle').length).toBe(number));
  return CycleEvent.parse(watcher.events('cycle').at(-1));
}

it('who watches hears at once how fresh everything is', async () => {
  const watcher = await EventWatcher.open(site.port);
  expect(watcher.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  await vi.waitFor(() => expect(watcher.events('pulse').length).toBe(1));
  expect(Freshness.parse(watcher.events('pulse')[0])).toMatchObject({ isStale: false });
});

it('after each cycle who watches hears what changed, and first that everything may have', async () => {
  const watcher = await EventWatcher.open(site.port);
  await site.allRun().cycle();
  expect((await cycleOf(watcher, 1)).changed).toEqual({ isMuch: true, nodes: [], incidents: [] });
  await site.allRun().cycle();
  expect((await cycleOf(watcher, 2)).changed).toEqual({ isMuch: false, nodes: [], incidents: [] });
  for (const round of [3, 4, 5]) {
    await site.runs('vm-1/db-1', false).runs('vm-2/db-2').runs('vm-3/db-3').runs('vm-3/front-1').cycle();
    await cycleOf(watcher, round);
  }
  const told = watcher.events('cycle').map((event) => CycleEvent.parse(event).changed);
  const nodes = new Set(told.flatMap((changed) => changed.nodes));
  expect([...nodes].sort()).toEqual(
    expect.arrayContaining(['container/vm-1/db-1', 'pod/storage-db', 'shard/storage-db/0', 'system/mail']),
  );
  expect(nodes).not.toContain('container/vm-2/db-2');
  expect(new Set(told.flatMap((changed) => changed.incidents)).size).toBe(1);
});

it('a reading that fails is told, with why', async () => {
  const watcher = await EventWatcher.open(site.port);
  site.outside.readError = unreachable();
  await site.cycle();
  expect((await cycleOf(watcher, 1)).freshness).toMatchObject({
    isStale: true,
    reason: 'Zabbix could not be reached',
    failing: ['zabbix'],
  });
});

it('many who watch cost one making of the event, and hear the same', async () => {
  const watchers = await Promise.all(Array.from({ length: 20 }, () => EventWatcher.open(site.port)));
  await site.cycle();
  const heard = await Promise.all(watchers.map((watcher) => cycleOf(watcher, 1)));
  for (const event of heard) expect(event).toEqual(heard[0]);
});

it('who has left is not written to any more', async () => {
  const watcher = await EventWatcher.open(site.port);
  await vi.waitFor(() => expect(site.board.watchers.count).toBe(1));
  watcher.response.destroy();
  await vi.waitFor(() => expect(site.board.watchers.count).toBe(0));
  await site.cycle();
});

it('the metrics say what the newest cycle found, and how it went', async () => {
  await site.outage();
  const text = await metrics();
  expect(text).toMatch(/^linchpin_incidents\{severity="critical"\} 1$/mu);
  expect(text).toMatch(/^linchpin_incidents\{severity="warning"\} 0$/mu);
  expect(text).toMatch(/^linchpin_nodes\{kind="container",state="failed"\} 2$/mu);
  expect(text).toMatch(/^linchpin_nodes\{kind="function",state="lost"\} 1$/mu);
  expect(text).toMatch(/^linchpin_leader 1$/mu);
  expect(text).toMatch(/^linchpin_stale 0$/mu);
  expect(text).toMatch(/^linchpin_cycles_total 5$/mu);
  expect(text).toMatch(/^linchpin_cycle_stage_seconds_count\{stage="judge"\} 5$/mu);
  expect(text).toMatch(/^linchpin_outbox_values 0$/mu);
});

it('the metrics say of one who stands by that it does not lead', async () => {
  site.standsBy();
  expect(await metrics()).toMatch(/^linchpin_leader 0$/mu);
});

it('who stands by shows what the store holds', async () => {
  await site.outage();
  const led = (await site.ask('state')).body as { readonly systems: unknown };
  site.standsBy();
  expect((await site.ask('state')).body).toMatchObject({ systems: led.systems });
});

it('before the first cycle there is nothing to show, and it is said when to ask again', async () => {
  const fresh = await ApiSite.start();
  const { status, headers, body } = await fresh.ask('state');
  expect([status, headers['retry-after'], (body as { type: string }).type]).toEqual([
    503,
    '5',
    'urn:linchpin:problem:not-yet',
  ]);
  await fresh.stop();
});

it('everything stands below the base path', async () => {
  const below = await ApiSite.start(undefined, '/linchpin/');
  await below.allRun().cycle();
  expect((await ask(below.port, '/linchpin/api/v1/state')).status).toBe(200);
  expect((await ask(below.port, '/linchpin/api/v1/openapi.json')).body).toMatchObject({
    servers: [{ url: '/linchpin/api/v1' }],
  });
  await below.stop();
});

async function metrics(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${site.port}/metrics`)).text();
}
