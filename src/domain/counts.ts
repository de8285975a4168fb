import { countUp } from './gather.ts';
import { kindOf } from './node.ts';
import type { NodeKind } from './node.ts';
import type { Result } from './result.ts';
import type { Effect } from './severity.ts';
import { effects } from './severity.ts';

/** What a cycle does, one after the other (semantics 9). */
export const cycleStages = ['read', 'judge', 'save', 'send', 'annotate', 'tidy'] as const;

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
  const incidents = Object.fromEntries(effects.map((effect) => [effect, 0])) as Record<Effect, number>;
  for (const { state, severity } of result.incidents) if (state === 'open') incidents[severity] += 1;
  const { systems, subsystems, pods, shards, containers, resources, functions } = result;
  const found = new Map<string, number>();
  for (const nodes of [systems, subsystems, pods, shards, containers, resources, functions]) {
    for (const { id, state } of nodes) {
      countUp(found, `${kindOf(id)} ${state}`);
    }
  }
  const nodes = countedKinds.map((kind) => [
    kind,
    Object.fromEntries(countedStates[kind].map((state) => [state, found.get(`${kind} ${state}`) ?? 0])),
  ]);
  return { incidents, nodes: Object.fromEntries(nodes) as Counts['nodes'] };
}
