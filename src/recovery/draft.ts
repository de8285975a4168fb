import type { NodeId } from '../domain/node.ts';
import type { Recovery } from '../domain/recovery-rule.ts';
import type {
  Action,
  ActionId,
  ActionState,
  Course,
  Escalation,
  Plan,
  RecoveryDecision,
  RecoveryMemory,
  RecoveryStepTaken,
} from '../domain/recovery.ts';
import type { Verdicts } from '../domain/verdict.ts';
import type { RecoveryInput } from './input.ts';

/** A turn of recovery while it is made. */
export interface Draft {
  readonly input: RecoveryInput;
  readonly before: RecoveryMemory;
  readonly actions: Map<ActionId, Action>;
  readonly courses: Map<NodeId, Course>;
  readonly plans: Plan[];
  readonly decisions: RecoveryDecision[];
  /** What the twin said in this turn, by what fails. */
  readonly foreseen: Map<string, Verdicts>;
  codes: readonly string[];
  planned: number;
}

/** Begins a turn with what the one before left. */
export function draftOf(input: RecoveryInput, before: RecoveryMemory): Draft {
  return {
    input,
    before,
    actions: new Map(before.actions.map((action) => [action.id, action])),
    courses: new Map(before.courses.map((course) => [course.root, course])),
    plans: [],
    decisions: [],
    foreseen: new Map(),
    codes: input.codes,
    planned: before.planned,
  };
}

const goingOn: ReadonlySet<ActionState> = new Set(['intended', 'begun', 'done', 'failed', 'unknown']);

/** Whether an action was intended and what came of it is not judged yet. */
export function isUnderWay({ state }: Pick<Action, 'state'>): boolean {
  return goingOn.has(state);
}

/** Changes an action; gives it as it is then. */
export function change(draft: Draft, action: Action, changes: Partial<Action>): Action {
  const changed = { ...action, ...changes };
  draft.actions.set(action.id, changed);
  return changed;
}

/** What a decision is about, where it is about no action. */
export type Subject = Pick<RecoveryDecision, 'incident' | 'root' | 'recovery' | 'step'>;

/** Takes note of a decision. */
export function decide(draft: Draft, subject: Subject | Action, taken: RecoveryStepTaken): void {
  const { root, step } = subject;
  const { incident, recovery } = 'order' in subject ? subject.order : subject;
  draft.decisions.push({ at: draft.input.at, incident, root, recovery, step, ...taken });
}

/** Ends what waits for a person: it is not to be done any more, or nobody answered. */
export function endWaiting(draft: Draft, action: Action, state: 'withdrawn' | 'expired'): void {
  const ended = change(draft, action, { state, judgedAt: draft.input.at });
  decide(draft, ended, { kind: state, action: ended });
}

/** A recovery of the model in force by its name; a changed model may have it no more. */
export function recoveryNamed({ input }: Draft, id: string): Recovery | undefined {
  return input.verdicts.graph.model.recoveries.find((recovery) => recovery.id === id);
}

/** Whether an action is about a root, or about the incident that goes on with it: roots are regrouped (semantics 6, Life). */
export function isAbout({ root, order }: Action, on: { readonly root: NodeId; readonly incident: string }): boolean {
  return root === on.root || order.incident === on.incident;
}

/** The course that an action belongs to. */
export function courseOfAction({ courses }: Draft, { root, order }: Action): Course | undefined {
  return courses.get(root) ?? [...courses.values()].find(({ incident }) => incident === order.incident);
}

/** Hands the rest of a course to people: those whom the recovery names, where it names any. */
export function escalate(
  draft: Draft,
  course: Course,
  { because, action }: { readonly because: Escalation['because']; readonly action?: Action },
): void {
  draft.courses.set(course.root, without({ ...course, state: 'escalated' }, 'waitUntil'));
  tellPeople(draft, course, { because, ...(action && { action }) });
}

/** Tells people that an incident, or an action of it, is theirs, whatever becomes of its course. */
export function tellPeople(
  draft: Draft,
  subject: Subject,
  { because, action }: { readonly because: Escalation['because']; readonly action?: Action },
): void {
  const step = recoveryNamed(draft, subject.recovery)?.steps.find(({ kind }) => kind === 'escalate');
  const told = step?.kind === 'escalate' ? { to: step.to, ...(step.text !== undefined && { text: step.text }) } : {};
  decide(draft, subject, { kind: 'escalate', escalation: { ...told, because }, ...(action && { action }) });
}

/** A course without one of what it may lack. */
export function without(course: Course, key: 'waitUntil' | 'relapsedAt'): Course {
  const { [key]: _dropped, ...rest } = course;
  return rest;
}
