import { stateWithoutMask } from '../../domain/verdict.ts';
import type { Verdicts } from '../../domain/verdict.ts';

/** How many containers there are, and how many of them have failed or are unknown; what is planned is left out. */
export interface Toll {
  readonly failed: number;
  readonly unknown: number;
  readonly all: number;
}

const counted = new WeakMap<Verdicts, Toll>();

/** Counts the containers of a cycle, once. */
export function tollOf(verdicts: Verdicts): Toll {
  let toll = counted.get(verdicts);
  if (!toll) counted.set(verdicts, (toll = count(verdicts)));
  return toll;
}

function count({ health, masked }: Verdicts): Toll {
  let [failed, unknown, all] = [0, 0, 0];
  for (const [index, own] of health.containers.entries()) {
    if (own === undefined || own.planned) continue;
    all++;
    const state = masked[index] === 1 ? 'working' : stateWithoutMask(own);
    if (state === 'failed') failed++;
    if (state === 'unknown') unknown++;
  }
  return { failed, unknown, all };
}
