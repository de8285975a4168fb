import { heardAt, wasSeen } from './cycle.ts';
import type { Cycle } from './cycle.ts';

/**
 * The containers that a pod which scales by itself does not have now (semantics 5): gone or never seen, those heard
 * longest ago first, as long as at least `min` others of the shard are left.
 */
export function retiredContainers(cycle: Cycle): ReadonlySet<number> {
  const { layout, containers } = cycle;
  const retired = new Set<number>();
  const last = (index: number): number => heardAt(containers, index);
  for (const { start, end, min } of layout.scaling) {
    const absent: number[] = [];
    for (let index = start; index < end; index++) if (isAbsent(index, cycle)) absent.push(index);
    // Within a shard the indexes go by id, and sorting keeps that order among those heard at one time.
    absent.sort((a, b) => Number(last(a) > last(b)) - Number(last(a) < last(b)));
    for (const index of absent.slice(0, Math.max(0, end - start - min))) retired.add(index);
  }
  return retired;
}

function isAbsent(index: number, { containers }: Cycle): boolean {
  return !wasSeen(containers, index) || containers.memories[index]?.gone !== undefined;
}
