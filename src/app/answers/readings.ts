import { kindOf } from '../../domain/node.ts';
import type { Result } from '../../domain/result.ts';
import type { Readings } from '../../http/metrics.ts';
import type { Judged } from '../cycle.ts';

type Counts = Record<string, number>;

/** Every effect, also of which there is no incident: what is not told is no 0 to Prometheus. */
const effects = ['critical', 'at-risk', 'unseen', 'warning', 'unknown', 'planned'] as const;

/** What the newest cycle says in numbers: incidents by what they do, nodes by kind and state. */
export function counted(judged: Judged | undefined): Pick<Readings, 'incidents' | 'nodes' | 'observations'> {
  if (judged === undefined) return { incidents: {}, nodes: {}, observations: 0 };
  const { result } = judged.evaluation;
  const open = result.incidents.filter(({ state }) => state === 'open');
  return {
    incidents: Object.fromEntries(
      effects.map((effect) => [effect, open.filter(({ severity }) => severity === effect).length]),
    ),
    nodes: nodesOf(result),
    observations: judged.observed.observations.length,
  };
}

function nodesOf(result: Result): Readings['nodes'] {
  const { systems, subsystems, pods, shards, containers, resources, functions } = result;
  const counts: Record<string, Counts> = {};
  for (const nodes of [systems, subsystems, pods, shards, containers, resources]) {
    for (const { id, state } of nodes)
      count(countsOf(counts, kindOf(id), ['working', 'failed', 'unknown', 'off']), state);
  }
  for (const { state } of functions) {
    count(countsOf(counts, 'function', ['available', 'impaired', 'lost', 'unknown', 'off']), state);
  }
  return counts;
}

function countsOf(counts: Record<string, Counts>, kind: string, states: readonly string[]): Counts {
  return (counts[kind] ??= Object.fromEntries(states.map((state) => [state, 0])));
}

function count(counts: Counts, state: string): void {
  counts[state] = (counts[state] ?? 0) + 1;
}
