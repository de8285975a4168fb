import { z } from 'zod';

import { recoveryModes } from '../../domain/recovery-rule.ts';
import { quantity, strict, word } from '../../model/shape/schema.ts';
import { actionRate, percentage } from '../../model/units.ts';
import { secret, text, time } from '../form/schema.ts';

const limits = strict({
  atOnce: z.int().min(1).max(1000).optional(),
  perHour: z.int().min(1).max(10_000).optional(),
  perPod: quantity(actionRate).optional(),
  perServer: quantity(actionRate).optional(),
  extraReplicas: z.int().min(0).max(10_000).optional(),
  busyServer: quantity(percentage).optional(),
  actionTimeout: time.optional(),
});

const environment = z.record(z.string(), z.union([z.string(), secret], { error: 'a text, or where a secret is' }));

const any = { timeout: time.optional() };

const actuator = z.discriminatedUnion(
  'kind',
  [
    strict({
      kind: z.literal('docker'),
      endpoints: z.record(z.string(), text),
      tls: strict({ ca: text.optional(), cert: text.optional(), key: secret.optional() }).optional(),
      stopTimeout: time.optional(),
      ...any,
    }),
    strict({
      kind: z.literal('zabbix-script'),
      script: text,
      revert: text.optional(),
      host: text.optional(),
      input: text.optional(),
      ...any,
    }),
    strict({
      kind: z.literal('webhook'),
      url: text,
      secret: secret,
      allow: z.array(text).min(1),
      ca: text.optional(),
      ...any,
    }),
    strict({
      kind: z.literal('command'),
      command: z.array(z.string()).min(1),
      revert: z.array(z.string()).min(1).optional(),
      folder: text.optional(),
      environment: environment.optional(),
      ...any,
    }),
    strict({
      kind: z.literal('kubernetes'),
      url: text,
      token: secret,
      ca: text.optional(),
      namespace: text.optional(),
      workload: text.optional(),
      ...any,
    }),
  ],
  { error: '`docker`, `zabbix-script`, `webhook`, `command` or `kubernetes`' },
);

/** `recovery:` of the configuration. */
export const recoverySchema = strict({
  mode: word(...recoveryModes).optional(),
  allow: text.optional(),
  approvers: z.array(text).optional(),
  approvalExpires: time.optional(),
  limits: limits.optional(),
  storm: strict({ failed: quantity(percentage).optional(), unknown: quantity(percentage).optional() }).optional(),
  notify: strict({
    url: text,
    secret: secret,
    ca: text.optional(),
    template: text.optional(),
    timeout: time.optional(),
  }).optional(),
  actuators: z.record(text, actuator).optional(),
});

/** `recovery:` as written, its texts already turned into numbers. */
export type WrittenRecovery = z.infer<typeof recoverySchema>;

/** An actuator as written. */
export type WrittenActuator = z.infer<typeof actuator>;
