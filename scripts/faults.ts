import { parseArgs } from 'node:util';

import { annotating } from './faults/drills/annotating.ts';
import { defaultHolds } from './faults/drills/default-holds.ts';
import { diskFull } from './faults/drills/disk-full.ts';
import { failover } from './faults/drills/failover.ts';
import { flappingDay } from './faults/drills/flapping-day.ts';
import { kill } from './faults/drills/kill.ts';
import { network } from './faults/drills/network.ts';
import { partsInEveryOrder } from './faults/drills/parts.ts';
import { recovery } from './faults/drills/recovery.ts';
import { soak } from './faults/drills/soak.ts';
import { amiss, isSound, tableHead, tableRow } from './faults/row.ts';
import type { Row } from './faults/row.ts';
import { Stage } from './faults/stage.ts';
import { ZabbixInstance } from './faults/zabbix-instance.ts';

/** A fault that can be tried, and how often that is done where nobody says. */
interface Drill {
  readonly times: number;
  readonly run: (times: number, stage: () => Promise<Stage>) => Promise<Row>;
}

const drills: Readonly<Record<string, Drill>> = {
  kill: { times: 200, run: async (times, stage) => kill(await stage(), times) },
  annotating: { times: 20, run: async (times, stage) => annotating(await stage(), times) },
  parts: { times: 36, run: async (times, stage) => partsInEveryOrder(await stage(), times) },
  slow: { times: 5, run: async (times, stage) => network(await stage(), times, 'slow') },
  reset: { times: 5, run: async (times, stage) => network(await stage(), times, 'reset') },
  'half-open': { times: 5, run: async (times, stage) => network(await stage(), times, 'half-open') },
  'disk-full': { times: 6, run: async (times, stage) => diskFull(await stage(), times) },
  'two-instances': { times: 12, run: async (times, stage) => failover(await stage(), times, 2) },
  'three-instances': { times: 12, run: async (times, stage) => failover(await stage(), times, 3) },
  recovery: { times: 50, run: async (times, stage) => recovery(await stage(), times) },
  'flapping-day': { times: 200, run: (times) => flappingDay(times) },
  'default-holds': { times: 1, run: async (_, stage) => defaultHolds(await stage()) },
  soak: { times: 20, run: async (times, stage) => soak(await stage(), times) },
};

/**
 * Tries faults on real parts and prints what was lost, doubled or wrong by each (`docs/faults.md`): a Zabbix of its own,
 * a simulated installation under load, Linchpin as its user runs it. Exit status 1 where anything was.
 */
async function main({ only, times, zabbix, keep }: Choice): Promise<void> {
  const chosen = only.length > 0 ? only : Object.keys(drills);
  const unknown = chosen.filter((name) => !Object.hasOwn(drills, name));
  if (unknown.length > 0) {
    throw new Error(`--only ${unknown.join(', ')}: there are ${Object.keys(drills).join(', ')}`);
  }
  const ground: { instance?: ZabbixInstance; stage?: Stage } = {};
  const stage = async (): Promise<Stage> => {
    ground.instance ??= await ZabbixInstance.up(zabbix);
    ground.stage ??= await Stage.set(ground.instance);
    return ground.stage;
  };
  console.log(tableHead());
  try {
    for (const name of chosen) {
      const drill = drills[name];
      if (drill === undefined) continue;
      const row = await tried(name, () => drill.run(times ?? drill.times, stage));
      if (row.times === 0) await ground.stage?.abandon();
      console.log(tableRow(row));
      if (isSound(row)) continue;
      process.exitCode = 1;
      console.error(amiss(row));
    }
  } finally {
    if (!keep) {
      await ground.stage?.clear();
      await ground.instance?.destroy();
    }
  }
}

/** A drill that comes to no end is wrong, and those after it are tried all the same. */
async function tried(name: string, run: () => Promise<Row>): Promise<Row> {
  try {
    return await run();
  } catch (error) {
    const wrong = [error instanceof Error ? error.message : String(error)];
    return { fault: name, times: 0, judgement: { lost: [], doubled: [], wrong }, recovery: [], note: 'came to no end' };
  }
}

interface Choice {
  readonly only: readonly string[];
  readonly times: number | undefined;
  readonly zabbix: string;
  readonly keep: boolean;
}

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    times: { type: 'string' },
    zabbix: { type: 'string', default: '6.0' },
    keep: { type: 'boolean', default: false },
  },
});
// So that what was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
await main({ ...flags, times: flags.times === undefined ? undefined : Number(flags.times) });
// Whatever a drill that failed left open must not keep this process from ending.
process.exit();
