import type { Duration, Instant } from '../domain/instant.ts';
import type { Sample } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { Span } from '../domain/past.ts';
import { limitSignals, staleAge } from '../domain/signal.ts';
import type { SignalName } from '../domain/signal.ts';

/** What was observed of a container in a stretch of time without a break, oldest first, and how often it was expected. */
export interface Stretch {
  readonly node: NodeId;
  readonly signals: ReadonlyMap<SignalName, readonly Sample[]>;
  readonly interval: Duration;
}

/**
 * What was observed of a container in the whole period. Before `exactFrom` only hourly values were left (Zabbix's
 * trends): they tell what an hour was as a whole.
 */
export interface ContainerPast extends Omit<Stretch, 'interval'> {
  readonly exactFrom: Instant;
  /** How often its counters are read from then on. */
  readonly interval: Duration;
}

/** How often Zabbix keeps a trend. */
const trendInterval: Duration = 3600;

/** The time of a period that lies in none of the spans, in order. */
export function without(period: Span, spans: readonly Span[]): readonly Span[] {
  const rest: Span[] = [];
  let from = period.from;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.from > from) rest.push({ from, until: Math.min(span.from, period.until) });
    from = Math.max(from, span.until);
  }
  if (from < period.until) rest.push({ from, until: period.until });
  return rest.filter((span) => span.from < span.until);
}

/** Spans put together where they touch, in order and within a period. */
export function joined(spans: readonly Span[], period: Span): readonly Span[] {
  return without(period, without(period, spans));
}

/** The past within spans, each a stretch of its own, and apart what is hourly and what is exact. */
export function stretchesIn(past: ContainerPast, spans: readonly Span[]): readonly Stretch[] {
  const { node, exactFrom, interval } = past;
  return spans.flatMap(({ from, until }) => {
    const hourly = { from, until: Math.min(until, exactFrom) };
    const exact = { from: Math.max(from, exactFrom), until };
    return [
      { span: hourly, interval: trendInterval },
      { span: exact, interval },
    ].flatMap(({ span, interval: every }) => {
      if (span.from >= span.until) return [];
      const signals = cut(past.signals, span);
      return signals.size === 0 ? [] : [{ node, signals, interval: every }];
    });
  });
}

function cut(signals: ContainerPast['signals'], { from, until }: Span): ReadonlyMap<SignalName, readonly Sample[]> {
  const within = new Map<SignalName, readonly Sample[]>();
  for (const [signal, samples] of signals) {
    const [start, end] = [firstFrom(samples, from), firstFrom(samples, until)];
    // A limit counts however old it is: a stretch begins with what was set before it.
    const known = limitSignals.has(signal) ? samples[start - 1] : undefined;
    const kept = samples.slice(start, end);
    if (known !== undefined) kept.unshift({ at: from, value: known.value });
    if (kept.length > 0) within.set(signal, kept);
  }
  return within;
}

/** The place of the first sample that is not before a time. */
function firstFrom(samples: readonly Sample[], at: Instant): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For how long a signal was observed in a stretch: gaps that are longer than it may be silent do not count. */
export function observedTime({ signals, interval }: Stretch, signal: SignalName, staleAfter: Duration): Duration {
  const longest = staleAge({ interval }, staleAfter);
  const samples = signals.get(signal) ?? [];
  let time = 0;
  for (const [index, { at }] of samples.entries()) {
    const gap = at - (samples[index - 1]?.at ?? at);
    if (gap <= longest) time += gap;
  }
  return time;
}
