import type { Action, ActionReport } from '../domain/recovery.ts';
import { change, courseOfAction, decide } from './draft.ts';
import type { Draft } from './draft.ts';

/** An action that does not answer by so long after its time is of unknown outcome, whoever carries it out. */
const patience = 60;

/** Nothing is tried again for so long after an action was withheld. */
const pause = 60;

/** Takes in what was told of actions; what began, and nobody carries out any more, is of unknown outcome. */
export function takeReports(draft: Draft): void {
  const { reports, at } = draft.input;
  for (const report of reports) {
    const action = draft.actions.get(report.action);
    if (action) takeReport(draft, action, report);
  }
  for (const action of [...draft.actions.values()]) {
    if (action.state !== 'intended' && action.state !== 'begun') continue;
    if (!isLost(draft, action)) continue;
    const outcome = {
      result: 'unknown',
      duration: at - (action.begunAt ?? action.intendedAt ?? at),
      output: '',
    } as const;
    takeReport(draft, action, { action: action.id, at, what: { kind: 'ended', ...outcome } });
  }
}

function takeReport(draft: Draft, action: Action, report: ActionReport): void {
  const { at, what } = report;
  // What is judged is over; an answer that came late still counts for one that had none.
  const isOpen = action.state === 'intended' || action.state === 'begun' || action.state === 'unknown';
  if (!isOpen) return;
  if (what.kind === 'begun') {
    if (action.state !== 'intended') return;
    tell(draft, change(draft, action, { state: 'begun', begunAt: at }), report);
  } else if (what.kind === 'withheld') {
    if (action.state === 'unknown') return;
    tell(draft, change(draft, action, { state: 'withheld', judgedAt: at }), report);
    takeBack(draft, action);
  } else if (action.state !== 'unknown' || what.result !== 'unknown') {
    const { result, duration, output } = what;
    const changes = {
      state: result,
      endedAt: at,
      outcome: { result, duration, output },
      judgeBy: at + action.verifyFor,
    };
    tell(draft, change(draft, action, changes), report);
  }
}

/** Nothing was done: what it was to take back is to be taken back still, and nothing is tried at once. */
function takeBack(draft: Draft, action: Action): void {
  const { actions, courses, input } = draft;
  const { order } = action;
  const reverted = order.reverts === undefined ? undefined : actions.get(order.reverts);
  if (reverted?.revert) actions.set(reverted.id, { ...reverted, revert: { ...reverted.revert, state: 'due' } });
  const course = courseOfAction(draft, action);
  if (course) courses.set(course.root, { ...course, waitUntil: Math.max(course.waitUntil ?? 0, input.at + pause) });
}

function isLost({ input: { at, carriedOut, settings } }: Draft, { id, order, intendedAt = at }: Action): boolean {
  if (!carriedOut.has(id)) return true;
  const timeout = settings.actuators.get(order.by)?.timeout ?? settings.limits.actionTimeout;
  return at - intendedAt > timeout + patience;
}

function tell(draft: Draft, action: Action, report: ActionReport): void {
  decide(draft, action, { kind: 'report', action, report });
}
