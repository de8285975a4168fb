import type { NodeKind } from '../domain/node.ts';
import type { Condition, Rule } from '../domain/rule.ts';
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

function signalsOf(rule: Rule): readonly SignalName[] {
  return rule.kind === 'growth' ? [rule.signal] : signalsIn(rule.condition);
}

function signalsIn(condition: Condition): readonly SignalName[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(signalsIn);
    case 'not':
      return signalsIn(condition.part);
    case 'no-limit':
      return condition.signals;
    case 'threshold':
    case 'is-zero':
    case 'is':
    case 'not-running':
    case 'not-healthy':
      return [condition.signal];
  }
}
