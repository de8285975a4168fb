import { z } from 'zod';

import { quantity, strict, word } from '../shape/schema.ts';
import {
  type BuiltInRule,
  builtInRules,
  type RuleNode,
  type ThresholdUnit,
  type WrittenCustom,
  type WrittenGrowth,
  type WrittenRule,
  type WrittenThreshold,
} from '../rules.ts';
import { duration, percentage, rate } from '../units.ts';
import { customRuleOf, type WrittenCondition } from './custom.ts';
import { allowanceOf } from './growth.ts';
import { boundsOf, limitOf, type Limit, limitWords, type Refuse } from './threshold.ts';

const off = z.literal('off');
const signalName = z
  .string()
  .min(1)
  .refine((name) => !(name in Object.prototype), {
    error: 'another name, for every object of the language that Linchpin is written in has one of that name',
  });
const time = quantity(duration);
const holds = { for: time.optional(), recoverFor: time.optional() };

/** Turns what a rule refuses into an issue at the place within what is checked. */
function refusing(context: z.core.$RefinementCtx): Refuse {
  return (path, message) => {
    context.addIssue({ code: 'custom', path: [...path], message });
    return null;
  };
}

const hold = strict(holds).transform((written): WrittenRule => ({ form: 'hold', ...written }));

const anyRate = `${rate.expected}; or with \`per: requests\` ${percentage.expected} or a number`;
const rateOrPercentage = new RegExp(`${rate.pattern.source}|${percentage.pattern.source}`, 'u');
const growthKeys = {
  rate: z.union([z.string().regex(rateOrPercentage, { error: anyRate }), z.number().min(0)], { error: anyRate }),
  per: word('requests').optional(),
  burst: z.number().min(0),
  recoverFor: time.optional(),
};

const growth = strict(growthKeys).transform((written, context): WrittenGrowth => {
  const allowance = allowanceOf(written, refusing(context));
  return allowance ? { form: 'growth', allowance, recoverFor: written.recoverFor } : z.NEVER;
});

function limitIn(unit: ThresholdUnit): z.ZodType<Limit, string | number> {
  return z.union([z.string(), z.number()], { error: limitWords[unit] }).transform((written, context) => {
    const limit = limitOf(unit, written);
    if (limit) return limit;
    context.addIssue({ code: 'custom', message: limitWords[unit] });
    return z.NEVER;
  });
}

const smoothingKeys = {
  avg: time.optional(),
  max: time.optional(),
  min: time.optional(),
  increase: time.optional(),
};

function threshold(unit: ThresholdUnit): z.ZodType<WrittenThreshold> {
  const limit = limitIn(unit).optional();
  return strict({ above: limit, below: limit, until: limit, ...smoothingKeys, ...holds }).transform(
    (written, context): WrittenThreshold => {
      const bounds = boundsOf(written, `${limitWords[unit]} (or \`below\`)`, refusing(context));
      return bounds ? { form: 'threshold', ...bounds, for: written.for, recoverFor: written.recoverFor } : z.NEVER;
    },
  );
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
    case 'any':
      return z.union([off, threshold(rule.form)]);
  }
}

type RuleShape = Record<string, z.ZodOptional<z.ZodType<WrittenRule>>>;

function shapeOf(rules: readonly BuiltInRule[]): RuleShape {
  return Object.fromEntries(rules.map((rule) => [rule.name, formOf(rule).optional()]));
}

const bound = z.union([z.number(), z.string()], { error: limitWords.any }).optional();
const condition: z.ZodType<WrittenCondition> = z.lazy(() => strict(conditionKeys));
const conditionKeys = {
  signal: signalName.optional(),
  ...smoothingKeys,
  above: bound,
  below: bound,
  is: z.union([z.string().min(1), z.number()], { error: 'a word or a number' }).optional(),
  until: bound,
  all: z.array(condition).min(1).optional(),
  any: z.array(condition).min(1).optional(),
  not: condition.optional(),
};

const customKeys = {
  class: word('direct', 'growth', 'pressure'),
  ...conditionKeys,
  rate: growthKeys.rate.optional(),
  per: growthKeys.per,
  burst: growthKeys.burst.optional(),
  ...holds,
};

/** What custom rules may be on. */
const ruleNode: z.ZodType<RuleNode, RuleNode> = word('container', 'server', 'disk', 'network');

/** The form of a custom rule. */
export const customRule = strict({ on: ruleNode, ...customKeys }).transform(
  ({ on, ...written }, context): WrittenCustom => {
    const rule = customRuleOf(written, on, refusing(context));
    return rule ? { form: 'custom', on, rule } : z.NEVER;
  },
);

/** A custom rule as a pod or a container writes it anew. */
const customOverride = z.union([
  off,
  strict(customKeys).transform((written, context): WrittenCustom => {
    const rule = customRuleOf(written, 'container', refusing(context));
    return rule ? { form: 'custom', on: 'container', rule } : z.NEVER;
  }),
]);

const builtInContainerRules = shapeOf(builtInRules.filter((rule) => rule.node === 'container'));

/** The rules that a pod or a container may override, where these custom rules are known with what they are on. */
export function containerRules(custom: ReadonlyMap<string, RuleNode>): ContainerRules {
  const own = [...custom].map(([name, on]) => [name, on === 'container' ? customOverride.optional() : noOverride(on)]);
  return strict({ ...builtInContainerRules, ...(Object.fromEntries(own) as RuleShape) });
}

/** The same for editors, which do not know the names of custom rules. */
export const anyContainerRules: z.ZodType = z.object(builtInContainerRules).catchall(customOverride);

/** The rules of one pod or container, by name. */
export type ContainerRules = z.ZodType<Readonly<Record<string, WrittenRule | undefined>>>;

function noOverride(on: RuleNode): z.ZodType {
  return z.undefined({ error: `nothing, for it is a rule on a ${on}: change it under \`rules.custom\`` }).optional();
}

/** The rules of every node, as they stand at the top of a model, each under its name. */
export const everyRule: RuleShape = shapeOf(builtInRules);
