import type { Incident, NodeSeverities } from '../domain/incident.ts';
import { kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Effect, Severity, SeverityByEffect } from '../domain/severity.ts';
import { stateCode } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { idAt, listOf } from '../domain/topology.ts';

/** An incident and what each shard that it touches counts. */
export interface Counting {
  readonly incident: Incident;
  readonly counted: Readonly<Record<NodeId, Effect>>;
}

/** Each node's own severity, 0 for most (semantics 6, "A node's own severity"); only nodes above 0 are in the map. */
export function nodeSeverities(
  counting: readonly Counting[],
  { verdicts, severities }: { readonly verdicts: Verdicts; readonly severities: SeverityByEffect },
): NodeSeverities {
  const found = shardSeverities(counting, severities);
  const raise = (id: NodeId, severity: Severity): void => {
    if (severity > (found.get(id) ?? 0)) found.set(id, severity);
  };
  const { topology } = verdicts.graph;
  raisePods(raise, { found, verdicts, severities, planned: plannedOnly(counting) });
  for (const [index, id] of topology.subsystemIds.entries()) {
    for (const pod of listOf(topology.subsystemPods, index)) raise(id, found.get(idAt(topology.podIds, pod)) ?? 0);
  }
  for (const [index, id] of topology.systemIds.entries()) {
    for (const part of listOf(topology.systemSubsystems, index)) {
      raise(id, found.get(idAt(topology.subsystemIds, part)) ?? 0);
    }
  }
  for (const { incident } of counting) {
    for (const id of [incident.root, ...incident.containers]) {
      if (isInTrouble(id, verdicts)) raise(id, incident.zabbixSeverity);
    }
  }
  return found;
}

/** What shards count, by the incidents that are not planned. */
function shardSeverities(counting: readonly Counting[], severities: SeverityByEffect): Map<NodeId, Severity> {
  const found = new Map<NodeId, Severity>();
  for (const { incident, counted } of counting) {
    if (incident.planned) continue;
    for (const [id, effect] of Object.entries(counted)) {
      const severity = severities[effect];
      if (severity > (found.get(id) ?? 0)) found.set(id, severity);
    }
  }
  return found;
}

/** A pod has the highest of its own shards; at least that of what has failed, or of want of data. */
function raisePods(
  raise: (id: NodeId, severity: Severity) => void,
  known: {
    readonly found: ReadonlyMap<NodeId, Severity>;
    readonly verdicts: Verdicts;
    readonly severities: SeverityByEffect;
    readonly planned: ReadonlySet<NodeId>;
  },
): void {
  const { found, verdicts, severities, planned } = known;
  const { podIds, shardIds, podStart, podOf, indexOf } = verdicts.graph.topology;
  for (const [shard, severity] of [...found]) raise(idAt(podIds, podOf[indexOf.get(shard) ?? -1] ?? -1), severity);
  const { state, reserve, reserveAtBest } = verdicts.pods;
  for (const [pod, code] of state.entries()) {
    const id = idAt(podIds, pod);
    if (code === stateCode.failed) {
      let isPlanned = true;
      for (let shard = podStart[pod] ?? 0; shard < (podStart[pod + 1] ?? 0); shard++) {
        if (verdicts.shards.state[shard] === code) isPlanned &&= planned.has(idAt(shardIds, shard));
      }
      raise(id, isPlanned ? severities.planned : severities.critical);
    } else if (code === stateCode.unknown || (reserve[pod] === 0 && reserveAtBest[pod] !== 0)) {
      raise(id, severities.unknown);
    }
  }
}

/** The shards that planned incidents touch and no other ones. */
function plannedOnly(counting: readonly Counting[]): ReadonlySet<NodeId> {
  const planned = new Set<NodeId>();
  for (const { incident } of counting) if (incident.planned) for (const shard of incident.shards) planned.add(shard);
  if (planned.size === 0) return planned;
  for (const { incident } of counting)
    if (!incident.planned) for (const shard of incident.shards) planned.delete(shard);
  return planned;
}

/** A failed or strained container or resource; one that works, is masked or is unknown has no severity of its own. */
function isInTrouble(id: NodeId, { graph, health, masked }: Verdicts): boolean {
  const index = graph.topology.indexOf.get(id) ?? -1;
  const isContainer = kindOf(id) === 'container';
  if (!isContainer && !graph.resources.has(id)) return false;
  if (isContainer && masked[index] === 1) return false;
  const own = isContainer ? health.containers[index] : health.resources[index];
  return own !== undefined && (own.strained || (own.state !== 'working' && own.state !== 'unknown'));
}
