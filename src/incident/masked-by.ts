import { addTo } from '../domain/gather.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { idAt, podOfContainer } from '../domain/topology.ts';
import type { Topology } from '../domain/topology.ts';
import type { Verdicts } from '../domain/verdict.ts';
import type { Root } from './roots.ts';

/** The incident roots behind each masked container, nearest by calls first, then by id (semantics 4.8). */
export type MaskedBy = ReadonlyMap<NodeId, readonly NodeId[]>;

/** Finds the roots behind the masked containers; containers of a pod that are masked alike share one list. */
export function rootsBehind(roots: readonly Root[], masked: readonly number[], verdicts: Verdicts): MaskedBy {
  if (masked.length === 0) return new Map();
  const { topology } = verdicts.graph;
  const rootsOf = rootsOfContainers(roots, topology);
  const nearest = new Float64Array(roots.length);
  const behind: (readonly [NodeId, readonly NodeId[]])[] = [];
  let known = new Map<readonly number[], readonly NodeId[]>();
  let pod = -1;
  let distanceTo = walkCalls(pod, topology);
  for (const container of masked) {
    const own = podOfContainer(topology, container);
    if (own !== pod) {
      pod = own;
      known = new Map();
      distanceTo = walkCalls(pod, topology);
    }
    const culprits = verdicts.culpritsOf(container);
    let found = known.get(culprits);
    if (!found) {
      const inOrder = nearestFirst(culprits, { rootsOf, nearest, topology, distanceTo });
      known.set(culprits, (found = inOrder.map((root) => roots[root]?.id ?? '')));
    }
    behind.push([idAt(topology.containerIds, container), found]);
  }
  return new Map(behind.sort(([a], [b]) => byId(a, b)));
}

/** Masked containers; for a resource its failed containers besides, for an unseen root the unknown ones on its servers. */
export function symptomsOf(
  roots: readonly Root[],
  maskedBy: MaskedBy,
  { graph, health, masked }: Verdicts,
): ReadonlyMap<NodeId, readonly NodeId[]> {
  const symptoms = new Map<NodeId, NodeId[]>(roots.map(({ id }) => [id, []]));
  for (const [id, behind] of maskedBy) for (const root of behind) symptoms.get(root)?.push(id);
  const add = (root: NodeId, containers: readonly NodeId[]): void => {
    if (containers.length > 0) symptoms.set(root, [...(symptoms.get(root) ?? []), ...containers].sort(byId));
  };
  const indexOf = (id: NodeId): number => graph.topology.indexOf.get(id) ?? -1;
  const stateOf = (id: NodeId): string | undefined => health.containers[indexOf(id)]?.state;
  const isFailed = (id: NodeId): boolean =>
    !['working', 'unknown'].includes(stateOf(id) ?? 'working') && masked[indexOf(id)] !== 1;
  for (const { id, containers, unseenServers } of roots) {
    const standing = unseenServers?.flatMap((server) => graph.containersOn.get(server) ?? []) ?? [];
    const unknown = standing.filter((container) => stateOf(container) === 'unknown');
    add(id, graph.resources.has(id) && !unseenServers ? containers.filter(isFailed) : unknown);
  }
  return symptoms;
}

/** By container index the places of the roots that it belongs to: several where it stands on several failed resources. */
function rootsOfContainers(roots: readonly Root[], { indexOf }: Topology): ReadonlyMap<number, readonly number[]> {
  const rootsOf = new Map<number, number[]>();
  for (const [root, { containers }] of roots.entries()) {
    for (const container of containers) addTo(rootsOf, indexOf.get(container) ?? -1, root);
  }
  return rootsOf;
}

/** What the containers of a pod see of the roots: `nearest` is room to count in, by root. */
interface View {
  readonly rootsOf: ReadonlyMap<number, readonly number[]>;
  readonly nearest: Float64Array;
  readonly topology: Topology;
  readonly distanceTo: (pod: number) => number;
}

/** The roots of some culprits in order: roots come by id, so their places compare as their ids do. */
function nearestFirst(
  culprits: readonly number[],
  { rootsOf, nearest, topology, distanceTo }: View,
): readonly number[] {
  const found = new Set<number>();
  for (const culprit of culprits) for (const root of rootsOf.get(culprit) ?? []) found.add(root);
  // Most are masked by one: then nobody needs to walk.
  if (found.size < 2) return [...found];
  for (const root of found) nearest[root] = Infinity;
  for (const culprit of culprits) {
    const distance = distanceTo(podOfContainer(topology, culprit));
    for (const root of rootsOf.get(culprit) ?? []) nearest[root] = Math.min(nearest[root] ?? Infinity, distance);
  }
  const far = (root: number): number => nearest[root] ?? Infinity;
  return [...found].sort((a, b) => (far(a) === far(b) ? a - b : far(a) - far(b)));
}

/** How many calls away another pod is; infinite where it is not called. It walks no further than it is asked. */
function walkCalls(from: number, { podIds, calls: { start, items } }: Topology): (to: number) => number {
  let distances: Int32Array | undefined;
  const reached = [from];
  let next = 0;
  return (to) => {
    distances ??= new Int32Array(podIds.length).fill(-1).fill(0, from, from + 1);
    for (; distances[to] === -1 && next < reached.length; next++) {
      const pod = reached[next] ?? 0;
      const end = start[pod + 1] ?? 0;
      for (let at = start[pod] ?? 0; at < end; at++) {
        const callee = items[at] ?? 0;
        if (distances[callee] !== -1) continue;
        distances[callee] = (distances[pod] ?? 0) + 1;
        reached.push(callee);
      }
    }
    const distance = distances[to] ?? -1;
    return distance === -1 ? Infinity : distance;
  };
}
