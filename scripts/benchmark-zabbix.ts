import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import Table from 'cli-table3';
import { Client } from 'pg';

import { connect } from '../src/app/connect.ts';
import { compileSignals } from '../src/app/live-world.ts';
import { readingFor } from '../src/app/reading-parts.ts';
import { worldOf } from '../src/app/world.ts';
import { loadSetup } from '../src/app/setup.ts';
import type { Setup } from '../src/app/setup.ts';
import type { ItemId, ZabbixSnapshot } from '../src/domain/zabbix.ts';
import { evaluate } from '../src/evaluate.ts';
import { observe } from '../src/observe/observe.ts';
import { openStore } from '../src/store/open-store.ts';
import { ZabbixReader } from '../src/zabbix/read.ts';
import { TrapperSender } from '../src/zabbix/sender.ts';
import { lastValuesOfAll } from './benchmark/item-get.ts';
import { Stopwatch, row } from './benchmark/measure.ts';
import { newValues } from './benchmark/sql.ts';
import { TrafficCounter } from './benchmark/traffic.ts';
import type { Traffic } from './benchmark/traffic.ts';
import { bytesWritten, writePlainly } from './benchmark/written.ts';

/**
 * Measures whole cycles at the reference installation against a real Zabbix that mail-sim feeds, each part beside a
 * yardstick from the same run. ZABBIX_URL, ZABBIX_TOKEN_FILE and LINCHPIN_ZABBIX_DB name the Zabbix and its database
 * (`eval "$(scripts/zabbix env)"`), be it a 6.0 or a 7.0.
 *
 * `--everything` reads all items of the groups, wanted or not. Ten times the items: nine more sets beside the usual one,
 * fed at other times, in a Zabbix of one's own (`LINCHPIN_ZABBIX_INSTANCE=ten`, for `scripts/zabbix destroy` afterwards):
 *
 *     for n in 1 2 3 4 5 6 7 8 9; do
 *       scripts/mail-sim setup --prefix "$n-" --group "Mail servers/$n"
 *       scripts/mail-sim run --interval 60s --prefix "$n-" --group "Mail servers/$n" & sleep 6
 *     done; npm run bench:zabbix -- --everything; kill $(jobs -p)
 */
async function main({ config, rounds, everything }: Choice): Promise<void> {
  const database = process.env['LINCHPIN_ZABBIX_DB'];
  if (database === undefined) throw new Error('LINCHPIN_ZABBIX_DB is not set: eval "$(scripts/zabbix env)" first');
  const { LINCHPIN_ZABBIX_DB: _db, ...env } = process.env;
  const { setup, findings } = await loadSetup({ config, env });
  if (!setup) throw new Error(findings.map(({ message }) => message).join('\n'));
  const sql = new Client({ connectionString: database });
  await sql.connect();
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-benchmark-'));
  try {
    await measure({ setup, sql, folder, rounds, everything });
  } finally {
    await sql.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was asked for on the command line. */
interface Choice {
  readonly config: string;
  readonly rounds: number;
  readonly everything: boolean;
}

/** How the time of a reading is to compare, by what Zabbix is. */
const goals = {
  proxy_hostid: { sql: 3, itemGet: 6 },
  proxyid: { sql: 4, itemGet: 3.5 },
} as const;

/** As far back as reading looks again for values that came late: SQL is asked for the same window. */
const overlap = 6;

interface Grounds extends Pick<Choice, 'rounds' | 'everything'> {
  readonly setup: Setup;
  readonly sql: Client;
  readonly folder: string;
}

/** The parts of a cycle, put together as the daemon does, and what measures them. */
async function open({ setup, folder, everything }: Grounds) {
  const { settings, zabbix, graph } = setup;
  const client = connect(zabbix);
  const compiled = compileSignals(settings, graph);
  const wanted = { ...readingFor(setup, { compiled }), ...(everything && { wants: () => true }) };
  return {
    client,
    compiled,
    reader: new ZabbixReader({ client, ...wanted, slowEvery: 3600 }),
    sender: new TrapperSender({ nodes: zabbix.trapperNodes, timeoutMs: zabbix.timeout * 1000 }),
    store: await openStore({ ...settings.store, sqlite: join(folder, 'benchmark.db') }),
    world: worldOf(settings, graph),
    watch: new Stopwatch(),
    counter: new TrafficCounter(client.url),
  };
}

async function measure(grounds: Grounds): Promise<void> {
  const { client, compiled, reader, sender, store, world, watch, counter } = await open(grounds);
  let now = Date.now() / 1000;
  let snapshot: ZabbixSnapshot = await watch.time('first read', () => reader.read(now));
  await store.claim(60);
  let memory = await store.load();
  const counts = { values: 0, sqlRows: 0, commands: 0, saved: 0, memories: 0 };
  const traffic = { read: counter.take(), itemGet: counter.take() };
  let newestAt = 0;
  for (let round = 0; round < grounds.rounds; round++) {
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    newestAt = snapshot.values.reduce((newest, { at }) => Math.max(newest, at), newestAt);
    if (newestAt === 0) throw new Error('No values come from Zabbix: start `scripts/mail-sim run` first.');
    const from = newestAt - overlap;
    const itemIds = new Map<ItemId, string>(snapshot.items.map(({ itemId, valueType }) => [itemId, valueType]));
    now = Date.now() / 1000;
    counter.take();
    snapshot = await watch.time('read', () => reader.read(now));
    traffic.read = counter.take();
    counts.values = snapshot.values.length;
    counts.sqlRows = await watch.time('sql', () => newValues(grounds.sql, itemIds, from));
    const observed = await watch.time('observe', () => observe(snapshot, compiled));
    const evaluation = await watch.time('evaluate', () => evaluate(world, memory, observed));
    memory = evaluation.memory;
    const { incidents, publish } = memory;
    const outbox = evaluation.commands.map(({ value }) => value);
    counts.commands = outbox.length;
    const { changedNodes: nodes, result, verdicts } = evaluation;
    const record = { at: now, nodes, memory: { incidents, publish }, outbox, result, verdicts };
    const before = bytesWritten();
    await watch.time('save', () => store.save(record));
    counts.saved = bytesWritten() - before;
    const memories = JSON.stringify([...nodes]);
    counts.memories = memories.length;
    await watch.time('plain write', () => writePlainly(join(grounds.folder, 'plain'), memories));
    await watch.time('send', () => sender.send(outbox));
    if (round >= 3) continue;
    counter.take();
    await watch.time('item.get', () => lastValuesOfAll(client, [...itemIds.keys()]));
    traffic.itemGet = counter.take();
  }
  await store.close();
  const { version, proxies } = await client.adapter();
  process.stdout.write(`Zabbix ${version}\n`);
  print(watch, { items: snapshot.items.length, ...counts }, goals[proxies]);
  process.stdout.write(`read: ${inWords(traffic.read)} · item.get of all: ${inWords(traffic.itemGet)}\n`);
  client.close();
}

function inWords({ requests, bytesSent, bytesReceived }: Traffic): string {
  return `${String(requests)} requests, ${kib(bytesSent)} KiB sent, ${kib(bytesReceived)} KiB received`;
}

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(0);
}

function print(
  watch: Stopwatch,
  counts: Readonly<Record<string, number>>,
  goal: (typeof goals)[keyof typeof goals],
): void {
  const [read, sql, itemGet] = [watch.of('read'), watch.of('sql'), watch.of('item.get')];
  const [save, plain] = [watch.of('save'), watch.of('plain write')];
  const parts = ['read', 'observe', 'evaluate', 'save', 'send'];
  const cycle = parts.reduce((sum, name) => sum + watch.of(name).median, 0);
  const table = new Table({ head: ['', 'median ms', 'least–most', ''], style: { head: [], border: [] } });
  table.push(
    row('first read (inventory and last values)', watch.of('first read')),
    row('read', read, `${String(counts['values'])} values of ${String(counts['items'])} items`),
    row(
      '  the rows of the same window by SQL',
      sql,
      `read is ${(read.median / sql.median).toFixed(1)} × this (goal: within ${String(goal.sql)} ×)`,
    ),
    row(
      '  item.get of all last values',
      itemGet,
      `${(itemGet.median / read.median).toFixed(1)} × read (goal: at least ${String(goal.itemGet)} ×)`,
    ),
    row('observe', watch.of('observe')),
    row('evaluate', watch.of('evaluate')),
    row('save', save, `${kib(counts['saved'] ?? NaN)} KiB written`),
    row(
      '  the memories that changed, as one plain file with fsync',
      plain,
      `${kib(counts['memories'] ?? NaN)} KiB; save is ${(save.median / plain.median).toFixed(1)} × this`,
    ),
    row('publish', watch.of('send'), `${String(counts['commands'])} values`),
  );
  process.stdout.write(`${table.toString()}\n`);
  const { rss, heapUsed } = process.memoryUsage();
  process.stdout.write(
    `whole cycle ${cycle.toFixed(0)} ms · rows by SQL ${String(counts['sqlRows'])} · memory ${mib(rss)} MiB resident, ${mib(heapUsed)} MiB heap\n`,
  );
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}

const { values: flags } = parseArgs({
  options: {
    config: { type: 'string', default: 'deploy/mail/linchpin.yaml' },
    rounds: { type: 'string', default: '9' },
    everything: { type: 'boolean', default: false },
  },
});
await main({ ...flags, rounds: Number(flags.rounds) });
