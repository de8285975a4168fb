import type { Instant } from '../domain/instant.ts';
import type { GrowthMemory, NodeMemory, RuleMemory, SignalMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';

/**
 * The memories of which something is later than `now`, since the clock was set back, as if it was of now. Without that,
 * values of before would count as fresh, and what comes as older than they are, until the clock has caught up. What was
 * silenced later than that is forgotten: it is told anew as of when it began.
 */
export function asOf(now: Instant, nodes: ReadonlyMap<NodeId, NodeMemory>): ReadonlyMap<NodeId, NodeMemory> {
  const changed = new Map<NodeId, NodeMemory>();
  for (const [id, memory] of nodes) if (newestOf(memory) > now) changed.set(id, nodeAsOf(now, memory));
  return changed;
}

function newestOf({ signals }: NodeMemory): Instant {
  return Object.values(signals).reduce((newest, signal) => Math.max(newest, signal.newest.at), -Infinity);
}

function nodeAsOf(now: Instant, { signals, rules, gone, ...moments }: NodeMemory): NodeMemory {
  return {
    ...notLater(moments, now),
    ...(gone && { gone: notLater(gone, now) }),
    signals: mapped(withoutToldAnew(signals, now), (signal) => signalAsOf(now, signal)),
    rules: mapped(rules, (rule) => ruleAsOf(now, rule)),
  };
}

// Whether that is now silenced says no later sample: neither the end that the clock went past, nor a beginning to come.
function withoutToldAnew(
  signals: Readonly<Record<string, SignalMemory>>,
  now: Instant,
): Readonly<Record<string, SignalMemory>> {
  const { silenced, ...rest } = signals;
  return silenced === undefined || silenced.newest.at <= now ? signals : rest;
}

function signalAsOf(now: Instant, signal: SignalMemory): SignalMemory {
  const { newest, window, ...rest } = notLater(signal, now);
  // Those between lie as far in the future, in an order that one time for all of them would not keep.
  const kept = window?.filter(({ at }) => at < now);
  const newestNow = notLater(newest, now);
  return { ...rest, newest: newestNow, ...(kept && { window: [...kept, newestNow] }) };
}

function ruleAsOf(now: Instant, rule: RuleMemory): RuleMemory {
  switch (rule.kind) {
    case 'growth':
      return growthAsOf(now, rule);
    case 'condition':
      return notLater(rule, now);
    case 'parts':
      return rule;
  }
}

function growthAsOf(now: Instant, growth: GrowthMemory): GrowthMemory {
  const { counter, judged, violation, requests, waiting } = growth;
  const point = <T extends { readonly at: Instant }>(of: T): T => notLater(of, now);
  // What a counter may grow with is the time, unless the rule is per requests.
  const curve = <T extends { readonly at: Instant; readonly progress: number }>(of: T): T =>
    growth.per === 'time' ? { ...point(of), progress: Math.min(of.progress, now) } : point(of);
  return {
    ...notLater(growth, now),
    requests: requests.map(point),
    waiting: waiting.map(point),
    ...(counter && { counter: point(counter) }),
    ...(judged && { judged: curve(judged) }),
    ...(violation && { violation: { ...notLater(violation, now), anchor: curve(violation.anchor) } }),
  };
}

const times: ReadonlySet<string> = new Set([
  'at',
  'since',
  'activeSince',
  'changedAt',
  'heardAt',
  'heardSince',
  'containersHeardSince',
  'awaitedSince',
  'missingSince',
  'requestsFrom',
]);

/** The same with none of its own times later than `now`. */
function notLater<T extends object>(of: T, now: Instant): T {
  const late = Object.entries(of).filter(([name, value]) => times.has(name) && Number(value) > now);
  return late.length === 0 ? of : { ...of, ...Object.fromEntries(late.map(([name]) => [name, now])) };
}

function mapped<T>(values: Readonly<Record<string, T>>, change: (value: T) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
