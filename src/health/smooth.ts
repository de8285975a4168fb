import type { Instant } from '../domain/instant.ts';
import type { Sample, SignalMemory } from '../domain/memory.ts';
import type { Smoothing } from '../domain/rule.ts';

/**
 * Smooths a signal at T (semantics 3, Conditions): `avg`, `max`, `min` over the samples with T − w < at ≤ T; where
 * there is none, as of an item that is read seldom or only tells changes, the newest value has stood all the while.
 * `increase` counts since the newest sample with at ≤ T − w, else the oldest.
 */
export function smooth(memory: SignalMemory, { function: name, window }: Smoothing, now: Instant): number {
  const samples = memory.window ?? [memory.newest];
  if (name === 'increase') return increase(samples, now - window);
  let [count, sum, highest, lowest] = [0, 0, -Infinity, Infinity];
  for (const { at, value } of samples) {
    const number = Number(value);
    if (at <= now - window || at > now || Number.isNaN(number)) continue;
    count += 1;
    sum += number;
    highest = Math.max(highest, number);
    lowest = Math.min(lowest, number);
  }
  if (count === 0) return Number(memory.newest.value);
  switch (name) {
    case 'avg':
      return sum / count;
    case 'max':
      return highest;
    case 'min':
      return lowest;
  }
}

/** Corrected for resets: a counter that goes down began anew at 0. */
function increase(samples: readonly Sample[], from: Instant): number {
  let total = 0;
  let before: number | undefined;
  for (const { at, value } of samples) {
    const after = Number(value);
    if (Number.isNaN(after)) continue;
    if (at > from && before !== undefined) total += after >= before ? after - before : after;
    before = after;
  }
  return total;
}
