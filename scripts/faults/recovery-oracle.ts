import type { AuditEntry } from '../../src/ports.ts';
import type { DoneThere } from './schema.ts';
import type { Judgement } from './oracle.ts';

/** What became of recovery: what was done to the installation, against what the audit has of it. */
interface Become {
  readonly done: readonly DoneThere[];
  readonly audit: readonly AuditEntry[];
}

/**
 * Judges it. Lost: something was done, or intended, of which the audit does not have how it began, or what came of it.
 * Doubled: something was asked for twice under one key, or once more on the same target before anybody knew what came of
 * the first. Wrong: an action began twice, or one began that was never decided.
 */
export function judgeRecovery({ done, audit }: Become): Judgement {
  const on = (what: AuditEntry['what'], event?: string): readonly string[] =>
    audit
      .filter((entry) => entry.what === what && (event === undefined || entry.about['event'] === event))
      .flatMap(({ about: { action } }) => (action === undefined ? [] : [action]));
  const [intended, begun, withheld] = [on('recover', 'act'), on('begin'), on('withhold')];
  const known = new Set([...on('end'), ...on('recover', 'judge')]);
  const keyed = done
    .filter(({ id }) => id.includes('.'))
    .map((one) => ({ ...one, action: one.id.split('.')[0] ?? '' }));
  return {
    lost: [
      ...keyed.filter(({ action }) => !begun.includes(action)).map(({ id, done: what }) => `${what} (${id}): no begin`),
      ...intended
        .filter((id) => !begun.includes(id) && !withheld.includes(id))
        .map((id) => `${id}: neither begun nor withheld`),
      ...begun.filter((id) => !known.has(id)).map((id) => `${id}: begun, and nobody says what came of it`),
    ],
    doubled: [
      ...keyed.filter(({ asked }) => asked > 1).map(({ id, asked }) => `${id} was asked for ${asked} times`),
      ...overlapping(audit),
    ],
    wrong: [
      ...begun.filter((id, index) => begun.indexOf(id) !== index).map((id) => `${id} began twice`),
      ...begun.filter((id) => !intended.includes(id)).map((id) => `${id} began and was never decided`),
      ...begun.filter((id) => withheld.includes(id)).map((id) => `${id} began and was withheld too`),
    ],
  };
}

/** Actions that began on a target while another one on it was neither judged nor withheld. */
function overlapping(audit: readonly AuditEntry[]): readonly string[] {
  const going = new Map<string, string>();
  const found: string[] = [];
  for (const { what, about } of audit) {
    const { action = '', targets = '', event } = about;
    if (what === 'begin') {
      const before = [...going].find(([, on]) => on === targets);
      if (before) found.push(`${action} began on ${targets} before ${before[0]} was judged`);
      going.set(action, targets);
    } else if (what === 'recover' && event === 'judge') going.delete(action);
  }
  return found;
}

/** How an action stands that is not over: decided, begun, or ended and not judged. */
export type ActionStanding = 'intended' | 'begun' | 'ended';

/** How each action stands that an audit knows and that is not over, by its id. */
export function standingOf(audit: readonly AuditEntry[]): ReadonlyMap<string, ActionStanding> {
  const standing = new Map<string, ActionStanding>();
  for (const { what, about } of audit) {
    const { action = '', event } = about;
    if (what === 'begin') standing.set(action, 'begun');
    else if (what === 'end') standing.set(action, 'ended');
    else if (what === 'withhold') standing.delete(action);
    else if (what === 'recover' && event === 'act') standing.set(action, 'intended');
    else if (what === 'recover' && event === 'report') standing.set(action, 'ended');
    else if (what === 'recover' && event === 'judge') standing.delete(action);
  }
  return standing;
}
