import { z } from 'zod';

import { quantity, strict, word } from '../shape/schema.ts';
import {
  type BuiltInRule,
  builtInRules,
  type ThresholdUnit,
  type WrittenGrowth,
  type WrittenRule,
  type WrittenThreshold,
} from '../rules.ts';
import { duration, type Notation, percentage, rate, size } from '../units.ts';

const off = z.literal('off');
const time = quantity(duration);
const holds = { for: time.optional(), recoverFor: time.optional() };

const hold = strict(holds).transform((written): WrittenRule => ({ form: 'hold', ...written }));

const anyRate = `${rate.expected}; or with \`per: requests\` ${percentage.expected} or a number`;
const rateOrPercentage = new RegExp(`${rate.pattern.source}|${percentage.pattern.source}`, 'u');

const growth = strict({
  rate: z.union([z.string().regex(rateOrPercentage, { error: anyRate }), z.number().min(0)], { error: anyRate }),
  per: word('requests').optional(),
  burst: z.number().min(0),
  recoverFor: time.optional(),
}).transform((written, context): WrittenGrowth => {
  const { per, burst, recoverFor } = written;
  const perSecond = per === undefined ? textIn(rate, written.rate) : undefined;
  const perRequest = per === undefined ? undefined : ratio(written.rate);
  const value = perSecond ?? perRequest;
  if (value === undefined) {
    const message =
      per === undefined
        ? `${rate.expected} (a share of the requests needs \`per: requests\`)`
        : `${percentage.expected} or a number, since it is \`per: requests\``;
    context.addIssue({ code: 'custom', path: ['rate'], message });
    return z.NEVER;
  }
  return {
    form: 'growth',
    allowance: { per: per === undefined ? 'time' : 'requests', rate: value, burst },
    recoverFor,
  };
});

function textIn(notation: Notation, written: string | number): number | undefined {
  return typeof written === 'string' && notation.pattern.test(written) ? notation.parse(written) : undefined;
}

function ratio(written: string | number): number | undefined {
  if (typeof written === 'number') return written;
  const percent = textIn(percentage, written);
  return percent === undefined ? undefined : percent / 100;
}

interface Limit {
  readonly value: number;
  readonly isShare: boolean;
}

const limitWords: Readonly<Record<ThresholdUnit, string>> = {
  percent: `${percentage.expected} or a number of percent`,
  cores: `${percentage.expected} of the limit, or a number of cores`,
  bytes: `${percentage.expected} of the limit, ${size.expected}, or a number of bytes`,
  count: 'a number',
};

function limitIn(unit: ThresholdUnit): z.ZodType<Limit, string | number> {
  return z.union([z.string(), z.number()], { error: limitWords[unit] }).transform((written, context) => {
    const limit = limitOf(unit, written);
    if (limit) return limit;
    context.addIssue({ code: 'custom', message: limitWords[unit] });
    return z.NEVER;
  });
}

function limitOf(unit: ThresholdUnit, written: string | number): Limit | undefined {
  if (typeof written === 'number') return { value: written, isShare: false };
  if (unit === 'count') return undefined;
  const percent = textIn(percentage, written);
  if (percent !== undefined)
    return unit === 'percent' ? { value: percent, isShare: false } : { value: percent / 100, isShare: true };
  const bytes = unit === 'bytes' ? textIn(size, written) : undefined;
  return bytes === undefined ? undefined : { value: bytes, isShare: false };
}

const smoothings = ['avg', 'max', 'min', 'increase'] as const;

function threshold(unit: ThresholdUnit): z.ZodType<WrittenThreshold> {
  const limit = limitIn(unit).optional();
  return strict({
    above: limit,
    below: limit,
    until: limit,
    avg: time.optional(),
    max: time.optional(),
    min: time.optional(),
    increase: time.optional(),
    ...holds,
  }).transform((written, context): WrittenThreshold => {
    const refuse = (key: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [key], message });
      return z.NEVER;
    };
    const comparison = written.above ? 'above' : 'below';
    const bound = written[comparison];
    if (!bound) return refuse('above', `${limitWords[unit]} (or \`below\`)`);
    if (written.above && written.below) return refuse('below', 'one of `above` and `below`, not both');
    const { until } = written;
    if (until && until.isShare !== bound.isShare)
      return refuse('until', `a value of the same kind as \`${comparison}\``);
    const isBeyond =
      until !== undefined && (comparison === 'above' ? until.value > bound.value : until.value < bound.value);
    if (isBeyond)
      return refuse(
        'until',
        `a value that is not ${comparison} that of \`${comparison}\`, for the rule holds until the signal is back there`,
      );
    const given = smoothings.filter((name) => written[name] !== undefined);
    const [first, second] = given;
    if (second) return refuse(second, `only one of ${smoothings.join(', ')}`);
    const window = first && written[first];
    return {
      form: 'threshold',
      comparison,
      limit: bound.value,
      isShare: bound.isShare,
      until: until?.value,
      smoothing: first && window !== undefined ? { function: first, window } : undefined,
      for: written.for,
      recoverFor: written.recoverFor,
    };
  });
}

function formOf(rule: BuiltInRule): z.ZodType<WrittenRule> {
  switch (rule.form) {
    case 'growth':
      return z.union([off, growth]);
    case 'hold':
      return z.union([off, hold]);
    case 'only-off':
      return off;
    case 'percent':
    case 'cores':
    case 'bytes':
    case 'count':
      return z.union([off, threshold(rule.form)]);
  }
}

type RuleShape = Record<string, z.ZodOptional<z.ZodType<WrittenRule>>>;

function shapeOf(rules: readonly BuiltInRule[]): RuleShape {
  return Object.fromEntries(rules.map((rule) => [rule.name, formOf(rule).optional()]));
}

const signalName = z.string().min(1);
const bound = z.union([z.number(), z.string()]).optional();
const conditionKeys = {
  signal: signalName.optional(),
  avg: time.optional(),
  max: time.optional(),
  min: time.optional(),
  increase: time.optional(),
  above: bound,
  below: bound,
  is: z.union([z.string(), z.number()]).optional(),
  until: bound,
};
const condition: z.ZodType = z.lazy(() =>
  strict({
    ...conditionKeys,
    all: z.array(condition).min(1).optional(),
    any: z.array(condition).min(1).optional(),
    not: condition.optional(),
  }),
);

/** The form of a custom rule; custom rules themselves are not built yet. */
export const customRule = strict({
  on: word('container', 'server', 'disk', 'network', 'pod', 'shard', 'subsystem', 'system'),
  class: word('direct', 'growth', 'pressure'),
  ...conditionKeys,
  all: z.array(condition).min(1).optional(),
  any: z.array(condition).min(1).optional(),
  not: condition.optional(),
  rate: z.union([z.string(), z.number()]).optional(),
  per: word('requests').optional(),
  burst: z.number().min(0).optional(),
  ...holds,
});

/** The rules that a pod or a container may override. */
export const containerRules = strict(shapeOf(builtInRules.filter((rule) => rule.node === 'container')));

/** The rules of every node, as they stand at the top of a model, each under its name. */
export const everyRule: RuleShape = shapeOf(builtInRules);
