import * as dagre from '@dagrejs/dagre';

/** What is used of dagre: its own types can't be resolved, since they import each other without an ending. */
interface Dagre {
  readonly Graph: new () => DagreGraph;
  readonly layout: (graph: DagreGraph) => void;
}

interface DagreGraph {
  setGraph(label: Readonly<Record<string, string | number>>): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(id: string, size: { width: number; height: number }): void;
  setEdge(from: string, to: string): void;
  graph(): { readonly width?: number; readonly height?: number };
  node(id: string): { readonly x?: number; readonly y?: number };
}

const library: unknown = dagre;
const { Graph, layout } = library as Dagre;

/** What is drawn: nodes in a defined order, and who calls whom. */
export interface Drawing {
  readonly nodes: readonly string[];
  readonly calls: readonly (readonly [caller: string, callee: string])[];
}

/** Where everything lies; places are the centres of nodes. */
export interface Places {
  readonly width: number;
  readonly height: number;
  readonly at: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
}

/** How large a node is with its label, and the room around it. */
const node = { width: 104, height: 62 } as const;

/**
 * Lays a call graph out in layers, callers above what they call, with few crossings. dagre does it, rather than code of our
 * own, since layers, cycles and crossings are a matter of their own; the same drawing always gives the same places.
 */
export function placesOf({ nodes, calls }: Drawing): Places {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 14, ranksep: 26, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of nodes) graph.setNode(id, { ...node });
  for (const [caller, callee] of calls) graph.setEdge(caller, callee);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const at = new Map(
    nodes.map((id) => {
      const { x = 0, y = 0 } = graph.node(id);
      return [id, { x: Math.round(x), y: Math.round(y) }];
    }),
  );
  return { width: Math.ceil(width), height: Math.ceil(height), at };
}
