import type { UserFunction } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { FunctionState, RollUp } from '../domain/verdict.ts';

/** What users can still do: computed twice like every roll-up (semantics 5, Functions). */
export function functionStates(
  graph: ServiceGraph,
  rollUps: ReadonlyMap<NodeId, RollUp>,
): ReadonlyMap<NodeId, FunctionState> {
  return new Map(
    graph.model.functions.map((userFunction) => {
      const best = functionState(userFunction, graph, (pod) => rollUps.get(pod)?.state === 'failed');
      const worst = functionState(userFunction, graph, (pod) => rollUps.get(pod)?.state !== 'working');
      return [userFunction.id, best === worst ? best : 'unknown'] as const;
    }),
  );
}

function functionState(
  { needs }: UserFunction,
  graph: ServiceGraph,
  isFailed: (pod: NodeId) => boolean,
): FunctionState {
  if (needs.some(isFailed)) return 'lost';
  const reached = needs.some((pod) => [...(graph.callees.get(pod)?.keys() ?? [])].some(isFailed));
  return reached ? 'impaired' : 'available';
}
