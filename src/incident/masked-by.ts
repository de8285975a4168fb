import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { listOf } from '../domain/topology.ts';
import type { Topology } from '../domain/topology.ts';
import type { Verdicts } from '../domain/verdict.ts';
import type { Root } from './roots.ts';

/** The incident roots behind each masked container, nearest by calls first, then by id (semantics 4.8). */
export type MaskedBy = ReadonlyMap<NodeId, readonly NodeId[]>;

/** Finds the roots behind the masked containers; containers of a pod that are masked alike share one list. */
export function rootsBehind(roots: readonly Root[], masked: readonly number[], verdicts: Verdicts): MaskedBy {
  const behind = new Map<NodeId, readonly NodeId[]>();
  if (masked.length === 0) return behind;
  const { topology } = verdicts.graph;
  const inOrder = nearestFirst(rootsOfContainers(roots, topology), topology);
  let known = new Map<readonly number[], readonly NodeId[]>();
  let pod = -1;
  for (const container of masked) {
    const own = podOfContainer(container, topology);
    if (own !== pod) known = new Map();
    pod = own;
    const culprits = verdicts.culpritsOf(container);
    let found = known.get(culprits);
    if (!found) known.set(culprits, (found = inOrder(pod, culprits)));
    behind.set(topology.containerIds[container] ?? '', found);
  }
  return behind;
}

/** Masked containers; for a resource its failed containers besides, for an unseen root the unknown ones on its servers. */
export function symptomsOf(
  roots: readonly Root[],
  maskedBy: MaskedBy,
  { graph, health }: Verdicts,
): ReadonlyMap<NodeId, readonly NodeId[]> {
  const symptoms = new Map<NodeId, NodeId[]>(roots.map(({ id }) => [id, []]));
  const stateOf = (id: NodeId): string | undefined => health.containers[graph.topology.indexOf.get(id) ?? -1]?.state;
  for (const { id, containers, unseenServers } of roots) {
    const own = symptoms.get(id) ?? [];
    if (unseenServers) {
      const standing = unseenServers.flatMap((server) => graph.containersOn.get(server) ?? []);
      own.push(...standing.filter((container) => stateOf(container) === 'unknown'));
    } else if (graph.resources.has(id)) {
      own.push(...containers.filter((container) => !['working', 'unknown'].includes(stateOf(container) ?? 'working')));
    }
  }
  for (const [id, behind] of maskedBy) for (const root of behind) symptoms.get(root)?.push(id);
  for (const ids of symptoms.values()) ids.sort(byId);
  return symptoms;
}

/** By container index the roots that it belongs to: several where it stands on several failed resources. */
function rootsOfContainers(roots: readonly Root[], { indexOf }: Topology): ReadonlyMap<number, readonly NodeId[]> {
  const rootsOf = new Map<number, NodeId[]>();
  for (const { id, containers } of roots) {
    for (const container of containers) {
      const index = indexOf.get(container) ?? -1;
      const known = rootsOf.get(index);
      if (known) known.push(id);
      else rootsOf.set(index, [id]);
    }
  }
  return rootsOf;
}

/** Puts the roots of culprits in order, as the containers of a pod see them; it walks only where there are several. */
function nearestFirst(
  rootsOf: ReadonlyMap<number, readonly NodeId[]>,
  topology: Topology,
): (pod: number, culprits: readonly number[]) => readonly NodeId[] {
  const distancesFrom = walkCalls(topology);
  return (pod, culprits) => {
    const podsOfRoot = new Map<NodeId, Set<number>>();
    for (const culprit of culprits) {
      const own = podOfContainer(culprit, topology);
      for (const root of rootsOf.get(culprit) ?? []) {
        const known = podsOfRoot.get(root);
        if (known) known.add(own);
        else podsOfRoot.set(root, new Set([own]));
      }
    }
    if (podsOfRoot.size < 2) return [...podsOfRoot.keys()];
    const distances = distancesFrom(pod, new Set([...podsOfRoot.values()].flatMap((pods) => [...pods])));
    const nearest = [...podsOfRoot].map(([root, pods]) => {
      let distance = Infinity;
      for (const one of pods) distance = Math.min(distance, distances.get(one) ?? Infinity);
      return { root, distance };
    });
    nearest.sort((a, b) => (a.distance === b.distance ? byId(a.root, b.root) : a.distance - b.distance));
    return nearest.map(({ root }) => root);
  };
}

/** Walks from a pod over its calls until all pods wanted are met; those that it does not call are absent. */
function walkCalls({
  podIds,
  calls,
}: Topology): (from: number, wanted: ReadonlySet<number>) => ReadonlyMap<number, number> {
  const seen = new Int32Array(podIds.length);
  let walk = 0;
  return (from, wanted) => {
    walk += 1;
    const distances = new Map<number, number>();
    let missing = wanted.size - (wanted.has(from) ? 1 : 0);
    seen[from] = walk;
    let frontier = [from];
    for (let distance = 1; frontier.length > 0 && missing > 0; distance++) {
      const next: number[] = [];
      for (const pod of frontier) {
        for (const callee of listOf(calls, pod)) {
          if (seen[callee] === walk) continue;
          seen[callee] = walk;
          next.push(callee);
          if (!wanted.has(callee)) continue;
          distances.set(callee, distance);
          missing -= 1;
        }
      }
      frontier = next;
    }
    return distances;
  };
}

function podOfContainer(container: number, { shardOf, podOf }: Topology): number {
  return podOf[shardOf[container] ?? -1] ?? -1;
}
