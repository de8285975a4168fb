import type { NodeMemory, RuleMemory, Sample, SignalMemory } from '../domain/memory.ts';

/** What of a node's memory became another: the entries that did, or all of it. */
export type NodePatch =
  | { readonly whole: NodeMemory }
  | {
      readonly signals?: Readonly<Record<string, SignalPatch>>;
      readonly rules?: Readonly<Record<string, RuleMemory>>;
      /** All but signals and rules. */
      readonly rest?: Omit<NodeMemory, 'signals' | 'rules'>;
    };

/** A signal's memory; of a window only how many samples it sheds, and those that are new. */
type SignalPatch = Omit<SignalMemory, 'window'> & {
  readonly window?: readonly Sample[];
  readonly shed?: number;
};

/**
 * What makes a node's memory of the one before. Parts that are the same object are the same: nothing of a memory is ever
 * changed in its place.
 */
export function patchOf(before: NodeMemory | undefined, after: NodeMemory): NodePatch {
  if (before === undefined || isLess(before.signals, after.signals) || isLess(before.rules, after.rules)) {
    return { whole: after };
  }
  const signals = changed(before.signals, after.signals).map(([name, memory]) => [
    name,
    signalPatch(before.signals[name], memory),
  ]);
  const rules = changed(before.rules, after.rules);
  const rest = restOf(after);
  return {
    ...(signals.length > 0 && { signals: Object.fromEntries(signals) as Record<string, SignalPatch> }),
    ...(rules.length > 0 && { rules: Object.fromEntries(rules) }),
    ...(JSON.stringify(rest) !== JSON.stringify(restOf(before)) && { rest }),
  };
}

/** The memory that a patch makes of the one before. */
export function patched(before: NodeMemory | undefined, patch: NodePatch): NodeMemory {
  if ('whole' in patch) return patch.whole;
  const { signals = {}, rules = {}, rest = before === undefined ? {} : restOf(before) } = patch;
  const taken = Object.entries(signals).map(([name, signal]) => [name, patchedSignal(before?.signals[name], signal)]);
  return {
    ...rest,
    signals: { ...before?.signals, ...(Object.fromEntries(taken) as Record<string, SignalMemory>) },
    rules: { ...before?.rules, ...rules },
  };
}

function restOf({ signals: _signals, rules: _rules, ...rest }: NodeMemory): Omit<NodeMemory, 'signals' | 'rules'> {
  return rest;
}

function isLess(before: object, after: object): boolean {
  return Object.keys(before).some((name) => !Object.hasOwn(after, name));
}

function changed<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): readonly (readonly [string, Value])[] {
  return Object.entries(after).filter(([name, value]) => before[name] !== value);
}

function signalPatch(before: SignalMemory | undefined, after: SignalMemory): SignalPatch {
  const [old, now] = [before?.window, after.window];
  const [first] = now ?? [];
  if (old === undefined || now === undefined || first === undefined) return after;
  const shed = old.indexOf(first);
  const stayed = old.length - shed;
  const isLonger = shed >= 0 && old.every((sample, at) => at < shed || sample === now[at - shed]);
  return isLonger ? { ...after, window: now.slice(stayed), shed } : after;
}

function patchedSignal(before: SignalMemory | undefined, { shed, ...patch }: SignalPatch): SignalMemory {
  if (shed === undefined) return patch;
  return { ...patch, window: [...(before?.window ?? []).slice(shed), ...(patch.window ?? [])] };
}
