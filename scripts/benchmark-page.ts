import { Agent, get, request } from 'node:http';
import Table from 'cli-table3';

import type { Board } from '../src/app/answers/board.ts';
import type { World } from '../src/evaluate.ts';
import { Stopwatch, row } from './benchmark/measure.ts';
import { largeWorld, reportOf, servePage, withSettings } from './benchmark/served-page.ts';
import { changedHealth, healthIn } from './benchmark/weather.ts';
import type { HealthReport } from '../src/domain/health.ts';

/** As many as issue a page a browser window each. */
const watchers = 200;

/**
 * Measures what the page asks of the server, on installations in the proportions of the reference one, ten and a hundred
 * times as large, in a storm. The yardstick of each line is writing the state as JSON once, in the same run. The argument
 * is the largest number of containers (200000).
 */
async function main(largest: number): Promise<void> {
  await withSettings(async (settings) => {
    for (const containers of [2_000, 20_000, 200_000].filter((count) => count <= largest)) {
      const world = largeWorld(settings, containers);
      const { board, server } = await servePage(settings);
      const storm = healthIn('storm', world.graph);
      process.stdout.write(`${(await measure({ world, board, port: server.port }, storm)).toString()}\n`);
      await server.close();
      await board.close();
    }
  });
}

interface Served {
  readonly world: World;
  readonly board: Board;
  readonly port: number;
}

async function measure({ world, board, port }: Served, storm: HealthReport): Promise<Table.Table> {
  const watch = new Stopwatch();
  const clients = await Promise.all(Array.from({ length: watchers }, () => Watching.open(port)));
  const other = changedHealth(storm, world.graph, 'by pod');
  const agent = new Agent();
  const ask = (path: string): Promise<number> => answered(port, path, agent);
  const reports = [reportOf(world, storm), reportOf(world, other)];
  for (let round = 0; round < 6; round += 1) {
    const report = reports[round % 2];
    if (report === undefined) break;
    const heard = Promise.all(clients.map((client) => client.next()));
    await watch.time('event', async () => {
      await watch.time('note', () => board.note(report));
      await heard;
    });
    await watch.time('first list', () => ask('incidents?limit=100'));
    await watch.time('state', () => ask('state'));
    await watch.time('states', () => Promise.all(clients.map(() => ask('state'))));
    await watch.time('json', () => JSON.stringify(report.judged?.evaluation.result).length);
    await watch.time('search', () => ask('nodes?search=api&limit=20'));
    await watch.time('pod', () => ask(`pod?id=${world.graph.model.pods[0]?.id ?? ''}`));
    await watch.time('what-if', () => whatIf(port, world.graph.model.resources[0]?.id ?? ''));
    await watch.time('model', () => ask('model'));
    await watch.time('spof', () => ask('single-points'));
    await watch.time('pairs', () => ask('single-points?pairs'));
  }
  for (const client of clients) client.close();
  agent.destroy();
  const json = watch.of('json').median;
  const table = new Table({
    head: ['', 'median ms', 'range', 'writings of the state'],
    style: { head: [], border: [] },
  });
  const names: readonly (readonly [string, string])[] = [
    ['json', 'yardstick: the whole state written as JSON once'],
    ['note', `a cycle held up by telling ${String(watchers)} who watch`],
    ['event', 'until the last of them has heard'],
    ['first list', 'the first list of incidents'],
    ['state', 'the state, asked first'],
    ['states', `the state, asked by ${String(watchers)} more`],
    ['search', 'nodes by a part of their names'],
    ['pod', 'a pod'],
    ['what-if', 'what if a server failed'],
    ['model', 'the model (first: the most)'],
    ['spof', 'single points (first: the most)'],
    ['pairs', 'pairs (first: the most)'],
  ];
  for (const [name, words] of names) {
    const measured = watch.of(name);
    table.push(row(words, measured, (measured.median / json).toFixed(2)));
  }
  return table;
}

/** Who watches by server-sent events. */
class Watching {
  readonly #close: () => void;
  #hear: () => void = nothing;

  private constructor(close: () => void) {
    this.#close = close;
  }

  static open(port: number): Promise<Watching> {
    return new Promise((resolve, reject) => {
      const call = get({ host: '127.0.0.1', port, path: '/api/v1/events', agent: false }, (response) => {
        const watching = new Watching(() => call.destroy());
        response.on('data', (chunk: Buffer) => {
          if (chunk.includes('event: cycle')) watching.#hear();
        });
        resolve(watching);
      });
      call.on('error', reject);
    });
  }

  next(): Promise<void> {
    return new Promise((resolve) => (this.#hear = resolve));
  }

  close(): void {
    this.#close();
  }
}

function answered(port: number, path: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(
      { host: '127.0.0.1', port, path: `/api/v1/${path}`, agent, headers: { 'accept-encoding': 'gzip' } },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`${path}: ${String(response.statusCode)}`));
        let size = 0;
        response.on('data', (chunk: Buffer) => (size += chunk.length));
        response.on('end', () => resolve(size));
      },
    ).on('error', reject);
  });
}

function whatIf(port: number, node: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const call = request({ host: '127.0.0.1', port, path: '/api/v1/what-if', method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    call.on('error', reject);
    call.end(JSON.stringify({ fail: [node], onTopOf: 'current' }));
  });
}

function nothing(): void {
  // Nothing is said.
}

await main(Number(process.argv[2] ?? 200_000));
