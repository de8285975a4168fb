import type { Container, Resource } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import { shareLimitsOf, signalsOf } from '../domain/rule.ts';
import type { Rule } from '../domain/rule.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { SignalName } from '../domain/signal.ts';

/** A signal that a node should give, and which of its rules read it. */
export interface Need {
  readonly signal: SignalName;
  /** Rules, or `primary` where the signal tells who is primary (semantics 5). */
  readonly rules: readonly string[];
  /** The rules have an answer without it too, but a better one with it. */
  readonly isOptional: boolean;
}

/** Which signals the nodes of a model should give. */
export interface Needs {
  readonly ofContainer: (container: Container) => readonly Need[];
  readonly ofResource: (resource: Resource) => readonly Need[];
}

/** Finds what each node's rules read; nodes with the same rules share one answer. */
export function needsIn(graph: ServiceGraph): Needs {
  const known = new Map<readonly Rule[], readonly Need[]>();
  const needsOf = (rules: readonly Rule[]): readonly Need[] => {
    const needs = known.get(rules) ?? fromRules(rules);
    known.set(rules, needs);
    return needs;
  };
  const withRole = new Map<readonly Need[], readonly Need[]>();
  const shardsToAsk = shardsWithoutKnownPrimary(graph);
  return {
    ofContainer: ({ rules, shard }) => {
      const needs = needsOf(rules);
      if (!shardsToAsk.has(shard)) return needs;
      const all = withRole.get(needs) ?? [...needs, { signal: 'role', rules: ['primary'], isOptional: false }];
      withRole.set(needs, all);
      return all;
    },
    ofResource: ({ rules }) => needsOf(rules),
  };
}

function fromRules(rules: readonly Rule[]): readonly Need[] {
  const readers = new Map<SignalName, { readonly rules: Set<string>; isOptional: boolean }>();
  const add = (signal: SignalName, rule: string, isOptional: boolean): void => {
    const known = readers.get(signal) ?? { rules: new Set(), isOptional };
    known.rules.add(rule);
    known.isOptional &&= isOptional;
    readers.set(signal, known);
  };
  for (const rule of rules) {
    for (const signal of signalsOf(rule)) add(signal, rule.name, false);
    for (const limit of shareLimitsOf(rule)) add(limit, rule.name, false);
    if (rule.kind === 'growth') {
      if (rule.allowance.per === 'requests') add('requests', rule.name, false);
      else if (rule.onceRequestsSeen !== undefined) add('requests', rule.name, true);
    } else if (rule.condition.kind === 'not-running' && rule.condition.mayEnd) add('exitCode', rule.name, false);
  }
  return [...readers].map(([signal, reader]) => ({
    signal,
    rules: [...reader.rules],
    isOptional: reader.isOptional,
  }));
}

/** Where a primary must work and the inventory does not say who it is, only the signal `role` can. */
function shardsWithoutKnownPrimary({ pods, containers }: ServiceGraph): ReadonlySet<NodeId> {
  const shards = new Set<NodeId>();
  for (const { kind, failover, shards: own } of pods.values()) {
    if (kind !== 'primary-replica' || failover === 'automatic') continue;
    for (const shard of own) {
      if (!shard.containers.some((id) => containers.get(id)?.role === 'primary')) shards.add(shard.id);
    }
  }
  return shards;
}
