import { DirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal';

import type { HealthReport } from '../../src/domain/health.ts';
import type { NodeId } from '../../src/domain/node.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';

/** How many nodes an installation has, and edges: what stands on what, is part of what, calls and needs what. */
export function sizeOf({ topology, model }: ServiceGraph): { readonly nodes: number; readonly edges: number } {
  const { calls, subsystemPods, systemSubsystems, functionNeeds, containerIds, shardIds, podIds } = topology;
  const lists = [calls, subsystemPods, systemSubsystems, functionNeeds];
  const standing = model.containers.reduce((sum, { runsOn }) => sum + runsOn.length, 0);
  const parts = containerIds.length + shardIds.length;
  const wholes = model.subsystems.length + model.systems.length + model.functions.length + model.resources.length;
  return {
    nodes: parts + podIds.length + wholes,
    edges: parts + standing + lists.reduce((sum, { items }) => sum + items.length, 0),
  };
}

/** The floor: one pass over nodes and edges, in the order in which they lie, that reads 8 bytes of each. */
export function floorOf(graph: ServiceGraph): () => number {
  const { nodes, edges } = sizeOf(graph);
  const memory = new Float64Array(nodes + edges).fill(1);
  return () => {
    let sum = 0;
    for (let index = 0; index < memory.length; index++) sum += memory[index] ?? 0;
    return sum;
  };
}

/** A walk over the calls with graphology's own breadth-first search, from every pod that nobody calls. */
export function breadthFirst({ model, topology }: ServiceGraph): () => number {
  const graph = new DirectedGraph();
  for (const { id } of model.pods) graph.addNode(id);
  for (const { id, calls } of model.pods) for (const callee of calls) graph.mergeDirectedEdge(id, callee);
  for (const { id, pod } of model.containers) {
    graph.addNode(id);
    graph.addDirectedEdge(pod, id);
  }
  const { start } = topology.callers;
  const tops = topology.podIds.filter((_id, index) => start[index] === start[index + 1]);
  graph.addNode('all');
  for (const id of tops) graph.addDirectedEdge('all', id);
  return () => {
    let visited = 0;
    bfsFromNode(graph, 'all', () => {
      visited += 1;
    });
    return visited;
  };
}

/** The roll-up as one would write it first: from each system down by ids, asking every part again. No masking, no reserve. */
export function recursiveRollUp(graph: ServiceGraph, health: HealthReport): () => number {
  const { topology } = graph;
  const isWorking = (id: NodeId): boolean => health.containers[topology.indexOf.get(id) ?? -1]?.state === 'working';
  const works = (id: NodeId): boolean => {
    const system = graph.systems.get(id);
    if (system) return system.subsystems.map(works).every(Boolean);
    const subsystem = graph.subsystems.get(id);
    if (subsystem) return subsystem.pods.map(works).every(Boolean);
    const pod = graph.pods.get(id);
    if (pod) return pod.shards.map((shard) => works(shard.id)).every(Boolean);
    const shard = graph.shards.get(id);
    return shard !== undefined && shard.containers.filter(isWorking).length >= shard.required;
  };
  return () => graph.model.systems.filter(({ id }) => works(id)).length;
}
