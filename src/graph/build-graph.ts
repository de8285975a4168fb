import { addTo } from '../domain/gather.ts';
import type { Model, Resource } from '../domain/model.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { compileTopology } from './compile-topology.ts';
import { componentsTargetsFirst } from './components.ts';
import type { Edges } from './components.ts';
import { leaning } from './leaning.ts';

/** Compiles a model for walks (semantics 2, 4.1); costs once what each cycle then saves. */
export function buildGraph(model: Model): ServiceGraph {
  const subsystemsOf = invert(model.subsystems.map(({ id, pods }) => [id, pods] as const));
  const calls: Edges = new Map(model.pods.map((pod) => [pod.id, pod.calls]));
  const callComponents = componentsTargetsFirst(calls);
  return {
    model,
    topology: compileTopology(model, leaning(model, subsystemsOf, callComponents)),
    systems: index(model.systems),
    subsystems: index(model.subsystems),
    functions: index(model.functions),
    pods: index(model.pods),
    shards: index(model.pods.flatMap((pod) => pod.shards)),
    containers: index(model.containers),
    resources: index(model.resources),
    containersOn: invert(model.containers.map(({ id, runsOn }) => [id, runsOn] as const)),
    partsOfServer: partsOfServers(model.resources.filter(({ kind }) => kind !== 'server')),
    subsystemsOf,
    systemOf: new Map(model.systems.flatMap((system) => system.subsystems.map((id) => [id, system.id] as const))),
    levels: levelsOf(callComponents, calls),
  };
}

function index<T extends { readonly id: NodeId }>(nodes: readonly T[]): ReadonlyMap<NodeId, T> {
  return new Map(nodes.map((node) => [node.id, node]));
}

/** Turns "a has these parts" into "a part belongs to these", in the order of ids. */
function invert(pairs: readonly (readonly [NodeId, readonly NodeId[]])[]): Map<NodeId, NodeId[]> {
  const inverted = new Map<NodeId, NodeId[]>();
  for (const [whole, parts] of pairs) {
    for (const part of parts) addTo(inverted, part, whole);
  }
  for (const wholes of inverted.values()) wholes.sort(byId);
  return inverted;
}

function partsOfServers(parts: readonly Resource[]): Map<NodeId, NodeId[]> {
  return invert(parts.map(({ id, server }) => [id, [server]] as const));
}

/** Semantics 2, Level: the pods of one call cycle share a level. */
function levelsOf(components: readonly (readonly NodeId[])[], calls: Edges): Map<NodeId, number> {
  const levels = new Map<NodeId, number>();
  for (const component of components) {
    let below = 0;
    for (const id of component)
      for (const callee of calls.get(id) ?? []) below = Math.max(below, levels.get(callee) ?? 0);
    for (const id of component) levels.set(id, below + 1);
  }
  return levels;
}
