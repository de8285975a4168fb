import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { listOf } from '../domain/topology.ts';
import { isFatal, toleranceOf, union } from './shard-tolerance.ts';
import type { ShardTolerance, Taking } from './shard-tolerance.ts';

/** A container, server or disk whose loss alone stops a system (contracts, `spof`). */
export interface SinglePoint {
  readonly node: NodeId;
  readonly systems: readonly NodeId[];
  /** The pods that fail by it. */
  readonly pods: readonly NodeId[];
  readonly functionsLost: readonly NodeId[];
}

/** Two that stop a system together, and neither alone any; the first is the lower id. */
export interface PointPair {
  readonly nodes: readonly [NodeId, NodeId];
  readonly systems: readonly NodeId[];
}

/**
 * What must not be lost alone, on a healthy model (semantics 7), in the order of ids. It gives what asking `whatIf` for
 * each node would, by counting in each shard what each loss takes of it.
 */
export function singlePoints(graph: ServiceGraph): readonly SinglePoint[] {
  const failed = new Map<NodeId, Set<number>>();
  for (let shard = 0; shard < graph.topology.shardIds.length; shard++) {
    const tolerance = toleranceOf(graph, shard);
    for (const { candidate, replicas } of tolerance.takings) {
      if (isFatal(replicas, tolerance)) add(failed, candidate, graph.topology.podOf[shard] ?? -1);
    }
  }
  return [...failed]
    .map(([node, pods]) => ({
      node,
      systems: systemsOf(graph, pods),
      pods: [...pods].map((pod) => graph.topology.podIds[pod] ?? '').sort(byId),
      functionsLost: functionsOf(graph, pods),
    }))
    .filter(({ systems }) => systems.length > 0)
    .sort((a, b) => byId(a.node, b.node));
}

/** The pairs of containers, servers and disks that stop a system together, where none is a single point, in the order of ids. */
export function pointPairs(graph: ServiceGraph, single: readonly SinglePoint[]): readonly PointPair[] {
  const alone = new Set(single.map(({ node }) => node));
  const failed = new Map<NodeId, Map<NodeId, Set<number>>>();
  for (let shard = 0; shard < graph.topology.shardIds.length; shard++) {
    const pod = graph.topology.podOf[shard] ?? -1;
    for (const [a, b] of fatalPairs(toleranceOf(graph, shard), alone)) {
      const [lower, higher] = a < b ? [a, b] : [b, a];
      const partners = failed.get(lower) ?? new Map<NodeId, Set<number>>();
      failed.set(lower, partners);
      add(partners, higher, pod);
    }
  }
  return [...failed]
    .flatMap(([a, partners]) =>
      [...partners].map(([b, pods]): PointPair => ({ nodes: [a, b], systems: systemsOf(graph, pods) })),
    )
    .filter(({ systems }) => systems.length > 0)
    .sort((one, other) => byId(one.nodes[0], other.nodes[0]) || byId(one.nodes[1], other.nodes[1]));
}

/** Pairs that fail a shard; those who take most come first, so that the search ends where two can no longer be enough. */
function* fatalPairs(tolerance: ShardTolerance, alone: ReadonlySet<NodeId>): Generator<readonly [NodeId, NodeId]> {
  const takings = tolerance.takings
    .filter(({ candidate, replicas }) => !alone.has(candidate) && !isFatal(replicas, tolerance))
    .sort((a, b) => b.replicas.length - a.replicas.length);
  for (const [index, first] of takings.entries()) {
    for (let next = index + 1; next < takings.length; next++) {
      const second = takings[next];
      if (!second || first.replicas.length + second.replicas.length <= tolerance.slack) break;
      if (areFatal(first, second, tolerance)) yield [first.candidate, second.candidate];
    }
  }
}

function areFatal(first: Taking, second: Taking, { slack }: ShardTolerance): boolean {
  return union(first.replicas, second.replicas).length > slack;
}

function add<Key>(sets: Map<Key, Set<number>>, key: Key, value: number): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

function systemsOf({ topology, subsystemsOf, systemOf }: ServiceGraph, pods: ReadonlySet<number>): readonly NodeId[] {
  const systems = new Set<NodeId>();
  for (const pod of pods) {
    for (const subsystem of subsystemsOf.get(topology.podIds[pod] ?? '') ?? []) {
      const system = systemOf.get(subsystem);
      if (system !== undefined) systems.add(system);
    }
  }
  return [...systems].sort(byId);
}

function functionsOf({ topology }: ServiceGraph, pods: ReadonlySet<number>): readonly NodeId[] {
  const functions = new Set<NodeId>();
  for (const pod of pods) {
    for (const index of listOf(topology.podFunctions, pod)) functions.add(topology.functionIds[index] ?? '');
  }
  return [...functions].sort(byId);
}
