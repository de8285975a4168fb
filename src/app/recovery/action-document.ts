import { toIso } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Action, ActionState } from '../../domain/recovery.ts';
import type { ActionKind, ActionParameters } from '../../domain/recovery-rule.ts';

/** An action of recovery as JSON (docs/json.md). */
export interface ActionJson {
  readonly id: string;
  readonly incident: string;
  readonly root: string;
  readonly recovery: string;
  readonly step: number;
  readonly kind: ActionKind;
  readonly actuator: string;
  readonly targets: readonly string[];
  readonly parameters: ActionParameters;
  readonly reverts?: string;
  readonly mode: Action['mode'];
  readonly state: ActionState;
  readonly plannedAt: string;
  readonly code?: string;
  readonly expiresAt?: string;
  readonly answer?: {
    readonly verdict: 'approve' | 'reject';
    readonly by: string;
    readonly via: string;
    readonly at: string;
  };
  readonly begunAt?: string;
  readonly endedAt?: string;
  readonly judgedAt?: string;
  readonly outcome?: { readonly result: string; readonly duration: number; readonly output: string };
}

/** An action as JSON; the one-time id only while somebody may still use it. */
export function actionDocument(action: Action): ActionJson {
  const { order, approval, outcome, code, expiresAt, begunAt, endedAt, judgedAt } = action;
  const isWaiting = action.state === 'waiting' && approval === undefined;
  return {
    id: action.id,
    incident: order.incident,
    root: action.root,
    recovery: order.recovery,
    step: action.step,
    kind: order.kind,
    actuator: order.by,
    targets: order.targets.map(({ node }) => node),
    parameters: order.parameters,
    ...(order.reverts !== undefined && { reverts: order.reverts }),
    mode: action.mode,
    state: action.state,
    plannedAt: iso(action.plannedAt),
    ...(isWaiting && code !== undefined && { code }),
    ...(isWaiting && expiresAt !== undefined && { expiresAt: iso(expiresAt) }),
    ...(approval && {
      answer: { verdict: approval.verdict, by: approval.by, via: approval.via, at: iso(approval.at) },
    }),
    ...(begunAt !== undefined && { begunAt: iso(begunAt) }),
    ...(endedAt !== undefined && { endedAt: iso(endedAt) }),
    ...(judgedAt !== undefined && { judgedAt: iso(judgedAt) }),
    ...(outcome && { outcome }),
  };
}

function iso(at: Instant): string {
  return toIso(Math.floor(at));
}
