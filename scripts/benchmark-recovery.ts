import { parseArgs } from 'node:util';

import Table from 'cli-table3';

import { parseDuration } from '../src/cli/parse-argument.ts';
import { personSees, repairTimesInTurn } from './faults/repairs.ts';
import type { RepairTimes } from './faults/repairs.ts';
import { Stage } from './faults/stage.ts';
import { ZabbixInstance } from './faults/zabbix-instance.ts';

/** What was asked for on the command line; times in seconds. */
interface Choice {
  readonly rounds: number;
  /** How long a person is taken to need from the incident until acting. */
  readonly reading: number;
  /** How long it is really left alone. */
  readonly alone: number;
}

/** What one drill came to with recovery, and without it where a person acted once it had been left alone for a while. */
interface Compared {
  readonly name: string;
  readonly auto: readonly RepairTimes[];
  readonly byHand: readonly RepairTimes[];
}

/**
 * Measures how long repair takes with recovery and without, by the same drills on a real Zabbix. Without it, what is
 * broken is left alone for a while, to see that it stays so; then a person does what mends it. How long that person
 * takes until then is no measurement but `--reading`. ZABBIX_URL and the rest name the Zabbix (`eval "$(scripts/zabbix env)"`).
 */
async function main({ rounds, reading, alone }: Choice): Promise<void> {
  const stage = await Stage.set(ZabbixInstance.named());
  const [auto, byHand]: [RepairTimes[], RepairTimes[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const withRecovery = await stage.beginMending('auto');
      auto.push(...(await repairTimesInTurn(withRecovery)));
      await withRecovery.end();
      const without = await stage.beginMending('off');
      byHand.push(...(await repairTimesInTurn(without, personSees(alone))));
      await without.end();
    }
  } finally {
    await stage.abandon();
    await stage.clear();
  }
  const names = [...new Set(auto.map(({ name }) => name))];
  const of = (all: readonly RepairTimes[], wanted: string): readonly RepairTimes[] =>
    all.filter(({ name }) => name === wanted);
  const drills = names.map((name) => ({ name, auto: of(auto, name), byHand: of(byHand, name) }));
  print(drills, { rounds, reading, alone });
}

function print(drills: readonly Compared[], { rounds, reading, alone }: Choice): void {
  const minutes = `${reading / 60} min`;
  const table = new Table({
    head: [
      'seconds, mean',
      'detected',
      'acted',
      'mended',
      'detected',
      'mended, from the act on',
      `a person ${minutes} after`,
    ],
    style: { head: [], border: [] },
  });
  for (const { name, auto, byHand } of drills) table.push([name, ...withRecovery(auto), ...without(byHand, reading)]);
  const [auto, byHand] = [drills.flatMap((drill) => drill.auto), drills.flatMap((drill) => drill.byHand)];
  table.push(['mean time to repair', ...withRecovery(auto), ...without(byHand, reading)]);
  process.stdout.write(
    `${rounds} times each: with recovery on the left, without it on the right, where all stayed broken for the ${alone} s that it\n` +
      `was left alone, and does until a person acts; the last column is with one who acts ${minutes} after it was detected.\n` +
      `${table.toString()}\n`,
  );
}

function withRecovery(times: readonly RepairTimes[]): readonly string[] {
  return [
    mean(times, ({ detected }) => detected),
    mean(times, ({ acted }) => acted),
    mean(times, ({ repaired }) => repaired),
  ];
}

function without(times: readonly RepairTimes[], reading: number): readonly string[] {
  return [
    mean(times, ({ detected }) => detected),
    mean(times, ({ acted, repaired }) => repaired - acted),
    mean(times, ({ detected, acted, repaired }) => detected + reading + repaired - acted),
  ];
}

function mean(times: readonly RepairTimes[], of: (times: RepairTimes) => number): string {
  return (times.reduce((sum, one) => sum + of(one), 0) / times.length).toFixed(1);
}

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    reading: { type: 'string', default: '5m' },
    alone: { type: 'string', default: '20s' },
  },
});
await main({ rounds: Number(flags.rounds), reading: parseDuration(flags.reading), alone: parseDuration(flags.alone) });
