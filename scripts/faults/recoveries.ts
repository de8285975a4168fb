import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { stringify } from 'yaml';

/** What recovery may do in a drill. */
export interface RecoveryPlan {
  /** Of the model. */
  readonly recoveries: Readonly<Record<string, unknown>>;
  /** `recovery:` of the configuration. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** Where and how recovery is to act. */
export interface RecoveryChoice {
  /** For the file that allows it, so of root's. */
  readonly folder: string;
  /** Where the simulated installation takes commands. */
  readonly control: string;
  readonly mode: 'off' | 'auto';
  readonly approvers: readonly string[];
}

const people = { escalate: { to: 'Second line', text: 'Look at it' } };
const hasty = { heldFor: '0s', verifyFor: '8s' };

/** For the drills: nothing is held for long, and each ends with people. */
const recoveries = {
  disk: { for: { kind: 'disk' }, ...hasty, steps: [{ 'free-disk': { by: 'disks' } }, people] },
  version: { for: { kind: 'pod' }, ...hasty, steps: [{ 'roll-back': { by: 'versions', stableFor: '3s' } }, people] },
  asked: { for: { pods: ['users'] }, ...hasty, mode: 'approve', steps: [{ restart: { by: 'containers' } }, people] },
  flapping: {
    for: { pods: ['cache'] },
    ...hasty,
    steps: [{ restart: { by: 'containers' } }, people],
    noHelp: { backOff: '30s', times: 2 },
  },
  again: {
    for: { pods: ['front', 'worker', 'db', 'auth', 'queue'] },
    ...hasty,
    steps: [{ restart: { by: 'containers' } }, people],
    noHelp: { backOff: '1s', times: 10 },
  },
  restart: { for: { kind: 'container' }, ...hasty, steps: [{ restart: { by: 'containers' } }, people] },
};

/**
 * A plan by which the simulated installation is mended as an administrator would: by programs that ask it under the key of the
 * action, and allowed by a file of root's. So much breaks at once there that the limits are wide.
 */
export function recoveryPlan({ folder, control, mode, approvers }: RecoveryChoice): RecoveryPlan {
  const allow = join(folder, 'allow.yaml');
  writeFileSync(allow, stringify({ recoveries: Object.keys(recoveries) }), { mode: 0o644 });
  const act = (...words: readonly string[]): Readonly<Record<string, unknown>> => ({
    kind: 'command',
    command: [resolve('scripts/mail-sim'), 'tell', 'act', '{action}.{name}', ...words, '--control', control],
  });
  return {
    recoveries,
    configuration: {
      mode,
      allow,
      approvers,
      limits: { atOnce: 10, perHour: 10_000, perPod: '1000/h', perServer: '1000/h' },
      storm: { failed: '80%', unknown: '80%' },
      actuators: {
        containers: act('restart', '{container}'),
        versions: act('roll-back', '{container}', '{to}'),
        disks: act('free-disk', '{server}', '{name}'),
      },
    },
  };
}
