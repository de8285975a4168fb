import { countsOf } from '../../domain/counts.ts';
import type { Readings } from '../../http/metrics.ts';
import type { Judged } from '../cycle.ts';

/** What the newest cycle says in numbers: incidents by what they do, nodes by kind and state. */
export function counted(judged: Judged | undefined): Pick<Readings, 'incidents' | 'nodes' | 'observations'> {
  if (judged === undefined) return { incidents: {}, nodes: {}, observations: 0 };
  return { ...countsOf(judged.evaluation.result), observations: judged.observed.observations.length };
}
