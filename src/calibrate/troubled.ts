import { addTo } from '../domain/gather.ts';
import type { Instant } from '../domain/instant.ts';
import { kindOf, localId, nodeId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Span } from '../domain/past.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { joined } from './past.ts';

/** Something that was wrong in a span of time, and the nodes that it touched. */
export interface Trouble extends Span {
  readonly nodes: readonly NodeId[];
}

/** What an incident was at a change of it. */
export interface IncidentThen {
  readonly at: Instant;
  readonly id: string;
  readonly isOpen: boolean;
  readonly onset: Instant;
  readonly nodes: readonly NodeId[];
}

/** Trouble begins before it is seen, and leaves traces when it has ended. */
const before = 600;
const after = 900;

/** When each pod was in trouble, in order and within a period. */
export function troubledTime(
  troubles: readonly Trouble[],
  graph: ServiceGraph,
  period: Span,
): (pod: NodeId) => readonly Span[] {
  const spans = new Map<NodeId, Span[]>();
  for (const { nodes, from, until } of troubles) {
    const span = { from: from - before, until: until + after };
    for (const pod of new Set(nodes.flatMap((node) => podsOf(node, graph)))) addTo(spans, pod, span);
  }
  return (pod) => joined(spans.get(pod) ?? [], period);
}

/** Incidents as the time from their onset to their end, each with all that it ever touched. */
export function incidentTroubles(changes: readonly IncidentThen[], until: Instant): readonly Trouble[] {
  const open = new Map<string, { from: Instant; nodes: Set<NodeId> }>();
  const troubles: Trouble[] = [];
  for (const { id, at, isOpen, onset, nodes } of changes.toSorted((a, b) => a.at - b.at)) {
    const known = open.get(id) ?? { from: Math.min(at, onset), nodes: new Set<NodeId>() };
    for (const node of nodes) known.nodes.add(node);
    if (isOpen) open.set(id, known);
    else {
      troubles.push({ from: known.from, until: at, nodes: [...known.nodes] });
      open.delete(id);
    }
  }
  return [...troubles, ...[...open.values()].map(({ from, nodes }) => ({ from, until, nodes: [...nodes] }))];
}

/** The pods that are touched by what happens to a node; a subsystem or system is by its pods, which are named too. */
function podsOf(node: NodeId, graph: ServiceGraph): readonly NodeId[] {
  switch (kindOf(node)) {
    case 'container':
      return [graph.containers.get(node)?.pod ?? []].flat();
    case 'pod':
      return [node];
    case 'shard':
      return [graph.shards.get(node)?.pod ?? []].flat();
    case 'server':
      return podsOn(node, graph);
    case 'disk':
    case 'network': {
      const own = podsOn(node, graph);
      return own.length > 0 ? own : podsOn(nodeId.server(localId(node).split('/')[0] ?? ''), graph);
    }
    case 'source':
      return [...graph.pods.keys()];
    case 'system':
    case 'subsystem':
    case 'function':
      return [];
  }
}

function podsOn(resource: NodeId, { containersOn, containers }: ServiceGraph): readonly NodeId[] {
  return (containersOn.get(resource) ?? []).flatMap((id) => containers.get(id)?.pod ?? []);
}
