import type { Duration } from '../domain/instant.ts';
import type { ConditionRule, Threshold } from '../domain/rule.ts';
import type { Stretch } from './past.ts';
import { replay } from './replay.ts';

/** A rule that compares a container's use with a share of its limit: what can be calibrated of conditions. */
export interface ShareRule extends ConditionRule {
  readonly condition: Threshold & { readonly percentOf: string };
}

/** Whether a rule is one of a share: `cpu`, `memory`. What counts single events, or is a fault by itself, has no usual measure. */
export function isShareRule(rule: ConditionRule): rule is ShareRule {
  const { condition } = rule;
  return condition.kind === 'threshold' && condition.comparison === 'above' && condition.percentOf !== undefined;
}

/** In whole per cent; at the whole limit nothing would be left to warn of. */
const highestPercent = 99;

/** The same rule with another limit. */
export function withLimit(rule: ShareRule, limit: number): ShareRule {
  const { until: _, ...condition } = rule.condition;
  return { ...rule, condition: { ...condition, limit } };
}

/**
 * The lowest limit above today's, in whole per cent, at which a rule does not fire in healthy stretches; `undefined`
 * where none is low enough. A limit is never lowered: what is used little is not nearly used up.
 */
export function proposeLimit(rule: ShareRule, stretches: readonly Stretch[], staleAfter: Duration): number | undefined {
  const isQuiet = (percent: number): boolean =>
    stretches.every((stretch) => replay(stretch, withLimit(rule, percent / 100), staleAfter).times === 0);
  let low = Math.floor(rule.condition.limit * 100) + 1;
  let high = highestPercent;
  if (low > high || !isQuiet(high)) return undefined;
  // A higher limit never fires where a lower one does not.
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isQuiet(middle)) high = middle;
    else low = middle + 1;
  }
  return low / 100;
}
