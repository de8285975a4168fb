import type { ActionStep, NoHelp, Recovery, RecoveryScope, RecoveryStep, RevertRule } from '../domain/recovery-rule.ts';
import type { WrittenRecovery, WrittenStep } from './recovery-form/schema.ts';

const minute = 60;

/** A recovery with every default resolved. */
export function recoveryOf(id: string, written: WrittenRecovery): Recovery {
  const { mode, atMost, reserveAtLeast } = written;
  return {
    id,
    for: scopeOf(written.for),
    ...(mode && { mode }),
    heldFor: written.heldFor ?? minute,
    ...(atMost && { atMost }),
    ...(reserveAtLeast !== undefined && { reserveAtLeast }),
    verifyFor: written.verifyFor ?? 5 * minute,
    steps: written.steps.flatMap((step) => stepOf(step) ?? []),
    noHelp: noHelpOf(written.noHelp),
  };
}

function scopeOf({ kind, rules, pods, tags }: WrittenRecovery['for']): RecoveryScope {
  return { ...(kind && { kind }), ...(rules && { rules }), ...(pods && { pods }), ...(tags && { tags }) };
}

function noHelpOf(written: WrittenRecovery['noHelp'] = 'next'): NoHelp {
  if (written === 'back-off') return { kind: 'again', first: 5 * minute, times: 3 };
  if (typeof written === 'string') return { kind: written };
  return { kind: 'again', first: written.backOff, times: written.times ?? 3 };
}

/** What a step asks for; `undefined` for one with another number of keys than one, which is an error. */
export function stepOf(written: WrittenStep): RecoveryStep | undefined {
  const { escalate, scale, 'roll-back': rollBack, ...others } = written;
  if (escalate)
    return { kind: 'escalate', to: escalate.to, ...(escalate.text !== undefined && { text: escalate.text }) };
  if (scale) {
    const { by, add, quota, parameters = {}, revertAfter } = scale;
    return { kind: 'scale', by, parameters, add, quota, revert: revertOf(revertAfter) };
  }
  if (rollBack) {
    const { by, stableFor, parameters = {} } = rollBack;
    return { kind: 'roll-back', by, parameters, stableFor, revert: {} };
  }
  for (const kind of plainKinds) {
    const step = others[kind];
    if (step) return plainStep(kind, step);
  }
  return undefined;
}

const plainKinds = ['restart', 'restart-with', 'free-disk', 'resize', 'drain', 'reroute'] as const;

type PlainStep = NonNullable<WrittenStep[(typeof plainKinds)[number]]>;

function plainStep(kind: (typeof plainKinds)[number], written: PlainStep): ActionStep {
  const { by, parameters = {} } = written;
  const { revertAfter, revertWith } = 'revertAfter' in written || 'revertWith' in written ? written : {};
  const canRevert = revertAfter !== undefined || revertWith !== undefined;
  return { kind, by, parameters, ...(canRevert && { revert: revertOf(revertAfter, revertWith) }) };
}

function revertOf(after?: number, parameters?: RevertRule['parameters']): RevertRule {
  return { ...(after !== undefined && { after }), ...(parameters && { parameters }) };
}
