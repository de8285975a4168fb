import { addTo } from '../domain/gather.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentMemory, RememberedIncident } from '../domain/memory.ts';
import type { Duration } from '../domain/instant.ts';
import { byId, kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { leafOf } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import type { Root } from './roots.ts';

/** The incident that each root of this cycle goes on with; a root without one opens a new incident. */
export type Continuations = ReadonlyMap<NodeId, RememberedIncident>;

/**
 * Finds which incident each root continues, so that ids are stable over cycles and regrouping (semantics 6): the one
 * with the same root; else the oldest open one whose root went into this one, or whose common cause fell apart into
 * this one and others; else one with this root that ended within `reopenWithin`.
 */
export function continueIncidents(
  roots: readonly Root[],
  memory: IncidentMemory,
  { verdicts, reopenWithin }: { readonly verdicts: Verdicts; readonly reopenWithin: Duration },
): Continuations {
  const continued = new Map<NodeId, RememberedIncident>();
  const byRoot = new Map(memory.open.map((remembered) => [remembered.incident.root, remembered]));
  for (const { id } of roots) {
    const same = byRoot.get(id);
    if (same) continued.set(id, same);
  }
  const left = memory.open.filter(({ incident }) => !continued.has(incident.root));
  if (left.length > 0 && continued.size < roots.length) regroup(left, { roots, verdicts, continued });
  // They come as they ended: of a root the newest is the last.
  const ended = new Map<NodeId, RememberedIncident>();
  for (const remembered of memory.ended) {
    const { incident, closedAt = 0 } = remembered;
    if (verdicts.health.at - closedAt <= reopenWithin) ended.set(incident.root, remembered);
  }
  for (const { id } of roots) {
    const again = continued.has(id) ? undefined : ended.get(id);
    if (again) continued.set(id, again);
  }
  return continued;
}

/** Hands incidents whose root is no root any more on to the roots that took up what they stood for, oldest first. */
function regroup(
  left: readonly RememberedIncident[],
  { roots, verdicts, continued }: Regrouping & { readonly continued: Map<NodeId, RememberedIncident> },
): void {
  const holders = holdersOf({ roots, verdicts });
  const oldestFirst = [...left].sort(
    (a, b) => a.incident.openedAt - b.incident.openedAt || byId(a.incident.root, b.incident.root),
  );
  for (const remembered of oldestFirst) {
    const heirs = heirsOf(remembered.incident, holders);
    const heir = heirs.find((root) => !continued.has(root));
    if (heir !== undefined) continued.set(heir, remembered);
  }
}

interface Regrouping {
  readonly roots: readonly Root[];
  readonly verdicts: Verdicts;
}

/** The roots, in the order of ids, that an incident may go on in: those that hold all that is left of it. */
function heirsOf(incident: Incident, holders: ReadonlyMap<NodeId, readonly NodeId[]>): readonly NodeId[] {
  const members = (kindOf(incident.root) === 'pod' ? incident.containers : [incident.root]).flatMap((id) => {
    const roots = holders.get(id);
    return roots ? [{ id, roots }] : [];
  });
  const [first, ...others] = members;
  const all = first?.roots.filter((root) => others.every(({ roots }) => roots.includes(root))) ?? [];
  if (all.length > 0) return all;
  return members.filter(({ id, roots }) => roots.includes(id)).map(({ id }) => id);
}

/**
 * By what was a root or belonged to one, the roots that it may have gone into: a root holds its containers, a failed
 * server its disks and network that are in trouble too, an unseen source its servers.
 */
function holdersOf({ roots, verdicts }: Regrouping): ReadonlyMap<NodeId, readonly NodeId[]> {
  const holders = new Map<NodeId, NodeId[]>();
  for (const { id, containers, unseenServers = [] } of roots) {
    const parts = verdicts.graph.partsOfServer.get(id) ?? [];
    const failed = parts.filter((part) => leafOf(verdicts, part)?.state !== 'working');
    for (const member of [...containers, ...unseenServers, ...failed]) addTo(holders, member, id);
  }
  return holders;
}
