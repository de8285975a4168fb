import type { Condition } from '../domain/rule.ts';

const known = new WeakMap<Condition, string>();

/**
 * What a condition looks at, its limits and times left out: a run that is remembered of another subject, because the
 * model gave a rule of this name another condition, is not this one's. Written once for each condition.
 */
export function subjectOf(condition: Condition): string {
  let subject = known.get(condition);
  if (subject === undefined) known.set(condition, (subject = written(condition)));
  return subject;
}

function written(condition: Condition): string {
  switch (condition.kind) {
    case 'threshold': {
      const { signal, smoothing, percentOf, comparison } = condition;
      const value = percentOf === undefined ? signal : `${signal}/${percentOf}`;
      return `${smoothing === undefined ? value : `${smoothing.function}(${value})`} ${comparison}`;
    }
    case 'is':
      return `${condition.signal} is ${String(condition.value)}`;
    case 'is-zero':
    case 'not-running':
    case 'not-healthy':
      return `${condition.signal} ${condition.kind}`;
    case 'no-limit':
      return `no ${condition.signals.join(', ')}`;
    case 'all':
    case 'any':
      return `${condition.kind}(${condition.parts.map(written).join(', ')})`;
    case 'not':
      return `not(${written(condition.part)})`;
  }
}
