import { z } from 'zod';

import { languages } from '../domain/language.ts';
import { severityNames } from '../domain/severity.ts';
import { jsonSchemaOf, quantity, strict, word } from '../model/shape/schema.ts';
import { rate, size } from '../model/units.ts';
import { presetNames } from '../observe/presets.ts';
import { secret, text, time } from './form/schema.ts';
import { recoverySchema } from './recovery/schema.ts';

const texts = z.array(text);

const trapperTls = strict({
  psk: strict({
    identity: text.refine((identity) => Buffer.byteLength(identity) <= 128, { error: 'at most 128 bytes' }),
    file: text.optional(),
    env: text.optional(),
    credential: text.optional(),
  })
    .refine(({ file, env, credential }) => [file, env, credential].filter((from) => from !== undefined).length === 1, {
      error: '`identity` and one of `file`, `env` and `credential`',
    })
    .optional(),
  ca: text.optional(),
  cert: text.optional(),
  key: secret.optional(),
  serverName: text.optional(),
}).refine(
  ({ psk, ca, cert, key, serverName }) =>
    psk === undefined
      ? [ca, cert, key].every((part) => part !== undefined)
      : [ca, cert, key, serverName].every((part) => part === undefined),
  { error: 'either `psk`, or `ca`, `cert` and `key`' },
);

const from = word('file', 'zabbix');
const inventory = z.union([from, strict({ from: from.optional(), every: time.optional() })], {
  error: '`file`, `zabbix`, or { from: zabbix, every: 5m }',
});

const schedule = strict({
  every: time.optional(),
  jitter: time.optional(),
  cron: z
    .string()
    .regex(/^\s*(\S+\s+){4,5}\S+\s*$/, { error: 'a cron expression of five or six fields' })
    .optional(),
  timezone: text.optional(),
});

const zabbix = strict({
  url: text.optional(),
  token: secret.optional(),
  user: text.optional(),
  password: secret.optional(),
  ca: text.optional(),
  timeout: time.optional(),
  concurrency: z.int().min(1).max(64).optional(),
  groups: texts.optional(),
  trapper: strict({
    nodes: texts.min(1).optional(),
    tls: trapperTls.optional(),
  }).optional(),
  push: word('auto', 'sender', 'history.push').optional(),
  allowPlainHttp: z.boolean().optional(),
});

const node = word('container', 'server', 'disk', 'network');
const value = z.union([z.string(), z.number()], { error: 'a word or a number' });
const tags = z.record(z.string(), z.string());
const lineNeeds = { error: '`key` or `tag`, or both: without them it would match everything' };

const whereAndWhen = { anywhere: z.boolean().optional(), alone: z.boolean().optional(), every: time.optional() };

const item = strict({
  key: text.optional(),
  tag: tags.optional(),
  node: node.optional(),
  signal: text,
  map: z.record(z.string(), value.nullable()).optional(),
  multiply: z.number().optional(),
  add: z.number().optional(),
  rate: z.boolean().optional(),
  ...whereAndWhen,
}).refine((line) => line.key !== undefined || line.tag !== undefined, lineNeeds);

const trigger = strict({
  tag: tags.optional(),
  name: text.optional(),
  node,
  signal: text,
  problem: value,
  ok: value,
  ...whereAndWhen,
}).refine((line) => line.name !== undefined || line.tag !== undefined, {
  error: '`name` or `tag`, or both: without them it would match every problem',
});

const signals = strict({
  presets: z.array(word(...presetNames)).optional(),
  items: z.array(item).optional(),
  triggers: z.array(trigger).optional(),
});

const severity = word(...severityNames).optional();

const publish = strict({
  mode: word('publish', 'observe').optional(),
  group: text.optional(),
  host: text.optional(),
  severities: strict({
    critical: severity,
    'at-risk': severity,
    unseen: severity,
    warning: severity,
    unknown: severity,
    planned: severity,
  }).optional(),
  sourceProblems: strict({
    comment: z.boolean().optional(),
    rank: z.boolean().optional(),
    severity: z.boolean().optional(),
    acknowledge: z.boolean().optional(),
  }).optional(),
  escalateTo: text.optional(),
});

/** A whole `linchpin.yaml` (contracts, Configuration). */
export const configurationSchema = strict({
  model: text.optional(),
  inventory: inventory.optional(),
  schedule: schedule.optional(),
  zabbix: zabbix.optional(),
  hosts: strict({ server: text.optional(), container: text.optional() }).optional(),
  signals: signals.optional(),
  publish: publish.optional(),
  store: strict({
    sqlite: text.optional(),
    keep: time.optional(),
    maxSize: quantity(size).optional(),
    postgres: strict({ url: secret }).optional(),
  }).optional(),
  http: strict({
    listen: text.optional(),
    basePath: text.optional(),
    publicUrl: text.optional(),
    tokens: strict({ view: secret.optional(), operate: secret.optional() })
      .refine(({ view, operate }) => view !== undefined || operate !== undefined, {
        error: '`view` or `operate`, or both',
      })
      .optional(),
    frameAncestors: texts.optional(),
  }).optional(),
  wake: strict({
    token: secret.optional(),
    debounce: time.optional(),
    atMost: quantity(rate).optional(),
  }).optional(),
  language: word(...languages).optional(),
  recovery: recoverySchema.optional(),
  log: strict({ level: word('error', 'warn', 'info', 'debug').optional() }).optional(),
});

/** A configuration as written, its texts already turned into numbers. */
export type Written = z.infer<typeof configurationSchema>;

/** The JSON Schema of `linchpin.yaml`. */
export function configurationJsonSchema(): unknown {
  return jsonSchemaOf(configurationSchema, 'The configuration of Linchpin');
}
