import type { Duration } from '../domain/instant.ts';
import type { Condition, Rule } from '../domain/rule.ts';
import type { SignalName } from '../domain/signal.ts';
import type { Declarations } from './declarations.ts';
import { type BuiltInRule, builtInRules, recoveryByDefault, type WrittenRule, type WrittenThreshold } from './rules.ts';
import type { WrittenContainer, WrittenPod } from './schema.ts';

/** Gives the rules of each node with every default resolved; nodes with the same overrides share one list. */
export interface RuleBook {
  readonly ofContainer: (pod: WrittenPod, container?: WrittenContainer) => readonly Rule[];
  readonly ofResource: (kind: 'server' | 'disk' | 'network') => readonly Rule[];
}

const startGraceByDefault: Duration = 180;

/** Resolves the rules of a model: the container's own, else its pod's, else the model's, else the default (semantics 3). */
export function ruleBook({ rules, defaults }: Pick<Declarations, 'rules' | 'defaults'>): RuleBook {
  const startGrace = defaults.startGrace ?? startGraceByDefault;
  const forAll: Overrides = Object.fromEntries([...rules].map(([name, { value }]) => [name, value]));
  const lists = new Map<string, readonly Rule[]>();
  const listFor = (node: BuiltInRule['node'], overrides: Overrides, limits: readonly string[]): readonly Rule[] => {
    const key = JSON.stringify([node, Object.entries(overrides).toSorted(byName), limits.toSorted()]);
    const known = lists.get(key);
    if (known) return known;
    const list = builtInRules
      .filter((rule) => rule.node === node)
      .flatMap((rule) => resolve(rule, overrides[rule.name] ?? rule.byDefault, { startGrace, limits }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    lists.set(key, list);
    return list;
  };
  // By entry, so that thousands of containers without overrides of their own cost one look-up each.
  const ofPods = new Map<WrittenPod, readonly Rule[]>();
  const ofPod = (pod: WrittenPod): readonly Rule[] => {
    const list = ofPods.get(pod) ?? listFor('container', { ...forAll, ...pod.rules }, limitsOf(pod, defaults));
    ofPods.set(pod, list);
    return list;
  };
  return {
    ofContainer: (pod, container) =>
      container?.rules || container?.requireLimits
        ? listFor('container', { ...forAll, ...pod.rules, ...container.rules }, limitsOf(container, pod, defaults))
        : ofPod(pod),
    ofResource: (kind) => listFor(kind, forAll, []),
  };
}

type Overrides = Readonly<Record<string, WrittenRule | undefined>>;

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The limits that must be set, by the nearest that says so. */
function limitsOf(...levels: readonly { readonly requireLimits?: readonly string[] | undefined }[]): readonly string[] {
  return levels.find((level) => level.requireLimits !== undefined)?.requireLimits ?? [];
}

interface Settings {
  readonly startGrace: Duration;
  readonly limits: readonly string[];
}

function resolve(rule: BuiltInRule, written: WrittenRule, settings: Settings): readonly Rule[] {
  if (written === 'off') return [];
  const { name, signal } = rule;
  if (written.form === 'growth') {
    const { allowance, onceRequestsSeen } = written;
    const recoverFor = written.recoverFor ?? recoveryByDefault(name);
    return [
      {
        kind: 'growth',
        class: 'growth',
        name,
        signal,
        allowance,
        ...(onceRequestsSeen && { onceRequestsSeen }),
        recoverFor,
      },
    ];
  }
  if (name === 'limit' && settings.limits.length === 0) return [];
  const condition = written.form === 'threshold' ? thresholdOf(signal, written) : stateOf(rule, settings);
  return [
    {
      kind: 'condition',
      class: rule.class === 'pressure' ? 'pressure' : 'direct',
      name,
      condition,
      for: written.for ?? 0,
      recoverFor: written.recoverFor ?? 0,
    },
  ];
}

function thresholdOf(signal: SignalName, written: WrittenThreshold): Condition {
  const { comparison, limit, until, smoothing, isShare } = written;
  return {
    kind: 'threshold',
    signal,
    comparison,
    limit,
    ...(smoothing && { smoothing }),
    ...(until !== undefined && { until }),
    ...(isShare && { percentOf: `${signal}Limit` }),
  };
}

function stateOf({ name, signal }: BuiltInRule, { startGrace, limits }: Settings): Condition {
  switch (name) {
    case 'status':
      return { kind: 'not-running', signal: 'status' };
    case 'health':
      return { kind: 'not-healthy', signal: 'health', startGrace };
    case 'limit':
      return { kind: 'no-limit', signals: [...new Set(limits)].toSorted().map((limit) => `${limit}Limit`) };
    default:
      return { kind: 'is-zero', signal };
  }
}
