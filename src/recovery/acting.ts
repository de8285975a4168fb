import type { IncidentId } from '../domain/incident.ts';
import type { NodeId } from '../domain/node.ts';
import type { Action, ActionId, ActionOrder } from '../domain/recovery.ts';
import { damageOf } from './damage.ts';
import { decide } from './draft.ts';
import type { Draft } from './draft.ts';
import { foresee } from './guards/ask.ts';
import type { Ask } from './guards/ask.ts';
import { shardsOf } from './targets.ts';

/** For which incident an action is, by which step, and how it comes about. */
export interface Occasion {
  readonly incident: IncidentId;
  readonly step: number;
  readonly mode: Action['mode'];
  readonly verifyFor: Action['verifyFor'];
  /** The shards of the incident. */
  readonly shards: readonly NodeId[];
}

/** What would be ordered; an order that only shows what would be done has no id of an action. */
export function orderOf(ask: Ask, id: ActionId, incident: IncidentId): ActionOrder {
  const { step, recovery, targets, replicas, version, reverts } = ask;
  return {
    id,
    kind: step.kind,
    by: step.by,
    recovery: recovery.id,
    incident,
    targets,
    parameters: step.parameters,
    ...(replicas && { replicas }),
    ...(version && { version }),
    ...(reverts && { reverts: reverts.id }),
  };
}

/** A new action, of which nothing is decided yet. Its id is never given again: to an actuator it is the same action. */
export function newAction(ask: Ask, occasion: Occasion, draft: Draft): Omit<Action, 'state'> {
  const { at, verdicts } = draft.input;
  draft.planned++;
  const id = `${Math.floor(at).toString(36)}-${draft.planned.toString(36)}`;
  const { incident, step, mode, verifyFor, shards } = occasion;
  const touches = shardsOf([...shards, ...ask.targets.map(({ node }) => node), ...ask.disturbs], verdicts.graph);
  return {
    id,
    order: orderOf(ask, id, incident),
    root: ask.root,
    step,
    mode,
    disturbs: ask.disturbs,
    touches,
    before: damageOf(touches, verdicts),
    verifyFor,
    plannedAt: at,
    ...(ask.step.revert && { revert: { ...ask.step.revert, state: 'possible' } }),
  };
}

/** Intends an action, to be carried out once that is saved; with what the twin says of it. */
export function intend(draft: Draft, action: Omit<Action, 'state'>, { disturbs }: Pick<Ask, 'disturbs'>): Action {
  const before = damageOf(action.touches, draft.input.verdicts);
  // Whoever comes here has asked the guards, and they the twin.
  const foreseen = foresee(draft, disturbs) ?? draft.input.verdicts;
  const whatIf = damageOf(action.touches, foreseen);
  const intended: Action = { ...action, disturbs, before, state: 'intended', intendedAt: draft.input.at };
  draft.actions.set(intended.id, intended);
  decide(draft, intended, { kind: 'act', action: intended, whatIf });
  return intended;
}
