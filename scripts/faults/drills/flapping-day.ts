import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadSetup } from '../../../src/app/setup.ts';
import { worldOf } from '../../../src/app/world.ts';
import { CycleRunner } from '../../../src/app/cycle.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { World } from '../../../src/evaluate.ts';
import type { Log, Store } from '../../../src/ports.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { random } from '../../benchmark/random.ts';
import { differences } from '../compare.ts';
import { keepLedger } from '../ledger.ts';
import { Linchpin } from '../linchpin.ts';
import { judge, together } from '../oracle.ts';
import type { Judgement } from '../oracle.ts';
import type { Row } from '../row.ts';
import { SimulatedSite } from '../simulated-site.ts';
import { Killed, SimulatedZabbix } from '../simulated-zabbix.ts';

const interval = 30;
const day = 86_400;
const leaseLasts = 60;
/** At the end nothing more breaks, and all must be well again. */
const calmFor = 7200;

const silent: Log = { info: nothing, warn: nothing, error: nothing, debug: nothing };

/** Where a process may end within a cycle. */
const moments = ['before saving', 'after saving', 'after sending', 'after confirming'] as const;
type Moment = (typeof moments)[number];

/**
 * A day of the site by a clock of its own, with everything flapping: judged once undisturbed, and once by processes that
 * end at random, `kills` times, before and after each step of a cycle. Each cycle must come to the same.
 */
export async function flappingDay(kills: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-day-'));
  try {
    const world = await worldOfDrills(folder);
    const began = Math.floor(Date.now() / 1000 / interval) * interval - day;
    const undisturbed = await live({ world, file: join(folder, 'undisturbed.db'), began }, 0);
    const killed = await live({ world, file: join(folder, 'killed.db'), began }, kills);
    const wrong = undisturbed.results.flatMap((result, index) => {
      const own = killed.results[index];
      const left =
        own === undefined ? ['nothing was judged'] : [...differences(own, result), ...identities(own, result)];
      return left.map((sentence) => `${result.at} ${sentence}`);
    });
    const last = undisturbed.results.at(-1);
    const open = last?.incidents.filter(({ state }) => state === 'open').map(({ text }) => `at the end open: ${text}`);
    const judgement = together([
      undisturbed.judgement,
      killed.judgement,
      { lost: [], doubled: [], wrong: [...wrong, ...(open ?? ['nothing was judged'])] },
    ]);
    const incidents = new Set(undisturbed.results.flatMap((result) => result.incidents.map(({ id }) => id)));
    const note = `${undisturbed.results.length} cycles, ${incidents.size} incidents, ${killed.kept} values; the last hour's cycles took ${killed.pace} × the first one's`;
    return { fault: '24 simulated hours of flapping, killed amid cycles', times: kills, judgement, recovery: [], note };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface DayParts {
  readonly world: World;
  readonly file: string;
  readonly began: number;
}

interface Day {
  readonly results: readonly Result[];
  readonly judgement: Judgement;
  readonly kept: number;
  readonly pace: string;
}

async function live({ world, file, began }: DayParts, kills: number): Promise<Day> {
  const zabbix = new SimulatedZabbix();
  const site = new SimulatedSite(world.graph, began);
  await (await openStore({ sqlite: file })).close();
  const ledger = await keepLedger({ sqlite: file });
  const next = random(kills);
  const cycles = day / interval;
  const results: Result[] = [];
  const tookMs: number[] = [];
  let life = await Life.begin(world, file, zabbix);
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    const at = began + cycle * interval;
    zabbix.observed = site.advance(at, at > began + day - calmFor);
    const startedMs = performance.now();
    if (next() < kills / cycles) {
      await life.endsAt(moments[Math.floor(next() * moments.length)] ?? 'after saving', at);
      life = await Life.begin(world, file, zabbix);
    }
    const result = await life.cycle(at);
    if (result !== undefined) results.push(result);
    tookMs.push(performance.now() - startedMs);
  }
  await life.close();
  const judgement = judge({
    computed: await ledger.computed(),
    kept: zabbix.kept,
    events: zabbix.events,
    comments: [],
  });
  await ledger.close();
  const hour = 3600 / interval;
  const pace = (median(tookMs.slice(-hour)) / median(tookMs.slice(0, hour))).toFixed(1);
  return { results, judgement, kept: zabbix.kept.length, pace };
}

interface LifeParts {
  readonly runner: CycleRunner;
  readonly store: Store;
  readonly zabbix: SimulatedZabbix;
  readonly clock: { at: number };
  readonly ending: { moment: Moment | undefined };
}

/** A process of Linchpin without the process: what runs cycles, over the store that outlives it. */
class Life {
  readonly #parts: LifeParts;

  private constructor(parts: LifeParts) {
    this.#parts = parts;
  }

  static async begin(world: World, file: string, zabbix: SimulatedZabbix): Promise<Life> {
    const store = await openStore({ sqlite: file });
    // The life before has ended, by which it lost the lease.
    await store.claim(leaseLasts);
    const clock = { at: 0 };
    const ending: LifeParts['ending'] = { moment: undefined };
    zabbix.onTaken = () => dieAt('after sending', ending.moment);
    const save = store.save.bind(store);
    const confirm = store.confirm.bind(store);
    store.save = async (record) => {
      dieAt('before saving', ending.moment);
      await save(record);
      dieAt('after saving', ending.moment);
    };
    store.confirm = async (sequences) => {
      await confirm(sequences);
      dieAt('after confirming', ending.moment);
    };
    const runner = await CycleRunner.start({
      worldNow: () => world,
      reader: zabbix,
      writer: zabbix,
      verifier: zabbix.verifier,
      store,
      clock: { now: () => clock.at },
      log: silent,
      observe: () => zabbix.observed,
    });
    return new Life({ runner, store, zabbix, clock, ending });
  }

  async cycle(at: number): Promise<Result | undefined> {
    this.#parts.clock.at = at;
    return (await this.#parts.runner.run()).result;
  }

  /** Runs a cycle amid which it ends. */
  async endsAt(moment: Moment, at: number): Promise<void> {
    this.#parts.ending.moment = moment;
    await this.cycle(at).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    this.#parts.zabbix.onTaken = nothing;
    await this.close();
  }

  close(): Promise<void> {
    return this.#parts.store.close();
  }
}

function dieAt(here: Moment, moment: Moment | undefined): void {
  if (here === moment) throw new Killed(here);
}

async function worldOfDrills(folder: string): Promise<World> {
  const env = { ZABBIX_URL: 'http://127.0.0.1:9', ZABBIX_TOKEN: 'nobody asks' };
  const store = { sqlite: join(folder, 'none.db') };
  const { config } = new Linchpin({ folder, env, store, every: `${interval}s`, atOnce: false });
  const { setup, findings } = await loadSetup({ config, env });
  if (setup === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
  return worldOf(setup.settings, setup.graph);
}

/** Incidents with another id or onset. */
function identities(own: Result, undisturbed: Result): readonly string[] {
  const known = new Map(undisturbed.incidents.map(({ id, root, onset }) => [root, `${id} since ${onset}`]));
  return own.incidents
    .filter(({ id, root, onset }) => known.has(root) && known.get(root) !== `${id} since ${onset}`)
    .map(({ id, root, onset }) => `${root}: ${id} since ${onset}; undisturbed: ${known.get(root) ?? ''}`);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

function nothing(): void {
  // Nobody listens.
}
