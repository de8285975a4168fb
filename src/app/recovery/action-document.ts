import { toIso } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Action, Stop } from '../../domain/recovery.ts';
import type { RecoveryActionDocument, RecoveryDocument } from '../../http/api/recovery/schema.ts';

/** An action as JSON (docs/json.md); the one-time id only while somebody may still use it. */
export function actionDocument(action: Action): RecoveryActionDocument {
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

/** A stop as JSON (docs/json.md). */
export function stopDocument({ by, via, at, reason }: Stop): NonNullable<RecoveryDocument['stop']> {
  return { by, via, ...(at > 0 && { at: toIso(Math.floor(at)) }), ...(reason && { reason }) };
}
