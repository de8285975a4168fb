import { addTo } from '../domain/gather.ts';
import type { NodeId } from '../domain/node.ts';
import { kindOf } from '../domain/node.ts';
import { requiredOf } from '../domain/redundancy.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';

/** What one loss takes of a shard: which of its replicas, as container indexes in ascending order. */
export interface Taking {
  readonly candidate: NodeId;
  readonly replicas: readonly number[];
}

/** What a shard of a healthy model stands, and who can take replicas of it. */
export interface ShardTolerance {
  readonly shard: number;
  /** How many replicas may be lost, whichever they are but the primary. */
  readonly slack: number;
  /** The container without which the shard fails whatever else works: the primary where nobody takes over (semantics 5). */
  readonly primary?: number;
  readonly takings: readonly Taking[];
}

/** The tolerance of a shard. Its containers, servers and disks may be lost; networks, and replicas that are not there, may not. */
export function toleranceOf(graph: ServiceGraph, shard: number): ShardTolerance {
  const { topology } = graph;
  const [start, end] = [topology.shardStart[shard] ?? 0, topology.shardStart[shard + 1] ?? 0];
  const taken = new Map<NodeId, number[]>();
  let primary: number | undefined;
  for (let replica = start; replica < end; replica++) {
    const container = graph.containers.get(topology.containerIds[replica] ?? '');
    if (container === undefined) continue;
    if (container.role === 'primary') primary ??= replica;
    if (!container.missing) taken.set(container.id, [replica]);
    for (const id of container.runsOn) {
      if (kindOf(id) !== 'network') addTo(taken, id, replica);
    }
  }
  const pod = topology.podOf[shard] ?? -1;
  return {
    shard,
    slack: end - start - requiredIn(graph, shard),
    ...(topology.needsPrimary[pod] === 1 && primary !== undefined && { primary }),
    takings: [...taken].map(([candidate, replicas]) => ({ candidate, replicas })),
  };
}

/** How many replicas must work; of a pod that scales by itself that follows from how many there are. */
function requiredIn(graph: ServiceGraph, shard: number): number {
  const { shardStart, shardIds, required } = graph.topology;
  const pod = graph.pods.get(graph.shards.get(shardIds[shard] ?? '')?.pod ?? '');
  return pod?.scales === undefined
    ? (required[shard] ?? 0)
    : requiredOf(pod, (shardStart[shard + 1] ?? 0) - (shardStart[shard] ?? 0));
}

/** Whether a shard of a healthy model fails when these replicas are lost. */
export function isFatal(replicas: readonly number[], { slack, primary }: ShardTolerance): boolean {
  return replicas.length > slack || (primary !== undefined && replicas.includes(primary));
}

/** All of two ascending lists, each once. */
export function union(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...new Set([...a, ...b])];
}
