import type { Action } from '../domain/recovery.ts';
import { change, courseOfAction, decide } from './draft.ts';
import type { Draft } from './draft.ts';

/** Takes in what people said to actions that wait, each by its one-time id; what came too late says nothing. */
export function takeApprovals(draft: Draft): void {
  const waiting = new Map<string, Action>();
  for (const action of draft.actions.values()) {
    if (action.state === 'waiting' && action.code !== undefined) waiting.set(action.code, action);
  }
  for (const approval of draft.input.approvals) {
    const action = waiting.get(approval.code);
    // An id is good for one answer, the first.
    if (!action || approval.at > (action.expiresAt ?? 0)) continue;
    waiting.delete(approval.code);
    if (approval.verdict === 'approve') {
      const approved = change(draft, action, { approval });
      decide(draft, approved, { kind: 'approved', action: approved });
    } else {
      reject(draft, action, { approval, state: 'rejected', judgedAt: draft.input.at });
    }
  }
}

function reject(draft: Draft, action: Action, changes: Partial<Action>): void {
  const rejected = change(draft, action, changes);
  const course = courseOfAction(draft, action);
  if (course) draft.courses.set(course.root, { ...course, state: 'rejected' });
  decide(draft, rejected, { kind: 'rejected', action: rejected });
}
