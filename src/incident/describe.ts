import type { RunChange } from '../domain/health.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { RememberedIncident } from '../domain/memory.ts';
import { byText } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { SeverityByEffect } from '../domain/severity.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { idAt } from '../domain/topology.ts';
import { adviceFor } from './advice.ts';
import type { Touch } from './effect.ts';
import type { Root } from './roots.ts';
import { levelOf } from './scope.ts';
import type { Scope } from './scope.ts';

/** What was found out about one root. */
export interface Described {
  readonly root: Root;
  readonly before: RememberedIncident | undefined;
  readonly touched: Touch;
  readonly scope: Scope;
  readonly symptoms: readonly NodeId[];
}

/** How long before an incident's onset a change of what runs is worth telling. */
const shortlyBefore = 3600;

/** How many such changes are told, newest first. */
const changesTold = 5;

/** An incident with all that it has but its rank (semantics 6). */
export function describe(
  { root, before, touched, scope, symptoms }: Described,
  { verdicts, severities }: { readonly verdicts: Verdicts; readonly severities: SeverityByEffect },
): Incident {
  const { graph, health } = verdicts;
  const onset = Math.min(root.onset, before?.incident.onset ?? Infinity);
  const openedAt = before?.incident.openedAt ?? health.at;
  return {
    id: before?.incident.id ?? `${root.id}@${openedAt}`,
    rank: 0,
    root: root.id,
    containers: root.containers,
    ...primariesAmong(root.containers, verdicts),
    severity: touched.effect,
    zabbixSeverity: severities[touched.effect],
    stale: touched.isStale,
    planned: root.planned,
    level: levelOf(root.id, graph),
    onset,
    openedAt,
    evidence: root.evidence,
    changes: changesBefore(root, onset, health.changed),
    symptoms,
    shards: touched.shards.map((shard) => idAt(graph.topology.shardIds, shard)),
    ...scope,
    reserve: touched.reserve,
    action: adviceFor(root.id, root.evidence, graph),
  };
}

/** Who of some containers claims to be the primary of its shard (semantics 5). */
function primariesAmong(containers: readonly NodeId[], { graph, health }: Verdicts): Pick<Incident, 'primaries'> {
  if (health.primaries.size === 0) return {};
  const { indexOf, shardOf } = graph.topology;
  const primaries = containers.filter((id) => {
    const index = indexOf.get(id);
    return index !== undefined && health.primaries.get(shardOf[index] ?? -1) === index;
  });
  return primaries.length > 0 ? { primaries } : {};
}

/** What changed at a root shortly before its onset, newest first. */
function changesBefore(
  root: Root,
  onset: Instant,
  changed: ReadonlyMap<NodeId, readonly RunChange[]>,
): readonly RunChange[] {
  if (changed.size === 0) return [];
  const before = [...new Set([root.id, ...root.containers])]
    .flatMap((id) => changed.get(id) ?? [])
    .filter(({ at }) => at <= onset && onset - at <= shortlyBefore)
    .sort((a, b) => b.at - a.at || byText(a.signal, b.signal));
  // What was rolled out to several containers is told once, with its newest time.
  const told = new Map(before.toReversed().map((change) => [`${change.signal} ${change.value}`, change]));
  return before.filter((change) => told.get(`${change.signal} ${change.value}`) === change).slice(0, changesTold);
}
