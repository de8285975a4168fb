import type { Duration } from './instant.ts';
import type { SignalName, SignalValue } from './signal.ts';

/** How a rule's yes counts: a fault by itself, trouble that grows, or reserve used up (semantics 3). */
export type RuleClass = 'direct' | 'growth' | 'pressure';

/** What a counter of trouble may grow: `rate` per second, or per request where `per` says so, and `burst` on top. */
export interface Allowance {
  readonly per: 'time' | 'requests';
  readonly rate: number;
  readonly burst: number;
}

/** A counter that must not grow faster than a linear function (semantics 3, Growth). */
export interface GrowthRule {
  readonly kind: 'growth';
  readonly class: 'growth';
  readonly name: string;
  readonly signal: SignalName;
  readonly allowance: Allowance;
  /** The default that takes over for good once `requests` were seen on the node; absent where the rule was written out. */
  readonly onceRequestsSeen?: Allowance;
  readonly recoverFor: Duration;
}

/** A rule that looks at the newest values once a cycle (semantics 3, Conditions). */
export interface ConditionRule {
  readonly kind: 'condition';
  readonly class: 'direct' | 'pressure';
  readonly name: string;
  readonly condition: Condition;
  readonly for: Duration;
  readonly recoverFor: Duration;
}

/** One rule of a container or resource, with every default resolved. */
export type Rule = GrowthRule | ConditionRule;

/** Smooths a signal over the samples with T − window < at ≤ T; `increase` is the reset-corrected increase over it. */
export interface Smoothing {
  readonly function: 'avg' | 'max' | 'min' | 'increase';
  readonly window: Duration;
}

/** A number compared with a limit; of a container's `cpu` or `memory` the limit is a share (0…1) of `percentOf`. */
export interface Threshold {
  readonly kind: 'threshold';
  readonly signal: SignalName;
  readonly smoothing?: Smoothing;
  readonly comparison: 'above' | 'below';
  readonly limit: number;
  /** Once true it stays true until the value is back here. */
  readonly until?: number;
  readonly percentOf?: SignalName;
}

/** A 1/0 signal that is 0. */
export interface IsZero {
  readonly kind: 'is-zero';
  readonly signal: SignalName;
}

/** The container's status is neither `running` nor 1; where it may end, nor has it ended with exit code 0. */
export interface NotRunning {
  readonly kind: 'not-running';
  readonly signal: 'status';
  readonly mayEnd: boolean;
}

/** `unhealthy`, or neither `healthy` nor `none` for `startGrace`; it stops only at `healthy` or `none`. */
export interface NotHealthy {
  readonly kind: 'not-healthy';
  readonly signal: 'health';
  readonly startGrace: Duration;
}

/** A limit that is required and is 0. */
export interface NoLimit {
  readonly kind: 'no-limit';
  readonly signals: readonly SignalName[];
}

/** A signal that has one value, a word or a number. */
export interface Is {
  readonly kind: 'is';
  readonly signal: SignalName;
  readonly value: SignalValue;
}

/** Every part, or any part, is true: three-valued (semantics 3, Conditions). */
export interface Combined {
  readonly kind: 'all' | 'any';
  readonly parts: readonly Condition[];
}

/** The part is not true. */
export interface Not {
  readonly kind: 'not';
  readonly part: Condition;
}

/** What a condition rule asks of the newest values. */
export type Condition = Threshold | IsZero | Is | NotRunning | NotHealthy | NoLimit | Combined | Not;

/** Whether a growth rule tells only that its container is slow; that excuses no trouble of another kind (semantics 4.7). */
export function isOfSlowness(rule: string): boolean {
  return rule === 'busySeconds';
}

/** Whether slow callees explain that a growth rule is violated (semantics 4.7). */
export function isExplainedBySlowness(rule: string): boolean {
  return isOfSlowness(rule) || rule === 'timeouts';
}

/** The signals that a rule reads, in the order in which it names them; `shareLimitsOf` has the limits that it takes a share of. */
export function signalsOf(rule: Rule): readonly SignalName[] {
  return rule.kind === 'growth' ? [rule.signal] : signalsIn(rule.condition);
}

function signalsIn(condition: Condition): readonly SignalName[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(signalsIn);
    case 'not':
      return signalsIn(condition.part);
    case 'no-limit':
      return condition.signals;
    case 'threshold':
    case 'is-zero':
    case 'is':
    case 'not-running':
    case 'not-healthy':
      return [condition.signal];
  }
}

/** The limits that a rule takes a share of (`80%` of `memory` is of `memoryLimit`). */
export function shareLimitsOf(rule: Rule): readonly SignalName[] {
  return rule.kind === 'growth' ? [] : shareLimitsIn(rule.condition);
}

function shareLimitsIn(condition: Condition): readonly SignalName[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(shareLimitsIn);
    case 'not':
      return shareLimitsIn(condition.part);
    case 'threshold':
      return condition.percentOf === undefined ? [] : [condition.percentOf];
    case 'no-limit':
    case 'is-zero':
    case 'is':
    case 'not-running':
    case 'not-healthy':
      return [];
  }
}
