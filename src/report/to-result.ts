import { addTo } from '../domain/gather.ts';
import type { Evidence } from '../domain/health.ts';
import type { Incident, IncidentId, Incidents, NodeEvidence } from '../domain/incident.ts';
import { toIso } from '../domain/instant.ts';
import { lazily } from '../domain/lazily.ts';
import type { Advice, Model, OffNode } from '../domain/model.ts';
import { byId, kindOf } from '../domain/node.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import type { Plan, PlanText } from '../domain/recovery.ts';
import type {
  Result,
  ResultEvidence,
  ResultFunction,
  ResultIncident,
  ResultNode,
  ResultPlan,
} from '../domain/result.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { functionStateOf, leafOf, rollUpOf } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';

/** How facts are put into words; the report stays free of any language. */
export interface Wording {
  readonly evidence: (evidence: Evidence) => string;
  readonly incident: (incident: Incident) => string;
  readonly advice: (advice: Advice) => string;
  readonly plan: (plan: Plan) => PlanText;
}

/** What a result is made of. */
export interface Told {
  readonly graph: ServiceGraph;
  readonly verdicts: Verdicts;
  readonly incidents: Incidents;
  /** What recovery would do, or does, about open incidents. */
  readonly plans?: readonly Plan[];
  readonly wording: Wording;
}

/**
 * The result of a cycle by contract, complete (see `essential`). The lists that grow with the installation, and the
 * texts, are made when they are first read: a cycle of which nobody asks them does not pay for them.
 */
export function toResult(told: Told): Result {
  const { graph, verdicts, incidents } = told;
  const { model } = graph;
  const rollUps = (nodes: readonly Named[]): readonly ResultNode[] => nodes.map((node) => rollUpNode(node, told));
  const off = (nodes: readonly ResultNode[], kind: NodeKind): readonly ResultNode[] =>
    withOff(nodes, kind, { model, make: offNode });
  const shards = lazily(() => rollUps(model.pods.flatMap((pod) => pod.shards)).toSorted(inOrder));
  const containers = lazily(() =>
    off(
      model.containers.flatMap(({ id }) => leafNode(id, told) ?? []),
      'container',
    ),
  );
  const resources = lazily(() =>
    model.resources.flatMap(({ id, name }) => {
      const node = leafNode(id, told);
      return node ? [{ ...node, name }] : [];
    }),
  );
  return {
    at: toIso(verdicts.health.at),
    systems: rollUps(model.systems),
    subsystems: off(rollUps(model.subsystems), 'subsystem'),
    pods: off(rollUps(model.pods), 'pod'),
    get shards() {
      return shards();
    },
    get containers() {
      return containers();
    },
    get resources() {
      return resources();
    },
    functions: functionsOf(told),
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

interface Named {
  readonly id: NodeId;
  readonly name: string;
}

function inOrder(a: { readonly id: NodeId }, b: { readonly id: NodeId }): number {
  return byId(a.id, b.id);
}

/** Adds the nodes of a kind that are switched off to their list, in its order. */
function withOff<Node extends { readonly id: NodeId }>(
  nodes: readonly Node[],
  kind: NodeKind,
  { model, make }: { readonly model: Model; readonly make: (node: OffNode) => Node },
): readonly Node[] {
  const off = model.off.filter(({ id }) => kindOf(id) === kind);
  return off.length === 0 ? nodes : [...nodes, ...off.map(make)].sort(inOrder);
}

function offNode({ id, name }: OffNode): ResultNode {
  return { id, name, state: 'off', severity: 0 };
}

function rollUpNode({ id, name }: Named, { verdicts, incidents }: Told): ResultNode {
  const rollUp = rollUpOf(verdicts, id);
  return {
    id,
    name,
    state: rollUp?.state ?? 'unknown',
    severity: incidents.severities.get(id) ?? 0,
    ...(verdicts.health.planned.has(id) ? { planned: true as const } : {}),
    reserve: rollUp?.reserve ?? null,
  };
}

/** A container or resource; none for a retired container, which is left out everywhere (semantics 5). */
function leafNode(id: NodeId, { verdicts, incidents, wording }: Told): ResultNode | undefined {
  const verdict = leafOf(verdicts, id);
  if (!verdict) return undefined;
  const maskedBy = incidents.maskedBy.get(id);
  return {
    id,
    state: verdict.state,
    severity: verdict.masked ? 0 : (incidents.severities.get(id) ?? 0),
    ...(verdict.strained ? { strained: true as const } : {}),
    ...(verdict.planned ? { planned: true as const } : {}),
    ...(maskedBy ? { maskedBy } : {}),
    ...(verdict.evidence.length > 0
      ? { evidence: verdict.evidence.map((evidence) => evidenceOf(evidence, wording)) }
      : {}),
  };
}

function evidenceOf(evidence: Evidence | NodeEvidence, wording: Wording): ResultEvidence {
  const { rule, signal, value, limit, growth, since } = evidence;
  const kept = limit ?? growth?.allowance.burst;
  return {
    ...('node' in evidence ? { node: evidence.node } : {}),
    rule,
    signal,
    value: growth ? growth.level : value,
    ...(kept === undefined ? {} : { limit: kept }),
    get text() {
      return wording.evidence(evidence);
    },
    since: toIso(since),
  };
}

function functionsOf({ graph: { model }, verdicts, incidents }: Told): readonly ResultFunction[] {
  const because = new Map<NodeId, IncidentId[]>();
  for (const { id, functionsLost, functionsImpaired } of incidents.open) {
    for (const lost of [...functionsLost, ...functionsImpaired]) addTo(because, lost, id);
  }
  const all = model.functions.map(({ id, name }): ResultFunction => {
    return { id, name, state: functionStateOf(verdicts, id) ?? 'unknown', because: because.get(id) ?? [] };
  });
  const make = ({ id, name }: OffNode): ResultFunction => ({ id, name, state: 'off', because: [] });
  return withOff(all, 'function', { model, make });
}

function incidentOf(incident: Incident, state: 'open' | 'closed', { wording, plans = [] }: Told): ResultIncident {
  const plan = state === 'open' ? plans.find((each) => each.incident === incident.id) : undefined;
  const { id, rank, severity, stale, zabbixSeverity, root, level, planned, reserve } = incident;
  const text = lazily(() => wording.incident(incident));
  return {
    id,
    rank,
    severity,
    state,
    stale,
    zabbixSeverity,
    root,
    get text() {
      return text();
    },
    level,
    onset: toIso(incident.onset),
    evidence: incident.evidence.map((found) => evidenceOf(found, wording)),
    changes: incident.changes.map(({ signal, value, at }) => ({ signal, value, at: toIso(at) })),
    symptoms: incident.symptoms,
    failed: incident.failed,
    functionsLost: incident.functionsLost,
    functionsImpaired: incident.functionsImpaired,
    reserve,
    action: { advice: incident.action.advice, text: wording.advice(incident.action) },
    ...(plan && { recovery: planOf(plan, wording) }),
    planned,
  };
}

function planOf(plan: Plan, wording: Wording): ResultPlan {
  const { recovery, mode, state, step, steps, refusals, approval, until } = plan;
  const words = wording.plan(plan);
  return {
    recovery,
    mode,
    state,
    // By it people answer, wherever they read this.
    text: approval && state === 'waiting' ? `${words.text} [${approval.code}]` : words.text,
    step,
    steps: steps.map(({ kind }, index) => ({ kind, text: words.steps[index] ?? kind })),
    refusals: refusals.map(({ guard }, index) => ({ guard, text: words.refusals[index] ?? guard })),
    ...(approval && { approval: { code: approval.code, expiresAt: toIso(Math.floor(approval.expiresAt)) } }),
    ...(until !== undefined && { until: toIso(Math.floor(until)) }),
  };
}
