import type { Duration } from '../domain/instant.ts';
import type { Allowance, ConditionRule, GrowthRule, RuleClass, Smoothing } from '../domain/rule.ts';
import type { SignalName } from '../domain/signal.ts';

/** What a rule may be about. */
export type RuleNode = 'container' | 'server' | 'disk' | 'network';

/** A rule as people write it, its texts already turned into numbers. */
export type WrittenRule = 'off' | WrittenGrowth | WrittenThreshold | WrittenHold | WrittenCustom;

/** How fast a counter may grow. `onceRequestsSeen` belongs to defaults alone. */
export interface WrittenGrowth {
  readonly form: 'growth';
  readonly allowance: Allowance;
  readonly onceRequestsSeen?: Allowance;
  readonly recoverFor?: Duration | undefined;
}

/** A limit of a signal; `isShare` says that the limit is a share (0…1) of the container's own limit. */
export interface Bounds {
  readonly comparison: 'above' | 'below';
  readonly limit: number;
  readonly until?: number | undefined;
  readonly isShare: boolean;
  readonly smoothing?: Smoothing | undefined;
}

/** A limit of a built-in rule's signal. */
export interface WrittenThreshold extends Bounds {
  readonly form: 'threshold';
  readonly for?: Duration | undefined;
  readonly recoverFor?: Duration | undefined;
}

/** A rule of the model's own, which says all of itself but its name. */
export interface WrittenCustom {
  readonly form: 'custom';
  readonly on: RuleNode;
  readonly rule: NamelessRule;
}

/** A rule before it is known what it is called. */
export type NamelessRule = Omit<GrowthRule, 'name'> | Omit<ConditionRule, 'name'>;

/** How long something must have been wrong, for rules that have nothing else to set. */
export interface WrittenHold {
  readonly form: 'hold';
  readonly for?: Duration | undefined;
  readonly recoverFor?: Duration | undefined;
}

/** The units a threshold may be given in: percent of a whole, cores or bytes (or a share of the limit), a count, or any. */
export type ThresholdUnit = 'percent' | 'cores' | 'bytes' | 'count' | 'any';

/** A rule that Linchpin knows without being told. */
export interface BuiltInRule {
  readonly name: string;
  readonly node: RuleNode;
  readonly class: RuleClass;
  readonly signal: SignalName;
  /** What may be written for it besides `off`. */
  readonly form: 'growth' | 'hold' | 'only-off' | ThresholdUnit;
  readonly byDefault: WrittenRule;
}

const minute = 60;
const hold = (seconds: number): WrittenHold => ({ form: 'hold', for: seconds });
const above = (limit: number, rest: Partial<WrittenThreshold> = {}): WrittenThreshold => ({
  form: 'threshold',
  comparison: 'above',
  limit,
  isShare: false,
  ...rest,
});
const perMinute = (count: number, burst: number): Allowance => ({ per: 'time', rate: count / minute, burst });
const troubleAnswers: WrittenGrowth = {
  form: 'growth',
  allowance: perMinute(10, 50),
  onceRequestsSeen: { per: 'requests', rate: 0.01, burst: 50 },
};
const avg5m: Smoothing = { function: 'avg', window: 5 * minute };
const ofContainer = { node: 'container' } as const;

/** The built-in rules with their defaults, as the table of semantics 3 has them. */
export const builtInRules: readonly BuiltInRule[] = [
  { ...ofContainer, class: 'direct', name: 'status', signal: 'status', form: 'hold', byDefault: hold(30) },
  { ...ofContainer, class: 'direct', name: 'health', signal: 'health', form: 'hold', byDefault: hold(30) },
  { ...ofContainer, class: 'direct', name: 'network', signal: 'network', form: 'hold', byDefault: hold(30) },
  { ...ofContainer, class: 'direct', name: 'gone', signal: 'status', form: 'only-off', byDefault: 'off' },
  { ...ofContainer, class: 'direct', name: 'missing', signal: 'status', form: 'only-off', byDefault: 'off' },
  { ...ofContainer, class: 'direct', name: 'limit', signal: 'memoryLimit', form: 'hold', byDefault: hold(0) },
  {
    ...ofContainer,
    class: 'growth',
    name: 'restarts',
    signal: 'restarts',
    form: 'growth',
    byDefault: { form: 'growth', allowance: { per: 'time', rate: 4 / (60 * minute), burst: 3 } },
  },
  { ...ofContainer, class: 'growth', name: 'errors', signal: 'errors', form: 'growth', byDefault: troubleAnswers },
  { ...ofContainer, class: 'growth', name: 'timeouts', signal: 'timeouts', form: 'growth', byDefault: troubleAnswers },
  { ...ofContainer, class: 'growth', name: 'busySeconds', signal: 'busySeconds', form: 'growth', byDefault: 'off' },
  {
    ...ofContainer,
    class: 'pressure',
    name: 'cpu',
    signal: 'cpu',
    form: 'cores',
    byDefault: above(0.95, { isShare: true, smoothing: avg5m, for: 5 * minute }),
  },
  {
    ...ofContainer,
    class: 'pressure',
    name: 'memory',
    signal: 'memory',
    form: 'bytes',
    byDefault: above(0.95, { isShare: true, for: 2 * minute }),
  },
  {
    ...ofContainer,
    class: 'pressure',
    name: 'oom',
    signal: 'oomKills',
    form: 'count',
    byDefault: above(0, { smoothing: { function: 'increase', window: 5 * minute } }),
  },
  { node: 'server', class: 'direct', name: 'reachable', signal: 'reachable', form: 'hold', byDefault: hold(30) },
  { node: 'server', class: 'direct', name: 'runtime', signal: 'runtime', form: 'hold', byDefault: hold(2 * minute) },
  {
    node: 'server',
    class: 'pressure',
    name: 'serverCpu',
    signal: 'cpu',
    form: 'percent',
    byDefault: above(95, { smoothing: avg5m, for: 5 * minute }),
  },
  {
    node: 'server',
    class: 'pressure',
    name: 'serverMemory',
    signal: 'memory',
    form: 'percent',
    byDefault: above(98, { for: 5 * minute }),
  },
  { node: 'disk', class: 'direct', name: 'diskUsed', signal: 'used', form: 'percent', byDefault: full() },
  { node: 'disk', class: 'direct', name: 'diskInodes', signal: 'inodes', form: 'percent', byDefault: full() },
  { node: 'disk', class: 'direct', name: 'diskHealthy', signal: 'healthy', form: 'hold', byDefault: hold(0) },
  { node: 'network', class: 'direct', name: 'networkUp', signal: 'up', form: 'hold', byDefault: hold(30) },
  {
    node: 'network',
    class: 'direct',
    name: 'networkLoss',
    signal: 'loss',
    form: 'percent',
    byDefault: above(20, { for: 2 * minute }),
  },
];

function full(): WrittenThreshold {
  return above(97, { until: 95, for: minute });
}

/** How long a growth rule must have been kept to before it stops, where its writer does not say (semantics 3, Recovery). */
export function recoveryByDefault(rule: string): Duration {
  return (rule === 'restarts' ? 15 : 3) * minute;
}
