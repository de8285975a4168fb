import type { Model } from '../domain/model.ts';
import { emptyRecoveryMemory } from '../domain/recovery.ts';
import type { Plan, RecoverySettings } from '../domain/recovery.ts';
import type { RecoveryInput } from './input.ts';
import { recover } from './recover.ts';

/** What advice goes by. */
export type AdviceInput = Pick<RecoveryInput, 'at' | 'incidents' | 'verdicts' | 'nodes' | 'whatIf'>;

/**
 * What recovery would do first about incidents, had they been open for long enough and every actuator and limit let it:
 * what the model alone decides.
 */
export function advise({ incidents, ...known }: AdviceInput): readonly Plan[] {
  const input: RecoveryInput = {
    ...known,
    settings: unlimited(known.verdicts.graph.model),
    incidents: incidents.map((incident) => ({ ...incident, openedAt: -Infinity })),
    isUnreadable: false,
    leads: true,
    allowed: new Set(),
    carriedOut: new Set(),
    reports: [],
    approvals: [],
    codes: [],
  };
  return recover(input, emptyRecoveryMemory).memory.plans;
}

function unlimited({ recoveries }: Model): RecoverySettings {
  const names = recoveries.flatMap(({ steps }) => steps.flatMap((step) => ('by' in step ? [step.by] : [])));
  const rate = { count: Infinity, per: 1 };
  return {
    mode: 'advise',
    actuators: new Map(names.map((name) => [name, {}])),
    approvalExpires: 0,
    limits: {
      atOnce: Infinity,
      perHour: Infinity,
      perPod: rate,
      perServer: rate,
      extraReplicas: Infinity,
      busyServer: 80,
      actionTimeout: 0,
    },
    storm: { failed: 1, unknown: 1 },
  };
}
