import type { ContainerPast } from '../calibrate/past.ts';
import { signalsFor } from '../calibrate/replay.ts';
import type { Instant } from '../domain/instant.ts';
import type { Sample } from '../domain/memory.ts';
import type { Container } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import type { Span } from '../domain/past.ts';
import type { SignalName } from '../domain/signal.ts';
import type { Item, ItemValue } from '../domain/zabbix.ts';
import { viewOf } from '../observe/compile.ts';
import { matchItem } from '../observe/match.ts';
import { nothingObserved, observe } from '../observe/observe.ts';
import { valuesPerSecond } from '../zabbix/interval.ts';
import { readPastValues, readTrends } from '../zabbix/past-values.ts';
import type { Site } from './calibration-site.ts';

/** An item, and the signal of a container that it gives. */
export interface BoundItem {
  readonly item: Item;
  readonly node: NodeId;
  readonly signal: SignalName;
  readonly isRate: boolean;
}

/** The items of each container. */
export function boundItems({ compiled, graph, hosts, items }: Site): ReadonlyMap<NodeId, readonly BoundItem[]> {
  const bound = new Map<NodeId, BoundItem[]>();
  for (const item of items) {
    const host = hosts.get(item.hostId);
    if (host === undefined || item.state === 'disabled') continue;
    for (const { node, signal, line } of matchItem(compiled.itemLines, viewOf(compiled, host), item)) {
      if (!graph.containers.has(node)) continue;
      const known = bound.get(node) ?? [];
      if (known.length === 0) bound.set(node, known);
      known.push({ item, node, signal, isRate: line.rate === true });
    }
  }
  return bound;
}

/** More values than these of one pod are not held at once. */
const mostValues = 2_000_000;

/** What a pod is read from. */
export interface PodReading {
  readonly site: Site;
  readonly bound: ReadonlyMap<NodeId, readonly BoundItem[]>;
  readonly period: Span;
  /** Only these rules; absent for all that are on. */
  readonly rules?: readonly string[];
}

/** What Zabbix keeps of the containers of a pod; `left` counts those that were not looked at, for there is too much of them. */
export async function readPod(
  pod: NodeId,
  { site, bound, period, rules }: PodReading,
): Promise<{ readonly containers: readonly (ContainerPast & Pick<Container, 'rules'>)[]; readonly left: number }> {
  const all = (site.graph.pods.get(pod)?.shards ?? []).flatMap(({ containers }) =>
    containers.flatMap((id) => site.graph.containers.get(id) ?? []),
  );
  const wanted = all
    .filter(({ missing }) => !missing)
    .map((container) => ({ container, items: wantedItems(container, bound.get(container.id) ?? [], rules) }))
    .filter(({ items }) => items.length > 0);
  const each = wanted.map(({ items }) => (period.until - period.from) * valuesPerSecond(items.map(({ item }) => item)));
  const share = Math.min(
    1,
    mostValues /
      Math.max(
        1,
        each.reduce((sum, count) => sum + count, 0),
      ),
  );
  // Spread over all of them, so that no shard is left out.
  const chosen = wanted.filter(
    (_, index) => Math.floor((index + 1) * share) > Math.floor(index * share) || share === 1,
  );
  const items = chosen.flatMap((one) => one.items);
  const samples = await readSamples(items, site, period);
  return {
    containers: chosen.map(({ container, items: own }) => ({
      node: container.id,
      rules: container.rules,
      signals: samples.signals.get(container.id) ?? new Map(),
      exactFrom: samples.exactFrom,
      interval: Math.max(...own.map(({ item: { interval = 60 } }) => interval)),
    })),
    left: wanted.length - chosen.length,
  };
}

/** Of which rules a past can say what is usual: counters, and shares of a limit. */
function wantedItems(
  container: Container,
  items: readonly BoundItem[],
  rules: readonly string[] | undefined,
): readonly BoundItem[] {
  const named = container.rules.filter(({ name }) => rules?.includes(name) ?? true);
  const signals = new Set<SignalName>([
    ...named
      .filter(
        (rule) =>
          rule.kind === 'growth' || (rule.condition.kind === 'threshold' && rule.condition.percentOf !== undefined),
      )
      .flatMap(signalsFor),
    ...(rules ?? []).flatMap((name) => (container.rules.some((rule) => rule.name === name) ? [] : [name, 'requests'])),
  ]);
  return items.filter(({ signal }) => signals.has(signal));
}

interface Samples {
  readonly signals: ReadonlyMap<NodeId, ReadonlyMap<SignalName, readonly Sample[]>>;
  readonly exactFrom: Instant;
}

async function readSamples(bound: readonly BoundItem[], site: Site, period: Span): Promise<Samples> {
  const signals = new Map<NodeId, Map<SignalName, Sample[]>>();
  const items = [...new Map(bound.map(({ item }) => [item.itemId, item])).values()];
  const hosts = [...new Set(items.map(({ hostId }) => hostId))].flatMap((id) => site.hosts.get(id) ?? []);
  const wanted = new Set(bound.map(({ node, signal }) => `${node} ${signal}`));
  let memory = nothingObserved;
  const take = (values: readonly ItemValue[], at: Instant): void => {
    const none = { triggers: [], problems: [], heardAt: new Map<string, Instant>() };
    const sighting = observe({ at, hosts, items, values, ...none }, site.compiled, memory);
    ({ memory } = sighting);
    for (const { node, signal, at: time, value } of sighting.observations) {
      if (!wanted.has(`${node} ${signal}`)) continue;
      const own = signals.get(node) ?? new Map<SignalName, Sample[]>();
      if (own.size === 0) signals.set(node, own);
      const samples = own.get(signal) ?? [];
      if (samples.length === 0) own.set(signal, samples);
      if (time > (samples.at(-1)?.at ?? -Infinity)) samples.push({ at: time, value });
    }
  };
  const trending = bound.flatMap(({ item, signal, isRate }) =>
    // The sum of a rate over an hour is no value of its.
    isRate ? [] : [{ item, isCounter: !averaged.has(signal) }],
  );
  const trends = await readTrends(site.client, trending, period);
  let exactFrom: Instant | undefined;
  for await (const values of readPastValues(site.client, items, period)) {
    const [first] = values;
    if (first === undefined) continue;
    if (exactFrom === undefined) {
      exactFrom = first.at - period.from > hour ? Math.ceil(first.at / hour) * hour : period.from;
      takeTrends(trends, exactFrom, take);
    }
    const from = exactFrom;
    take(first.at < from ? values.filter(({ at }) => at >= from) : values, values.at(-1)?.at ?? from);
  }
  if (exactFrom === undefined) takeTrends(trends, period.until, take);
  return { signals, exactFrom: exactFrom ?? period.until };
}

function takeTrends(
  trends: readonly ItemValue[],
  until: Instant,
  take: (values: readonly ItemValue[], at: Instant) => void,
): void {
  const before = trends.filter(({ at }) => at < until);
  if (before.length > 0) take(before, before.at(-1)?.at ?? until);
}

const hour = 3600;
const averaged: ReadonlySet<SignalName> = new Set(['cpu', 'memory']);
