import type { Duration } from '../../domain/instant.ts';
import type { Action, ActionTarget } from '../../domain/recovery.ts';
import type { Draft } from '../draft.ts';
import { underWay } from './ask.ts';
import type { Guard } from './ask.ts';

const hour = 3600;

/** Never more than so many at once; what only waits for a rule to say that it helped goes on no more. */
export const atOnce: Guard = ({ targets }, draft) => {
  const { at, settings } = draft.input;
  const going = underWay(draft).filter(({ judgeBy }) => judgeBy === undefined || at < judgeBy);
  const limit = settings.limits.atOnce;
  return countOf(going) + targets.length > limit ? { guard: 'at-once', facts: { limit } } : undefined;
};

/** Never more than so many in an hour. */
export const perHour: Guard = ({ targets }, draft) => {
  const { perHour: limit } = draft.input.settings.limits;
  return countOf(within(draft, hour)) + targets.length > limit ? { guard: 'per-hour', facts: { limit } } : undefined;
};

/** Never more than so many of one pod in a time. */
export const perPod: Guard = ({ targets }, draft) => {
  const { count: limit, per } = draft.input.settings.limits.perPod;
  const pod = fullest({ targets, before: within(draft, per), limit }, (target) => target.pod);
  return pod === undefined ? undefined : { guard: 'per-pod', facts: { limit, per, name: pod } };
};

/** Never more than so many on one server in a time. */
export const perServer: Guard = ({ targets }, draft) => {
  const { count: limit, per } = draft.input.settings.limits.perServer;
  const server = fullest({ targets, before: within(draft, per), limit }, (target) => target.server?.id);
  return server === undefined ? undefined : { guard: 'per-server', facts: { limit, per, name: server } };
};

/** Never more than the recovery says for one root; what takes an action back belongs to that. */
export const atMost: Guard = ({ recovery, root, reverts }, draft) => {
  if (recovery.atMost === undefined || reverts) return undefined;
  const { count: limit, per } = recovery.atMost;
  const own = within(draft, per).filter(
    (action) => action.root === root && action.order.recovery === recovery.id && action.order.reverts === undefined,
  );
  return own.length >= limit ? { guard: 'at-most', facts: { limit, per } } : undefined;
};

/** The actions that were carried out, as far as is known, within a time. */
function within({ actions, input: { at } }: Draft, time: Duration): readonly Action[] {
  return [...actions.values()].filter(
    ({ intendedAt, state }) => intendedAt !== undefined && state !== 'withheld' && at - intendedAt < time,
  );
}

function countOf(actions: readonly Action[]): number {
  return actions.reduce((sum, { order }) => sum + order.targets.length, 0);
}

/** The first of what targets belong to that would have more of them than it may. */
function fullest(
  { targets, before, limit }: { targets: readonly ActionTarget[]; before: readonly Action[]; limit: number },
  of: (target: ActionTarget) => string | undefined,
): string | undefined {
  const all = [...targets, ...before.flatMap(({ order }) => order.targets)];
  return targets.map(of).find((name) => name !== undefined && all.filter((each) => of(each) === name).length > limit);
}
