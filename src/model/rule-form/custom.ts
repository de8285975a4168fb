import type { Duration } from '../../domain/instant.ts';
import type { Condition, RuleClass } from '../../domain/rule.ts';
import { anyOf } from '../complaints.ts';
import type { Path } from '../positions.ts';
import { builtInRules, type NamelessRule, recoveryByDefault, type RuleNode, type ThresholdUnit } from '../rules.ts';
import { allowanceOf } from './growth.ts';
import { boundsOf, limitOf, type Limit, limitWords, type Refuse, smoothings, thresholdOf } from './threshold.ts';

/** A condition as written: one signal with what is asked of it, or others put together; any key may stand in it. */
export interface WrittenCondition extends Readonly<Partial<Record<(typeof smoothings)[number], Duration | undefined>>> {
  readonly signal?: string | undefined;
  readonly above?: string | number | undefined;
  readonly below?: string | number | undefined;
  readonly is?: string | number | undefined;
  readonly until?: string | number | undefined;
  readonly all?: readonly WrittenCondition[] | undefined;
  readonly any?: readonly WrittenCondition[] | undefined;
  readonly not?: WrittenCondition | undefined;
}

/** A custom rule as written, without what it is on. */
export interface WrittenCustomRule extends WrittenCondition {
  readonly class: RuleClass;
  readonly rate?: string | number | undefined;
  readonly per?: 'requests' | undefined;
  readonly burst?: number | undefined;
  readonly for?: Duration | undefined;
  readonly recoverFor?: Duration | undefined;
}

const growthKeys = ['rate', 'per', 'burst'] as const;
const signalKeys = [...smoothings, 'above', 'below', 'is', 'until'] as const;
const forms = ['signal', 'all', 'any', 'not'] as const;

/** Which nodes a class of rules may be on (semantics 3, Built-in rules). */
const nodesOf: Readonly<Record<RuleClass, readonly RuleNode[]>> = {
  direct: ['container', 'server', 'disk', 'network'],
  growth: ['container'],
  pressure: ['container', 'server'],
};

/** Reads a custom rule; everything in it that does not go together is refused. */
export function customRuleOf(written: WrittenCustomRule, on: RuleNode, refuse: Refuse): NamelessRule | null {
  if (!nodesOf[written.class].includes(on)) {
    const classes = (['direct', 'growth', 'pressure'] as const).filter((name) => nodesOf[name].includes(on));
    return refuse(['class'], `${anyOf(classes)} for a rule on a ${on}`);
  }
  return written.class === 'growth' ? growthOf(written, refuse) : conditionRuleOf(written, on, refuse);
}

function growthOf(written: WrittenCustomRule, refuse: Refuse): NamelessRule | null {
  const { signal, rate, per, burst, recoverFor } = written;
  const alien = ([...forms, ...signalKeys, 'for'] as const).filter(
    (key) => key !== 'signal' && written[key] !== undefined,
  );
  for (const key of alien) refuse([key], 'nothing, for it does not go with `class: growth`');
  if (signal === undefined) refuse(['signal'], 'the name of a counter');
  if (rate === undefined) refuse(['rate'], 'how fast the counter may grow, such as 5/min');
  if (burst === undefined) refuse(['burst'], 'a number of at least 0');
  if (alien.length > 0 || signal === undefined || rate === undefined || burst === undefined) return null;
  const allowance = allowanceOf({ rate, per, burst }, refuse);
  return (
    allowance && { kind: 'growth', class: 'growth', signal, allowance, recoverFor: recoverFor ?? recoveryByDefault('') }
  );
}

function conditionRuleOf(written: WrittenCustomRule, on: RuleNode, refuse: Refuse): NamelessRule | null {
  const alien = growthKeys.filter((key) => written[key] !== undefined);
  for (const key of alien) refuse([key], 'nothing, for it goes with `class: growth` only');
  const condition = conditionOf(written, { on, path: [], refuse });
  if (!condition) return null;
  return {
    kind: 'condition',
    class: written.class === 'pressure' ? 'pressure' : 'direct',
    condition,
    for: written.for ?? 0,
    recoverFor: written.recoverFor ?? 0,
  };
}

interface Reading {
  readonly on: RuleNode;
  /** The way from the rule to the condition. */
  readonly path: Path;
  readonly refuse: Refuse;
}

function conditionOf(written: WrittenCondition, reading: Reading): Condition | null {
  const refuse: Refuse = (path, expected) => reading.refuse([...reading.path, ...path], expected);
  const [form, second] = forms.filter((key) => written[key] !== undefined);
  if (second) return refuse([second], `only one of ${forms.map((key) => `\`${key}\``).join(', ')}`);
  if (form === 'signal') return signalConditionOf(written, { ...reading, refuse });
  const alien = signalKeys.find((key) => written[key] !== undefined);
  if (!form) {
    const expected = 'the name of a signal';
    return refuse(
      ['signal'],
      alien ? expected : `${expected} with what is asked of it, or one of \`all\`, \`any\`, \`not\``,
    );
  }
  if (alien) return refuse([alien], `nothing, for it goes with \`signal\` and not with \`${form}\``);
  if (form === 'not') {
    const part = conditionOf(written.not ?? {}, { ...reading, path: [...reading.path, form] });
    return part && { kind: 'not', part };
  }
  const parts = (written[form] ?? []).map((part, index) =>
    conditionOf(part, { ...reading, path: [...reading.path, form, index] }),
  );
  const sound = parts.filter((part) => part !== null);
  return sound.length === parts.length ? { kind: form, parts: sound } : null;
}

function signalConditionOf(written: WrittenCondition, { on, refuse }: Reading): Condition | null {
  const { signal = '', is } = written;
  const [, second] = (['above', 'below', 'is'] as const).filter((key) => written[key] !== undefined);
  if (second) return refuse([second], 'only one of `above`, `below`, `is`');
  const unit = unitOf(on, signal);
  if (is !== undefined) {
    const alien = signalKeys.find((key) => key !== 'is' && written[key] !== undefined);
    return alien ? refuse([alien], 'nothing, for it does not go with `is`') : { kind: 'is', signal, value: is };
  }
  const limit = (key: 'above' | 'below' | 'until'): Limit | null | undefined => {
    const text = written[key];
    return text === undefined ? undefined : (limitOf(unit, text) ?? refuse([key], limitWords[unit]));
  };
  const limits = { above: limit('above'), below: limit('below'), until: limit('until') };
  const isReadable = (['above', 'below', 'until'] as const).every((key) => written[key] === undefined || limits[key]);
  if (!isReadable) return null;
  const bounds = boundsOf({ ...written, ...limits }, `${limitWords[unit]} (or \`below\`, or \`is\`)`, refuse);
  return bounds && thresholdOf(signal, bounds);
}

/** A signal that a built-in rule looks at has the unit it has there; of any other nobody knows. */
function unitOf(on: RuleNode, signal: string): ThresholdUnit {
  const rule = builtInRules.find((known) => known.node === on && known.signal === signal);
  switch (rule?.form) {
    case 'percent':
    case 'cores':
    case 'bytes':
    case 'count':
      return rule.form;
    case undefined:
    case 'any':
    case 'growth':
    case 'hold':
    case 'only-off':
      return 'any';
  }
}
