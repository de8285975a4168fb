import { countsOf } from '../domain/counts.ts';
import type { Result } from '../domain/result.ts';
import type { SelfObservation } from '../domain/signal.ts';

/**
 * What Linchpin counts of itself and of the whole model, as one JSON value, from which Zabbix's items take theirs
 * (docs/zabbix-objects.md). What is not known is left out.
 */
export function metricsText(result: Result, { leader, staleness, observations, stages }: SelfObservation): string {
  return JSON.stringify({
    leader,
    staleness: staleness === undefined ? undefined : Math.round(staleness),
    observations,
    stages: Object.fromEntries(Object.entries(stages).map(([stage, seconds]) => [stage, toMilliseconds(seconds)])),
    ...countsOf(result),
  });
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
