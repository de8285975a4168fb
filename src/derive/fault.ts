import type { Evidence, OwnHealth } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import { stateCode } from '../domain/verdict.ts';
import type { Offers } from '../domain/verdict.ts';
import type { Draft } from './draft.ts';
import type { Grown } from './seen.ts';
import { containersOf, isGrown, seenShard } from './seen.ts';

/** How far the fault in a pod, or in several, excuses the growth of what leans on it (semantics 4.6, 4.7; see `Offers`). */
export interface Fault {
  readonly direct: boolean;
  readonly latest: Instant;
  readonly latestFull: Instant;
}

/** Nothing is down. */
export const noFault: Fault = { direct: false, latest: -Infinity, latestFull: -Infinity };

/** Several faults together excuse what one of them does. */
export function joinFaults(a: Fault, b: Fault): Fault {
  if (a === noFault) return b;
  if (b === noFault) return a;
  return {
    direct: a.direct || b.direct,
    latest: Math.max(a.latest, b.latest),
    latestFull: Math.max(a.latestFull, b.latestFull),
  };
}

/** What a settled pod offers. */
export function offered({ direct, latest, latestFull }: Offers, pod: number): Fault {
  return { direct: direct[pod] === 1, latest: latest[pod] ?? -Infinity, latestFull: latestFull[pod] ?? -Infinity };
}

/** The fault in a pod that is down, from the failed and masked containers in its failed shards. */
export function faultOf(draft: Draft, pod: number): Fault {
  return faultIn(draft, pod, brokenIn(draft, pod));
}

/** The failed and masked containers in the failed shards of a pod, as its callers see it. */
export function brokenIn(draft: Draft, pod: number): readonly number[] {
  const { podStart, shardStart } = draft.topology;
  const broken: number[] = [];
  for (let shard = podStart[pod] ?? 0; shard < (podStart[pod + 1] ?? 0); shard++) {
    if (seenShard(draft, shard) !== stateCode.failed) continue;
    for (let container = shardStart[shard] ?? 0; container < (shardStart[shard + 1] ?? 0); container++) {
      const own = draft.health.containers[container];
      if (own?.state === 'failed' || isGrown(own)) broken.push(container);
    }
  }
  return broken;
}

/** The fault that the failed and masked containers of a pod's failed shards make. */
export function faultIn(draft: Draft, pod: number, broken: readonly number[]): Fault {
  const { health, masked } = draft;
  const stateOf = (container: number): OwnHealth['state'] | undefined => health.containers[container]?.state;
  const failed = broken.filter((container) => masked[container] === 0);
  const byGrowthAlone = failed.every((container) => stateOf(container) === 'growing');
  // By growth alone it excuses only what began within `standing` of its newest rule (semantics 4.6).
  const latest = byGrowthAlone ? newestSince(draft, pod) : Infinity;
  const onlySlow = broken.every((container) => isOnlySlow(health.containers[container]));
  return {
    direct: failed.some((container) => stateOf(container) === 'failed'),
    latest,
    latestFull: onlySlow ? -Infinity : latest,
  };
}

function newestSince({ topology, health }: Draft, pod: number): Instant {
  let newest = -Infinity;
  const [first, end] = containersOf(topology, pod);
  for (let container = first; container < end; container++) {
    for (const { since } of health.containers[container]?.evidence ?? []) newest = Math.max(newest, since);
  }
  return newest;
}

function isOnlySlow(own: OwnHealth | undefined): boolean {
  return (
    own?.state === 'growing' && own.evidence.every(({ class: of, rule }) => of !== 'growth' || rule === 'busySeconds')
  );
}

/** The rules whose trouble slow callees explain (semantics 4.7). */
const troubleOfSlowCallees: ReadonlySet<string> = new Set(['busySeconds', 'timeouts']);

/**
 * Whether a fault excuses every growth rule that a container violates; growth with pressure is excused only by a pod
 * that is down by a direct rule (semantics 3, Verdict; 4.6; 4.7).
 */
export function excuses(fault: Fault, own: Grown, standing: number): boolean {
  if (own.state === 'overloaded') return fault.direct;
  return own.evidence.every(
    (evidence) => evidence.class !== 'growth' || excusesRule(fault, { own, evidence, standing }),
  );
}

/** Whether a fault excuses one growth rule of a container. */
export function excusesRule(
  fault: Fault,
  { own, evidence, standing }: { readonly own: Grown; readonly evidence: Evidence; readonly standing: number },
): boolean {
  if (own.state === 'overloaded') return fault.direct;
  const latest = troubleOfSlowCallees.has(evidence.rule) ? fault.latest : fault.latestFull;
  return latest > -Infinity && (own.onset ?? evidence.since) - latest <= standing;
}
