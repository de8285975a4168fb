import type { Evidence } from '../domain/health.ts';
import type { Incident, Incidents, NodeEvidence } from '../domain/incident.ts';
import { toIso } from '../domain/instant.ts';
import type { Advice } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import type { Result, ResultEvidence, ResultFunction, ResultIncident, ResultNode } from '../domain/result.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Verdicts } from '../domain/verdict.ts';

/** How facts are put into words; the report stays free of any language. */
export interface Wording {
  readonly evidence: (evidence: Evidence) => string;
  readonly incident: (incident: Incident) => string;
  readonly advice: (advice: Advice) => string;
}

/** What a result is made of. */
export interface Told {
  readonly graph: ServiceGraph;
  readonly verdicts: Verdicts;
  readonly incidents: Incidents;
  readonly wording: Wording;
}

/** The result of a cycle by contract, complete: working containers and shards included (see `essential`). */
export function toResult(told: Told): Result {
  const { graph, verdicts, incidents } = told;
  const { model } = graph;
  const rollUps = (nodes: readonly { readonly id: NodeId; readonly name: string }[]): readonly ResultNode[] =>
    nodes.map(({ id, name }) => rollUpNode(id, name, told));
  return {
    at: toIso(verdicts.at),
    systems: rollUps(model.systems),
    subsystems: rollUps(model.subsystems),
    pods: rollUps(model.pods),
    shards: rollUps(model.pods.flatMap(({ shards }) => shards)),
    containers: model.containers.map(({ id }) => leafNode(id, told)),
    resources: model.resources.map(({ id, name }) => ({ ...leafNode(id, told), name })),
    functions: model.functions.map(({ id, name }) => functionOf(id, name, told)),
    incidents: [
      ...incidents.open.map((incident) => incidentOf(incident, 'open', told)),
      ...incidents.closed.map((incident) => incidentOf(incident, 'closed', told)),
    ],
  };
}

/** Leaves out containers and shards that merely work; masked and strained ones stay (contracts, The JSON of a result). */
export function essential(result: Result): Result {
  const isNews = (node: ResultNode): boolean =>
    node.state !== 'working' || node.strained === true || node.planned === true || node.maskedBy !== undefined;
  return { ...result, containers: result.containers.filter(isNews), shards: result.shards.filter(isNews) };
}

function rollUpNode(id: NodeId, name: string, { verdicts, incidents }: Told): ResultNode {
  const rollUp = verdicts.rollUps.get(id);
  return {
    id,
    name,
    state: rollUp?.state ?? 'unknown',
    severity: incidents.severities.get(id) ?? 0,
    reserve: rollUp?.reserve ?? null,
  };
}

function leafNode(id: NodeId, { verdicts, incidents, wording }: Told): ResultNode {
  const verdict = verdicts.leaves.get(id);
  const maskedBy = incidents.maskedBy.get(id);
  return {
    id,
    state: verdict?.state ?? 'unknown',
    severity: maskedBy ? 0 : (incidents.severities.get(id) ?? 0),
    ...(verdict?.strained ? { strained: true as const } : {}),
    ...(verdict?.planned ? { planned: true as const } : {}),
    ...(maskedBy ? { maskedBy } : {}),
    ...(verdict && verdict.evidence.length > 0
      ? { evidence: verdict.evidence.map((evidence) => evidenceOf(evidence, wording)) }
      : {}),
  };
}

function evidenceOf(evidence: Evidence, wording: Wording): ResultEvidence {
  const { rule, signal, value, limit, growth, since } = evidence;
  const kept = limit ?? growth?.allowance.burst;
  return {
    rule,
    signal,
    value: growth ? growth.level : value,
    ...(kept === undefined ? {} : { limit: kept }),
    text: wording.evidence(evidence),
    since: toIso(since),
  };
}

function functionOf(id: NodeId, name: string, { verdicts, incidents }: Told): ResultFunction {
  const because = incidents.open
    .filter((incident) => incident.functionsLost.includes(id) || incident.functionsImpaired.includes(id))
    .map((incident) => incident.id);
  return { id, name, state: verdicts.functions.get(id) ?? 'unknown', because };
}

function incidentOf(incident: Incident, state: 'open' | 'closed', { wording }: Told): ResultIncident {
  const { id, rank, severity, stale, zabbixSeverity, root, level, planned, reserve } = incident;
  const evidence = (found: NodeEvidence): ResultEvidence => ({ node: found.node, ...evidenceOf(found, wording) });
  return {
    id,
    rank,
    severity,
    state,
    stale,
    zabbixSeverity,
    root,
    text: wording.incident(incident),
    level,
    onset: toIso(incident.onset),
    evidence: incident.evidence.map(evidence),
    changes: incident.changes.map(({ signal, value, at }) => ({ signal, value, at: toIso(at) })),
    symptoms: incident.symptoms,
    failed: incident.failed,
    functionsLost: incident.functionsLost,
    functionsImpaired: incident.functionsImpaired,
    reserve,
    action: { advice: incident.action.advice, text: wording.advice(incident.action) },
    planned,
  };
}
