import { byId } from '../domain/node.ts';
import { listOf } from '../domain/topology.ts';
import { stateCode } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import type { Draft } from './draft.ts';
import { brokenIn, excusesAny, faultOf } from './fault.ts';
import type { Fault } from './fault.ts';
import { isGrown } from './seen.ts';

/** What was asked before is remembered, since all containers of a pod are masked by the same few pods. */
interface Asked {
  readonly draft: Draft;
  readonly down: Map<number, readonly number[]>;
  readonly faults: Map<number, Fault>;
  readonly distances: Map<number, ReadonlyMap<number, number>>;
  readonly culprits: Map<string, readonly number[]>;
}

/** Answers who is behind a mask (semantics 4.8), when asked: only who is shown needs it. */
export function culprits(draft: Draft): Pick<Verdicts, 'culpritsOf' | 'downBelow'> {
  const asked: Asked = { draft, down: new Map(), faults: new Map(), distances: new Map(), culprits: new Map() };
  return {
    culpritsOf: (container) => (draft.masked[container] === 1 ? culpritsOf(asked, container) : []),
    downBelow: (pod) => downBelow(asked, pod),
  };
}

/** The nearest down pods that a pod leans on, through unknown ones (semantics 4.2), in the order of index. */
function downBelow({ draft, down }: Asked, pod: number): readonly number[] {
  const known = down.get(pod);
  if (known) return known;
  const found: number[] = [];
  const visited = new Set([pod]);
  const open = [pod];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const leant of listOf(draft.topology.leansOn, at)) {
      if (visited.has(leant)) continue;
      visited.add(leant);
      const seen = draft.workings.seen[leant];
      if (seen === stateCode.failed) found.push(leant);
      else if (seen === stateCode.unknown) open.push(leant);
    }
  }
  found.sort((a, b) => a - b);
  down.set(pod, found);
  return found;
}

function culpritsOf(asked: Asked, container: number): readonly number[] {
  const { draft, culprits: known } = asked;
  const pod = podOf(draft, container);
  const maskers = maskersOf(asked, container);
  const key = `${pod} ${maskers.join(' ')}`;
  const before = known.get(key);
  if (before) return before;
  const found = new Set<number>();
  const visited = new Set(maskers);
  // A set goes on to what is added while it is walked: the pods of masked containers lead further (semantics 4.8).
  for (const masker of visited) {
    for (const broken of brokenIn(draft, masker)) {
      if (draft.masked[broken] === 0) found.add(broken);
      else for (const behind of maskersOf(asked, broken)) visited.add(behind);
    }
  }
  const distances = distancesFrom(asked, pod);
  const far = (culprit: number): number => distances.get(podOf(draft, culprit)) ?? Number.MAX_SAFE_INTEGER;
  const { containerIds } = draft.topology;
  const sorted = [...found].sort((a, b) => far(a) - far(b) || byId(containerIds[a] ?? '', containerIds[b] ?? ''));
  known.set(key, sorted);
  return sorted;
}

/** The down pods that excuse one of a container's growth rules. */
function maskersOf(asked: Asked, container: number): readonly number[] {
  const { draft } = asked;
  const own = draft.health.containers[container];
  if (!isGrown(own)) return [];
  const { standing } = draft.graph.model.defaults;
  return downBelow(asked, podOf(draft, container)).filter((pod) => excusesAny(knownFault(asked, pod), own, standing));
}

function knownFault({ draft, faults }: Asked, pod: number): Fault {
  const known = faults.get(pod) ?? faultOf(draft, pod);
  faults.set(pod, known);
  return known;
}

function podOf({ topology }: Draft, container: number): number {
  return topology.podOf[topology.shardOf[container] ?? 0] ?? 0;
}

/** How many calls away each pod is that a pod reaches; its own is none away. */
function distancesFrom({ draft, distances }: Asked, from: number): ReadonlyMap<number, number> {
  const known = distances.get(from);
  if (known) return known;
  const found = new Map([[from, 0]]);
  for (const [pod, distance] of found) {
    for (const callee of listOf(draft.topology.calls, pod)) if (!found.has(callee)) found.set(callee, distance + 1);
  }
  distances.set(from, found);
  return found;
}
