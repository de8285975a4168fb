import type { Duration, Instant } from '../../domain/instant.ts';
import type { Action, ActionOutcome, ActionReport, Approval, RecoveryMemory } from '../../domain/recovery.ts';
import type { Act, AuditEntry } from '../../ports.ts';

/** Whoever approves may do it by another clock. */
const slack: Duration = 600;

/** The actions of which something can still be heard: a person may answer, or what came of them is not known. */
export function unsettled({ actions }: Pick<RecoveryMemory, 'actions'>): readonly Action[] {
  return actions.filter(
    ({ state, approval }) =>
      (state === 'waiting' && approval === undefined) ||
      state === 'intended' ||
      state === 'begun' ||
      state === 'unknown',
  );
}

/** From when on to read what was said of actions. */
export function heardFrom(actions: readonly Action[]): Instant {
  return Math.min(...actions.map(({ plannedAt }) => plannedAt)) - slack;
}

/** What the audit tells of actions that are begun or to be begun. */
export function reportsIn(words: readonly AuditEntry[], actions: readonly Action[]): readonly ActionReport[] {
  const asked = new Map(actions.map((action) => [action.id, action]));
  return words.flatMap(({ at, what, about }): readonly ActionReport[] => {
    const { action = '', reason = '', result } = about;
    const state = asked.get(action)?.state;
    // That nobody knows is known.
    if (state === undefined || (state === 'unknown' && (what !== 'end' || result === 'unknown'))) return [];
    if (what === 'begin') return [{ action, at, what: { kind: 'begun' } }];
    if (what === 'withhold') return [{ action, at, what: { kind: 'withheld', reason } }];
    return what === 'end' ? [{ action, at, what: { kind: 'ended', ...outcomeIn(about) } }] : [];
  });
}

/** What people answered where they were asked. */
export function approvalsIn(words: readonly AuditEntry[], actions: readonly Action[]): readonly Approval[] {
  const asked = new Set(actions.map(({ code }) => code));
  return words.flatMap(({ at, who, what, about }): readonly Approval[] => {
    const { code = '', via } = about;
    if ((what !== 'approve' && what !== 'reject') || !asked.has(code)) return [];
    return [{ code, verdict: what, by: who, via: via === 'page' || via === 'zabbix' ? via : 'command', at }];
  });
}

/** What a person answered, as the audit keeps it. */
export function answered({ code, verdict, by, via, at }: Approval, { id, root, incident }: Asked): AuditEntry {
  return { at, who: by, what: verdict, about: { code, via, action: id, root, incident } };
}

type Asked = Pick<Action, 'id' | 'root'> & { readonly incident: string };

/** That an action begins, with why and what exactly. */
export function beginning(action: Action, by: Act, why: string): AuditEntry {
  return { ...by, what: 'begin', about: { ...orderFacts(action), because: why } };
}

/** What came of an action. */
export function ending(action: Action, by: Act, { result, duration, output }: ActionOutcome): AuditEntry {
  return {
    ...by,
    what: 'end',
    about: { ...naming(action), result, duration: String(duration), output },
  };
}

/** That an action was not begun after all. */
export function withholding(action: Action, by: Act, reason: string): AuditEntry {
  return { ...by, what: 'withhold', about: { ...naming(action), reason } };
}

/** By what an action is known. */
export function naming({ id, root, order }: Action): AuditEntry['about'] {
  return { action: id, recovery: order.recovery, incident: order.incident, root };
}

/** What exactly is ordered. */
export function orderFacts(action: Action): AuditEntry['about'] {
  const { order, step, mode, approval } = action;
  const { kind, by, targets, parameters, replicas, version, reverts } = order;
  return {
    ...naming(action),
    step: String(step + 1),
    mode,
    ...(approval && { approvedBy: approval.by }),
    kind,
    actuator: by,
    targets: targets.map(({ node }) => node).join(' '),
    ...(Object.keys(parameters).length > 0 && { parameters: JSON.stringify(parameters) }),
    ...(replicas && { replicas: `${replicas.from} to ${replicas.to}` }),
    ...(version && { version: `${version.from} to ${version.to}` }),
    ...(reverts !== undefined && { reverts }),
  };
}

function outcomeIn({ result, duration, output = '' }: AuditEntry['about']): ActionOutcome {
  return {
    result: result === 'done' || result === 'failed' ? result : 'unknown',
    duration: Number(duration ?? 0),
    output,
  };
}
