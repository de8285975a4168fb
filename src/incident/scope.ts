import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { FunctionState, Verdicts } from '../domain/verdict.ts';
import { kindOf } from '../domain/node.ts';

/** What fails because of an incident, and what users lose by it (semantics 6). */
export interface Scope {
  readonly failed: readonly NodeId[];
  readonly functionsLost: readonly NodeId[];
  readonly functionsImpaired: readonly NodeId[];
}

/** The pods with a failed shard among those touched, their subsystems and systems, and the functions that need or reach them. */
export function scopeOf(shards: readonly NodeId[], graph: ServiceGraph, verdicts: Verdicts): Scope {
  const pods = unique(
    shards
      .filter((id) => verdicts.rollUps.get(id)?.state === 'failed')
      .flatMap((id) => graph.shards.get(id)?.pod ?? []),
  );
  const subsystems = unique(pods.flatMap((id) => graph.subsystemsOf.get(id) ?? []));
  const systems = unique(subsystems.flatMap((id) => graph.systemOf.get(id) ?? []));
  const isFailed = new Set(pods);
  const inState = (state: FunctionState, needs: (pod: NodeId) => boolean): readonly NodeId[] =>
    graph.model.functions
      .filter(({ id, needs: needed }) => verdicts.functions.get(id) === state && needed.some(needs))
      .map(({ id }) => id);
  return {
    failed: [...pods, ...subsystems, ...systems],
    functionsLost: inState('lost', (pod) => isFailed.has(pod)),
    functionsImpaired: inState('impaired', (pod) =>
      pods.some((failed) => graph.callees.get(pod)?.has(failed) === true),
    ),
  };
}

/** The level of a root: resources and the source are 0, a container has that of its pod (semantics 2). */
export function levelOf(root: NodeId, graph: ServiceGraph): number {
  const pod = podOf(root, graph);
  return pod === undefined ? 0 : (graph.levels.get(pod) ?? 0);
}

/** The pod that a pod or container root belongs to; undefined for a resource or the source. */
export function podOf(root: NodeId, graph: ServiceGraph): NodeId | undefined {
  return kindOf(root) === 'pod' ? root : graph.containers.get(root)?.pod;
}

function unique(ids: readonly NodeId[]): readonly NodeId[] {
  return [...new Set(ids)].sort(byId);
}
