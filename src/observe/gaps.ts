import type { NodeId } from '../domain/node.ts';
import type { SignalName } from '../domain/signal.ts';
import type { Host, ZabbixSnapshot } from '../domain/zabbix.ts';
import { bindingsOf } from './bindings.ts';
import type { CompiledMapping } from './compile.ts';

/** A server of the model that no Zabbix host stands for. */
export interface UnknownServer {
  readonly server: NodeId;
  /** The technical name that was looked for; absent where a pattern allows many. */
  readonly expectedHost?: string;
}

/** The servers of the model without an enabled host among those read, in the order of ids. */
export function unknownServers(compiled: CompiledMapping, hosts: readonly Host[]): readonly UnknownServer[] {
  const known = new Set(hosts.map((host) => compiled.servers.serverOf(host.host)));
  return [...compiled.places.keys()]
    .filter((server) => !known.has(server))
    .sort()
    .map((server) => {
      const expectedHost = compiled.servers.hostOf(server);
      return { server, ...(expectedHost === undefined ? {} : { expectedHost }) };
    });
}

/** An item that stands for a signal and gives nothing. */
export interface MuteItem {
  readonly host: string;
  readonly key: string;
  readonly node: NodeId;
  readonly signal: SignalName;
  /** `unsupported`: Zabbix can't get it, `error` says why; `disabled`: somebody switched it off; `without-data`: no value in this snapshot. */
  readonly reason: 'unsupported' | 'disabled' | 'without-data';
  readonly error?: string;
}

/** The items that stand for a signal and give none. Meant for the first snapshot, which has every newest value there is. */
export function muteItems(snapshot: ZabbixSnapshot, compiled: CompiledMapping): readonly MuteItem[] {
  const bindings = bindingsOf(snapshot, compiled);
  const heard = new Set(snapshot.values.map((value) => value.itemId));
  const hostName = new Map(snapshot.hosts.map((host) => [host.hostId, host.host]));
  return snapshot.items.flatMap((item) => {
    if (item.state === 'normal' && heard.has(item.itemId)) return [];
    return (bindings.items.get(item.itemId) ?? []).map(({ node, signal }) => ({
      host: hostName.get(item.hostId) ?? item.hostId,
      key: item.key,
      node,
      signal,
      reason: item.state === 'normal' ? 'without-data' : item.state,
      ...(item.error === undefined ? {} : { error: item.error }),
    }));
  });
}

/** The containers, servers and disks of the model that no item of Zabbix speaks of, in the order of ids. */
export function unwatchedNodes(snapshot: ZabbixSnapshot, compiled: CompiledMapping): readonly NodeId[] {
  const bindings = bindingsOf(snapshot, compiled);
  const watched = new Set(
    [...[...bindings.items.values()].flat(), ...bindings.watched.values()].map((match) => match.node),
  );
  const nodes = [...compiled.places.values()].flatMap(({ server, containers, disks }) => [
    server,
    ...containers.values(),
    ...[...disks.values()].flat(),
  ]);
  return [...new Set(nodes)].filter((node) => !watched.has(node)).sort();
}
