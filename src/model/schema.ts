import { z } from 'zod';

import { recoverySchema } from './recovery-form/schema.ts';
import { anyContainerRules, type ContainerRules, customRule, everyRule } from './rule-form/schema.ts';
import type { WrittenCustom } from './rules.ts';
import { jsonSchemaOf, name, quantity, strict, word } from './shape/schema.ts';
import { duration, percentage } from './units.ts';

const text = z.string().min(1);
const names = z.array(name);
const time = quantity(duration);
const suppression = word('subsystem', 'pod');
const limits = z.array(word('memory', 'cpu'));
const count = z.int().min(0);

const shareWords = 'a whole number, or a percentage such as "50%"';

const bounds = strict({ min: count, max: z.int().min(1).max(10_000) }).refine(({ min, max }) => min <= max, {
  path: ['min'],
  error: 'a number that is not above `max`',
});

/** A share of a shard's replicas: how many, or which percentage of them. */
const share = z.union([count, z.string().regex(percentage.pattern, { error: shareWords })], { error: shareWords });

/** `system:`. */
export const systemSchema = strict({ id: name, name: text.optional() });

/** One of `systems:`. */
export const listedSystemSchema = strict({ name: text.optional(), subsystems: names });

/** One of a subsystem's `functions:`. */
export const functionSchema = strict({ name: text.optional(), needs: names.min(1).optional() });

const subsystemKeys = { name: text.optional(), pods: names.min(1), enabled: z.boolean().optional() };

/** One of `subsystems:`; its functions are checked one by one. */
export const subsystemSchema = strict({ ...subsystemKeys, functions: z.unknown().optional() });

const podKeys = {
  name: text.optional(),
  kind: word('stateless', 'quorum', 'primary-replica', 'all'),
  shards: z
    .union([z.int().min(1).max(10_000), names.min(1)], { error: 'a whole number of at least 1, or a list of names' })
    .optional(),
  replicas: z
    .union([z.int().min(1).max(10_000), bounds], {
      error: 'a whole number of at least 1, or { min: …, max: … }',
    })
    .optional(),
  minReplicas: share.optional(),
  failover: word('manual', 'automatic').optional(),
  calls: names.optional(),
  containers: text.optional(),
  action: strict({ advice: text, text: text.optional() }).optional(),
  suppression: suppression.optional(),
  requireLimits: limits.optional(),
  runs: word('to-completion').optional(),
  enabled: z.boolean().optional(),
};

/** One of `pods:`; the rules that it may override depend on the model. */
export function podSchema(rules: ContainerRules) {
  return strict({ ...podKeys, rules: rules.optional() });
}

const diskKeys = { mount: text.optional(), device: text.optional() };
const serverKeys = {
  name: text.optional(),
  tags: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
};

/** One of a server's `disks:`. */
export const diskSchema = strict(diskKeys);

/** One of `servers:`; its disks are checked one by one. */
export const serverSchema = strict({ ...serverKeys, disks: z.unknown().optional() });

const containerKeys = {
  name,
  server: name,
  disks: names.optional(),
  pod: name.optional(),
  shard: name.optional(),
  replica: name.optional(),
  role: word('primary', 'replica').optional(),
  requireLimits: limits.optional(),
};

/** One of `containers:`; the rules that it may override depend on the model. */
export function containerSchema(rules: ContainerRules) {
  return strict({ ...containerKeys, rules: rules.optional() });
}

const defaultKeys = {
  suppression: suppression.optional(),
  onsetTolerance: time.optional(),
  standing: time.optional(),
  staleAfter: time.optional(),
  reopenWithin: time.optional(),
  ranking: word('share', 'level').optional(),
  startGrace: time.optional(),
  appearWithin: time.optional(),
  requireLimits: limits.optional(),
};

/** `defaults:`. */
export const defaultsSchema = strict(defaultKeys);

/** What stands under `rules:` beside `custom:`. */
export const rulesSchema = strict({ ...everyRule, custom: z.unknown().optional() }) as unknown as z.ZodType<
  Readonly<Record<string, unknown>>
>;

/** One of the rules under `custom:`. */
export const customRuleSchema: z.ZodType<WrittenCustom> = customRule;

/** A whole file of a model, for the JSON Schema that editors use; reading checks it entry by entry. */
const modelFileSchema = strict({
  system: systemSchema.optional(),
  systems: z.record(z.string(), listedSystemSchema).optional(),
  defaults: defaultsSchema.nullable().optional(),
  subsystems: z
    .record(z.string(), strict({ ...subsystemKeys, functions: z.record(z.string(), functionSchema).optional() }))
    .optional(),
  pods: z.record(z.string(), strict({ ...podKeys, rules: anyContainerRules.optional() })).optional(),
  servers: z
    .record(
      z.string(),
      strict({ ...serverKeys, disks: z.record(z.string(), diskSchema.nullable()).optional() }).nullable(),
    )
    .optional(),
  containers: z.array(strict({ ...containerKeys, rules: anyContainerRules.optional() })).optional(),
  rules: strict({ ...everyRule, custom: z.record(z.string(), customRule).optional() })
    .nullable()
    .optional(),
  recoveries: z.record(z.string(), recoverySchema).optional(),
});

/** The JSON Schema of one file of a model. */
export function modelJsonSchema(): unknown {
  return jsonSchemaOf(modelFileSchema, 'A file of a Linchpin model');
}

export type WrittenSystem = z.infer<typeof listedSystemSchema>;
export type WrittenSubsystem = z.infer<typeof subsystemSchema>;
export type WrittenFunction = z.infer<typeof functionSchema>;
export type WrittenPod = z.infer<ReturnType<typeof podSchema>>;
export type WrittenServer = z.infer<typeof serverSchema>;
export type WrittenDisk = z.infer<typeof diskSchema>;
export type WrittenContainer = z.infer<ReturnType<typeof containerSchema>>;
export type WrittenDefaults = z.infer<typeof defaultsSchema>;
