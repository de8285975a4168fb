import type { Container, Model, Pod, Resource, Shard, Subsystem, System, UserFunction } from './model.ts';
import { kindOf } from './node.ts';
import type { NodeId } from './node.ts';
import type { Topology } from './topology.ts';

/**
 * The model compiled: what stands on what and who calls whom, ready for walks. Made anew when the model changes,
 * never changed by a cycle.
 */
export interface ServiceGraph {
  readonly model: Model;
  readonly topology: Topology;
  readonly systems: ReadonlyMap<NodeId, System>;
  readonly subsystems: ReadonlyMap<NodeId, Subsystem>;
  readonly functions: ReadonlyMap<NodeId, UserFunction>;
  readonly pods: ReadonlyMap<NodeId, Pod>;
  readonly shards: ReadonlyMap<NodeId, Shard>;
  readonly containers: ReadonlyMap<NodeId, Container>;
  readonly resources: ReadonlyMap<NodeId, Resource>;
  /** The containers that stand on a resource; a server has all of its own. */
  readonly containersOn: ReadonlyMap<NodeId, readonly NodeId[]>;
  /** The disks and the network of a server. */
  readonly partsOfServer: ReadonlyMap<NodeId, readonly NodeId[]>;
  /** The subsystems that a pod serves. */
  readonly subsystemsOf: ReadonlyMap<NodeId, readonly NodeId[]>;
  /** The system of a subsystem. */
  readonly systemOf: ReadonlyMap<NodeId, NodeId>;
  /** Resources are level 0, a pod that calls nothing is 1, a caller one above its highest callee (semantics 2). */
  readonly levels: ReadonlyMap<NodeId, number>;
}

/** Every pod that a pod calls, directly or not, and how many calls away, nearest first; without itself. */
export function callDistances(graph: ServiceGraph, pod: NodeId): ReadonlyMap<NodeId, number> {
  const distances = new Map<NodeId, number>();
  let frontier: readonly NodeId[] = [pod];
  for (let distance = 1; frontier.length > 0; distance++) {
    const next = new Set(frontier.flatMap((id) => graph.pods.get(id)?.calls ?? []));
    frontier = [...next].filter((id) => id !== pod && !distances.has(id));
    for (const id of frontier) distances.set(id, distance);
  }
  return distances;
}

/** The pod that something is, or that a container belongs to; `undefined` for anything else. */
export function podOf(id: NodeId, { containers }: Pick<ServiceGraph, 'containers'>): NodeId | undefined {
  return kindOf(id) === 'pod' ? id : containers.get(id)?.pod;
}

/** The server that a container runs on, or that a resource is or belongs to; a missing container has none. */
export function serverOf(
  id: NodeId,
  { containers, resources }: Pick<ServiceGraph, 'containers' | 'resources'>,
): NodeId | undefined {
  return resources.get(id)?.server ?? containers.get(id)?.runsOn.find((on) => kindOf(on) === 'server');
}

/** The pods of all subsystems of a system, each once, in the order of subsystems. */
export function podsOfSystem(
  system: NodeId,
  { systems, subsystems }: Pick<ServiceGraph, 'systems' | 'subsystems'>,
): readonly NodeId[] {
  return [...new Set(systems.get(system)?.subsystems.flatMap((id) => subsystems.get(id)?.pods ?? []))];
}

/** Whether a shard is, or is part of, a shard, pod, subsystem or system. */
export function isWithin(shard: NodeId, whole: NodeId, { shards, subsystemsOf, systemOf }: ServiceGraph): boolean {
  const pod = shards.get(shard)?.pod;
  if (shard === whole || pod === whole) return true;
  const subsystems = pod === undefined ? [] : (subsystemsOf.get(pod) ?? []);
  return subsystems.some((subsystem) => subsystem === whole || systemOf.get(subsystem) === whole);
}
