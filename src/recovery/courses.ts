import type { Recovery } from '../domain/recovery-rule.ts';
import type { Action, Course } from '../domain/recovery.ts';
import { courseOfAction, escalate, recoveryNamed, tellPeople, without } from './draft.ts';
import type { Draft } from './draft.ts';

const minute = 60;

/** How what does not last is tried again, where the recovery does not say (`noHelp`). */
const againByDefault = { first: 5 * minute, times: 3 };

/** Goes on after an action that did not help, or made things worse, as the recovery says. */
export function afterNoHelp(draft: Draft, action: Action, because: 'no-help' | 'worse' | 'unknown-outcome'): void {
  const course = courseOfAction(draft, action);
  const recovery = recoveryNamed(draft, action.order.recovery);
  const isOn = course?.state === 'going' && course.recovery === recovery?.id && course.step === action.step;
  if (action.order.reverts !== undefined || !course || !recovery || !isOn) {
    // Its incident is over, or its recovery goes another way: nothing follows but that nobody may think all was well.
    if (action.order.reverts === undefined && because === 'no-help') return;
    if (isOn) escalate(draft, course, { because, action });
    else tellPeople(draft, { ...action, ...action.order }, { because, action });
    return;
  }
  const canGoOn = because === 'no-help' || (because === 'worse' && action.revert !== undefined);
  if (canGoOn && recovery.noHelp.kind === 'next') {
    draft.courses.set(course.root, nextStep(course));
  } else if (because === 'no-help' && recovery.noHelp.kind === 'again') {
    if (!goBackOff(draft, course, recovery.noHelp)) escalate(draft, course, { because, action });
  } else {
    escalate(draft, course, { because, action });
  }
}

/** Goes on after what had helped did not last: the same step again, later each time, then what comes where it does not help. */
export function afterRelapse(draft: Draft, course: Course, { noHelp, steps }: Recovery): void {
  const relapsed = { ...course, relapsedAt: draft.input.at };
  if (goBackOff(draft, relapsed, noHelp.kind === 'again' ? noHelp : againByDefault)) return;
  if (noHelp.kind === 'next' && course.step + 1 < steps.length) draft.courses.set(course.root, nextStep(relapsed));
  else escalate(draft, relapsed, { because: 'does-not-last' });
}

/** The course with the next of its steps. */
export function nextStep(course: Course): Course {
  return without({ ...course, step: course.step + 1, attempts: 0 }, 'waitUntil');
}

/** Waits before the same step is taken again, twice as long each time; `false` where it was taken often enough. */
function goBackOff(
  { courses, input: { at } }: Draft,
  course: Course,
  { first, times }: { readonly first: number; readonly times: number },
): boolean {
  const attempts = course.attempts + 1;
  if (attempts > times) return false;
  courses.set(course.root, { ...course, attempts, waitUntil: at + first * 2 ** (attempts - 1) });
  return true;
}

const hour = 3600;

/** Forgets the courses of roots that were well for long enough; what was waited for twice as long counts as flapping. */
export function forgetCourses({ courses, actions, input: { at } }: Draft): void {
  const busy = new Set([...actions.values()].flatMap(({ root, judgedAt }) => (judgedAt === undefined ? [root] : [])));
  for (const [root, { seenAt, waitUntil = seenAt }] of [...courses]) {
    if (at - seenAt > Math.max(hour, 2 * (waitUntil - seenAt)) && !busy.has(root)) courses.delete(root);
  }
}
