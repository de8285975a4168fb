import type { Condition, ConditionRule, Smoothing } from '../../src/domain/rule.ts';

/** A number of a signal at a time. */
export interface SignalSample {
  readonly signal: string;
  readonly at: number;
  readonly value: number;
}

/** A cycle judged at a time, with the samples that came for it in any order. */
export interface HistoryCycle {
  readonly at: number;
  readonly samples: readonly SignalSample[];
}

/** What a direct rule says in a cycle. */
export type Says = { readonly says: 'yes'; readonly since: number } | { readonly says: 'no' | 'unknown' };

type Known = boolean | 'unknown' | 'absent';

/** What a rule says in the last cycle of a history: every cycle is looked at anew, and nothing is remembered (semantics 3). */
export function saysAtEnd(rule: ConditionRule, history: readonly HistoryCycle[], staleAfter: number): Says {
  const last = truthAt(rule.condition, history, staleAfter);
  if (last === 'absent') return { says: 'no' };
  if (last === 'unknown') return { says: 'unknown' };
  const since = activeSince(rule, history, staleAfter);
  return since === undefined ? { says: 'no' } : { says: 'yes', since };
}

interface Run {
  readonly holds: boolean;
  /** The time of the newest sample used in its first cycle. */
  readonly since: number;
  /** When its cycles were judged, and the newest sample used in each. */
  readonly cycles: readonly { readonly at: number; readonly used: number }[];
}

/** The unbroken runs of true and of false: cycles in which nothing is known belong to none. */
function runsOf(condition: Condition, history: readonly HistoryCycle[], staleAfter: number): readonly Run[] {
  const runs: Run[] = [];
  for (let end = 1; end <= history.length; end++) {
    const past = history.slice(0, end);
    const holds = truthAt(condition, past, staleAfter);
    if (typeof holds !== 'boolean') continue;
    const cycle = { at: past.at(-1)!.at, used: newestUsed(condition, past, staleAfter) };
    const run = runs.at(-1);
    if (run?.holds === holds) runs[runs.length - 1] = { ...run, cycles: [...run.cycles, cycle] };
    else runs.push({ holds, since: cycle.used, cycles: [cycle] });
  }
  return runs;
}

/** Goes from run to run: a true one makes the rule say yes by `for`, a false one ends that by `recoverFor`. */
function activeSince(rule: ConditionRule, history: readonly HistoryCycle[], staleAfter: number): number | undefined {
  let active: number | undefined;
  for (const { holds, since, cycles } of runsOf(rule.condition, history, staleAfter)) {
    if (holds && active === undefined) {
      const isYes = cycles.some(({ at }, index) => {
        const isConfirmed = cycles.slice(0, index + 1).some(({ used }) => used > since);
        return at - since >= rule.for && (isConfirmed || at - since >= 2 * rule.for);
      });
      if (isYes) active = since;
    }
    if (!holds && cycles.some(({ at }) => at - since >= rule.recoverFor)) active = undefined;
  }
  return active;
}

/** A condition in the last cycle of a history. */
function truthAt(condition: Condition, history: readonly HistoryCycle[], staleAfter: number): Known {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.parts.map((part) => truthAt(part, history, staleAfter));
      if (condition.kind === 'all' && parts.includes('absent')) return 'absent';
      const seen = parts.filter((part) => part !== 'absent');
      if (seen.length === 0) return 'absent';
      const decisive = condition.kind === 'any';
      if (seen.includes(decisive)) return decisive;
      return seen.includes('unknown') ? 'unknown' : !decisive;
    }
    case 'not': {
      const part = truthAt(condition.part, history, staleAfter);
      return typeof part === 'boolean' ? !part : part;
    }
    case 'threshold': {
      const value = valueAt(condition, history, staleAfter);
      if (typeof value !== 'number') return value;
      const { limit, until, comparison } = condition;
      const edge = until !== undefined && wasTrue(condition, history, staleAfter) ? until : limit;
      return comparison === 'above' ? value > edge : value < edge;
    }
    case 'is': {
      const value = valueAt(condition, history, staleAfter);
      return typeof value === 'number' ? value === condition.value : value;
    }
    case 'is-zero':
    case 'not-running':
    case 'not-healthy':
    case 'no-limit':
      throw new Error(`the reference knows no ${condition.kind}`);
  }
}

/** Whether a condition was true in the newest earlier cycle in which it was known. */
function wasTrue(condition: Condition, history: readonly HistoryCycle[], staleAfter: number): boolean {
  for (let end = history.length - 1; end > 0; end--) {
    const truth = truthAt(condition, history.slice(0, end), staleAfter);
    if (typeof truth === 'boolean') return truth;
  }
  return false;
}

function valueAt(
  { signal, smoothing }: { readonly signal: string; readonly smoothing?: Smoothing },
  history: readonly HistoryCycle[],
  staleAfter: number,
): number | 'unknown' | 'absent' {
  const samples = takenIn(signal, history);
  const newest = samples.at(-1);
  const now = history.at(-1)!.at;
  if (newest === undefined) return 'absent';
  if (now - newest.at > staleAfter) return 'unknown';
  return smoothing === undefined ? newest.value : smoothed(samples, smoothing, now);
}

/** The samples of a signal that were taken in: of each cycle those newer than all before, of one time the largest. */
function takenIn(signal: string, history: readonly HistoryCycle[]): readonly SignalSample[] {
  const taken: SignalSample[] = [];
  for (const { samples } of history) {
    const newest = taken.at(-1)?.at ?? -Infinity;
    const later = samples.filter((sample) => sample.signal === signal && sample.at > newest);
    for (const at of [...new Set(later.map((sample) => sample.at))].sort((a, b) => a - b)) {
      const value = Math.max(...later.filter((sample) => sample.at === at).map((sample) => sample.value));
      taken.push({ signal, at, value });
    }
  }
  return taken;
}

function smoothed(samples: readonly SignalSample[], { function: name, window }: Smoothing, now: number): number {
  const inside = samples.filter(({ at }) => at > now - window).map(({ value }) => value);
  switch (name) {
    case 'avg':
      return inside.length === 0
        ? samples.at(-1)!.value
        : inside.reduce((sum, value) => sum + value, 0) / inside.length;
    case 'max':
      return inside.length === 0 ? samples.at(-1)!.value : Math.max(...inside);
    case 'min':
      return inside.length === 0 ? samples.at(-1)!.value : Math.min(...inside);
    case 'increase': {
      const base = samples.filter(({ at }) => at <= now - window).at(-1) ?? samples[0]!;
      const counted = samples.filter(({ at }) => at >= base.at).map(({ value }) => value);
      return counted.slice(1).reduce((sum, value, index) => {
        const before = counted[index]!;
        return sum + (value < before ? value : value - before);
      }, 0);
    }
  }
}

/** The newest sample of those parts that are known. */
function newestUsed(condition: Condition, history: readonly HistoryCycle[], staleAfter: number): number {
  if (typeof truthAt(condition, history, staleAfter) !== 'boolean') return -Infinity;
  switch (condition.kind) {
    case 'all':
    case 'any':
      return Math.max(...condition.parts.map((part) => newestUsed(part, history, staleAfter)));
    case 'not':
      return newestUsed(condition.part, history, staleAfter);
    case 'threshold':
    case 'is':
      return takenIn(condition.signal, history).at(-1)!.at;
    case 'is-zero':
    case 'not-running':
    case 'not-healthy':
    case 'no-limit':
      throw new Error(`the reference knows no ${condition.kind}`);
  }
}
