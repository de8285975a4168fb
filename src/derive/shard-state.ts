import { endless, stateCode } from '../domain/verdict.ts';
import type { Draft } from './draft.ts';

/** How many of a shard's replicas surely work, and how many may; how its primary is, where that matters. */
export interface Count {
  readonly working: number;
  readonly unknown: number;
  /** The state code of the claimed primary; `undefined` where nobody claims to be it. */
  readonly primary?: number | undefined;
}

/** The state code of a shard by the redundancy of its pod: computed twice, unknown as working and as failed (semantics 5). */
export function shardState({ topology, required }: Draft, shard: number, { working, unknown, primary }: Count): number {
  const needed = required[shard] ?? 0;
  const isManual = topology.needsPrimary[topology.podOf[shard] ?? 0] === 1;
  if (working + unknown < needed || (isManual && primary === stateCode.failed)) return stateCode.failed;
  const isSure = working >= needed && (!isManual || primary === stateCode.working);
  return isSure ? stateCode.working : stateCode.unknown;
}

/** How many more of `sound` replicas may fail, in the worst choice, before the shard fails (semantics 5, Reserve). */
export function shardReserve({ topology, required }: Draft, shard: number, sound: number): number {
  const needed = required[shard] ?? 0;
  if (needed === 0) return endless;
  // The worst choice is the primary, which nobody replaces.
  if (topology.needsPrimary[topology.podOf[shard] ?? 0] === 1) return 0;
  return Math.max(0, sound - needed);
}
