import { z } from 'zod';
import { actionKinds, recoveryModes } from '../../../domain/recovery-rule.ts';
import { recoveryExample } from './example.ts';
import { list, NodeName, Plan, Time } from '../result/schema.ts';

const longest = 1024;
const who = z.string().trim().min(1).max(100).default('web').meta({ description: 'Who asks for it' });

/** An action of recovery, and all that became of it. */
export const RecoveryAction = z
  .strictObject({
    id: z.string().meta({ description: 'Once for all times: the idempotency key that its actuator is given' }),
    incident: z.string(),
    root: NodeName,
    recovery: z.string(),
    step: z.number().int(),
    kind: z.enum(actionKinds),
    actuator: z.string(),
    targets: list(NodeName),
    parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    reverts: z.string().optional().meta({ description: 'The action that it takes back' }),
    mode: z.enum(['approve', 'auto']),
    state: z.enum([
      'waiting',
      'intended',
      'begun',
      'done',
      'failed',
      'unknown',
      'helped',
      'no-effect',
      'worse',
      'expired',
      'rejected',
      'withdrawn',
      'withheld',
    ]),
    plannedAt: Time,
    code: z.string().optional().meta({ description: 'While it waits: the one-time id by which a person answers' }),
    expiresAt: Time.optional(),
    answer: z
      .strictObject({ verdict: z.enum(['approve', 'reject']), by: z.string(), via: z.string(), at: Time })
      .optional(),
    begunAt: Time.optional(),
    endedAt: Time.optional(),
    judgedAt: Time.optional(),
    outcome: z
      .strictObject({ result: z.enum(['done', 'failed', 'unknown']), duration: z.number(), output: z.string() })
      .optional(),
  })
  .meta({ id: 'RecoveryAction' });
export type RecoveryActionDocument = z.infer<typeof RecoveryAction>;

const Stop = z
  .strictObject({
    by: z.string(),
    via: z.enum(['page', 'command', 'zabbix']),
    at: Time.optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'RecoveryStop' });

/** `recovery`: what is planned, waits, goes on and was done of late. */
export const Recovery = z
  .strictObject({
    mode: z.enum(recoveryModes),
    stop: Stop.optional().meta({ description: 'Who stopped recovery; absent while nobody has' }),
    plans: list(Plan.extend({ incident: z.string(), root: NodeName })),
    actions: list(RecoveryAction).meta({ description: 'Those that are not over, and those of about a day' }),
  })
  .meta({ id: 'Recovery', examples: [recoveryExample] });
export type RecoveryDocument = z.infer<typeof Recovery>;

/** `recovery/preview`: what would be done about an incident, exactly. */
export const RecoveryPreview = z
  .strictObject({
    text: z.string(),
    request: list(z.string()).meta({ description: 'The very request or argument list, secrets masked' }),
    wrong: z.string().optional().meta({ description: 'Why it could not be done as things are' }),
  })
  .meta({ id: 'RecoveryPreview' });
export type RecoveryPreviewDocument = z.infer<typeof RecoveryPreview>;

/** Of which incident. */
export const PreviewQuestion = z.object({ incident: z.string().min(1).max(longest) });

/** What a person answers an action that waits. */
export const RecoveryAnswer = z
  .strictObject({
    code: z.string().trim().min(1).max(100).meta({ description: 'Its one-time id' }),
    verdict: z.enum(['approve', 'reject']),
    who,
  })
  .meta({ id: 'RecoveryAnswer' });

/** Why recovery is to be stopped. */
export const StopWish = z
  .strictObject({ reason: z.string().trim().max(longest).default(''), who })
  .meta({ id: 'StopWish' });
