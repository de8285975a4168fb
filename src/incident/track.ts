import type { RunChange } from '../domain/health.ts';
import type { Incident, Incidents } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { IncidentMemory, RememberedIncident } from '../domain/memory.ts';
import { byId, kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { SeverityByEffect } from '../domain/severity.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { adviceFor } from './advice.ts';
import { touch } from './effect.ts';
import { continueIncidents } from './life.ts';
import { nodeSeverities } from './node-severity.ts';
import { rank } from './rank.ts';
import { findRoots } from './roots.ts';
import type { Root } from './roots.ts';
import { levelOf, scopeOf } from './scope.ts';

/** What incidents follow from in a cycle. */
export interface IncidentGrounds {
  readonly graph: ServiceGraph;
  readonly verdicts: Verdicts;
  readonly severities: SeverityByEffect;
  readonly changed: ReadonlyMap<NodeId, readonly RunChange[]>;
}

/** The incidents of a cycle and what is remembered of them. */
export interface Tracking {
  readonly incidents: Incidents;
  readonly memory: IncidentMemory;
}

/** How long before an incident's onset a change of what runs is worth telling. */
const shortlyBefore = 3600;

/** Carries the incidents on by one cycle: opens, changes, closes and ranks them (semantics 6). */
export function track(grounds: IncidentGrounds, memory: IncidentMemory): Tracking {
  const { graph, verdicts } = grounds;
  const now = verdicts.at;
  const { reopenWithin, standing } = graph.model.defaults;
  const roots = findRoots(graph, verdicts, memory.open);
  const continued = continueIncidents(roots, memory, { now, reopenWithin });
  const maskedBy = rootsBehind(roots, grounds);
  const symptoms = symptomsOf(roots, maskedBy, grounds);

  const current = roots.map((root) => {
    const before = continued.get(root.id);
    const isOpen = before !== undefined && before.closedAt === undefined;
    const touched = touch(root, grounds, isOpen ? before : undefined);
    const incident = describe({ root, before, touched, symptoms: symptoms.get(root.id) ?? [] }, grounds);
    return { incident, counted: touched.counted };
  });
  const open = rank(
    current.map(({ incident }) => incident),
    { graph, verdicts, standing, newestOnset: newestOnset(verdicts) },
  );
  const counted = new Map(current.map(({ incident, counted: counts }) => [incident.id, counts]));
  const goesOn = new Set(open.map(({ id }) => id));
  const ended = memory.open
    .filter(({ incident }) => !goesOn.has(incident.id))
    .map((remembered): RememberedIncident => ({ ...remembered, closedAt: now }));
  return {
    incidents: {
      open,
      closed: ended.map(({ incident }) => incident),
      severities: nodeSeverities(current, grounds),
      maskedBy,
    },
    memory: {
      open: open.map((incident) => ({ incident, counted: counted.get(incident.id) ?? {} })),
      ended: [...memory.ended, ...ended].filter(
        ({ incident, closedAt }) => !goesOn.has(incident.id) && now - (closedAt ?? 0) <= reopenWithin,
      ),
    },
  };
}

/** Semantics 4.8: the incident roots behind each masked container, nearest by calls first, then by id. */
function rootsBehind(
  roots: readonly Root[],
  { graph, verdicts }: IncidentGrounds,
): ReadonlyMap<NodeId, readonly NodeId[]> {
  const rootsOf = new Map<NodeId, NodeId[]>();
  for (const { id, containers } of roots) {
    for (const container of containers) rootsOf.set(container, [...(rootsOf.get(container) ?? []), id]);
  }
  const podOf = (container: NodeId): NodeId => graph.containers.get(container)?.pod ?? '';
  const behind = new Map<NodeId, readonly NodeId[]>();
  for (const [id, { culprits }] of verdicts.leaves) {
    if (culprits.length === 0) continue;
    const distances = graph.callees.get(podOf(id));
    const nearest = new Map<NodeId, number>();
    for (const culprit of culprits) {
      const distance = distances?.get(podOf(culprit)) ?? Number.MAX_SAFE_INTEGER;
      for (const root of rootsOf.get(culprit) ?? [])
        nearest.set(root, Math.min(nearest.get(root) ?? distance, distance));
    }
    const inOrder = [...nearest].sort(([a, near], [b, far]) => near - far || byId(a, b));
    behind.set(
      id,
      inOrder.map(([root]) => root),
    );
  }
  return behind;
}

/** Masked containers; for a resource its failed containers besides, for an unseen server its unknown ones. */
function symptomsOf(
  roots: readonly Root[],
  maskedBy: ReadonlyMap<NodeId, readonly NodeId[]>,
  { graph, verdicts }: IncidentGrounds,
): ReadonlyMap<NodeId, readonly NodeId[]> {
  const symptoms = new Map<NodeId, NodeId[]>(roots.map(({ id }) => [id, []]));
  for (const [id, behind] of maskedBy) for (const root of behind) symptoms.get(root)?.push(id);
  for (const root of roots) {
    if (!root.isUnseen && !graph.resources.has(root.id)) continue;
    const standing = root.isUnseen ? containersUnder(root.id, graph) : root.containers;
    const wanted = root.isUnseen ? 'unknown' : 'failed';
    symptoms.get(root.id)?.push(...standing.filter((id) => verdicts.leaves.get(id)?.state === wanted));
  }
  for (const ids of symptoms.values()) ids.sort(byId);
  return symptoms;
}

function containersUnder(unseen: NodeId, graph: ServiceGraph): readonly NodeId[] {
  return graph.resources.has(unseen)
    ? (graph.containersOn.get(unseen) ?? [])
    : graph.model.containers.map(({ id }) => id);
}

function newestOnset({ leaves }: Verdicts): Instant {
  let newest = -Infinity;
  for (const [id, { onset }] of leaves) {
    if (onset !== undefined && onset > newest && kindOf(id) === 'container') newest = onset;
  }
  return newest;
}

function describe(
  found: {
    readonly root: Root;
    readonly before: RememberedIncident | undefined;
    readonly touched: ReturnType<typeof touch>;
    readonly symptoms: readonly NodeId[];
  },
  grounds: IncidentGrounds,
): Incident {
  const { root, before, touched, symptoms } = found;
  const { graph, verdicts, severities } = grounds;
  const onset = Math.min(root.onset, before?.incident.onset ?? Infinity);
  const openedAt = before?.incident.openedAt ?? verdicts.at;
  return {
    id: before?.incident.id ?? `${root.id}@${openedAt}`,
    rank: 0,
    root: root.id,
    containers: root.containers,
    severity: touched.effect,
    zabbixSeverity: severities[touched.effect],
    stale: touched.isStale && !root.planned,
    planned: root.planned,
    level: levelOf(root.id, graph),
    onset,
    openedAt,
    evidence: root.evidence,
    changes: changesBefore(root, onset, grounds),
    symptoms,
    shards: touched.shards,
    ...scopeOf(touched.shards, graph, verdicts),
    reserve: leastReserve(touched.shards, verdicts),
    action: adviceFor(root.id, root.evidence, graph),
  };
}

function leastReserve(shards: readonly NodeId[], verdicts: Verdicts): number | null {
  const reserves = shards.map((id) => verdicts.rollUps.get(id)?.reserve ?? null).filter((reserve) => reserve !== null);
  return reserves.length > 0 ? Math.min(...reserves) : null;
}

function changesBefore(root: Root, onset: Instant, { changed }: IncidentGrounds): readonly RunChange[] {
  return [...new Set([root.id, ...root.containers])]
    .flatMap((id) => changed.get(id) ?? [])
    .filter(({ at }) => at <= onset && onset - at <= shortlyBefore)
    .sort((a, b) => b.at - a.at || (a.signal < b.signal ? -1 : 1))
    .slice(0, 5);
}
