import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { podOf } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { idAt, listOf } from '../domain/topology.ts';
import { stateCode } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { impairedReach } from './impaired-reach.ts';

/** What fails because of an incident, and what users lose by it (semantics 6). */
export interface Scope {
  readonly failed: readonly NodeId[];
  readonly functionsLost: readonly NodeId[];
  readonly functionsImpaired: readonly NodeId[];
}

const nothing: Scope = { failed: [], functionsLost: [], functionsImpaired: [] };

/**
 * Gives the scope of incidents by the shards that they touch: the pods with a failed one, their subsystems and systems,
 * and the functions that need or reach them. Incidents that fail the same pods share one scope.
 */
export function scopes(verdicts: Verdicts): (shards: readonly number[]) => Scope {
  const known = new Map<string, Scope>();
  const impaired = impairedReach(verdicts);
  const { podOf, podIds } = verdicts.graph.topology;
  return (shards) => {
    const failed = shards.filter((shard) => verdicts.shards.state[shard] === stateCode.failed);
    if (failed.length === 0) return nothing;
    const pods = [...new Set(failed.map((shard) => podOf[shard] ?? -1))];
    pods.sort((a, b) => byId(idAt(podIds, a), idAt(podIds, b)));
    const key = pods.join(' ');
    let scope = known.get(key);
    if (!scope) known.set(key, (scope = { ...scopeOf(pods, verdicts), functionsImpaired: impaired(pods) }));
    return scope;
  };
}

function scopeOf(pods: readonly number[], verdicts: Verdicts): Omit<Scope, 'functionsImpaired'> {
  const { topology, systemOf } = verdicts.graph;
  const subsystems = inOrder(pods.flatMap((pod) => [...listOf(topology.podSubsystems, pod)]));
  const systems = new Set(subsystems.flatMap((index) => systemOf.get(idAt(topology.subsystemIds, index)) ?? []));
  // What needs a failed pod is lost (semantics 5).
  const lost = inOrder(pods.flatMap((pod) => [...listOf(topology.podFunctions, pod)]));
  return {
    failed: [
      ...pods.map((pod) => idAt(topology.podIds, pod)),
      ...subsystems.map((subsystem) => idAt(topology.subsystemIds, subsystem)),
      ...[...systems].sort(byId),
    ],
    functionsLost: lost.map((index) => idAt(topology.functionIds, index)),
  };
}

/** Without repeats and by index, which for subsystems, systems and functions is the order of ids. */
function inOrder(indexes: readonly number[]): readonly number[] {
  return [...new Set(indexes)].sort((a, b) => a - b);
}

/** The level of a root: resources and the source are 0, a container has that of its pod (semantics 2). */
export function levelOf(root: NodeId, graph: ServiceGraph): number {
  const pod = podOf(root, graph);
  return pod === undefined ? 0 : (graph.levels.get(pod) ?? 0);
}
