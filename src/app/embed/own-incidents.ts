import type { Incident } from '../../domain/incident.ts';
import { kindOf } from '../../domain/node.ts';
import type { NodeId } from '../../domain/node.ts';
import type { ServiceGraph } from '../../domain/service-graph.ts';
import type { Effect } from '../../domain/severity.ts';
import { rollUpOf } from '../../domain/verdict.ts';
import { incidentsBySystem } from '../../publish/concerns.ts';
import type { State } from '../../twin/state.ts';

const worst: readonly Effect[] = ['critical', 'at-risk', 'warning', 'unknown'];

/** The open incidents that concern a system, by rank, each as far as it is of this system: of others nothing is shown. */
export function incidentsOf(state: State, system: NodeId): readonly Incident[] {
  const { graph } = state.world;
  const ids = new Set(
    incidentsBySystem(graph, state.result)
      .get(system)
      ?.map(({ id }) => id),
  );
  const own = state.incidents.open.filter(({ id }) => ids.has(id));
  return graph.model.systems.length < 2 ? own : own.map((incident) => partOf(incident, system, state));
}

function partOf(incident: Incident, system: NodeId, state: State): Incident {
  const { graph } = state.world;
  const isOwn = (id: NodeId): boolean => systemsOf(id, graph).has(system);
  const isShared = (id: NodeId): boolean => ['server', 'disk', 'network', 'source'].includes(kindOf(id)) || isOwn(id);
  const shards = incident.shards.filter(isOwn);
  const severity = shards.length === incident.shards.length ? incident.severity : effectOn(shards, incident, state);
  const reserves = shards.map((id) => rollUpOf(state.verdicts, id)?.reserve ?? Infinity);
  const reserve = Math.min(...reserves);
  return {
    ...incident,
    shards,
    severity,
    zabbixSeverity: severity === incident.severity ? incident.zabbixSeverity : state.world.severities[severity],
    reserve: reserve === Infinity ? null : reserve,
    containers: incident.containers.filter(isOwn),
    evidence: incident.evidence.filter(({ node }) => isShared(node)),
    symptoms: incident.symptoms.filter(isOwn),
    failed: incident.failed.filter(isOwn),
    functionsLost: incident.functionsLost.filter(isOwn),
    functionsImpaired: incident.functionsImpaired.filter(isOwn),
  };
}

/** What it does to these shards alone: at least what each counted last, while it is unknown (semantics 6). */
function effectOn(shards: readonly NodeId[], { id, severity }: Incident, { memory }: State): Effect {
  if (severity === 'planned' || severity === 'unseen') return severity;
  const counted = memory.incidents.open.find(({ incident }) => incident.id === id)?.counted ?? {};
  const effects = shards.flatMap((shard) => counted[shard] ?? []);
  return worst.find((effect) => effects.includes(effect)) ?? 'warning';
}

/** The systems that a node is of; a pod may serve several. */
function systemsOf(id: NodeId, graph: ServiceGraph): ReadonlySet<NodeId> {
  const pod = graph.containers.get(id)?.pod ?? graph.shards.get(id)?.pod ?? id;
  const subsystem = graph.functions.get(id)?.subsystem;
  const subsystems = subsystem === undefined ? (graph.subsystemsOf.get(pod) ?? [id]) : [subsystem];
  return new Set(subsystems.flatMap((each) => graph.systemOf.get(each) ?? [each]));
}
