import { z } from 'zod';

import { recoveryModes } from '../../domain/recovery-rule.ts';
import { name, quantity, strict, word } from '../shape/schema.ts';
import { actionRate, duration } from '../units.ts';

const text = z.string().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, `true` or `false`' });
const parameters = z.record(z.string(), scalar);
const someTime = quantity(duration);
const time = someTime.refine((seconds) => seconds > 0, { error: 'a duration above 0s' });

const by = { by: name };
const free = strict({ ...by, parameters: parameters.optional() });
const revertible = { ...by, revertAfter: time.optional(), revertWith: parameters.optional() };
const reroute = strict({ ...revertible, parameters: parameters.optional() });
const changing = strict({
  ...revertible,
  parameters: parameters.refine((given) => Object.keys(given).length > 0, { error: 'at least one parameter' }),
});

const steps = {
  restart: free.optional(),
  'restart-with': changing.optional(),
  'free-disk': free.optional(),
  scale: strict({
    ...by,
    add: z.int().min(1).max(100),
    quota: z.int().min(1).max(10_000),
    parameters: parameters.optional(),
    revertAfter: time.optional(),
  }).optional(),
  resize: changing.optional(),
  'roll-back': strict({ ...by, stableFor: time, parameters: parameters.optional() }).optional(),
  drain: reroute.optional(),
  reroute: reroute.optional(),
  escalate: strict({ to: text, text: text.optional() }).optional(),
};

/** That it has one key is checked where it is read, so that a misspelt one is told of alone. */
const step = strict(steps);

const scope = strict({
  kind: word('container', 'pod', 'server', 'disk', 'network').optional(),
  rules: z.array(name).min(1).optional(),
  pods: z.array(name).min(1).optional(),
  tags: z.record(z.string(), scalar.transform(String)).optional(),
}).refine((written) => Object.keys(written).length > 0, {
  error: 'at least one of `kind`, `rules`, `pods` and `tags`: a recovery is never for everything',
});

const noHelp = z.union(
  [word('next', 'back-off', 'escalate'), strict({ backOff: time, times: z.int().min(1).max(20).optional() })],
  { error: 'one of `next`, `back-off`, `escalate`, or { backOff: 5m, times: 3 }' },
);

/** One of `recoveries:`. */
export const recoverySchema = strict({
  for: scope,
  mode: word(...recoveryModes).optional(),
  heldFor: someTime.optional(),
  atMost: quantity(actionRate).optional(),
  reserveAtLeast: z.int().min(0).max(10_000).optional(),
  verifyFor: time.optional(),
  steps: z.array(step).min(1).max(20),
  noHelp: noHelp.optional(),
});

/** A recovery as people write it. */
export type WrittenRecovery = z.infer<typeof recoverySchema>;

/** One of its steps: a map with one key. */
export type WrittenStep = WrittenRecovery['steps'][number];
