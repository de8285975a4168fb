import type { Sample } from '../../src/domain/memory.ts';
import type { NodeId } from '../../src/domain/node.ts';
import type { Rule } from '../../src/domain/rule.ts';
import type { PodPast } from '../../src/calibrate/calibrate.ts';

export const minute = 60;
export const hour = 3600;
export const day = 24 * hour;
export const staleAfter = 180;

/** Samples of a value for each minute from 0 on. */
export function everyMinute(length: number, value: (minutes: number) => number): readonly Sample[] {
  return Array.from({ length: Math.floor(length / minute) }, (_, index) => ({
    at: index * minute,
    value: value(index),
  }));
}

/** A pod with containers that were seen for a time, all of them by the same rules. */
export function podPast(
  rules: readonly Rule[],
  containers: readonly Readonly<Record<string, readonly Sample[]>>[],
  more: Partial<Pick<PodPast, 'troubled'>> & { readonly length: number },
): PodPast {
  return {
    pod: 'pod/web',
    period: { from: 0, until: more.length },
    troubled: more.troubled ?? [],
    containers: containers.map((signals, index) => ({
      node: `container/vm/web-${String(index)}` as NodeId,
      signals: new Map(Object.entries(signals)),
      exactFrom: 0,
      interval: minute,
      rules,
    })),
  };
}

export const errors: Rule = {
  kind: 'growth',
  class: 'growth',
  name: 'errors',
  signal: 'errors',
  allowance: { per: 'time', rate: 10 / minute, burst: 50 },
  onceRequestsSeen: { per: 'requests', rate: 0.01, burst: 50 },
  recoverFor: 180,
};

export const memory: Rule = {
  kind: 'condition',
  class: 'pressure',
  name: 'memory',
  condition: { kind: 'threshold', signal: 'memory', comparison: 'above', limit: 0.95, percentOf: 'memoryLimit' },
  for: 120,
  recoverFor: 0,
};
