import type { Incident, NodeSeverities } from '../domain/incident.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Effect, Severity, SeverityByEffect } from '../domain/severity.ts';
import type { Verdicts } from '../domain/verdict.ts';

/** An incident and what each shard that it touches counts. */
export interface Counting {
  readonly incident: Incident;
  readonly counted: Readonly<Record<NodeId, Effect>>;
}

/** What the severities of nodes follow from. */
export interface SeverityGrounds {
  readonly graph: ServiceGraph;
  readonly verdicts: Verdicts;
  readonly severities: SeverityByEffect;
}

/** Each node's own severity, 0 for most (semantics 6, "A node's own severity"); only nodes above 0 are in the map. */
export function nodeSeverities(counting: readonly Counting[], grounds: SeverityGrounds): NodeSeverities {
  const { graph } = grounds;
  const found = new Map<NodeId, Severity>();
  const raise = (id: NodeId, severity: Severity): void => {
    if (severity > (found.get(id) ?? 0)) found.set(id, severity);
  };
  const shards = shardSeverities(counting, grounds.severities);
  for (const [id, severity] of shards) raise(id, severity);
  for (const pod of graph.model.pods) raise(pod.id, podSeverity(pod.id, { shards, counting, grounds }));
  for (const { id, pods } of graph.model.subsystems) for (const pod of pods) raise(id, found.get(pod) ?? 0);
  for (const { id, subsystems } of graph.model.systems) for (const part of subsystems) raise(id, found.get(part) ?? 0);
  for (const { incident } of counting) {
    for (const id of [incident.root, ...incident.containers]) {
      if (isInTrouble(id, grounds.verdicts)) raise(id, incident.zabbixSeverity);
    }
  }
  return found;
}

/** A working container on a server under pressure, or an unknown one, has no severity of its own. */
function isInTrouble(id: NodeId, verdicts: Verdicts): boolean {
  const verdict = verdicts.leaves.get(id);
  return verdict !== undefined && (verdict.state === 'failed' || verdict.strained);
}

function shardSeverities(counting: readonly Counting[], severities: SeverityByEffect): ReadonlyMap<NodeId, Severity> {
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

function podSeverity(
  id: NodeId,
  known: {
    readonly shards: ReadonlyMap<NodeId, Severity>;
    readonly counting: readonly Counting[];
    readonly grounds: SeverityGrounds;
  },
): Severity {
  const { graph, verdicts, severities } = known.grounds;
  const shards = graph.pods.get(id)?.shards ?? [];
  const touched = Math.max(0, ...shards.map((shard) => known.shards.get(shard.id) ?? 0)) as Severity;
  const rollUp = verdicts.rollUps.get(id);
  if (rollUp?.state === 'failed') {
    const failed = shards.filter((shard) => verdicts.rollUps.get(shard.id)?.state === 'failed');
    const isPlanned = failed.every((shard) => isPlannedOnly(shard.id, known.counting));
    return Math.max(touched, isPlanned ? severities.planned : severities.critical) as Severity;
  }
  const lacksData = rollUp?.state === 'unknown' || rollUp?.reserveLacksData === true;
  return Math.max(touched, lacksData ? severities.unknown : 0) as Severity;
}

function isPlannedOnly(shard: NodeId, counting: readonly Counting[]): boolean {
  const touching = counting.filter(({ incident }) => incident.shards.includes(shard));
  return touching.length > 0 && touching.every(({ incident }) => incident.planned);
}
