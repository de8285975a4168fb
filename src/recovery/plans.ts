import type { Incident } from '../domain/incident.ts';
import { byText } from '../domain/node.ts';
import type { ActionStep, Recovery, RecoveryMode } from '../domain/recovery-rule.ts';
import type { Action, Course, Plan } from '../domain/recovery.ts';
import { intend, newAction, orderOf } from './acting.ts';
import { askAgain, askRevert, propose } from './asking.ts';
import type { Proposal, Wanted } from './asking.ts';
import { courseOf } from './course-of.ts';
import { afterRelapse, nextStep } from './courses.ts';
import { decide, endWaiting, escalate, isAbout, isUnderWay } from './draft.ts';
import type { Draft } from './draft.ts';
import { refusalsOf } from './guards/guards.ts';
import { modeOf } from './match.ts';
import { isSettling } from './reverts.ts';
import { candidatesOf } from './targets.ts';

/** Plans for every open incident, in the order of rank: what is worst gets what the limits leave. */
export function planIncidents(draft: Draft): void {
  const inOrder = draft.input.incidents.toSorted((a, b) => a.rank - b.rank || byText(a.id, b.id));
  for (const incident of inOrder) {
    const plan = planFor(incident, draft);
    if (!plan) continue;
    draft.plans.push(plan);
    tell(plan, draft);
  }
}

/** What a plan is made of. */
interface Planning {
  readonly draft: Draft;
  readonly incident: Incident;
  readonly recovery: Recovery;
  readonly mode: RecoveryMode;
}

function planFor(incident: Incident, draft: Draft): Plan | undefined {
  const begun = courseOf(incident, draft);
  if (!begun) return undefined;
  const { recovery } = begun;
  const mode = modeOf(recovery, draft.input);
  if (mode === 'off') return undefined;
  const planning: Planning = { draft, incident, recovery, mode };
  const current = currentAction(planning);
  if (current) return planOfAction(current, planning);
  return planOfRevert(planning, begun.course) ?? planOfCourse(planning);
}

/** What is to be taken back before anything else is tried, and what is against that. */
function planOfRevert(planning: Planning, course: Course): Plan | undefined {
  const { draft, incident } = planning;
  const due = [...draft.actions.values()].find((action) => action.revert?.state === 'due' && isAbout(action, course));
  if (due === undefined || course.state !== 'going') return undefined;
  const ask = askRevert(due, draft);
  const order = orderOf(ask, '', incident.id);
  if (isSettling(due, draft)) return { ...planned(planning), state: 'verifying', order };
  return { ...planned(planning), state: 'refused', order, refusals: refusalsOf(ask, draft) };
}

/** What is going on about a root; what waits for a person and is not to be done any more is withdrawn. */
function currentAction(planning: Planning): Action | undefined {
  const { draft, incident } = planning;
  const on = { root: incident.root, incident: incident.id };
  const own = [...draft.actions.values()].filter((action) => isAbout(action, on));
  const going = own.find(isUnderWay);
  if (going) return going;
  const waiting = own.find(({ state }) => state === 'waiting');
  return waiting && answerOf(waiting, planning);
}

/** What waits, as it is now: carried out where a person said so and nothing is against it. */
function answerOf(waiting: Action, planning: Planning): Action | undefined {
  const { draft, incident, recovery, mode } = planning;
  const { at } = draft.input;
  const course = draft.courses.get(incident.root);
  const step = recovery.steps[waiting.step];
  const isNext =
    course?.state === 'going' && course.step === waiting.step && course.recovery === waiting.order.recovery;
  const ask =
    isNext && mode === 'approve' && step && step.kind !== 'escalate'
      ? askAgain(waiting, { incident, recovery, step }, draft)
      : undefined;
  if (!ask) {
    endWaiting(draft, waiting, 'withdrawn');
    return undefined;
  }
  // Whoever allowed it long ago, while nobody looked, did not speak of what is now.
  const isAllowed = waiting.approval && at - waiting.approval.at <= draft.input.settings.approvalExpires;
  if (isAllowed && refusalsOf(ask, draft).length === 0) return intend(draft, waiting, ask);
  if (at < (waiting.expiresAt ?? 0)) return waiting;
  endWaiting(draft, waiting, 'expired');
  waitLonger(draft, course);
  return undefined;
}

/** A person who did not answer is asked again, later each time. */
function waitLonger({ courses, input: { at, settings } }: Draft, course: Course | undefined): void {
  if (!course) return;
  const expired = course.expired + 1;
  const waitUntil = at + settings.approvalExpires * 2 ** Math.min(expired - 1, 6);
  courses.set(course.root, { ...course, expired, waitUntil });
}

function planOfAction(action: Action, planning: Planning): Plan {
  const { order, approval, code = '', expiresAt = 0 } = action;
  const plan = { ...planned(planning), step: action.step, order };
  if (action.state === 'waiting') {
    const { incident, recovery, draft } = planning;
    const step = recovery.steps[action.step] as ActionStep;
    const ask = approval && askAgain(action, { incident, recovery, step }, draft);
    const refusals = ask ? refusalsOf(ask, draft) : [];
    const state = refusals.length > 0 ? 'refused' : 'waiting';
    return { ...plan, state, refusals, approval: { code, expiresAt }, until: expiresAt };
  }
  if (action.judgeBy === undefined) return { ...plan, state: 'acting' };
  return { ...plan, state: 'verifying', until: action.judgeBy };
}

/** The plan of a course on which nothing goes on. */
function planOfCourse(planning: Planning): Plan {
  const { draft, incident, recovery, mode } = planning;
  const { at } = draft.input;
  const course = draft.courses.get(incident.root) as Course;
  if (course.state !== 'going') return { ...planned(planning), state: course.state };
  const held = incident.openedAt + recovery.heldFor;
  if (at < held) return { ...planned(planning), state: 'held', until: held };
  if (course.waitUntil !== undefined && at < course.waitUntil) {
    return { ...planned(planning), state: 'backing-off', until: course.waitUntil };
  }
  const step = recovery.steps[course.step];
  if (step === undefined || step.kind === 'escalate') {
    if (mode === 'advise') return { ...planned(planning), state: 'advised' };
    escalate(draft, course, { because: step ? 'step' : 'steps-used-up' });
    return { ...planned(planning), state: 'escalated' };
  }
  return planOfStep({ incident, recovery, step }, planning);
}

function planOfStep(wanted: Wanted, planning: Planning): Plan {
  const { draft, incident, recovery, mode } = planning;
  const course = draft.courses.get(incident.root) as Course;
  const candidates = candidatesOf(wanted.step.kind, incident, draft.input.verdicts);
  const fresh = candidates.filter(({ node }) => !wasHelped(node, course, draft));
  if (fresh.length === 0 && candidates.length > 0 && mode !== 'advise') {
    afterRelapse(draft, course, recovery);
    const { state, waitUntil } = draft.courses.get(incident.root) as Course;
    if (state !== 'going') return { ...planned(planning), state };
    const until = waitUntil === undefined ? {} : { until: waitUntil };
    return { ...planned(planning), state: 'backing-off', ...until };
  }
  const proposal = propose(wanted, fresh.length > 0 ? fresh : candidates, draft);
  if (isHopeless(proposal)) {
    draft.courses.set(course.root, nextStep(course));
    return planOfCourse(planning);
  }
  return settle(proposal, planning, course);
}

/** Where a step has nothing to be done to, or nothing to go back to, waiting does not help: the next step counts. */
function isHopeless({ refusals }: Proposal): boolean {
  return refusals.length > 0 && refusals.every(({ guard }) => guard === 'targets' || guard === 'version');
}

/** Whether this step has helped a node and that was not found to be over. */
function wasHelped(node: string, course: Course, { actions }: Draft): boolean {
  const { recovery, step, relapsedAt = -Infinity } = course;
  return [...actions.values()].some(
    (action) =>
      action.state === 'helped' &&
      isAbout(action, course) &&
      action.order.recovery === recovery &&
      action.step === step &&
      action.order.reverts === undefined &&
      (action.judgedAt ?? 0) > relapsedAt &&
      action.order.targets.some((target) => target.node === node),
  );
}

/** Carries a proposal as far as the mode and the guards let it. */
function settle({ ask, refusals }: Proposal, planning: Planning, course: Course): Plan {
  const { draft, incident, recovery, mode } = planning;
  const order = orderOf(ask, '', incident.id);
  const plan = { ...planned(planning), ...(order.targets.length > 0 && { order }), refusals };
  if (mode === 'advise' || mode === 'off') return { ...plan, state: 'advised' };
  if (refusals.length > 0) return { ...plan, state: 'refused' };
  const occasion = {
    incident: incident.id,
    step: course.step,
    mode,
    verifyFor: recovery.verifyFor,
    shards: incident.shards,
  };
  if (mode === 'auto') {
    return planOfAction(intend(draft, newAction(ask, occasion, draft), ask), planning);
  }
  const [code, ...codes] = draft.codes;
  // Without an id that nobody could guess a person can't be asked; the next cycle brings more.
  if (code === undefined) return { ...plan, state: 'held' };
  draft.codes = codes;
  const expiresAt = draft.input.at + draft.input.settings.approvalExpires;
  const waiting: Action = { ...newAction(ask, occasion, draft), state: 'waiting', code, expiresAt };
  draft.actions.set(waiting.id, waiting);
  decide(draft, waiting, { kind: 'ask', action: waiting });
  return planOfAction(waiting, planning);
}

/** What every plan of a course has. */
function planned({ draft, incident, recovery, mode }: Planning): Omit<Plan, 'state'> {
  const { step, attempts } = draft.courses.get(incident.root) as Course;
  const { id, root } = incident;
  return { incident: id, root, recovery: recovery.id, mode, steps: recovery.steps, step, attempts, refusals: [] };
}

/** Tells of a plan that is another one than before, and of refusals that are others. */
function tell(plan: Plan, draft: Draft): void {
  const { incident, root, recovery, step, refusals } = plan;
  const before = draft.before.plans.find((each) => each.incident === incident);
  const subject = { incident, root, recovery, step };
  if (before?.recovery !== recovery || before.step !== step || before.mode !== plan.mode) {
    decide(draft, subject, { kind: 'plan', plan });
  }
  const names = refusals.map(({ guard }) => guard).join(' ');
  const wereNames = before?.refusals.map(({ guard }) => guard).join(' ') ?? '';
  if (plan.state === 'refused' && names !== wereNames) decide(draft, subject, { kind: 'refuse', refusals });
}
