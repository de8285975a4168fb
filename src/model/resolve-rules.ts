import type { Duration } from '../domain/instant.ts';
import type { AbsenceRule } from '../domain/model.ts';
import { byText } from '../domain/node.ts';
import type { Condition, Rule } from '../domain/rule.ts';
import type { Declarations } from './declarations.ts';
import { once } from './references.ts';
import { thresholdOf } from './rule-form/threshold.ts';
import { type BuiltInRule, builtInRules, recoveryByDefault, type RuleNode, type WrittenRule } from './rules.ts';
import type { WrittenContainer, WrittenPod } from './schema.ts';

/** What a container is judged by. */
export interface Watch {
  readonly rules: readonly Rule[];
  /** The rules of absence that are off. */
  readonly unwatched: readonly AbsenceRule[];
}

/** Gives what each node is judged by with every default resolved; nodes with the same overrides share one answer. */
export interface RuleBook {
  readonly ofContainer: (pod: WrittenPod, container?: WrittenContainer) => Watch;
  readonly ofResource: (kind: Exclude<RuleNode, 'container'>) => readonly Rule[];
}

const startGraceByDefault: Duration = 180;
const watched: readonly AbsenceRule[] = [];

/** Resolves the rules of a model: the container's own, else its pod's, else the model's, else the default (semantics 3). */
export function ruleBook({
  rules,
  customRules,
  defaults,
}: Pick<Declarations, 'rules' | 'customRules' | 'defaults'>): RuleBook {
  const startGrace = defaults.startGrace ?? startGraceByDefault;
  const custom = [...customRules.values()].flatMap(({ id, written }) => (written ? [[id, written] as const] : []));
  const forAll: Overrides = Object.fromEntries([
    ...[...rules].map(([name, { value }]) => [name, value] as const),
    ...custom,
  ]);
  const ofItsOwn = (node: RuleNode): readonly string[] => custom.flatMap(([id, { on }]) => (on === node ? [id] : []));
  const watches = new Map<string, Watch>();
  const watchFor = (node: RuleNode, overrides: Overrides, settings: Settings): Watch => {
    const key = JSON.stringify([node, Object.entries(overrides).toSorted(byName), settings]);
    const known = watches.get(key);
    if (known) return known;
    const builtIn = builtInRules
      .filter((rule) => rule.node === node)
      .flatMap((rule) => resolve(rule, overrides[rule.name] ?? rule.byDefault, settings));
    const own = ofItsOwn(node).flatMap((name) => named(name, overrides[name]));
    const unwatched = absenceRules.filter((name) => settings.mayEnd || overrides[name] === 'off');
    const watch: Watch = {
      rules: [...builtIn, ...own].toSorted((a, b) => byText(a.name, b.name)),
      unwatched: unwatched.length === 0 ? watched : unwatched,
    };
    watches.set(key, watch);
    return watch;
  };
  const settingsOf = (pod: WrittenPod, container: WrittenContainer | undefined): Settings => ({
    startGrace,
    limits: once(limitsOf(container ?? {}, pod, defaults)).toSorted(),
    mayEnd: pod.runs === 'to-completion',
  });
  // By entry, so that thousands of containers without overrides of their own cost one look-up each.
  const ofPods = new Map<WrittenPod, Watch>();
  const ofPod = (pod: WrittenPod): Watch => {
    const watch = ofPods.get(pod) ?? watchFor('container', { ...forAll, ...pod.rules }, settingsOf(pod, undefined));
    ofPods.set(pod, watch);
    return watch;
  };
  return {
    ofContainer: (pod, container) =>
      container?.rules || container?.requireLimits
        ? watchFor('container', { ...forAll, ...pod.rules, ...container.rules }, settingsOf(pod, container))
        : ofPod(pod),
    ofResource: (kind) => watchFor(kind, forAll, { startGrace, limits: [], mayEnd: false }).rules,
  };
}

const absenceRules: readonly AbsenceRule[] = ['gone', 'missing'];

type Overrides = Readonly<Record<string, WrittenRule | undefined>>;

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return byText(a, b);
}

/** The limits that must be set, by the nearest that says so. */
function limitsOf(...levels: readonly { readonly requireLimits?: readonly string[] | undefined }[]): readonly string[] {
  return levels.find((level) => level.requireLimits !== undefined)?.requireLimits ?? [];
}

interface Settings {
  readonly startGrace: Duration;
  readonly limits: readonly string[];
  /** The container is meant to end (semantics 3, To completion). */
  readonly mayEnd: boolean;
}

/** A custom rule under its name; nothing where it is off. */
function named(name: string, written: WrittenRule | undefined): readonly Rule[] {
  return typeof written === 'object' && written.form === 'custom' ? [{ ...written.rule, name }] : [];
}

function resolve(rule: BuiltInRule, written: WrittenRule, settings: Settings): readonly Rule[] {
  if (written === 'off' || written.form === 'custom') return [];
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

function stateOf({ name, signal }: BuiltInRule, { startGrace, limits, mayEnd }: Settings): Condition {
  switch (name) {
    case 'status':
      return { kind: 'not-running', signal: 'status', mayEnd };
    case 'health':
      return { kind: 'not-healthy', signal: 'health', startGrace };
    case 'limit':
      return { kind: 'no-limit', signals: limits.map((limit) => `${limit}Limit`) };
    default:
      return { kind: 'is-zero', signal };
  }
}
