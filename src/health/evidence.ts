import type { Evidence } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import type { Condition, ConditionRule } from '../domain/rule.ts';
import { ofPart, truthOf, valueOf } from './condition.ts';
import type { Asked, Past } from './condition.ts';

/** What a condition looked at, and what that should have kept to. */
type Fact = Pick<Evidence, 'signal' | 'value' | 'limit' | 'shareOf'>;

/** The evidence of a condition rule that says yes since some time: of several parts the first that is true tells most. */
export function conditionEvidence(
  rule: ConditionRule,
  asked: Asked,
  { past, since, isEnding }: { readonly past: Past; readonly since: Instant; readonly isEnding: boolean },
): Evidence {
  const fact = factOf(rule.condition, asked, past) ?? { signal: rule.name, value: '' };
  return { rule: rule.name, class: rule.class, ...fact, ...(isEnding && { isEnding }), since };
}

function factOf(condition: Condition, asked: Asked, past: Past): Fact | undefined {
  switch (condition.kind) {
    case 'threshold': {
      const memory = asked.signals[condition.signal];
      if (memory === undefined) return undefined;
      const { signal, limit, percentOf } = condition;
      const value = valueOf(condition, memory, asked) ?? memory.newest.value;
      return { signal, value, limit, ...(percentOf === undefined ? {} : { shareOf: percentOf }) };
    }
    case 'all':
    case 'any': {
      const facts = condition.parts.map((part, index) => {
        const ofThis = ofPart(past, index);
        return { fact: factOf(part, asked, ofThis), isTrue: truthOf(part, asked, ofThis) === 'true' };
      });
      return (facts.find(({ isTrue }) => isTrue) ?? facts.find(({ fact }) => fact !== undefined))?.fact;
    }
    case 'not':
      return factOf(condition.part, asked, ofPart(past, 0));
    case 'no-limit': {
      const isZero = (signal: string): boolean => Number(asked.signals[signal]?.newest.value ?? NaN) === 0;
      return factOfSignal(condition.signals.find(isZero) ?? condition.signals[0] ?? '', asked);
    }
    case 'is':
    case 'is-zero':
    case 'not-running':
    case 'not-healthy':
      return factOfSignal(condition.signal, asked);
  }
}

function factOfSignal(signal: string, { signals }: Asked): Fact | undefined {
  const memory = signals[signal];
  return memory === undefined ? undefined : { signal, value: memory.newest.value };
}
