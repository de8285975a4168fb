import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { isSet } from './cycle.ts';
import type { Cycle } from './cycle.ts';

/**
 * The systems, subsystems, pods and shards that an operator silenced, and those within them (semantics 3, Planned): a
 * pod also where all its subsystems are planned.
 */
export function plannedGroups(graph: ServiceGraph, { groups }: Cycle): ReadonlySet<NodeId> {
  const planned = new Set<NodeId>();
  for (const [id, memory] of groups) if (isSet(memory, 'silenced')) planned.add(id);
  if (planned.size === 0) return planned;
  const { systems, subsystems, pods } = graph.model;
  for (const system of systems) if (planned.has(system.id)) for (const id of system.subsystems) planned.add(id);
  const served = new Set(subsystems.flatMap((subsystem) => (planned.has(subsystem.id) ? subsystem.pods : [])));
  for (const pod of pods) {
    const isWithin = served.has(pod.id) && (graph.subsystemsOf.get(pod.id) ?? []).every((id) => planned.has(id));
    if (isWithin) planned.add(pod.id);
    if (planned.has(pod.id)) for (const shard of pod.shards) planned.add(shard.id);
  }
  return planned;
}
