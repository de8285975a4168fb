import { countsOf } from '../../domain/counts.ts';
import type { Readings } from '../../http/metrics.ts';
import type { Judged } from '../cycle.ts';

/** What the newest cycle says in numbers: incidents by what they do, nodes by kind and state, actions of recovery by state. */
export function counted(
  judged: Judged | undefined,
): Pick<Readings, 'incidents' | 'nodes' | 'observations' | 'recovery'> {
  if (judged === undefined) return { incidents: {}, nodes: {}, observations: 0, recovery: {} };
  const { result, memory } = judged.evaluation;
  const recovery: Record<string, number> = {};
  for (const { state } of memory.recovery.actions) recovery[state] = (recovery[state] ?? 0) + 1;
  return { ...countsOf(result), observations: judged.observed.observations.length, recovery };
}
