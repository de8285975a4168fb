import type { Instant } from '../domain/instant.ts';
import type { NodeMemory, Sample, SignalMemory } from '../domain/memory.ts';
import type { Condition, Smoothing, Threshold } from '../domain/rule.ts';
import type { SignalName, SignalValue } from '../domain/signal.ts';
import { settingSignals } from '../domain/signal.ts';

/** What a condition says of a node in this cycle; `applies: false` where a signal it needs was never seen or no limit is set. */
export type Answer =
  | { readonly applies: false }
  | { readonly applies: true; readonly holds: boolean | undefined; readonly newestAt: Instant; readonly fact: Fact };

/** The value that a condition looked at, and what it should have kept to. */
export interface Fact {
  readonly signal: SignalName;
  readonly value: SignalValue;
  readonly limit?: number;
  readonly shareOf?: SignalName;
}

/** The circumstances in which a condition is asked. */
export interface Asking {
  readonly node: NodeMemory;
  readonly now: Instant;
  readonly isStale: (signal: SignalMemory) => boolean;
  /** The condition was true when it last had an answer: `until` counts, whatever holds come after it. */
  readonly wasTrue: boolean;
  /** The rule says yes since the cycle before: "stops only at" counts. */
  readonly wasActive: boolean;
}

const doesNotApply: Answer = { applies: false };

/** Asks a condition of a node's newest values (semantics 3, Conditions). */
export function ask(condition: Condition, asking: Asking): Answer {
  switch (condition.kind) {
    case 'threshold':
      return askThreshold(condition, asking);
    case 'is-zero':
      return askValue(condition.signal, asking, (value) => Number(value) === 0);
    case 'not-running':
      return askValue(condition.signal, asking, (value) => value !== 'running' && value !== 1);
    case 'not-healthy':
      return askValue(
        condition.signal,
        asking,
        (value) => value === 'unhealthy' || (asking.wasActive && !isFineHealth(value)),
      );
    case 'is':
      return askValue(condition.signal, asking, (value) => value === condition.value);
    case 'all':
    case 'any':
    case 'not':
      return doesNotApply;
    case 'no-limit':
      return askLimits(condition.signals, asking);
  }
}

/** The health words that clear a container. */
export function isFineHealth(value: SignalValue): boolean {
  return value === 'healthy' || value === 'none';
}

/** Asks one signal's newest value; no answer while the signal is stale, except for settings, which do not age. */
export function askValue(signal: SignalName, asking: Asking, test: (value: SignalValue) => boolean): Answer {
  const memory = asking.node.signals[signal];
  if (!memory) return doesNotApply;
  const { at, value } = memory.newest;
  const hasAnswer = settingSignals.has(signal) || !asking.isStale(memory);
  return { applies: true, holds: hasAnswer ? test(value) : undefined, newestAt: at, fact: { signal, value } };
}

function askLimits(signals: readonly SignalName[], asking: Asking): Answer {
  const answers = signals.map((signal) => askValue(signal, asking, (value) => Number(value) === 0));
  return (
    answers.find((answer) => answer.applies && answer.holds) ?? answers.find(({ applies }) => applies) ?? doesNotApply
  );
}

function askThreshold(condition: Threshold, asking: Asking): Answer {
  const memory = asking.node.signals[condition.signal];
  if (!memory) return doesNotApply;
  const whole =
    condition.percentOf === undefined ? 1 : Number(asking.node.signals[condition.percentOf]?.newest.value ?? 0);
  if (!(whole > 0)) return doesNotApply;
  const smoothed = condition.smoothing
    ? smooth(memory.window ?? [memory.newest], condition.smoothing, asking.now)
    : Number(memory.newest.value);
  const value = smoothed === undefined ? undefined : smoothed / whole;
  const hasAnswer = value !== undefined && !asking.isStale(memory);
  return {
    applies: true,
    holds: hasAnswer ? crosses(value, condition, asking.wasTrue) : undefined,
    newestAt: memory.newest.at,
    fact: {
      signal: condition.signal,
      value: value ?? memory.newest.value,
      limit: condition.limit,
      ...(condition.percentOf === undefined ? {} : { shareOf: condition.percentOf }),
    },
  };
}

function crosses(value: number, { comparison, limit, until }: Threshold, wasTrue: boolean): boolean {
  const edge = wasTrue ? (until ?? limit) : limit;
  return comparison === 'above' ? value > edge : value < edge;
}

/** Semantics 3: `avg`, `max`, `min` over T − w < at ≤ T; `increase` since the newest sample at or before T − w, else the oldest. */
function smooth(samples: readonly Sample[], { function: name, window }: Smoothing, now: Instant): number | undefined {
  if (name === 'increase') return increase(samples, now - window);
  const values = samples.filter(({ at }) => at > now - window && at <= now).map(({ value }) => Number(value));
  if (values.length === 0) return undefined;
  switch (name) {
    case 'avg':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case 'max':
      return Math.max(...values);
    case 'min':
      return Math.min(...values);
  }
}

function increase(samples: readonly Sample[], from: Instant): number {
  const base = samples.findLastIndex(({ at }) => at <= from);
  let total = 0;
  for (let index = Math.max(0, base) + 1; index < samples.length; index++) {
    const [before, after] = [Number(samples[index - 1]?.value), Number(samples[index]?.value)];
    total += after >= before ? after - before : after;
  }
  return total;
}
