import type { IncidentMemory, RememberedIncident } from '../domain/memory.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Root } from './roots.ts';

/** The incident that each root of this cycle goes on with; a root without one opens a new incident. */
export type Continuations = ReadonlyMap<NodeId, RememberedIncident>;

/**
 * Finds which incident each root continues, so that ids are stable over cycles and regrouping (semantics 6): the one
 * with the same root; else the oldest open one whose root went into this root's containers or came out of its pod;
 * else one with this root that ended within `reopenWithin`.
 */
export function continueIncidents(
  roots: readonly Root[],
  memory: IncidentMemory,
  { now, reopenWithin }: { readonly now: Instant; readonly reopenWithin: Duration },
): Continuations {
  const continued = new Map<NodeId, RememberedIncident>();
  const used = new Set<RememberedIncident>();
  const take = (root: NodeId, incident: RememberedIncident | undefined): void => {
    if (!incident) return;
    continued.set(root, incident);
    used.add(incident);
  };
  const byRoot = new Map(memory.open.map((remembered) => [remembered.incident.root, remembered]));
  for (const { id } of roots) take(id, byRoot.get(id));
  const oldestFirst = [...memory.open].sort(
    (a, b) => a.incident.openedAt - b.incident.openedAt || byId(a.incident.root, b.incident.root),
  );
  for (const root of roots) {
    if (continued.has(root.id)) continue;
    take(
      root.id,
      oldestFirst.find((remembered) => !used.has(remembered) && isRegrouped(remembered, root)),
    );
  }
  const newestFirst = [...memory.ended].sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0));
  for (const root of roots) {
    if (continued.has(root.id)) continue;
    take(
      root.id,
      newestFirst.find(
        ({ incident, closedAt }) => incident.root === root.id && now - (closedAt ?? -Infinity) <= reopenWithin,
      ),
    );
  }
  return continued;
}

function isRegrouped({ incident }: RememberedIncident, root: Root): boolean {
  const absorbed = incident.containers.length > 0 && incident.containers.every((id) => root.containers.includes(id));
  const split = incident.root.startsWith('pod/') && incident.containers.includes(root.id);
  return absorbed || split;
}
