import type { Incident } from '../domain/incident.ts';
import { byId, kindOf, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ActionKind } from '../domain/recovery-rule.ts';
import type { ActionTarget } from '../domain/recovery.ts';
import { podOf, serverOf } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { listOf } from '../domain/topology.ts';
import { endless, leafOf, stateCode } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';

/** What a step may be done to about an incident, what is worst first; nothing where the step does not go with its root. */
export function candidatesOf(kind: ActionKind, incident: Incident, verdicts: Verdicts): readonly ActionTarget[] {
  const { graph } = verdicts;
  return nodesOf(kind, incident, verdicts).flatMap((id) => targetOf(id, graph) ?? []);
}

function nodesOf(kind: ActionKind, incident: Incident, verdicts: Verdicts): readonly NodeId[] {
  const { root } = incident;
  const { graph } = verdicts;
  const isResource = graph.resources.has(root);
  switch (kind) {
    case 'restart':
    case 'restart-with':
      return isResource ? ofKinds(root, 'server') : inTrouble(incident, verdicts);
    case 'resize':
      return isResource ? ofKinds(root, 'server', 'disk') : inTrouble(incident, verdicts);
    case 'reroute':
      return isResource ? ofKinds(root, 'server', 'network') : inTrouble(incident, verdicts);
    case 'roll-back':
      return isResource ? [] : inTrouble(incident, verdicts);
    case 'free-disk':
      return kindOf(root) === 'disk' ? [root] : [];
    case 'drain':
      return kindOf(root) === 'pod' ? [] : [serverOf(root, graph) ?? []].flat();
    case 'scale':
      return isResource ? [] : shardsInNeed(incident, verdicts);
  }
}

/** A resource, where a step can be done to one of its kind: whoever restarts a disk by its server restarts that. */
function ofKinds(root: NodeId, ...kinds: readonly ReturnType<typeof kindOf>[]): readonly NodeId[] {
  return kinds.includes(kindOf(root)) ? [root] : [];
}

/** The containers of an incident that are in trouble themselves, failed ones first; what is missing or unknown can't be acted on. */
function inTrouble({ containers }: Incident, verdicts: Verdicts): readonly NodeId[] {
  const troubled = containers.flatMap((id) => {
    const leaf = leafOf(verdicts, id);
    if (!leaf || leaf.masked || leaf.state === 'unknown') return [];
    if (verdicts.graph.containers.get(id)?.missing !== false) return [];
    return leaf.state === 'failed' || leaf.strained ? [{ id, isFailed: leaf.state === 'failed' }] : [];
  });
  return troubled.sort((a, b) => Number(b.isFailed) - Number(a.isFailed) || byId(a.id, b.id)).map(({ id }) => id);
}

/** The shards of its root's pod that an incident touches, those with the least left first. */
function shardsInNeed({ root, shards }: Incident, { graph, shards: rollUps }: Verdicts): readonly NodeId[] {
  const pod = podOf(root, graph);
  const left = (id: NodeId): number => {
    const index = graph.topology.indexOf.get(id) ?? -1;
    return rollUps.state[index] === stateCode.failed ? -1 : (rollUps.reserve[index] ?? endless);
  };
  return shards.filter((id) => graph.shards.get(id)?.pod === pod).toSorted((a, b) => left(a) - left(b) || byId(a, b));
}

/** A node with all the names by which an actuator may know it. */
function targetOf(id: NodeId, graph: ServiceGraph): ActionTarget | undefined {
  const server = serverOf(id, graph);
  const on =
    server === undefined ? {} : { server: { id: localId(server), name: graph.resources.get(server)?.name ?? '' } };
  const container = graph.containers.get(id);
  if (container) {
    const { name, pod, shard } = container;
    return { node: id, name, ...on, pod: localId(pod), shard: graph.shards.get(shard)?.name ?? '' };
  }
  const resource = graph.resources.get(id);
  if (resource) return { node: id, name: resource.name, ...on };
  const shard = graph.shards.get(id);
  return shard && { node: id, name: localId(shard.pod), pod: localId(shard.pod), shard: shard.name };
}

/** The containers that an action takes away while it goes on, of those that have not failed. */
export function disturbedBy(kind: ActionKind, target: ActionTarget, verdicts: Verdicts): readonly NodeId[] {
  const { node } = target;
  if (kind === 'free-disk' || kind === 'scale') return [];
  const away = verdicts.graph.containers.has(node) ? [node] : (verdicts.graph.containersOn.get(node) ?? []);
  return away.filter((id) => isThere(id, verdicts)).toSorted(byId);
}

function isThere(id: NodeId, verdicts: Verdicts): boolean {
  const leaf = leafOf(verdicts, id);
  return leaf !== undefined && leaf.state !== 'failed';
}

/** The replicas that scaling in would take, taken for the worst: of those seen beyond so many, ones that work. */
export function beyond(count: number, shard: NodeId, verdicts: Verdicts): readonly NodeId[] {
  const { containers = [] } = verdicts.graph.shards.get(shard) ?? {};
  const excess = Math.max(0, replicasOf(shard, verdicts) - count);
  const working = containers.filter((id) => leafOf(verdicts, id)?.state === 'working');
  return working.slice(working.length - Math.min(excess, working.length));
}

/** How many replicas a shard has now: what is retired or was never there does not count. */
export function replicasOf(shard: NodeId, { graph, health }: Verdicts): number {
  const { containers = [] } = graph.shards.get(shard) ?? {};
  const isPresent = (id: NodeId): boolean =>
    graph.containers.get(id)?.missing === false &&
    health.containers[graph.topology.indexOf.get(id) ?? -1] !== undefined;
  return containers.filter(isPresent).length;
}

/** The shards that hold any of some nodes: containers, what stands on resources, shards themselves. */
export function shardsOf(nodes: Iterable<NodeId>, graph: ServiceGraph): readonly NodeId[] {
  const shards = new Set<NodeId>();
  for (const id of nodes) {
    if (graph.shards.has(id)) shards.add(id);
    for (const container of graph.containers.has(id) ? [id] : (graph.containersOn.get(id) ?? [])) {
      const shard = graph.containers.get(container)?.shard;
      if (shard !== undefined) shards.add(shard);
    }
  }
  return [...shards].sort(byId);
}

/** The functions that need a pod, by index. */
export function functionsOfPod(pod: NodeId, { topology }: ServiceGraph): readonly number[] {
  const index = topology.indexOf.get(pod);
  return index === undefined ? [] : [...listOf(topology.podFunctions, index)];
}
