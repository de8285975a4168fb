import type { Incident } from '../domain/incident.ts';
import type { Recovery } from '../domain/recovery-rule.ts';
import type { Course } from '../domain/recovery.ts';
import { escalate, isAbout, recoveryNamed } from './draft.ts';
import type { Draft } from './draft.ts';
import { modeOf, recoveryFor } from './match.ts';

/** The recovery that an incident is on, and how far it has come; nothing where none is for it. */
export function courseOf(
  incident: Incident,
  draft: Draft,
): { readonly recovery: Recovery; readonly course: Course } | undefined {
  const { at, verdicts } = draft.input;
  const before = movedCourse(incident, draft) ?? draft.courses.get(incident.root);
  const recovery = begunRecovery(incident, before, draft) ?? recoveryFor(incident, verdicts.graph);
  if (!recovery) return undefined;
  const isSame = before?.recovery === recovery.id;
  const isNew = before?.incident !== incident.id;
  const course: Course = {
    ...(isSame
      ? before
      : {
          root: incident.root,
          recovery: recovery.id,
          step: 0,
          attempts: 0,
          state: 'going',
          expired: 0,
          relapsedAt: at,
        }),
    incident: incident.id,
    seenAt: at,
    // Who said no said it of the incident that was.
    ...(isSame && isNew && before.state === 'rejected' && { state: 'going' }),
  };
  draft.courses.set(incident.root, course);
  // What people were told of before has come back: they are told of that too.
  const isLeftToAdvice = ['off', 'advise'].includes(modeOf(recovery, draft.input));
  if (isSame && isNew && course.state === 'escalated' && !isLeftToAdvice) {
    escalate(draft, course, { because: 'came-back' });
  }
  return { recovery, course };
}

/** The course of an incident that goes on with another root: what was done for it, and who was told, counts on. */
function movedCourse({ id, root }: Incident, { courses }: Draft): Course | undefined {
  if (courses.get(root)?.incident === id) return undefined;
  const moved = [...courses.values()].find(({ incident }) => incident === id);
  if (moved) courses.delete(moved.root);
  return moved && { ...moved, root };
}

/** The recovery that was begun for this incident: other evidence does not begin another one half-way. */
function begunRecovery({ id }: Incident, before: Course | undefined, draft: Draft): Recovery | undefined {
  if (before?.incident !== id) return undefined;
  const { step, attempts, state } = before;
  const isBegun =
    state !== 'going' ||
    step > 0 ||
    attempts > 0 ||
    [...draft.actions.values()].some((action) => isAbout(action, before));
  return isBegun ? recoveryNamed(draft, before.recovery) : undefined;
}
