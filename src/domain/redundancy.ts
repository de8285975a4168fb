import type { Pod } from './model.ts';

/** A share of a count, exact: 33.3 % is 333 of 1000. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** A share of a count, rounded up exactly: no binary fraction may turn 3 into 4 (semantics 5). */
export function shareOf({ numerator, denominator }: Share, count: number): number {
  return Number((BigInt(numerator) * BigInt(count) + BigInt(denominator) - 1n) / BigInt(denominator));
}

/** What of a pod decides how many of its replicas must work. */
type Redundant = Pick<Pod, 'kind' | 'minReplicas'> & Partial<Pick<Pod, 'toCompletion'>>;

/**
 * How many of n replicas of a shard must work (semantics 5). Of a primary-replica pod the primary is one of them; with
 * manual failover that is not enough: the primary itself must work. What is meant to end leaves nothing behind that
 * could be missed (semantics 3, To completion): it needs no more than there are.
 */
export function requiredOf({ toCompletion = false, ...pod }: Redundant, n: number): number {
  const needed = neededOf(pod, n);
  return toCompletion ? Math.min(needed, n) : needed;
}

function neededOf({ kind, minReplicas }: Redundant, n: number): number {
  switch (kind) {
    case 'stateless':
      // By default one must work where there is one: what has scaled to zero has not failed.
      return minReplicas === undefined ? Math.min(1, n) : countOf(minReplicas, n);
    case 'quorum':
      return Math.floor(n / 2) + 1;
    case 'primary-replica':
      return 1 + (minReplicas === undefined ? Number(n >= 2) : countOf(minReplicas, n));
    case 'all':
      return n;
  }
}

function countOf(minReplicas: number | Share, n: number): number {
  return typeof minReplicas === 'number' ? minReplicas : shareOf(minReplicas, n);
}
