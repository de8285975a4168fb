import { soundHealth } from '../domain/health.ts';
import type { HealthReport, OwnHealth, Unseen } from '../domain/health.ts';
import { kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { PastNode, PastState } from '../domain/past.ts';
import { serverOf } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Severity } from '../domain/severity.ts';
import { recall } from '../evaluate.ts';
import type { World } from '../evaluate.ts';
import type { State } from './state.ts';

/** The state of a time, from what was kept of it and the model that was in force then (semantics 7). */
export function stateThen(world: World, past: PastState): State {
  const { nodes, incidents: open } = past;
  const severities = new Map<NodeId, Severity>();
  const maskedBy = new Map<NodeId, readonly NodeId[]>();
  for (const [id, { standing }] of nodes) {
    if (!('severity' in standing)) continue;
    if (standing.severity > 0) severities.set(id, standing.severity);
    if (standing.maskedBy !== undefined) maskedBy.set(id, standing.maskedBy);
  }
  const conclusion = recall(world, healthThen(world.graph, past), { open, closed: [], severities, maskedBy });
  const incidents = { open: open.map((incident) => ({ incident, counted: {} })), ended: [] };
  return { ...conclusion, incidentMemory: incidents, world, memory: { incidents, verdicts: conclusion.verdicts } };
}

function healthThen(graph: ServiceGraph, past: PastState): HealthReport {
  const { at, nodes } = past;
  const { model, topology } = graph;
  const primaries = new Map<number, number>();
  for (const [shard, id] of topology.shardIds.entries()) {
    const primary = topology.indexOf.get(nodes.get(id)?.primary ?? '');
    if (primary !== undefined) primaries.set(shard, primary);
  }
  const groups = [...topology.shardIds, ...topology.podIds, ...topology.subsystemIds, ...topology.systemIds];
  return {
    at,
    containers: topology.containerIds.map((id) => containerThen(graph, id, nodes.get(id))),
    resources: model.resources.map(({ id }) => healthOf(nodes.get(id))),
    primaries,
    planned: new Set(groups.filter((id) => isPlanned(nodes.get(id)))),
    unseen: unseenThen(graph, past),
    changed: new Map(),
  };
}

/** What a pod that scales by itself has left behind is in no result, and so in no history (semantics 5). */
function containerThen(graph: ServiceGraph, id: NodeId, kept: PastNode | undefined): OwnHealth | undefined {
  const pod = graph.pods.get(graph.containers.get(id)?.pod ?? '');
  return kept === undefined && pod?.scales !== undefined ? undefined : healthOf(kept);
}

/** Of what nothing was kept, nothing is known. */
function healthOf(kept: PastNode | undefined): OwnHealth {
  if (kept?.own !== undefined) return kept.own;
  const state = kept?.standing.state;
  if (state === 'working' && !isPlanned(kept)) return soundHealth;
  return {
    ...soundHealth,
    state: state === 'working' || state === 'failed' ? state : 'unknown',
    planned: isPlanned(kept),
  };
}

function isPlanned(kept: PastNode | undefined): boolean {
  return kept !== undefined && 'planned' in kept.standing;
}

/** Servers that could not be seen; and sources, which are in no result: behind one are the servers of the containers that it made unknown. */
function unseenThen(graph: ServiceGraph, { nodes, incidents }: PastState): ReadonlyMap<NodeId, Unseen> {
  const unseen = new Map<NodeId, Unseen>();
  for (const [id, { unseenSince }] of nodes) {
    if (unseenSince !== undefined) unseen.set(id, { since: unseenSince, servers: [id] });
  }
  for (const { root, onset, evidence, symptoms } of incidents) {
    if (kindOf(root) !== 'source') continue;
    const servers = new Set(symptoms.flatMap((id) => serverOf(id, graph) ?? []));
    unseen.set(root, { since: evidence[0]?.since ?? onset, servers: [...servers].sort() });
  }
  return unseen;
}
