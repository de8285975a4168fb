import type { Duration, Instant } from '../domain/instant.ts';
import type { ConditionMemory } from '../domain/memory.ts';

/** How long a condition must hold before its rule says yes, and be false before it stops. */
export interface HoldTerms {
  readonly for: Duration;
  readonly recoverFor: Duration;
}

/** A condition's answer in a cycle judged at `now`, from samples of which the newest is from `newestAt`. */
export interface HoldAnswer {
  readonly holds: boolean | undefined;
  readonly newestAt: Instant;
  readonly now: Instant;
}

/**
 * Carries a condition's run on by one cycle (semantics 3, Conditions: `for`, `recoverFor`, onset). A cycle without an
 * answer neither breaks nor completes a run.
 */
export function hold(
  before: ConditionMemory | undefined,
  { holds, newestAt, now }: HoldAnswer,
  terms: HoldTerms,
): ConditionMemory | undefined {
  if (holds === undefined) return before;
  const goesOn = before?.holds === holds;
  const since = goesOn ? before.since : newestAt;
  const confirmed = goesOn && (before.confirmed || newestAt > since);
  const lasted = now - since;
  const active = holds
    ? before?.active === true || (lasted >= terms.for && (confirmed || lasted >= 2 * terms.for))
    : before?.active === true && lasted < terms.recoverFor;
  const activeSince = before?.active === true ? before.activeSince : since;
  const isUnchanged = goesOn && confirmed === before.confirmed && active === before.active;
  if (isUnchanged) return before;
  return {
    kind: 'condition',
    holds,
    since,
    confirmed,
    active,
    ...(active && activeSince !== undefined ? { activeSince } : {}),
  };
}
