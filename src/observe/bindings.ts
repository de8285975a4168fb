import { addTo } from '../domain/gather.ts';
import type { Duration } from '../domain/instant.ts';
import type { ItemMapping, TriggerMapping } from '../domain/mapping.ts';
import type { NodeId } from '../domain/node.ts';
import { signalKey } from '../domain/signal.ts';
import type { Host, HostId, Item, ItemId, ZabbixSnapshot } from '../domain/zabbix.ts';
import type { CompiledMapping } from './compile.ts';
import { viewOf } from './compile.ts';
import { matchItem, matchTrigger } from './match.ts';
import type { Match } from './match.ts';
import type { Place, Viewpoint } from './places.ts';

/** A signal that triggers watch, and what each of them judges. */
export interface Watch extends Match<TriggerMapping> {
  readonly triggers: readonly (readonly ItemId[])[];
}

/** Which signals the items and triggers of an inventory stand for. */
export interface Bindings {
  readonly from: Pick<ZabbixSnapshot, 'hosts' | 'items' | 'triggers'>;
  /** By host, for those that stand for a server. */
  readonly placeOf: ReadonlyMap<HostId, Place>;
  readonly views: ReadonlyMap<HostId, Viewpoint>;
  readonly items: ReadonlyMap<ItemId, readonly Match<ItemMapping>[]>;
  /** How often a value of a signal is to be expected, by `signalKey`. */
  readonly intervals: ReadonlyMap<string, Duration>;
  readonly throttled: ReadonlySet<string>;
  /** The Zabbix proxies that watch servers, by the server's id. */
  readonly proxies: ReadonlyMap<NodeId, string>;
  /** The signals that some trigger watches, by `signalKey`. */
  readonly watched: ReadonlyMap<string, Watch>;
  /** The signals that a working item gives, by `signalKey`. */
  readonly measured: ReadonlySet<string>;
  /** The items read that Zabbix can get values of. */
  readonly working: ReadonlyMap<ItemId, Item>;
}

/** What the snapshot's inventory stands for; matched once for as long as the inventory stays the same. */
export function bindingsOf(snapshot: ZabbixSnapshot, compiled: CompiledMapping): Bindings {
  const { hosts, items, triggers } = snapshot;
  const known = compiled.cache.bindings;
  if (known?.from.hosts === hosts && known.from.items === items && known.from.triggers === triggers) return known;
  const bindings = bind({ hosts, items, triggers }, compiled);
  compiled.cache.bindings = bindings;
  return bindings;
}

function bind(from: Bindings['from'], compiled: CompiledMapping): Bindings {
  const views = new Map(from.hosts.map((host) => [host.hostId, viewOf(compiled, host)]));
  const claims = claimsOf(from.items, views, compiled);
  const working = new Map(from.items.filter(isWorking).map((item) => [item.itemId, item]));
  const watched = watchedSignals(from.triggers, views, compiled);
  const measured = new Set([...claims].filter(([, { items }]) => items.some(isWorking)).map(([key]) => key));
  const intervals = new Map<string, Duration>();
  const throttled = new Set<string>();
  const expect = (key: string, items: readonly (Item | undefined)[], every: Duration | undefined): void => {
    const longest = longestInterval(items, every);
    if (longest !== undefined) intervals.set(key, longest);
    if (items.some((item) => item?.discardsUnchanged === true)) throttled.add(key);
  };
  for (const [key, { triggers, line }] of watched) {
    const judged = triggers.flatMap((items) => items.map((itemId) => working.get(itemId)));
    if (!measured.has(key)) expect(key, judged, line.every);
  }
  for (const [key, { items, match }] of claims) {
    if (measured.has(key) || !watched.has(key)) expect(key, items, match.line.every);
  }
  return {
    from,
    placeOf: placesAmong(views),
    views,
    items: matchesByItem(claims),
    intervals,
    throttled,
    proxies: proxiesOf(from.hosts, views),
    watched,
    measured,
    working,
  };
}

function isWorking({ state }: Item): boolean {
  return state === 'normal';
}

function placesAmong(views: ReadonlyMap<HostId, Viewpoint>): ReadonlyMap<HostId, Place> {
  return new Map([...views].flatMap(([hostId, { place }]) => (place === undefined ? [] : [[hostId, place] as const])));
}

function proxiesOf(hosts: readonly Host[], views: ReadonlyMap<HostId, Viewpoint>): ReadonlyMap<NodeId, string> {
  const proxies = new Map<NodeId, string>();
  for (const { hostId, proxy } of hosts) {
    const place = views.get(hostId)?.place;
    if (place !== undefined && proxy !== undefined) proxies.set(place.server, proxy);
  }
  return proxies;
}

/** Of what is known of them, the longest: a signal is as old as the slowest of what it is made of. */
function longestInterval(items: readonly (Item | undefined)[], every: Duration | undefined): Duration | undefined {
  const known = items.flatMap((item) => item?.interval ?? every ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** Who gives a signal: one item, or all the rates that one line finds. */
interface Claim {
  readonly match: Match<ItemMapping>;
  readonly items: readonly Item[];
}

function claimsOf(
  items: readonly Item[],
  views: ReadonlyMap<HostId, Viewpoint>,
  { itemLines }: CompiledMapping,
): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const item of items) {
    const view = views.get(item.hostId);
    for (const match of view === undefined ? [] : matchItem(itemLines, view, item)) {
      const key = signalKey(match.node, match.signal);
      claims.set(key, betterOf(claims.get(key), { match, items: [item] }));
    }
  }
  return claims;
}

const rank: Readonly<Record<Item['state'], number>> = { normal: 0, unsupported: 1, disabled: 2 };

/**
 * One signal has one item: a mixture of two counters would look like one that is reset all the time. Only rates of one
 * line go together, such as those of one server behind two load balancers: what they come to is summed up here.
 */
function betterOf(a: Claim | undefined, b: Claim): Claim {
  const [first, second] = [a?.items[0], b.items[0]];
  if (a === undefined || first === undefined || second === undefined) return b;
  if (first.state !== second.state) return rank[first.state] < rank[second.state] ? a : b;
  if (a.match.order !== b.match.order) return a.match.order < b.match.order ? a : b;
  if (a.match.line.rate === true) return { ...a, items: [...a.items, ...b.items] };
  return first.key <= second.key ? a : b;
}

function matchesByItem(claims: ReadonlyMap<string, Claim>): ReadonlyMap<ItemId, readonly Match<ItemMapping>[]> {
  const matches = new Map<ItemId, Match<ItemMapping>[]>();
  for (const { match, items } of claims.values()) {
    for (const { itemId } of items) addTo(matches, itemId, match);
  }
  return matches;
}

function watchedSignals(
  triggers: Bindings['from']['triggers'],
  views: ReadonlyMap<HostId, Viewpoint>,
  { triggerLines }: CompiledMapping,
): ReadonlyMap<string, Watch> {
  const watched = new Map<string, Watch>();
  for (const trigger of triggers) {
    for (const hostId of trigger.hostIds) {
      const view = views.get(hostId);
      for (const match of view === undefined ? [] : matchTrigger(triggerLines, view, trigger)) {
        const key = signalKey(match.node, match.signal);
        const known = watched.get(key);
        const best = known !== undefined && known.order <= match.order ? known : match;
        watched.set(key, { ...best, triggers: [...(known?.triggers ?? []), trigger.itemIds] });
      }
    }
  }
  return watched;
}
