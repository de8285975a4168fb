import { localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Result, ResultIncident } from '../domain/result.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';

/** The open incidents that concern each system, in the order of rank; what belongs to no system concerns each. */
export function incidentsBySystem(graph: ServiceGraph, result: Result): ReadonlyMap<NodeId, readonly ResultIncident[]> {
  const open = result.incidents.filter(({ state }) => state === 'open');
  const all = graph.model.systems.map(({ id }) => id);
  if (all.length === 1) return new Map(all.map((id) => [id, open]));
  const bySystem = new Map<NodeId, ResultIncident[]>(all.map((id) => [id, []]));
  for (const incident of open) {
    const systems = systemsOf(incident, graph);
    for (const id of systems.size > 0 ? systems : all) bySystem.get(id)?.push(incident);
  }
  return bySystem;
}

/** The systems of all that an incident stands for or explains. */
function systemsOf(incident: ResultIncident, graph: ServiceGraph): ReadonlySet<NodeId> {
  const containers = [incident.root, ...incident.symptoms, ...(graph.containersOn.get(incident.root) ?? [])];
  const pods = containers.map((id) => graph.containers.get(id)?.pod ?? id);
  const subsystems = [...new Set(pods)].flatMap((id) => graph.subsystemsOf.get(id) ?? []);
  return new Set(subsystems.flatMap((id) => graph.systemOf.get(id) ?? []));
}

/**
 * By node in words what it suffers from: the best ranked of the incidents that fail it, else of those that touch it.
 */
export function rootCauses(
  incidents: readonly ResultIncident[],
  graph: ServiceGraph,
): (node: NodeId) => string | undefined {
  const failing = new Map<NodeId, ResultIncident>();
  const touching = new Map<NodeId, ResultIncident>();
  const note = (causes: Map<NodeId, ResultIncident>, id: NodeId, incident: ResultIncident): void => {
    if (!causes.has(id)) causes.set(id, incident);
  };
  for (const incident of incidents) {
    for (const id of incident.failed) note(failing, id, incident);
    for (const pod of podsTouched(incident, graph)) {
      note(touching, pod, incident);
      for (const subsystem of graph.subsystemsOf.get(pod) ?? []) {
        note(touching, subsystem, incident);
        const system = graph.systemOf.get(subsystem);
        if (system !== undefined) note(touching, system, incident);
      }
    }
  }
  return (node) => (failing.get(node) ?? touching.get(node))?.text;
}

/** The ids, as people wrote them, of the subsystems that an incident fails or touches. */
export function subsystemsOf(incident: ResultIncident, graph: ServiceGraph): readonly string[] {
  const failed = incident.failed.filter((id) => graph.subsystems.has(id));
  const touched = [...podsTouched(incident, graph)].flatMap((pod) => graph.subsystemsOf.get(pod) ?? []);
  return [...new Set(failed.length > 0 ? failed : touched)].map(localId).sort();
}

function podsTouched(incident: ResultIncident, graph: ServiceGraph): ReadonlySet<NodeId> {
  const containers = [
    ...(graph.containersOn.get(incident.root) ?? []),
    ...incident.evidence.flatMap(({ node }) => node ?? []),
  ];
  return new Set(containers.flatMap((container) => graph.containers.get(container)?.pod ?? []));
}
