import { kindOf } from './node.ts';
import type { NodeKind } from './node.ts';
import type { Result } from './result.ts';
import type { Effect } from './severity.ts';

/** What a cycle does, one after the other (semantics 9). */
export const cycleStages = ['read', 'judge', 'save', 'send', 'annotate', 'tidy'] as const;

/** How incidents are counted: by what they do, the worst first. */
export const countedEffects = [
  'critical',
  'at-risk',
  'unseen',
  'warning',
  'unknown',
  'planned',
] as const satisfies readonly Effect[];

const states = ['working', 'failed', 'unknown', 'off'] as const;

/** How nodes are counted: by kind and state. */
export const countedStates = {
  system: states,
  subsystem: states,
  pod: states,
  shard: states,
  container: states,
  server: states,
  disk: states,
  network: states,
  function: ['available', 'impaired', 'lost', 'unknown', 'off'],
} as const satisfies Partial<Record<NodeKind, readonly string[]>>;

/** The kinds of nodes that are counted, in their order. */
export const countedKinds = Object.keys(countedStates) as readonly (keyof typeof countedStates)[];

/** A result in numbers. */
interface Counts {
  /** The open incidents. */
  readonly incidents: Readonly<Record<Effect, number>>;
  readonly nodes: Readonly<Record<keyof typeof countedStates, Readonly<Record<string, number>>>>;
}

/** Counts incidents by what they do, and nodes by kind and state, also what there is none of. */
export function countsOf(result: Result): Counts {
  const incidents: Record<Effect, number> = {
    critical: 0,
    'at-risk': 0,
    unseen: 0,
    warning: 0,
    unknown: 0,
    planned: 0,
  };
  for (const { state, severity } of result.incidents) if (state === 'open') incidents[severity] += 1;
  const { systems, subsystems, pods, shards, containers, resources, functions } = result;
  const found = new Map<string, number>();
  for (const nodes of [systems, subsystems, pods, shards, containers, resources, functions]) {
    for (const { id, state } of nodes) {
      const name = `${kindOf(id)} ${state}`;
      found.set(name, (found.get(name) ?? 0) + 1);
    }
  }
  const nodes = countedKinds.map((kind) => [
    kind,
    Object.fromEntries(countedStates[kind].map((state) => [state, found.get(`${kind} ${state}`) ?? 0])),
  ]);
  return { incidents, nodes: Object.fromEntries(nodes) as Counts['nodes'] };
}
