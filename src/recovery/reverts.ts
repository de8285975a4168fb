import type { Action } from '../domain/recovery.ts';
import { intend, newAction } from './acting.ts';
import { askRevert } from './asking.ts';
import { change, courseOfAction, escalate } from './draft.ts';
import type { Draft } from './draft.ts';
import { refusalsOf } from './guards/guards.ts';

/**
 * Takes back what is due: what made things worse, or had no effect, and what helped once all was well for long enough.
 * Who allowed an action has allowed that too; every guard is asked again.
 */
export function takeActionsBack(draft: Draft): void {
  for (const action of [...draft.actions.values()]) {
    const { revert } = action;
    if (!revert || revert.state === 'ordered' || action.judgedAt === undefined) continue;
    const due = revert.state === 'due' ? action : becomeDue(draft, action);
    if (due && !isSettling(due, draft)) takeBack(draft, due);
  }
}

/**
 * Whether an action was judged in this very turn: what it takes away counts as planned still, by Linchpin or by people, and
 * only the next turn can tell.
 */
export function isSettling({ judgedAt, disturbs }: Action, { input: { at } }: Draft): boolean {
  return judgedAt === at && disturbs.length > 0;
}

/** What helped is due once its root had no incident for as long as the model says; until then that time begins anew. */
function becomeDue(draft: Draft, action: Action): Action | undefined {
  const { revert, state, judgedAt = 0 } = action;
  const { at, isUnreadable } = draft.input;
  if (state !== 'helped' || revert?.after === undefined || isUnreadable) return undefined;
  const lastTrouble = Math.max(judgedAt, courseOfAction(draft, action)?.seenAt ?? 0);
  if (at - lastTrouble < revert.after) return undefined;
  return change(draft, action, { revert: { ...revert, state: 'due' } });
}

function takeBack(draft: Draft, action: Action): void {
  const { order, step, mode, verifyFor, revert } = action;
  if (!revert) return;
  const ask = askRevert(action, draft);
  if (refusalsOf(ask, draft).length > 0) {
    const course = courseOfAction(draft, action);
    // What got worse and can't be taken back now must not wait in silence.
    if (action.state === 'worse' && course?.state === 'going') escalate(draft, course, { because: 'worse', action });
    return;
  }
  change(draft, action, { revert: { ...revert, state: 'ordered' } });
  const occasion = { incident: order.incident, step, mode, verifyFor, shards: action.touches };
  intend(draft, newAction(ask, occasion, draft), ask);
}
