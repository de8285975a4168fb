import type { NodeId } from '../domain/node.ts';
import { setBack } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import { lazily } from '../domain/lazily.ts';
import type { Observation, Observed, SignalItem } from '../domain/signal.ts';
import type { Host, ZabbixSnapshot } from '../domain/zabbix.ts';
import { bindingsOf } from './bindings.ts';
import type { Bindings } from './bindings.ts';
import type { CompiledMapping } from './compile.ts';
import { problemSignals } from './problems.ts';
import type { ToldProblem } from './problems.ts';
import { countRates } from './rates.ts';
import type { RateSample, RateSum } from './rates.ts';
import { sourceProblems } from './source-problems.ts';

/** What observing carries from one snapshot to the next, by `signalKey`. Kept by the caller, and not over a restart. */
export interface ObserveMemory {
  /** As of when the snapshot was. */
  readonly at: Instant;
  readonly rates: ReadonlyMap<string, RateSum>;
  readonly problems: ReadonlyMap<string, ToldProblem>;
}

/** The memory before the first snapshot. */
export const nothingObserved: ObserveMemory = { at: -Infinity, rates: new Map(), problems: new Map() };

/** What a snapshot says, and what to carry to the next one. */
export interface Sighting extends Observed {
  readonly memory: ObserveMemory;
}

/**
 * What a reading of Zabbix says about the nodes of the model. Where the clock was set back since the snapshot before,
 * it begins anew: until when rates were counted would lie ahead of all that comes.
 */
export function observe(
  snapshot: ZabbixSnapshot,
  compiled: CompiledMapping,
  known: ObserveMemory = nothingObserved,
): Sighting {
  const memory = snapshot.at < known.at - setBack ? nothingObserved : known;
  const bindings = bindingsOf(snapshot, compiled);
  const { observations, samples } = measurements(snapshot, compiled, bindings);
  const rates = countRates(memory.rates, samples, (key) => bindings.measured.has(key));
  const problems = problemSignals(snapshot, { compiled, bindings }, memory.problems);
  return {
    at: snapshot.at,
    observations: [
      ...observations,
      ...rates.observations,
      ...maintenance(snapshot, bindings),
      ...problems.observations,
    ],
    intervals: bindings.intervals,
    throttled: bindings.throttled,
    proxies: bindings.proxies,
    problems: lazily(() => sourceProblems(snapshot, { compiled, bindings })),
    hosts: lazily(() => new Map(nodesOfHosts(snapshot, bindings))),
    itemsOf: (node, signal) => itemsOf({ node, signal }, compiled, bindings),
    memory: { at: snapshot.at, rates: rates.sums, problems: problems.told },
  };
}

function measurements(
  { values }: ZabbixSnapshot,
  { readers }: CompiledMapping,
  { items, working }: Bindings,
): { readonly observations: readonly Observation[]; readonly samples: readonly RateSample[] } {
  const observations: Observation[] = [];
  const samples: RateSample[] = [];
  for (const { itemId, at, value: raw } of values) {
    for (const match of items.get(itemId) ?? []) {
      const value = readers[match.order]?.(raw);
      if (value === undefined) continue;
      const { node, signal, line } = match;
      if (line.rate !== true) observations.push({ at, node, signal, value });
      else samples.push(...sampleOf(value, { at, match, item: working.get(itemId) }));
    }
  }
  return { observations, samples };
}

function itemsOf(
  wanted: Pick<Observation, 'node' | 'signal'>,
  { readers }: CompiledMapping,
  { items, working }: Bindings,
): readonly SignalItem[] {
  return [...working.values()].flatMap((item) =>
    (items.get(item.itemId) ?? []).flatMap(({ node, signal, line, order }) => {
      const read = readers[order];
      const isWanted = node === wanted.node && signal === wanted.signal && line.rate !== true;
      return isWanted && read !== undefined ? [{ item, read }] : [];
    }),
  );
}

function sampleOf(
  value: number | string,
  { at, match, item }: Pick<RateSample, 'at' | 'match'> & { readonly item: RateSample['item'] | undefined },
): readonly RateSample[] {
  return item === undefined || typeof value !== 'number' ? [] : [{ at, match, item, perSecond: value }];
}

function maintenance(snapshot: ZabbixSnapshot, bindings: Bindings): readonly Observation[] {
  return nodesOfHosts(snapshot, bindings).map(([node, { inMaintenance }]) => {
    return { at: snapshot.at, node, signal: 'maintenance', value: inMaintenance ? 1 : 0 };
  });
}

function nodesOfHosts({ hosts }: ZabbixSnapshot, { views }: Bindings): readonly (readonly [NodeId, Host])[] {
  return hosts.flatMap((host) => {
    const view = views.get(host.hostId);
    const node = view?.place?.server ?? view?.container;
    return node === undefined ? [] : [[node, host] as const];
  });
}
