import type { RecoveryLimits, RecoverySettings } from '../../domain/recovery.ts';
import type { WrittenRecovery } from './schema.ts';

const hour = 3600;

/** What of `recovery:` the planner needs but the actuators, with every default resolved. */
export function planning(written: WrittenRecovery): Omit<RecoverySettings, 'actuators'> {
  const { mode = 'off', approvalExpires = 900, limits = {}, storm = {} } = written;
  return {
    mode,
    approvalExpires,
    limits: limitsOf(limits),
    storm: { failed: (storm.failed ?? 20) / 100, unknown: (storm.unknown ?? 20) / 100 },
  };
}

function limitsOf(written: NonNullable<WrittenRecovery['limits']>): RecoveryLimits {
  return {
    atOnce: written.atOnce ?? 1,
    perHour: written.perHour ?? 6,
    perPod: written.perPod ?? { count: 2, per: hour },
    perServer: written.perServer ?? { count: 2, per: hour },
    extraReplicas: written.extraReplicas ?? 4,
    busyServer: written.busyServer ?? 80,
    actionTimeout: written.actionTimeout ?? 60,
  };
}
