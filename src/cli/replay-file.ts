import { setImmediate as breathe } from 'node:timers/promises';
import type { Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import type { OnProgress } from '../domain/progress.ts';
import { WorldError } from '../ports.ts';
import type { LeftOut, Replay } from '../twin/replay.ts';
import { amount, fewOf } from './amount.ts';
import { readObservations } from './read-observations.ts';
import type { Terminal } from './terminal.ts';

/** What is heard of a replay: each cycle as it is judged, and the time up to which cycles are wanted. */
export interface ReplayWish<Cycle> {
  readonly onCycle?: (cycle: Cycle) => void;
  /** No cycle that ends later is judged. */
  readonly until?: Instant | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Work that never lets go of the processor hears no signal: who presses Ctrl-C would wait for its end. */
const breathesEveryMs = 200;

/** More cycles than this between two lines are a mistake in a time, not a pause. */
const mostCyclesBetweenLines = 1_000_000;

type Cycle = ReturnType<Replay['end']> extends Generator<infer Judged> ? Judged : never;

/**
 * Replays an observations file (`-` is stdin) and gives its last cycle, with what was left out told on stderr. Rejects
 * with `WorldError` ("invalid") where there is none.
 */
export async function replayFile(
  replay: Replay,
  { file, terminal }: { readonly file: string; readonly terminal: Terminal },
  { onCycle, until = Infinity, onProgress }: ReplayWish<Cycle> = {},
): Promise<Cycle> {
  let last: Cycle | undefined;
  let judged = 0;
  let breathedMs = performance.now();
  const take = async (cycles: Iterable<Cycle>): Promise<boolean> => {
    for (const cycle of cycles) {
      if (cycle.health.at > until) return true;
      last = cycle;
      judged += 1;
      onProgress?.({ what: `replaying ${file}, up to ${toIso(cycle.health.at)}`, done: judged, unit: 'cycles' });
      onCycle?.(cycle);
      if (performance.now() - breathedMs < breathesEveryMs) continue;
      await breathe();
      breathedMs = performance.now();
    }
    return false;
  };
  let isOver = false;
  let lines = 0;
  for await (const { line, observation } of readObservations(file)) {
    lines += 1;
    const cycles = replay.cyclesBefore(observation.at);
    if (cycles > mostCyclesBetweenLines) {
      throw new WorldError(
        'E703',
        `${file}:${line}: "at" is ${cycles} cycles after the lines before; one of these times is wrong.`,
      );
    }
    isOver = await take(replay.take(observation));
    if (isOver) break;
  }
  if (!isOver) await take(replay.end());
  tellLeftOut(replay.leftOut(), terminal);
  if (last !== undefined) return last;
  if (lines > 0) throw new WorldError('E703', `${file} holds no cycle that ends by ${toIso(until)}.`);
  throw new WorldError('E703', `${file} holds no observations: expected JSON Lines, one observation a line.`);
}

/** Says on stderr what of some observations was left out, and why. */
export function tellLeftOut({ late, unknownNodes, unknownSignals }: LeftOut, terminal: Terminal): void {
  if (late > 0)
    terminal.error(`warning: left out, since their cycle was judged already: ${amount(late, 'observation')}\n`);
  tellUnknown('that the model does not have', unknownNodes, terminal);
  tellUnknown('whose signal is not known there', unknownSignals, terminal);
}

const mostNamed = 5;

function tellUnknown(why: string, counts: ReadonlyMap<string, number>, terminal: Terminal): void {
  if (counts.size === 0) return;
  const observations = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const names = [...counts.keys()].sort();
  const named = fewOf(names, mostNamed);
  terminal.error(`warning: left out, of nodes ${why}: ${amount(observations, 'observation')} (${named})\n`);
}
