import type { Model, Pod, Resource } from '../domain/model.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { componentsTargetsFirst } from './components.ts';
import type { Edges } from './components.ts';

/** Compiles a model for walks (semantics 2, 4.1); costs once what each cycle then saves. */
export function buildGraph(model: Model): ServiceGraph {
  const pods = index(model.pods);
  const subsystemsOf = invert(model.subsystems.map(({ id, pods: parts }) => [id, parts] as const));
  const calls: Edges = new Map(model.pods.map((pod) => [pod.id, pod.calls]));
  const levels = levelsOf(calls);
  const leansOn: Edges = new Map(model.pods.map((pod) => [pod.id, leaning(pod, model, subsystemsOf)]));
  return {
    model,
    systems: index(model.systems),
    subsystems: index(model.subsystems),
    functions: index(model.functions),
    pods,
    shards: index(model.pods.flatMap((pod) => pod.shards)),
    containers: index(model.containers),
    resources: index(model.resources),
    containersOn: invert(model.containers.map(({ id, runsOn }) => [id, runsOn] as const)),
    partsOfServer: partsOfServers(model.resources.filter(({ kind }) => kind !== 'server')),
    subsystemsOf,
    systemOf: new Map(model.systems.flatMap((system) => system.subsystems.map((id) => [id, system.id] as const))),
    levels,
    callees: calleesOf(calls),
    leansOn,
    leanComponents: componentsTargetsFirst(leansOn).map((component) =>
      [...component].sort((a, b) => (levels.get(a) ?? 0) - (levels.get(b) ?? 0) || byId(a, b)),
    ),
  };
}

function index<T extends { readonly id: NodeId }>(nodes: readonly T[]): ReadonlyMap<NodeId, T> {
  return new Map(nodes.map((node) => [node.id, node]));
}

/** Turns "a has these parts" into "a part belongs to these", in the order of ids. */
function invert(pairs: readonly (readonly [NodeId, readonly NodeId[]])[]): Map<NodeId, NodeId[]> {
  const inverted = new Map<NodeId, NodeId[]>();
  for (const [whole, parts] of pairs) {
    for (const part of parts) {
      const wholes = inverted.get(part);
      if (wholes) wholes.push(whole);
      else inverted.set(part, [whole]);
    }
  }
  for (const wholes of inverted.values()) wholes.sort(byId);
  return inverted;
}

function partsOfServers(parts: readonly Resource[]): Map<NodeId, NodeId[]> {
  return invert(parts.map(({ id, server }) => [id, [server]] as const));
}

/** Semantics 2, Level: the pods of one call cycle share a level. */
function levelsOf(calls: Edges): Map<NodeId, number> {
  const levels = new Map<NodeId, number>();
  for (const component of componentsTargetsFirst(calls)) {
    const below = component.flatMap((id) => (calls.get(id) ?? []).map((callee) => levels.get(callee) ?? 0));
    const level = 1 + Math.max(0, ...below);
    for (const id of component) levels.set(id, level);
  }
  return levels;
}

function calleesOf(calls: Edges): Map<NodeId, ReadonlyMap<NodeId, number>> {
  return new Map([...calls.keys()].map((pod) => [pod, callDistances(pod, calls)]));
}

/** Breadth first, so that each pod is met by the shortest way. */
function callDistances(pod: NodeId, calls: Edges): ReadonlyMap<NodeId, number> {
  const distances = new Map<NodeId, number>();
  let frontier: readonly NodeId[] = [pod];
  for (let distance = 1; frontier.length > 0; distance++) {
    const next = new Set(frontier.flatMap((id) => calls.get(id) ?? []));
    frontier = [...next].filter((id) => id !== pod && !distances.has(id));
    for (const id of frontier) distances.set(id, distance);
  }
  return distances;
}

/** Semantics 4.1: the called pods; with `suppression: subsystem` all of a called pod's only, foreign subsystem too. */
function leaning(pod: Pod, model: Model, subsystemsOf: ReadonlyMap<NodeId, readonly NodeId[]>): readonly NodeId[] {
  const leant = new Set<NodeId>(pod.calls);
  if (pod.suppression === 'subsystem') {
    const own = new Set(subsystemsOf.get(pod.id));
    for (const called of pod.calls) {
      const theirs = subsystemsOf.get(called) ?? [];
      const [only] = theirs;
      if (theirs.length !== 1 || only === undefined || own.has(only)) continue;
      for (const part of model.subsystems.find(({ id }) => id === only)?.pods ?? []) leant.add(part);
    }
  }
  leant.delete(pod.id);
  return [...leant].sort(byId);
}
