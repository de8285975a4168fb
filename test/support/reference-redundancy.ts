import type { Pod } from '../../src/domain/model.ts';

/** A shard as the text speaks of it: what is retired is left out. */
export interface ReferenceShard {
  readonly id: string;
  readonly pod: Pod;
  readonly replicas: readonly string[];
  /** The replica that claims to be primary. */
  readonly primary: string | undefined;
}

/** Whether so many working replicas are enough; of a primary-replica pod the primary is one of them. */
function isEnough({ kind, minReplicas }: Pod, n: number, working: number): boolean {
  const byDefault = kind === 'stateless' ? Math.min(1, n) : n >= 2 ? 1 : 0;
  const least = minReplicas ?? byDefault;
  const hasLeast = (count: number): boolean =>
    typeof least === 'number' ? count >= least : count * least.denominator >= n * least.numerator;
  switch (kind) {
    case 'stateless':
      return hasLeast(working);
    case 'quorum':
      return 2 * working > n;
    case 'primary-replica':
      return working >= 1 && hasLeast(working - 1);
    case 'all':
      return working === n;
  }
}

/** Whether a shard works while just these of its replicas do; where nobody claims to be primary, with this one. */
function worksWith({ pod, replicas, primary }: ReferenceShard, working: readonly string[], supposed?: string): boolean {
  if (!isEnough(pod, replicas.length, working.length)) return false;
  if (pod.kind !== 'primary-replica' || pod.failover === 'automatic') return true;
  return working.includes(primary ?? supposed!);
}

/**
 * Whether a shard works (semantics 5) while just these of its replicas do. Where nobody claims to be primary: whether it
 * works with one of them as primary, or, of the worst that may be, not at all.
 */
export function shardWorks(shard: ReferenceShard, working: readonly string[], isUnknownWorking: boolean): boolean {
  const { pod, replicas, primary } = shard;
  if (pod.kind !== 'primary-replica' || pod.failover === 'automatic' || primary !== undefined) {
    return worksWith(shard, working);
  }
  return isUnknownWorking && replicas.some((supposed) => worksWith(shard, working, supposed));
}

/** How many of the sound replicas may fail, whichever they are, before the shard does (semantics 5, Reserve). */
export function reserveOf(shard: ReferenceShard, sound: readonly string[]): number | null {
  if (shardWorks(shard, [], false)) return null;
  if (!shardWorks(shard, sound, false)) return 0;
  let reserve = 0;
  while (survives(shard, sound, reserve + 1)) reserve++;
  return reserve;
}

/** Whether a shard works whichever so many of the replicas are taken away. */
function survives(shard: ReferenceShard, working: readonly string[], taken: number): boolean {
  if (taken === 0) return shardWorks(shard, working, false);
  return working.every((gone) => {
    const left = working.filter((id) => id !== gone);
    return survives(shard, left, taken - 1);
  });
}
