import type { Duration, Instant } from '../domain/instant.ts';
import type { ItemMapping } from '../domain/mapping.ts';
import { byText } from '../domain/node.ts';
import { signalKey } from '../domain/signal.ts';
import type { Observation } from '../domain/signal.ts';
import type { Item, ItemId } from '../domain/zabbix.ts';
import type { Match } from './match.ts';

/** What the rates of a signal came to since Linchpin started, and until when each of its items was counted. */
export interface RateSum {
  readonly total: number;
  readonly countedUntil: ReadonlyMap<ItemId, Instant>;
}

/** A sample of a rate: how much there was for each second. */
export interface RateSample {
  readonly at: Instant;
  readonly item: Item;
  readonly match: Match<ItemMapping>;
  readonly perSecond: number;
}

/** How long a sample may stand for where nothing says how often it comes. */
const longestUnknown: Duration = 180;

/**
 * Turns rates into counters. A sample stands for the time since the one before, as Zabbix computes it ("change per
 * second"), but for no more than two of its update intervals: what nobody measured is not made up. The first sample is
 * the base, and late ones and repeats change nothing. After a restart counting begins again at 0, which growth takes for
 * a reset (semantics 3).
 */
export function countRates(
  before: ReadonlyMap<string, RateSum>,
  samples: readonly RateSample[],
  isCounted: (key: string) => boolean,
): { readonly observations: readonly Observation[]; readonly sums: ReadonlyMap<string, RateSum> } {
  if (samples.length === 0) return { observations: [], sums: before };
  // Containers come and go.
  const sums = new Map([...before].filter(([key]) => isCounted(key)));
  const observations = samples.toSorted(byTime).flatMap((sample): readonly Observation[] => {
    const { node, signal } = sample.match;
    const key = signalKey(node, signal);
    const sum = counted(sums.get(key), sample);
    if (sum === undefined) return [];
    sums.set(key, sum);
    return [{ at: sample.at, node, signal, value: sum.total }];
  });
  return { observations, sums };
}

function counted(sum: RateSum | undefined, { at, item, match, perSecond }: RateSample): RateSum | undefined {
  const { total = 0, countedUntil = new Map<ItemId, Instant>() } = sum ?? {};
  const last = countedUntil.get(item.itemId);
  if (last !== undefined && at <= last) return undefined;
  const time = last === undefined ? 0 : Math.min(at - last, longestTime(item, match.line.every));
  return { total: total + Math.max(0, perSecond) * time, countedUntil: new Map([...countedUntil, [item.itemId, at]]) };
}

// The heartbeat of an item that discards unchanged values says nothing of how long a changed one was true.
function longestTime({ interval, discardsUnchanged }: Item, every: Duration | undefined): Duration {
  const known = discardsUnchanged === true ? every : (interval ?? every);
  return known === undefined ? longestUnknown : 2 * known;
}

function byTime(a: RateSample, b: RateSample): number {
  return a.at - b.at || byText(a.item.itemId, b.item.itemId);
}
