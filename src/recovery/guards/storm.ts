import { stateWithoutMask } from '../../domain/verdict.ts';
import type { Verdicts } from '../../domain/verdict.ts';

/** How many containers there are, and how many of them have failed or are unknown; what is planned is left out. */
export interface Share {
  readonly failed: number;
  readonly unknown: number;
  readonly all: number;
}

const counted = new WeakMap<Verdicts, Share>();

/** Counts the containers of a cycle, once. */
export function shareOf(verdicts: Verdicts): Share {
  let share = counted.get(verdicts);
  if (!share) counted.set(verdicts, (share = count(verdicts)));
  return share;
}

function count({ health, masked }: Verdicts): Share {
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
