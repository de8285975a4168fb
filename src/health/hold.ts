import type { Duration, Instant } from '../domain/instant.ts';
import type { ConditionMemory } from '../domain/memory.ts';

/** How long a condition must hold before its rule says yes, and be false before it stops. */
export interface HoldTerms {
  /** What the condition looks at. */
  readonly of: string;
  readonly for: Duration;
  readonly recoverFor: Duration;
}

/** What a condition is in a cycle judged at `now`, from samples of which the newest is from `newestAt`. */
export interface HoldAnswer {
  readonly holds: boolean;
  readonly newestAt: Instant;
  readonly now: Instant;
}

/** Whether a rule that says no goes on saying it, and has nothing to remember, as long as its condition is false. */
export function isAtRest(before: ConditionMemory | undefined): boolean {
  return before !== undefined && !before.holds && !before.active;
}

/**
 * Carries a condition's run on by a cycle in which it is known (semantics 3, Conditions: `for`, `recoverFor`, onset);
 * a cycle in which it is not neither breaks nor completes a run.
 */
export function hold(
  before: ConditionMemory | undefined,
  { holds, newestAt, now }: HoldAnswer,
  terms: HoldTerms,
): ConditionMemory {
  const goesOn = before?.holds === holds;
  const since = goesOn ? before.since : newestAt;
  const confirmed = holds && goesOn && (before.confirmed || newestAt > since);
  // A sample of a clock that is ahead must not put off what needs no time.
  const lasted = Math.max(0, now - since);
  const wasActive = before?.active === true;
  const active = holds
    ? wasActive || (lasted >= terms.for && (confirmed || lasted >= 2 * terms.for))
    : wasActive && lasted < terms.recoverFor;
  if (goesOn && confirmed === before.confirmed && active === before.active) return before;
  const activeSince = wasActive ? before.activeSince : since;
  return {
    kind: 'condition',
    of: terms.of,
    holds,
    since,
    confirmed,
    active,
    ...(active && activeSince !== undefined ? { activeSince } : {}),
  };
}
