import { DirectedGraph } from 'graphology';
import { stronglyConnectedComponents } from 'graphology-components';
import { topologicalSort } from 'graphology-dag';

import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';

/** Who points at whom; every target is a key too. */
export type Edges = ReadonlyMap<NodeId, readonly NodeId[]>;

/**
 * The strongly connected components of a graph, targets before sources (callees first), each sorted by id.
 * Components that do not depend on each other come in the order of their first id, so that the result is unique.
 */
export function componentsTargetsFirst(edges: Edges): readonly (readonly NodeId[])[] {
  const graph = new DirectedGraph();
  for (const id of [...edges.keys()].sort(byId)) graph.addNode(id);
  for (const [source, targets] of edges) for (const target of targets) graph.mergeDirectedEdge(source, target);

  const components = stronglyConnectedComponents(graph).map((component) => component.sort(byId));
  const condensed = new DirectedGraph();
  const componentOf = new Map<NodeId, string>();
  const members = new Map<string, readonly NodeId[]>();
  for (const component of components.sort((a, b) => byId(a[0] ?? '', b[0] ?? ''))) {
    const name = component[0] ?? '';
    condensed.addNode(name);
    members.set(name, component);
    for (const id of component) componentOf.set(id, name);
  }
  for (const { source, target } of graph.directedEdgeEntries()) {
    const [from, to] = [componentOf.get(source), componentOf.get(target)];
    if (from !== to) condensed.mergeDirectedEdge(to, from);
  }
  return topologicalSort(condensed).map((name) => members.get(name) ?? []);
}
