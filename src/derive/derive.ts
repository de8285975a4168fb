import type { HealthReport, OwnHealth } from '../domain/health.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { LeafVerdict, NodeState, Verdicts } from '../domain/verdict.ts';
import { functionStates } from './functions.ts';
import { mask } from './mask.ts';
import { rollUp } from './roll-up.ts';

/** Derives the state of everything from who stands on what and who calls whom (semantics 4, 5); it has no memory. */
export function derive(graph: ServiceGraph, health: HealthReport): Verdicts {
  const masks = mask(graph, health.nodes);
  const leaves = new Map<NodeId, LeafVerdict>();
  for (const [id, own] of health.nodes) leaves.set(id, verdict(own, masks.get(id) ?? []));
  const rollUps = rollUp(graph, leaves);
  return { at: health.at, leaves, rollUps, functions: functionStates(graph, rollUps), unseen: health.unseen };
}

function verdict(own: OwnHealth, culprits: readonly NodeId[]): LeafVerdict {
  const { evidence, strained, planned, through, onset } = own;
  return {
    state: culprits.length > 0 ? 'working' : stateWithoutMask(own),
    strained,
    planned,
    culprits,
    evidence,
    through,
    ...(onset === undefined ? {} : { onset }),
  };
}

/** Growth that nothing excuses is a failure (semantics 4). */
function stateWithoutMask(own: OwnHealth): NodeState {
  return own.state === 'growing' || own.state === 'overloaded' ? 'failed' : own.state;
}
