import type { Duration } from '../domain/instant.ts';
import { byText } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Span } from '../domain/past.ts';
import type { Allowance, GrowthRule, Rule } from '../domain/rule.ts';
import { allowanceOf } from '../health/growth.ts';
import { builtInRules, recoveryByDefault } from '../model/rules.ts';
import { growthForm, limitForm } from './forms.ts';
import type { WrittenForm } from './forms.ts';
import { growthOf, proposeAllowance } from './growth.ts';
import type { Growth } from './growth.ts';
import { isShareRule, proposeLimit, withLimit } from './limit.ts';
import type { ShareRule } from './limit.ts';
import { observedTime, stretchesIn, without } from './past.ts';
import type { ContainerPast, Stretch } from './past.ts';
import { neverFired, replay, together } from './replay.ts';
import type { Fired } from './replay.ts';

/**
 * What came of calibrating a rule: it `fits`, should be `looser` or `tighter`; it is off (`off`: what it could be); the
 * counter never grew, so nothing is known; too little was seen; or no limit is high enough.
 */
export type CalibrationVerdict = 'fits' | 'looser' | 'tighter' | 'off' | 'never-grew' | 'too-little' | 'no-limit-fits';

/** How often a rule would have fired in healthy time, and in the time of incidents. */
export interface FiredIn {
  readonly healthy: Fired;
  readonly incidents: Fired;
}

/** What the past of a pod's containers says of one of its rules. */
export interface Calibration {
  readonly pod: NodeId;
  readonly rule: string;
  readonly verdict: CalibrationVerdict;
  /** The containers that were looked at: those that have the pod's own rule and were seen. */
  readonly containers: number;
  /** How long each was seen while healthy, in the mean: exactly, and by hourly trends. */
  readonly healthyTime: { readonly exact: Duration; readonly hourly: Duration };
  /** Of a counter: its highest rates among the containers, in the rule's unit. */
  readonly growth?: Growth & { readonly per: Allowance['per'] };
  /** Absent where the rule is off. */
  readonly today?: WrittenForm;
  readonly firedToday?: FiredIn;
  readonly proposed?: WrittenForm;
  readonly firedProposed?: FiredIn;
}

/** A pod whose rules are calibrated. */
export interface PodPast {
  readonly pod: NodeId;
  readonly containers: readonly (ContainerPast & { readonly rules: readonly Rule[] })[];
  readonly period: Span;
  /** The time that tells nothing of what is usual: incidents, with what came before and after. */
  readonly troubled: readonly Span[];
}

/** How calibration judges. */
export interface CalibrationTerms {
  readonly staleAfter: Duration;
  /** How long each container must have been seen exactly while healthy, in the mean. */
  readonly atLeast: Duration;
  /** Only these rules; absent for all that are on. A rule that is off is looked at only where it is named. */
  readonly rules?: readonly string[];
}

/** Calibrates the rules of a pod, in the order of their names; nothing depends on the order of containers or samples. */
export function calibrate(past: PodPast, terms: CalibrationTerms): readonly Calibration[] {
  const names = new Set(past.containers.flatMap(({ rules }) => rules.map(({ name }) => name)));
  const named = terms.rules?.filter((name) => growthNames.has(name)) ?? [];
  return [...new Set([...names, ...named])]
    .filter((name) => terms.rules?.includes(name) ?? true)
    .toSorted(byText)
    .flatMap((name) => calibrateRule(name, past, terms) ?? []);
}

const growthNames = new Set(builtInRules.flatMap(({ name, form }) => (form === 'growth' ? [name] : [])));

/** A container with its healthy and its troubled time. */
interface Parted {
  readonly past: ContainerPast;
  readonly healthy: readonly Stretch[];
  readonly troubled: readonly Stretch[];
}

function calibrateRule(name: string, past: PodPast, terms: CalibrationTerms): Calibration | undefined {
  const rules = past.containers.map(({ rules: own }) => own.find((rule) => rule.name === name));
  const rule = commonest(rules);
  const today = rule ?? ruleWhileOff(name);
  const isOn = rule !== undefined;
  if (today.kind === 'condition' && !isShareRule(today)) return undefined;
  const signal = today.kind === 'growth' ? today.signal : today.condition.signal;
  const alike = past.containers.filter((_, index) => JSON.stringify(rules[index]) === JSON.stringify(rule));
  const seen = alike.filter(({ signals }) => (signals.get(signal)?.length ?? 0) > 0);
  if (seen.length === 0) return undefined;
  const healthySpans = without(past.period, past.troubled);
  const parted = seen.map((container) => ({
    past: container,
    healthy: stretchesIn(container, healthySpans),
    troubled: stretchesIn(container, past.troubled),
  }));
  const time = (isHourly: boolean): Duration =>
    parted.reduce((sum, { past: own, healthy }) => {
      const wanted = healthy.filter(({ interval }) => (interval === own.interval) !== isHourly);
      return sum + wanted.reduce((all, stretch) => all + observedTime(stretch, signal, terms.staleAfter), 0);
    }, 0) / parted.length;
  const common = {
    pod: past.pod,
    rule: name,
    containers: seen.length,
    healthyTime: { exact: time(false), hourly: time(true) },
  };
  const isEnough = common.healthyTime.exact >= terms.atLeast;
  const grounds: Grounds = { parted, staleAfter: terms.staleAfter, isEnough, isOn };
  return today.kind === 'growth'
    ? { ...common, ...calibrateGrowth(today, grounds) }
    : { ...common, ...calibrateLimit(today, grounds) };
}

interface Grounds {
  readonly parted: readonly Parted[];
  readonly staleAfter: Duration;
  readonly isEnough: boolean;
  readonly isOn: boolean;
}

type Judged = Pick<Calibration, 'verdict' | 'growth' | 'today' | 'firedToday' | 'proposed' | 'firedProposed'>;

/** From this factor on a tighter rule is worth a line in the model. */
const muchTighter = 2;

function calibrateGrowth(rule: GrowthRule, { parted, staleAfter, isEnough, isOn }: Grounds): Judged {
  const seesRequests = parted.every(({ past }) => past.signals.has('requests'));
  const allowance = allowanceOf(rule, seesRequests);
  const growths = parted.map(({ healthy }) => growthOf(rule, allowance.per, healthy));
  const growth = {
    per: allowance.per,
    mean: Math.max(...growths.map(({ mean }) => mean)),
    p95: Math.max(...growths.map(({ p95 }) => p95)),
    grew: growths.some(({ grew }) => grew),
  };
  const firedToday = firedIn(parted, withAllowance(rule, allowance), staleAfter);
  const known = { growth, ...(isOn && { today: growthForm(rule, allowance), firedToday }) };
  if (!isEnough) return { verdict: 'too-little', ...known };
  if (!growth.grew) return { verdict: 'never-grew', ...known };
  const next = proposeAllowance(
    rule,
    isOn ? allowance : { ...allowance, rate: 0, burst: 0 },
    parted.map(({ healthy }, index) => ({ growth: growths[index] ?? growth, stretches: healthy })),
  );
  const proposal = {
    ...known,
    proposed: growthForm(rule, next),
    firedProposed: firedIn(parted, withAllowance(rule, next), staleAfter),
  };
  if (!isOn) return { verdict: 'off', ...proposal };
  if (firedToday.healthy.times > 0) return { verdict: 'looser', ...proposal };
  const isTighter = next.rate <= allowance.rate && next.burst <= allowance.burst;
  const isMuch = next.rate * muchTighter <= allowance.rate || next.burst * muchTighter <= allowance.burst;
  return isTighter && isMuch ? { verdict: 'tighter', ...proposal } : { verdict: 'fits', ...known };
}

function calibrateLimit(rule: ShareRule, { parted, staleAfter, isEnough }: Grounds): Judged {
  const firedToday = firedIn(parted, rule, staleAfter);
  const known = { today: limitForm(rule), firedToday };
  if (!isEnough) return { verdict: 'too-little', ...known };
  if (firedToday.healthy.times === 0) return { verdict: 'fits', ...known };
  const healthy = parted.flatMap((each) => each.healthy);
  const limit = proposeLimit(rule, healthy, staleAfter);
  if (limit === undefined) return { verdict: 'no-limit-fits', ...known };
  const next = withLimit(rule, limit);
  return { verdict: 'looser', ...known, proposed: limitForm(next), firedProposed: firedIn(parted, next, staleAfter) };
}

function firedIn(parted: readonly Parted[], rule: Rule, staleAfter: Duration): FiredIn {
  const all = (stretches: readonly Stretch[]): Fired =>
    stretches.reduce((sum, stretch) => together(sum, replay(stretch, rule, staleAfter)), neverFired);
  return {
    healthy: all(parted.flatMap(({ healthy }) => healthy)),
    incidents: all(parted.flatMap(({ troubled }) => troubled)),
  };
}

function withAllowance({ onceRequestsSeen: _, ...rule }: GrowthRule, allowance: Allowance): GrowthRule {
  return { ...rule, allowance };
}

/** The rule that most containers have: what a few were given for themselves is theirs, and stays. */
function commonest(rules: readonly (Rule | undefined)[]): Rule | undefined {
  const counts = new Map<string, { readonly rule: Rule | undefined; count: number }>();
  for (const rule of rules) {
    const key = rule === undefined ? '' : JSON.stringify(rule);
    const known = counts.get(key) ?? { rule, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  const [most] = [...counts].toSorted(([a, x], [b, y]) => y.count - x.count || byText(a, b));
  return most?.[1].rule;
}

/** What a rule that is off would count: how much of it there is for each request. */
function ruleWhileOff(name: string): GrowthRule {
  return {
    kind: 'growth',
    class: 'growth',
    name,
    signal: name,
    allowance: { per: 'time', rate: 0, burst: 0 },
    onceRequestsSeen: { per: 'requests', rate: 0, burst: 0 },
    recoverFor: recoveryByDefault(name),
  };
}
