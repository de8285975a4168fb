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
const node = { width: 108, height: 56 } as const;

/** How wide a drawing becomes at most, by its height: a screen is wider than high, and Zabbix shrinks what does not fit. */
const widest = 1.4;

/**
 * Lays a call graph out in layers, callers above what they call, with few crossings. dagre does it, rather than code of our
 * own, since layers, cycles and crossings are a matter of their own; the same drawing always gives the same places.
 */
export function placesOf({ nodes, calls }: Drawing): Places {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 4, edgesep: 0, ranksep: 16, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of nodes) graph.setNode(id, { ...node });
  for (const [caller, callee] of calls) graph.setEdge(caller, callee);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const found = nodes.map((id): Placed => {
    const { x = 0, y = 0 } = graph.node(id);
    return { id, x, y };
  });
  return squeezed(found, { width, height });
}

interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Long calls take room beside the nodes they pass; without some of it what is written can be read. */
function squeezed(found: readonly Placed[], { width, height }: Pick<Places, 'width' | 'height'>): Places {
  const share = Math.min(1, (height * widest) / Math.max(width, 1));
  const rows = new Map<number, Placed[]>();
  for (const placed of found) rows.set(placed.y, [...(rows.get(placed.y) ?? []), placed]);
  const at = new Map<string, { readonly x: number; readonly y: number }>();
  for (const row of rows.values()) {
    let free = node.width / 2;
    for (const { id, x, y } of row.toSorted((a, b) => a.x - b.x)) {
      const place = Math.max(free, x * share);
      at.set(id, { x: Math.round(place), y: Math.round(y) });
      free = place + node.width;
    }
  }
  const right = Math.max(0, ...[...at.values()].map(({ x }) => x)) + node.width / 2;
  return { width: Math.ceil(right), height: Math.ceil(height), at };
}
