import type { NodeKind } from '../domain/node.ts';
import { signalsOf } from '../domain/rule.ts';
import type { Rule } from '../domain/rule.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { SignalName } from '../domain/signal.ts';

/** The signals that the rules of a model read, by the kind of node they stand on: known besides those of contracts. */
export function ruleSignals(graph: ServiceGraph): ReadonlyMap<NodeKind, ReadonlySet<SignalName>> {
  const signals = new Map<NodeKind, Set<SignalName>>();
  for (const container of graph.containers.values()) addSignals(signals, 'container', container.rules);
  for (const resource of graph.resources.values()) addSignals(signals, resource.kind, resource.rules);
  return signals;
}

function addSignals(signals: Map<NodeKind, Set<SignalName>>, kind: NodeKind, rules: readonly Rule[]): void {
  const known = signals.get(kind) ?? new Set();
  for (const rule of rules) for (const signal of signalsOf(rule)) known.add(signal);
  signals.set(kind, known);
}
