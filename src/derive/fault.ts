import { isGrown, soundHealth } from '../domain/health.ts';
import type { Evidence, Grown, OwnHealth } from '../domain/health.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import { isExplainedBySlowness, isOfSlowness } from '../domain/rule.ts';
import type { Lists } from '../domain/topology.ts';
import { stateCode } from '../domain/verdict.ts';
import type { Offers } from '../domain/verdict.ts';
import type { Draft } from './draft.ts';
import { containersOf, seenShard } from './seen.ts';

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
  return {
    direct: a.direct || b.direct,
    latest: Math.max(a.latest, b.latest),
    latestFull: Math.max(a.latestFull, b.latestFull),
  };
}

/** What the pods that a pod leans on offer, all together. */
export function joinOffers({ direct, latest, latestFull }: Offers, { start, items }: Lists, pod: number): Fault {
  const end = start[pod + 1] ?? 0;
  const joined = { ...noFault };
  for (let at = start[pod] ?? 0; at < end; at++) {
    const leant = items[at] ?? 0;
    const newest = latest[leant] ?? -Infinity;
    // Most are well.
    if (newest === -Infinity) continue;
    joined.direct ||= direct[leant] === 1;
    joined.latest = Math.max(joined.latest, newest);
    joined.latestFull = Math.max(joined.latestFull, latestFull[leant] ?? -Infinity);
  }
  return joined;
}

/** What one pod offers. */
export function offerOf({ direct, latest, latestFull }: Offers, pod: number): Fault {
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
  let [direct, byGrowthAlone, onlySlow] = [false, true, true];
  for (const container of broken) {
    const own = health.containers[container];
    if (own === undefined) continue;
    onlySlow &&= isOnlySlow(own);
    if (masked[container] === 1) continue;
    direct ||= own.state === 'failed';
    byGrowthAlone &&= own.state === 'growing';
  }
  // By growth alone it excuses only what began within `standing` of its newest rule (semantics 4.6).
  const latest = byGrowthAlone ? newestSince(draft, pod) : Infinity;
  return { direct, latest, latestFull: onlySlow ? -Infinity : latest };
}

function newestSince({ topology, health }: Draft, pod: number): Instant {
  let newest = -Infinity;
  const [first, end] = containersOf(topology, pod);
  for (let container = first; container < end; container++) {
    const own = health.containers[container];
    if (own === undefined || own === soundHealth) continue;
    for (const { since } of own.evidence) if (since > newest) newest = since;
  }
  return newest;
}

function isOnlySlow(own: OwnHealth): boolean {
  // What only grows violates nothing but growth rules.
  if (own.state !== 'growing') return false;
  return own.evidence.every(({ rule }) => isOfSlowness(rule));
}

/**
 * Whether a fault excuses every growth rule that a container violates; growth with pressure is excused only by a pod
 * that is down by a direct rule (semantics 3, Verdict; 4.6; 4.7).
 */
export function excuses(fault: Fault, own: Grown, standing: Duration): boolean {
  if (own.state === 'overloaded') return fault.direct;
  return own.evidence.every((evidence) => excusesRule(fault, evidence, { onset: own.onset, standing }));
}

/** Whether a fault excuses one of the growth rules that a container violates. */
export function excusesAny(fault: Fault, own: Grown, standing: Duration): boolean {
  if (own.state === 'overloaded') return fault.direct;
  return own.evidence.some((evidence) => excusesRule(fault, evidence, { onset: own.onset, standing }));
}

function excusesRule(
  fault: Fault,
  { rule, since }: Evidence,
  { onset = since, standing }: { readonly onset: Instant | undefined; readonly standing: Duration },
): boolean {
  // Slow callees make slow callers and time-outs, not errors of another kind (semantics 4.7).
  const latest = isExplainedBySlowness(rule) ? fault.latest : fault.latestFull;
  return onset - latest <= standing;
}
