import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { together } from '../oracle.ts';
import type { Row } from '../row.ts';
import type { Stage } from '../stage.ts';

/** What a process holds. */
interface Holding {
  readonly megabytes: number;
  readonly handles: number;
  readonly threads: number;
}

const eachMs = 5000;
/** What comes and goes by a cycle: a connection more, a collection of garbage not yet. */
const moreHandles = 2;
const moreMemory = 1.1;

/** Linchpin runs under load for so many minutes; memory and handles of the last quarter are those of the second one. */
export async function soak(stage: Stage, minutes: number): Promise<Row> {
  const ground = await stage.begin();
  const { pid } = ground.linchpin.running;
  const samples: Holding[] = [];
  const untilMs = performance.now() + minutes * 60_000;
  while (performance.now() < untilMs) {
    await sleep(eachMs);
    samples.push(holdingOf(pid));
  }
  const judgement = await ground.end();
  const quarter = Math.floor(samples.length / 4);
  const early = samples.slice(quarter, 2 * quarter);
  const late = samples.slice(-quarter);
  const wrong = growth(early, late);
  const note = `${minutes} minutes; memory ${inWords(early, 'megabytes')} → ${inWords(late, 'megabytes')} MiB, handles ${inWords(early, 'handles')} → ${inWords(late, 'handles')}, threads ${inWords(early, 'threads')} → ${inWords(late, 'threads')}`;
  const fault = 'soak: second quarter → last quarter';
  return { fault, times: 1, judgement: together([judgement, { lost: [], doubled: [], wrong }]), recovery: [], note };
}

function holdingOf(pid: number): Holding {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1]);
  return {
    megabytes: Math.round(number('VmRSS') / 1024),
    handles: readdirSync(`/proc/${pid}/fd`).length,
    threads: number('Threads'),
  };
}

function growth(early: readonly Holding[], late: readonly Holding[]): readonly string[] {
  const [before, after] = [median(early, 'megabytes'), median(late, 'megabytes')];
  return [
    ...(after > before * moreMemory ? [`memory grew from ${before} to ${after} MiB`] : []),
    ...(median(late, 'handles') > median(early, 'handles') + moreHandles ? ['handles became more'] : []),
    ...(median(late, 'threads') > median(early, 'threads') ? ['threads became more'] : []),
  ];
}

function median(samples: readonly Holding[], what: keyof Holding): number {
  return samples.map((sample) => sample[what]).sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? NaN;
}

function inWords(samples: readonly Holding[], what: keyof Holding): string {
  const most = samples.reduce((so, sample) => Math.max(so, sample[what]), 0);
  return `${median(samples, what)} (at most ${most})`;
}
