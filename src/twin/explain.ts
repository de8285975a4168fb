import type { ExplainedIncident, ExplainedLeaf, ExplainedNode, Explanation, Need } from '../domain/explanation.ts';
import type { Incident } from '../domain/incident.ts';
import { byId, kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { callDistances, isWithin } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { functionStateOf, leafOf, rollUpOf } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import type { Conclusion } from '../evaluate.ts';
import { explainedLeaf } from './explained-leaf.ts';
import { explainMasking, suspectsOf } from './explain-masking.ts';
import { rollUpSteps } from './explain-roll-up.ts';

/**
 * Why a node is in the state that a cycle found it in (semantics 7); the id must be of the model, switched off or not,
 * or a source that cannot be seen.
 */
export function explain(id: NodeId, conclusion: Pick<Conclusion, 'verdicts' | 'incidents'>): Explanation {
  const { verdicts, incidents } = conclusion;
  const { graph } = verdicts;
  const leaf = leafOf(verdicts, id);
  const masking = explainMasking(id, conclusion);
  const within = containersWithin(id, verdicts).flatMap((container) => explainedLeaf(container, verdicts) ?? []);
  const standing = (graph.containers.get(id)?.runsOn ?? []).flatMap(
    (resource) => explainedLeaf(resource, verdicts) ?? [],
  );
  return {
    at: verdicts.health.at,
    node: nodeOf(id, conclusion),
    evidence: leaf?.evidence ?? [],
    standsOn: standing.toSorted((a, b) => isFailed(b) - isFailed(a) || byId(a.id, b.id)),
    ...(masking && { masking }),
    suspects: suspectsOf(id, conclusion),
    containers: within.filter(isNotWell),
    containerCount: within.length,
    rollUp: leaf || kindOf(id) !== 'container' ? rollUpSteps(id, verdicts) : [],
    needs: needsOf(id, verdicts),
    incidents: incidents.open.flatMap((incident) => partIn(incident, id, graph) ?? []),
  };
}

function nodeOf(id: NodeId, { verdicts, incidents }: Pick<Conclusion, 'verdicts' | 'incidents'>): ExplainedNode {
  const { graph, health } = verdicts;
  const leaf = leafOf(verdicts, id);
  const unseen = health.unseen.get(id);
  const state = leaf?.state ?? rollUpOf(verdicts, id)?.state ?? functionStateOf(verdicts, id);
  const isLeft = !graph.topology.indexOf.has(id);
  const severity = incidents.severities.get(id) ?? 0;
  return {
    id,
    state: state ?? (unseen ? 'unknown' : isLeft ? 'off' : 'retired'),
    ...(state !== undefined && kindOf(id) !== 'function' && { severity: leaf?.masked === true ? 0 : severity }),
    planned: leaf?.planned === true || health.planned.has(id),
    strained: leaf?.strained === true,
    missing: graph.containers.get(id)?.missing === true,
    ...(unseen && { unseenSince: unseen.since }),
  };
}

/** The containers of a pod or shard, on a resource, or on the servers of a source that is silent; in the order of ids. */
function containersWithin(id: NodeId, { graph, health }: Verdicts): readonly NodeId[] {
  const shard = graph.shards.get(id);
  const shards = graph.pods.get(id)?.shards ?? (shard ? [shard] : []);
  const ofShards = shards.flatMap(({ containers }) => containers);
  const resources = kindOf(id) === 'source' ? (health.unseen.get(id)?.servers ?? []) : [id];
  return [...ofShards, ...resources.flatMap((resource) => graph.containersOn.get(resource) ?? [])].sort(byId);
}

function isNotWell({ state, masked, strained }: ExplainedLeaf): boolean {
  return state !== 'working' || masked || strained;
}

function isFailed({ state }: ExplainedLeaf): number {
  return Number(state === 'failed');
}

const stateOrder = { failed: 0, unknown: 1, working: 2 } as const;

/** What a function needs, then what these reach and does not work, nearest first. */
function needsOf(id: NodeId, verdicts: Verdicts): readonly Need[] {
  const { graph } = verdicts;
  const needed = graph.functions.get(id)?.needs ?? [];
  const distances = new Map<NodeId, number>();
  for (const pod of needed) {
    for (const [callee, distance] of callDistances(graph, pod)) {
      distances.set(callee, Math.min(distance, distances.get(callee) ?? Infinity));
    }
  }
  for (const pod of needed) distances.set(pod, 0);
  return [...distances]
    .map(([pod, distance]): Need => ({ pod, distance, state: rollUpOf(verdicts, pod)?.state ?? 'unknown' }))
    .filter(({ distance, state }) => distance === 0 || state !== 'working')
    .sort((a, b) => a.distance - b.distance || stateOrder[a.state] - stateOrder[b.state] || byId(a.pod, b.pod));
}

function partIn(incident: Incident, id: NodeId, graph: ServiceGraph): ExplainedIncident | undefined {
  if (incident.root === id) return { incident, part: 'root' };
  if (incident.containers.includes(id)) return { incident, part: 'member' };
  if (incident.symptoms.includes(id)) return { incident, part: 'symptom' };
  if (incident.failed.includes(id)) return { incident, part: 'failed' };
  if (incident.functionsLost.includes(id)) return { incident, part: 'lost' };
  if (incident.functionsImpaired.includes(id)) return { incident, part: 'impaired' };
  return incident.shards.some((shard) => isWithin(shard, id, graph)) ? { incident, part: 'touched' } : undefined;
}
