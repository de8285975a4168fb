import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeMemory, Sample } from '../domain/memory.ts';
import type { Rule } from '../domain/rule.ts';
import { signalsOf, shareLimitsOf } from '../domain/rule.ts';
import { signalKey, staleAge } from '../domain/signal.ts';
import type { SignalName } from '../domain/signal.ts';
import { windowsOf } from '../health/layout.ts';
import { askRules } from '../health/rules.ts';
import { newNode, takeIn } from '../health/take-in.ts';
import type { Stretch } from './past.ts';

/** How often a rule began to say yes, and for how long it did in all. */
export interface Fired {
  readonly times: number;
  readonly seconds: Duration;
}

/** Nothing fired. */
export const neverFired: Fired = { times: 0, seconds: 0 };

/** Both together. */
export function together(a: Fired, b: Fired): Fired {
  return { times: a.times + b.times, seconds: a.seconds + b.seconds };
}

/** The signals that a rule needs, requests where a counter may be held against them. */
export function signalsFor(rule: Rule): readonly SignalName[] {
  return [...signalsOf(rule), ...shareLimitsOf(rule), ...(rule.kind === 'growth' ? ['requests'] : [])];
}

/**
 * Judges a stretch by a rule as cycles would that ran at each of its samples, with the rules' own code and from an empty
 * memory: what had begun before the stretch is not held against it.
 */
export function replay({ node: id, signals, interval }: Stretch, rule: Rule, staleAfter: Duration): Fired {
  const wanted = new Map(
    signalsFor(rule).flatMap((name) => (signals.has(name) ? [[name, signals.get(name) ?? []]] : [])),
  );
  const rules = [rule];
  const windows = windowsOf(rules);
  const intervals = new Map([...wanted.keys()].map((signal) => [signalKey(id, signal), interval]));
  const longest = staleAge({ interval }, staleAfter);
  let memory: NodeMemory = newNode;
  let [times, seconds] = [0, 0];
  let wasYes = false;
  let before: Instant | undefined;
  for (const { at, arrived } of moments(wanted)) {
    if (wasYes && before !== undefined) seconds += Math.min(at - before, longest);
    const taken = takeIn({ id, windows, before: memory }, arrived, { at, observations: [], intervals });
    const { signals: known, rules: remembered } = taken.memory;
    const hearing = { now: at, staleAfter };
    const outcome = askRules(rules, {
      signals: known,
      rules: remembered,
      samples: taken.samples,
      hearing,
      keepsAnswers: false,
    });
    memory = outcome.memories === remembered ? taken.memory : { ...taken.memory, rules: outcome.memories };
    const isYes = outcome.answers.some(({ says }) => says === 'yes');
    if (isYes && !wasYes) times += 1;
    wasYes = isYes;
    before = at;
  }
  return { times, seconds };
}

/** A time at which something was observed, and what. */
export interface Moment {
  readonly at: Instant;
  readonly arrived: ReadonlyMap<SignalName, readonly Sample[]>;
}

/** The times of all samples, in order, each with the samples of that time. */
export function* moments(signals: ReadonlyMap<SignalName, readonly Sample[]>): Generator<Moment> {
  const heads = [...signals].map(([signal, samples]) => ({ signal, samples, next: 0 }));
  for (;;) {
    let at = Infinity;
    for (const { samples, next } of heads) at = Math.min(at, samples[next]?.at ?? Infinity);
    if (at === Infinity) return;
    const arrived = new Map<SignalName, readonly Sample[]>();
    for (const head of heads) {
      const sample = head.samples[head.next];
      if (sample?.at !== at) continue;
      arrived.set(head.signal, [sample]);
      head.next += 1;
    }
    yield { at, arrived };
  }
}
