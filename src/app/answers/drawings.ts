import { byId } from '../../domain/node.ts';
import type { NodeId } from '../../domain/node.ts';
import type { ServiceGraph } from '../../domain/service-graph.ts';
import type { ModelDocument } from '../../http/api/schema.ts';
import { placesOf } from '../../zabbix/provision/map-layout.ts';
import type { Places } from '../../zabbix/provision/map-layout.ts';

type Drawing = ModelDocument['drawings'][number];

/** No view shows more at once. */
const mostShown = 300;

/** Laying out takes longer the more there is, and nothing else goes on meanwhile. */
const mostLaidOut = { nodes: 60, calls: 400, drawings: 200 } as const;

/**
 * Each system with its subsystems, each subsystem with its pods. They are laid out one after the other, so that all else
 * has its turn in between; where that would take long, in plain rows by level.
 */
export async function drawingsOf(graph: ServiceGraph): Promise<readonly Drawing[]> {
  const { systems, subsystems } = graph.model;
  const wanted = [
    ...systems.map(({ id, subsystems: parts }) => ({ of: id, nodes: parts, calls: callsBetween(parts, graph) })),
    ...subsystems.map(({ id, pods }) => ({ of: id, nodes: pods, calls: callsWithin(pods, graph) })),
  ].filter(({ nodes }) => nodes.length <= mostShown);
  const drawings: Drawing[] = [];
  for (const { of, nodes, calls } of wanted) {
    await new Promise((resume) => setImmediate(resume));
    const isQuick =
      nodes.length <= mostLaidOut.nodes && calls.length <= mostLaidOut.calls && drawings.length < mostLaidOut.drawings;
    const { width, height, at } = isQuick ? placesOf({ nodes, calls }) : inRows(nodes, graph);
    const places = nodes.map((id) => ({ id, ...(at.get(id) ?? { x: 0, y: 0 }) }));
    drawings.push({ of, width, height, places, calls });
  }
  return drawings;
}

const cell = { width: 120, height: 72 } as const;

/** Callers above what they call, as levels say it; a long level takes several rows. */
function inRows(nodes: readonly NodeId[], graph: ServiceGraph): Places {
  const perRow = Math.max(1, Math.ceil(Math.sqrt(nodes.length * 2)));
  const levels = [...new Set(nodes.map((id) => levelOf(id, graph)))].sort((a, b) => b - a);
  const rows = levels.flatMap((level) => chunks(nodes.filter((id) => levelOf(id, graph) === level).sort(byId), perRow));
  const at = new Map(
    rows.flatMap((row, y) =>
      row.map((id, x) => [id, { x: (x + 0.5) * cell.width, y: (y + 0.5) * cell.height }] as const),
    ),
  );
  return { width: perRow * cell.width, height: rows.length * cell.height, at };
}

/** A subsystem is as high as its highest pod. */
function levelOf(id: NodeId, { levels, subsystems }: ServiceGraph): number {
  const pods = subsystems.get(id)?.pods ?? [id];
  return pods.reduce((highest, pod) => Math.max(highest, levels.get(pod) ?? 0), 0);
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

type Call = readonly [NodeId, NodeId];

function callsWithin(pods: readonly NodeId[], graph: ServiceGraph): readonly Call[] {
  const inside = new Set(pods);
  return pods.flatMap((pod) =>
    (graph.pods.get(pod)?.calls ?? []).filter((callee) => inside.has(callee)).map((callee) => [pod, callee] as const),
  );
}

/** A call between pods is one between their subsystems where they share none. */
function callsBetween(subsystems: readonly NodeId[], graph: ServiceGraph): readonly Call[] {
  const inside = new Set(subsystems);
  const found = new Map<string, Call>();
  for (const { id, calls } of graph.model.pods) {
    const callers = graph.subsystemsOf.get(id) ?? [];
    for (const callee of calls) {
      const called = graph.subsystemsOf.get(callee) ?? [];
      if (called.some((subsystem) => callers.includes(subsystem))) continue;
      for (const from of callers) {
        for (const to of called) if (inside.has(from) && inside.has(to)) found.set(`${from} ${to}`, [from, to]);
      }
    }
  }
  return [...found.values()].sort((a, b) => byId(a[0], b[0]) || byId(a[1], b[1]));
}
