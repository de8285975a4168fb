import type { Instant } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import { signalKey } from '../domain/signal.ts';
import type { Observation } from '../domain/signal.ts';
import type { ItemId, ZabbixSnapshot } from '../domain/zabbix.ts';
import type { ServerHost, SignalSource, Watching } from '../domain/watching.ts';
import { bindingsOf } from './bindings.ts';
import type { Bindings } from './bindings.ts';
import type { CompiledMapping } from './compile.ts';
import { observe } from './observe.ts';
import { triggerText } from './signal-lines.ts';

/** What Zabbix watches of the nodes of the model. Meant for the first reading, which has every newest value there is. */
export function watchingOf(snapshot: ZabbixSnapshot, compiled: CompiledMapping): Watching {
  const bindings = bindingsOf(snapshot, compiled);
  const newest = newestOf(observe(snapshot, compiled).observations);
  const sources = itemSources(snapshot, bindings, newest);
  for (const [key, source] of triggerSources(snapshot, bindings, newest)) {
    const item = sources.get(key);
    // Where an item measures the same signal, it is the one that says when all is well.
    if (item?.state !== 'normal') sources.set(key, source);
  }
  return { at: snapshot.at, sources, servers: serverHosts(snapshot, compiled) };
}

function newestOf(observations: readonly Observation[]): ReadonlyMap<string, Observation> {
  const newest = new Map<string, Observation>();
  for (const observation of observations) {
    const key = signalKey(observation.node, observation.signal);
    const known = newest.get(key);
    if (known === undefined || known.at <= observation.at) newest.set(key, observation);
  }
  return newest;
}

function itemSources(
  snapshot: ZabbixSnapshot,
  bindings: Bindings,
  newest: ReadonlyMap<string, Observation>,
): Map<string, SignalSource> {
  const hostName = new Map(snapshot.hosts.map(({ hostId, host }) => [hostId, host]));
  const valueAt = newestValues(snapshot);
  const sources = new Map<string, SignalSource>();
  for (const { itemId, hostId, key: name, state, error } of snapshot.items) {
    const newestAt = valueAt.get(itemId);
    for (const match of bindings.items.get(itemId) ?? []) {
      const key = signalKey(match.node, match.signal);
      const interval = bindings.intervals.get(key);
      const value = newest.get(key)?.value;
      sources.set(key, {
        host: hostName.get(hostId) ?? hostId,
        kind: 'item',
        name,
        state,
        ...(error !== undefined && { error }),
        ...(interval !== undefined && { interval }),
        ...(newestAt !== undefined && { newestAt }),
        ...(newestAt !== undefined && value !== undefined && { value }),
      });
    }
  }
  return sources;
}

function newestValues({ values }: ZabbixSnapshot): ReadonlyMap<ItemId, Instant> {
  const newest = new Map<ItemId, Instant>();
  for (const { itemId, at } of values) newest.set(itemId, Math.max(at, newest.get(itemId) ?? at));
  return newest;
}

function triggerSources(
  snapshot: ZabbixSnapshot,
  bindings: Bindings,
  newest: ReadonlyMap<string, Observation>,
): readonly (readonly [string, SignalSource])[] {
  const hostOf = new Map<NodeId, string>();
  for (const { hostId, host } of snapshot.hosts) {
    const place = bindings.placeOf.get(hostId);
    if (place === undefined) continue;
    for (const node of [place.server, ...place.containers.values(), ...[...place.disks.values()].flat()])
      hostOf.set(node, host);
    if (place.network !== undefined) hostOf.set(place.network, host);
  }
  return [...bindings.watched].map(([key, { node, line }]) => {
    const told = newest.get(key);
    const interval = bindings.intervals.get(key);
    return [
      key,
      {
        host: hostOf.get(node) ?? '',
        kind: 'trigger',
        name: triggerText(line),
        state: 'normal',
        ...(interval !== undefined && { interval }),
        ...(told !== undefined && { newestAt: told.at, value: told.value }),
      },
    ];
  });
}

function serverHosts({ hosts }: ZabbixSnapshot, { servers, places }: CompiledMapping): Map<NodeId, ServerHost> {
  const found = new Map<NodeId, ServerHost>();
  for (const server of places.keys()) {
    const host = servers.hostOf(server);
    found.set(server, { ...(host !== undefined && { host }), isRead: false, inMaintenance: false });
  }
  for (const { host, inMaintenance } of hosts) {
    const server = servers.serverOf(host);
    if (server !== undefined) found.set(server, { host, isRead: true, inMaintenance });
  }
  return found;
}
