import type { Duration, Instant } from '../domain/instant.ts';
import type { Annotation, AnnotationWish, ProblemChange, ProblemUpdate } from '../domain/source-problem.ts';
import type { EventId } from '../domain/zabbix.ts';
import { changeFor } from './annotation-change.ts';
import type { AnnotationScene } from './annotation-change.ts';

/** Writing is tried so often before it is given up until something else is wanted; each time its effect is looked for. */
const mostAttempts = 4;
/** What is queued by Zabbix was seen after 5.4 s at most (a change of rank); before, looking says nothing. */
const effectTakes: Duration = 8;

/** A wish, and the situation in which it is. */
export interface SituatedWish {
  readonly wish: AnnotationWish;
  /** What its problem is to be ranked under, already found; `undefined`: it is to be a cause, or that is not to be had. */
  readonly under: EventId | undefined;
  /** What makes it another wish: what is to be written, by its marker rather than its words. */
  readonly essence: string;
  /** With how Zabbix shows the problem: while this stays, so does what is left to do. */
  readonly situation: string;
}

/** A wish in the situation that follows from what its problem is to be ranked under. */
export function situate(wish: AnnotationWish, under: EventId | undefined): SituatedWish {
  const { problem, role, marker = role, severity, acknowledge, hasSymptoms } = wish;
  const acknowledged = (isSo: boolean | undefined): string => (isSo === true ? 'ack' : '');
  const essence = [marker, under ?? '', severity ?? '', acknowledged(acknowledge)].join(' ');
  const appearance = [
    problem.severity,
    acknowledged(problem.acknowledged),
    problem.causeEventId ?? '',
    hasSymptoms === true ? 'leads' : '',
  ].join(' ');
  return { wish, under, essence, situation: `${essence} | ${appearance}` };
}

/** Whether something may be left to do that is not known to be done, and an effect of what was written could be seen by now. */
export function isOpen({ essence, situation }: SituatedWish, annotation: Annotation | undefined, at: Instant): boolean {
  if (annotation?.settled === situation) return false;
  const attempt = annotation?.attempt;
  // An attempt that lies ahead was made before the clock was set back.
  return attempt?.wish !== essence || Math.abs(at - attempt.at) >= effectTakes;
}

/** Whether all that Linchpin did to a problem is taken back: then it may be forgotten. */
export function isTakenBack({ role, marker = role }: AnnotationWish, annotation: Annotation | undefined): boolean {
  return role === 'over' && annotation?.settled?.startsWith(marker) === true;
}

/** What a step is judged by beside the wish. */
export interface StepGrounds {
  readonly updates: readonly ProblemUpdate[];
  readonly scene: Omit<AnnotationScene, 'under'>;
  readonly at: Instant;
}

/** What is to be done about one problem now. */
export interface AnnotationStep {
  /** What to remember of the problem then. */
  readonly annotation: Annotation;
  /** Absent where it is as it should be, or is given up. */
  readonly change?: ProblemChange;
  /** It was tried often enough without an effect. */
  readonly isGivenUp?: true;
}

/** The next step about one problem, by what Zabbix keeps of what was done to it and by how often that was tried. */
export function stepFor(
  { wish, under, essence, situation }: SituatedWish,
  annotation: Annotation,
  { updates, scene, at }: StepGrounds,
): AnnotationStep {
  const { attempt, ...rest } = annotation;
  const settled: Annotation = { ...rest, settled: situation };
  const change = changeFor(wish, updates, { ...scene, ...(under !== undefined && { under }) });
  if (Object.keys(change).length === 0) return { annotation: settled };
  const times = attempt?.wish === essence ? attempt.times : 0;
  if (times >= mostAttempts) return { annotation: settled, isGivenUp: true };
  return {
    annotation: { ...annotation, attempt: { wish: essence, times: times + 1, at } },
    change: { eventId: wish.problem.eventId, ...change },
  };
}
