import type { Duration, Instant } from '../domain/instant.ts';
import type { ItemMapping, SignalMapping, TriggerMapping } from '../domain/mapping.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { signalKey } from '../domain/signal.ts';
import type { Observation, Observed } from '../domain/signal.ts';
import type { Host, HostId, Item, ItemId, Tag, Trigger, ZabbixSnapshot } from '../domain/zabbix.ts';
import { compileItemLines, compileTriggerLines, matchItem, matchTrigger, signalValue } from './match.ts';
import type { ItemLines, Match, TriggerLine } from './match.ts';
import { placesOf, serverNames } from './places.ts';
import type { Place, ServerNames } from './places.ts';

/** A mapping made ready for one model; made anew when either changes. */
export interface CompiledMapping {
  readonly servers: ServerNames;
  readonly places: ReadonlyMap<NodeId, Place>;
  readonly itemLines: ItemLines;
  readonly triggerLines: readonly TriggerLine[];
  /** What was matched for the inventory seen last: a cache, never observable. */
  readonly cache: { bindings?: Bindings };
}

/** Which signals the items and triggers of an inventory stand for. */
export interface Bindings {
  readonly from: Pick<ZabbixSnapshot, 'hosts' | 'items' | 'triggers'>;
  readonly placeOf: ReadonlyMap<HostId, Place>;
  readonly items: ReadonlyMap<ItemId, Match<ItemMapping>>;
  readonly intervals: ReadonlyMap<string, Duration>;
  readonly throttled: ReadonlySet<string>;
  /** The Zabbix proxies that watch servers, by the server's id. */
  readonly proxies: ReadonlyMap<NodeId, string>;
  /** The signals that some trigger watches, by `signalKey`. */
  readonly watched: ReadonlyMap<string, Match<TriggerMapping>>;
  /** The signals that a working item gives, by `signalKey`. */
  readonly measured: ReadonlySet<string>;
}

/** Makes a mapping ready for a model. */
export function compileMapping(mapping: SignalMapping, graph: ServiceGraph): CompiledMapping {
  return {
    servers: serverNames(mapping.serverHost, graph),
    places: placesOf(graph),
    itemLines: compileItemLines(mapping.items),
    triggerLines: compileTriggerLines(mapping.triggers),
    cache: {},
  };
}

/** Whether an item of a host stands for a signal of a node of the model, and so must be read. */
export function wantsItem(compiled: CompiledMapping, host: Host, item: Item): boolean {
  const place = placeOfHost(compiled, host);
  return place !== undefined && matchItem(compiled.itemLines, place, item) !== undefined;
}

/** Whether a trigger may stand for a signal, and so must be read. */
export function wantsTrigger(compiled: CompiledMapping, trigger: Trigger): boolean {
  return compiled.triggerLines.some(
    ({ isNamed, tags }) =>
      isNamed(trigger.name) &&
      tags.every((wanted) =>
        trigger.tags.some((tag: Tag) => tag.tag === wanted.tag && wanted.test(tag.value) !== undefined),
      ),
  );
}

function placeOfHost(compiled: CompiledMapping, host: Host): Place | undefined {
  const server = compiled.servers.serverOf(host.host);
  return server === undefined ? undefined : compiled.places.get(server);
}

/** What a reading of Zabbix says about the nodes of the model. */
export function observe(snapshot: ZabbixSnapshot, compiled: CompiledMapping): Observed {
  const bindings = bindingsOf(snapshot, compiled);
  return {
    at: snapshot.at,
    observations: [
      ...measurements(snapshot, bindings),
      ...maintenance(snapshot, bindings),
      ...problemSignals(snapshot, compiled, bindings),
    ],
    intervals: bindings.intervals,
    throttled: bindings.throttled,
    proxies: bindings.proxies,
  };
}

/** What the snapshot's inventory stands for; matched once for as long as the inventory stays the same. */
export function bindingsOf(snapshot: ZabbixSnapshot, compiled: CompiledMapping): Bindings {
  const { hosts, items, triggers } = snapshot;
  const known = compiled.cache.bindings;
  if (known?.from.hosts === hosts && known.from.items === items && known.from.triggers === triggers) {
    return known;
  }
  const bindings = bind({ hosts, items, triggers }, compiled);
  compiled.cache.bindings = bindings;
  return bindings;
}

interface Claim {
  readonly item: Item;
  readonly match: Match<ItemMapping>;
}

function bind(from: Bindings['from'], compiled: CompiledMapping): Bindings {
  const placeOf = new Map<HostId, Place>();
  const proxies = new Map<NodeId, string>();
  for (const host of from.hosts) {
    const place = placeOfHost(compiled, host);
    if (place !== undefined) {
      placeOf.set(host.hostId, place);
      if (host.proxy !== undefined) proxies.set(place.server, host.proxy);
    }
  }
  const claims = new Map<string, Claim>();
  for (const item of from.items) {
    const place = placeOf.get(item.hostId);
    const match = place === undefined ? undefined : matchItem(compiled.itemLines, place, item);
    if (match !== undefined) {
      const key = signalKey(match.node, match.signal);
      claims.set(key, betterOf(claims.get(key), { item, match }));
    }
  }
  const intervals = new Map<string, Duration>();
  for (const [key, { item }] of claims) {
    if (item.interval !== undefined) {
      intervals.set(key, item.interval);
    }
  }
  return {
    from,
    placeOf,
    items: new Map([...claims.values()].map(({ item, match }) => [item.itemId, match])),
    intervals,
    throttled: new Set([...claims].filter(([, { item }]) => item.discardsUnchanged === true).map(([key]) => key)),
    proxies,
    watched: watchedSignals(from.triggers, placeOf, compiled.triggerLines),
    measured: new Set([...claims].filter(([, { item }]) => item.state === 'normal').map(([key]) => key)),
  };
}

/** One signal has one item: a mixture of two counters would look like one that is reset all the time. */
function betterOf(a: Claim | undefined, b: Claim): Claim {
  if (a === undefined) {
    return b;
  }
  if (a.item.state !== b.item.state) {
    return a.item.state === 'normal' ? a : b;
  }
  if (a.match.order !== b.match.order) {
    return a.match.order < b.match.order ? a : b;
  }
  return a.item.key <= b.item.key ? a : b;
}

function watchedSignals(
  triggers: readonly Trigger[],
  placeOf: ReadonlyMap<HostId, Place>,
  lines: readonly TriggerLine[],
): ReadonlyMap<string, Match<TriggerMapping>> {
  const watched = new Map<string, Match<TriggerMapping>>();
  for (const trigger of triggers) {
    for (const hostId of trigger.hostIds) {
      const place = placeOf.get(hostId);
      const match = place === undefined ? undefined : matchTrigger(lines, place, trigger);
      if (match !== undefined) {
        const key = signalKey(match.node, match.signal);
        const known = watched.get(key);
        watched.set(key, known !== undefined && known.order <= match.order ? known : match);
      }
    }
  }
  return watched;
}

function measurements(snapshot: ZabbixSnapshot, bindings: Bindings): readonly Observation[] {
  const observations: Observation[] = [];
  for (const { itemId, at, value } of snapshot.values) {
    const match = bindings.items.get(itemId);
    if (match !== undefined) {
      observations.push({ at, node: match.node, signal: match.signal, value: signalValue(match.line, value) });
    }
  }
  return observations;
}

function maintenance(snapshot: ZabbixSnapshot, bindings: Bindings): readonly Observation[] {
  return snapshot.hosts.flatMap((host) => {
    const place = bindings.placeOf.get(host.hostId);
    return place === undefined
      ? []
      : [{ at: snapshot.at, node: place.server, signal: 'maintenance', value: host.inMaintenance ? 1 : 0 }];
  });
}

interface OpenProblem {
  readonly at: Instant;
  readonly match: Match<TriggerMapping>;
}

/**
 * An open problem counts from when it began and still now. None gives `ok` only where a trigger that Zabbix can
 * evaluate would have raised it, and no item measures the signal itself: what nobody looks at is not shown as working.
 */
function problemSignals(
  snapshot: ZabbixSnapshot,
  compiled: CompiledMapping,
  bindings: Bindings,
): readonly Observation[] {
  const open = openProblems(snapshot, compiled, bindings);
  const observations: Observation[] = [];
  for (const { at, match } of open.values()) {
    const { node, signal, line } = match;
    if (at < snapshot.at) {
      observations.push({ at, node, signal, value: line.problem });
    }
    observations.push({ at: snapshot.at, node, signal, value: line.problem });
  }
  for (const [key, { node, signal, line }] of bindings.watched) {
    if (!open.has(key) && !bindings.measured.has(key)) {
      observations.push({ at: snapshot.at, node, signal, value: line.ok });
    }
  }
  return observations;
}

function openProblems(
  snapshot: ZabbixSnapshot,
  compiled: CompiledMapping,
  bindings: Bindings,
): ReadonlyMap<string, OpenProblem> {
  const open = new Map<string, OpenProblem>();
  for (const problem of snapshot.problems) {
    for (const hostId of problem.hostIds) {
      const place = bindings.placeOf.get(hostId);
      const match = place === undefined ? undefined : matchTrigger(compiled.triggerLines, place, problem);
      if (match === undefined) {
        continue;
      }
      const key = signalKey(match.node, match.signal);
      const known = open.get(key);
      const line = known !== undefined && known.match.order <= match.order ? known.match : match;
      open.set(key, { at: Math.min(known?.at ?? problem.at, problem.at), match: line });
    }
  }
  return open;
}
