import { z } from 'zod';

import { actionKinds } from '../domain/recovery-rule.ts';
import { effects } from '../domain/severity.ts';
import { jsonSchemaOf, name, quantity, strict, word } from '../model/shape/schema.ts';
import { duration, rate } from '../model/units.ts';

const text = z.string().min(1);
const time = quantity(duration);
const list = z.array(name);
const oneOrMore = z.union([name.transform((one) => [one]), list.min(1)], { error: 'a node, or a list of nodes' });
const scalar = z.union([z.number(), z.string()], { error: 'a number or a word' });
const reserve = z.union([z.int().min(0), word('none')], {
  error: 'a whole number, or `none` where nothing can fail it',
});

/** One of `observations:`: what a signal shows, once (`at`) or at every poll (`from`, `to`). */
const series = strict({
  node: oneOrMore,
  signal: text,
  value: scalar.optional(),
  grows: quantity(rate).optional(),
  at: time.optional(),
  from: time.optional(),
  to: time.optional(),
});

const rollUpLists = {
  failed: list.optional(),
  working: list.optional(),
  unknown: list.optional(),
  planned: list.optional(),
  off: list.optional(),
};
const resourceLists = {
  failed: list.optional(),
  working: list.optional(),
  unknown: list.optional(),
  planned: list.optional(),
};
const rollUps = strict(rollUpLists).optional();
const resources = strict(resourceLists).optional();

const incident = strict({
  root: text,
  severity: word(...effects).optional(),
  rules: list.optional(),
  symptoms: z.union([z.int().min(0), list], { error: 'a number of symptoms, or a list of containers' }).optional(),
  failed: list.optional(),
  functionsLost: list.optional(),
  functionsImpaired: list.optional(),
  reserve: reserve.optional(),
  advice: text.optional(),
  planned: z.boolean().optional(),
  stale: z.boolean().optional(),
  recovery: text.optional(),
  step: word(...actionKinds, 'escalate').optional(),
  refused: list.optional(),
});

const expectation = strict({
  at: time.optional(),
  systems: rollUps,
  subsystems: rollUps,
  pods: rollUps,
  shards: rollUps,
  containers: strict({ ...rollUpLists, masked: list.optional(), strained: list.optional() }).optional(),
  servers: strict({ ...resourceLists, strained: list.optional() }).optional(),
  disks: resources,
  networks: resources,
  functions: strict({
    available: list.optional(),
    impaired: list.optional(),
    lost: list.optional(),
    unknown: list.optional(),
    off: list.optional(),
  }).optional(),
  incidents: z
    .array(z.union([text, incident], { error: 'the id of a root, or `{ root: …, severity: … }`' }))
    .optional(),
  reserve: z.record(z.string(), reserve).optional(),
  severity: z.record(z.string(), word('ok', 'information', 'warning', 'average', 'high', 'disaster')).optional(),
  maskedBy: z.record(z.string(), list).optional(),
});

const testCase = strict({
  given: strict({
    fail: list.optional(),
    observations: z
      .union([text, z.array(series)], { error: 'a list of observations, or the name of a .jsonl file' })
      .optional(),
  }).optional(),
  expect: z.union([expectation, z.array(expectation).min(1)], {
    error: 'a map of expectations, or a list of them, each with `at`',
  }),
});

/** A whole `*.test.yaml`. */
export const testFileSchema = strict({
  interval: time.optional(),
  cases: z.record(z.string(), testCase),
});

/** The JSON Schema of a `*.test.yaml`. */
export function modelTestJsonSchema(): unknown {
  return jsonSchemaOf(testFileSchema, 'Cases that a Linchpin model must keep to');
}

export type WrittenCase = z.infer<typeof testCase>;
export type WrittenSeries = z.infer<typeof series>;
export type WrittenExpectation = z.infer<typeof expectation>;
export type WrittenIncident = z.infer<typeof incident>;
