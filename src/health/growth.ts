import type { Duration } from '../domain/instant.ts';
import type { CounterPoint, CurvePoint, GrowthMemory, Sample } from '../domain/memory.ts';
import type { Allowance, GrowthRule } from '../domain/rule.ts';

/** The counter samples and requests samples of a cycle that are newer than all before, oldest first. */
export interface GrowthSamples {
  readonly counter: readonly Sample[];
  readonly requests: readonly Sample[];
  /** Requests were seen on the node, in this cycle or before. */
  readonly requestsSeen: boolean;
  /** How much later than a counter sample a requests sample may be to stand for R at it. */
  readonly coverWithin: Duration;
}

/** The longest time without requests samples that is no break: one of them may be missing. */
export function coverOf(interval: Duration): Duration {
  return 2 * interval;
}

/** The allowance that is in force for a rule: its default changes for good once requests were seen (semantics 3). */
export function allowanceOf(rule: GrowthRule, requestsSeen: boolean): Allowance {
  return requestsSeen && rule.onceRequestsSeen ? rule.onceRequestsSeen : rule.allowance;
}

/**
 * Takes a cycle's samples into the leaky bucket of a growth rule (semantics 3, Growth and Recovery). Exact for any
 * spacing: the rule is violated if and only if some pair of samples s ≤ t has A(t) − A(s) > b + a·(t − s).
 */
export function takeGrowth(rule: GrowthRule, before: GrowthMemory | undefined, samples: GrowthSamples): GrowthMemory {
  const allowance = allowanceOf(rule, samples.requestsSeen);
  const { per } = allowance;
  const memory: GrowthMemory = isOf(rule, per, before)
    ? before
    : { kind: 'growth', signal: rule.signal, per, level: 0, requests: [], waiting: [] };
  const terms = { allowance, recoverFor: rule.recoverFor };
  return allowance.per === 'time' ? takePerTime(terms, memory, samples) : takePerRequests(terms, memory, samples);
}

/** Whether a bucket is of the counter that a rule is about now, and of what that may grow with; else a new one is needed. */
export function isOf(
  { signal }: GrowthRule,
  per: Allowance['per'],
  memory: GrowthMemory | undefined,
): memory is GrowthMemory {
  return memory?.per === per && memory.signal === signal;
}

interface Terms {
  readonly allowance: Allowance;
  readonly recoverFor: Duration;
}

function takePerTime(terms: Terms, before: GrowthMemory, samples: GrowthSamples): GrowthMemory {
  let memory = before;
  for (const sample of samples.counter) {
    const counter = count(memory.counter, sample);
    memory = judge(terms, { ...memory, counter }, { at: counter.at, total: counter.total, progress: counter.at });
  }
  return memory;
}

/**
 * How many requests samples, and counter samples without one, are kept for the other side to catch up: an hour at the
 * usual intervals, and a bound on what a counter that never comes again can cost.
 */
const catchUp = 64;

/**
 * R at a counter sample is that of the oldest requests sample not earlier; until one exists the sample waits. Where that
 * comes only after a break, what was served meanwhile would be allowed for before the break and lacked for after it: such
 * a sample is left out, and the next one tells all that it would have told.
 */
function takePerRequests(terms: Terms, before: GrowthMemory, samples: GrowthSamples): GrowthMemory {
  if (samples.counter.length === 0 && samples.requests.length === 0) return before;
  const requests = countAll(before.requests, before.requests.at(-1), samples.requests);
  const waiting = countAll(before.waiting, before.counter, samples.counter);
  const counter = waiting.at(-1) ?? before.counter;
  const requestsFrom = before.requestsFrom ?? requests[0]?.at;

  let memory = before;
  let judgedUpTo = 0;
  for (const point of waiting) {
    const covering = requests.find(({ at }) => at >= point.at);
    if (!covering) break;
    judgedUpTo += 1;
    // Samples before the first requests sample are ignored (semantics 3).
    if (requestsFrom === undefined || point.at < requestsFrom) continue;
    if (covering.at - point.at > samples.coverWithin) continue;
    memory = judge(terms, memory, { at: point.at, total: point.total, progress: covering.total });
  }
  const stillNeeded = requests.filter(({ at }) => counter === undefined || at >= counter.at);
  return {
    ...memory,
    ...(counter ? { counter } : {}),
    ...(requestsFrom === undefined ? {} : { requestsFrom }),
    requests: (stillNeeded.length > 0 ? stillNeeded : requests.slice(-1)).slice(-catchUp),
    waiting: waiting.slice(judgedUpTo).slice(-catchUp),
  };
}

function countAll(
  kept: readonly CounterPoint[],
  newest: CounterPoint | undefined,
  samples: readonly Sample[],
): readonly CounterPoint[] {
  const points = [...kept];
  let last = newest;
  for (const sample of samples) points.push((last = count(last, sample)));
  return points;
}

/** A counter that goes down was reset: the new value is the increase (semantics 3). */
function count(before: CounterPoint | undefined, sample: Sample): CounterPoint {
  const raw = Number(sample.value);
  if (!before) return { at: sample.at, raw, total: 0 };
  return { at: sample.at, raw, total: before.total + (raw >= before.raw ? raw - before.raw : raw) };
}

function judge(terms: Terms, memory: GrowthMemory, point: CurvePoint): GrowthMemory {
  const { rate, burst, per } = terms.allowance;
  const { judged, violation } = memory;
  if (!judged) return { ...memory, judged: point, level: 0 };
  const tolerance = 1e-9 * Math.max(1, burst);
  const level = Math.max(0, memory.level + point.total - judged.total - rate * (point.progress - judged.progress));
  const next = { ...memory, judged: point, level };
  if (!violation) return level > burst + tolerance ? { ...next, violation: { since: point.at, anchor: point } } : next;

  const { anchor } = violation;
  if (point.total - anchor.total > rate * (point.progress - anchor.progress) + tolerance) {
    return { ...next, violation: { ...violation, anchor: point } };
  }
  const served = per === 'time' || point.progress > anchor.progress;
  if (point.at - anchor.at < terms.recoverFor || !served) return next;
  const { violation: _ended, ...recovered } = next;
  return { ...recovered, level: 0 };
}
