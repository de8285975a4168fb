import { isOwnOutput } from '../domain/item-keys.ts';
import type { Duration } from '../domain/instant.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Host, Item, ItemId, Tag } from '../domain/zabbix.ts';
import { WorldError } from '../ports.ts';
import type { ZabbixClient } from './client.ts';
import { counted, inPieces } from './in-pieces.ts';
import type { Portion } from './in-pieces.ts';
import { heartbeat, updateInterval } from './interval.ts';
import { HostGroups, HostsBy, ItemSteps, Items, NewestItems, ProxiesBy, ProxyGroups } from './schema.ts';
import type { WireItem, WireWatcher } from './schema.ts';

/** A host group of Zabbix. */
export interface HostGroup {
  readonly groupId: string;
  readonly name: string;
}

/**
 * The host groups to read with their subgroups ("Mail servers/Storage"): all that may be read where none is named,
 * but never the one that Linchpin itself writes to. Rejects where a group named can't be seen.
 */
export async function readGroups(
  client: ZabbixClient,
  names: readonly string[],
  own: string,
): Promise<readonly HostGroup[]> {
  const named = names.length === 0 ? {} : { search: { name: names }, searchByAny: true, startSearch: true };
  const found = await client.call('hostgroup.get', { output: ['groupid', 'name'], ...named }, HostGroups);
  const unseen = names.filter((name) => !found.some((group) => group.name === name));
  if (unseen.length > 0) {
    const list = unseen.map((name) => `"${name}"`).join(', ');
    const subject = unseen.length === 1 ? `the host group ${list} does` : `the host groups ${list} do`;
    throw new WorldError(
      'E321',
      `In Zabbix at ${client.url} ${subject} not exist, or the user that Linchpin has there may not read it: correct \`zabbix.groups\`, or give a user group of that user read access to it.`,
    );
  }
  return found
    .filter((group) => isReadGroup(group.name, names, own))
    .map((group) => ({ groupId: group.groupid, name: group.name }));
}

/** The ids of the host group of a name, none where nothing of that name is seen. */
export async function groupIds(client: ZabbixClient, name: string): Promise<readonly string[]> {
  const asked = { output: ['groupid', 'name'], filter: { name: [name] } };
  return (await client.call('hostgroup.get', asked, HostGroups)).map(({ groupid }) => groupid);
}

/** Whether a host group is one to read: one of those named, or below it; any where none is named; never Linchpin's own. */
export function isReadGroup(group: string, names: readonly string[], own: string): boolean {
  const isWithin = (name: string): boolean => group === name || group.startsWith(`${name}/`);
  return !isWithin(own) && (names.length === 0 || names.some(isWithin));
}

/** The names of the Zabbix proxies and proxy groups, by kind and id. */
export type ProxyNames = ReadonlyMap<string, string>;

/**
 * The enabled hosts of the groups, in the order of ids, and the names of their proxies: those not `known` are asked
 * for. Behind a proxy group the group counts as the proxy: which of its proxies has a host changes with their load.
 */
export async function readHosts(
  client: ZabbixClient,
  groups: readonly HostGroup[],
  known: ProxyNames,
): Promise<{ readonly hosts: readonly Host[]; readonly proxies: ProxyNames }> {
  const { proxies: by } = await client.adapter();
  const hosts = await client.call(
    'host.get',
    {
      groupids: groups.map((group) => group.groupId),
      monitored_hosts: true,
      output: ['hostid', 'host', 'name', 'maintenance_status', ...(by === 'proxyid' ? [by, 'proxy_groupid'] : [by])],
      sortfield: 'hostid',
    },
    HostsBy[by],
  );
  const proxies = await nameProxies(
    client,
    hosts.map((host) => host.watcher),
    known,
  );
  return {
    proxies,
    hosts: hosts.map((host) => {
      const proxy = proxies.get(keyOf(host.watcher));
      return {
        hostId: host.hostid,
        host: host.host,
        name: host.name,
        inMaintenance: host.maintenance_status === '1',
        ...(proxy === undefined ? {} : { proxy }),
      };
    }),
  };
}

function keyOf({ kind, id }: WireWatcher): string {
  return `${kind} ${id}`;
}

/** A proxy that Zabbix does not show is called by its id, for what is behind it still goes together. */
async function nameProxies(
  client: ZabbixClient,
  watchers: readonly WireWatcher[],
  known: ProxyNames,
): Promise<ProxyNames> {
  const unknown = new Map(watchers.map((watcher) => [keyOf(watcher), watcher]));
  for (const [key, { id }] of unknown) if (id === '0' || known.has(key)) unknown.delete(key);
  if (unknown.size === 0) return known;
  const asked = await Promise.all(
    (['proxy', 'proxy group'] as const).map(async (kind) => {
      const ids = [...unknown.values()].filter((watcher) => watcher.kind === kind).map(({ id }) => id);
      const found = ids.length === 0 ? [] : await askProxies(client, kind, ids);
      return found.map(({ id, name }) => [keyOf({ kind, id }), name] as const);
    }),
  );
  const shown = new Map(asked.flat());
  return new Map([...known, ...[...unknown].map(([key, { id }]) => [key, shown.get(key) ?? id] as const)]);
}

async function askProxies(
  client: ZabbixClient,
  kind: WireWatcher['kind'],
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  if (kind === 'proxy group') {
    return client.call('proxygroup.get', { proxy_groupids: ids, output: ['proxy_groupid', 'name'] }, ProxyGroups);
  }
  const { proxies: by } = await client.adapter();
  const name = by === 'proxyid' ? 'name' : 'host';
  return client.call('proxy.get', { proxyids: ids, output: ['proxyid', name] }, ProxiesBy[by]);
}

/** The items of hosts that may be read, and the tags of all, by item, since problems inherit them. */
export interface ItemAnswer {
  readonly items: readonly Item[];
  readonly tags: ReadonlyMap<ItemId, readonly Tag[]>;
}

/** Of how many hosts items are asked at once, and whether it matters what Zabbix's own discovery does not find any more. */
export interface ItemQuestion {
  readonly hostsAtOnce: Portion;
  readonly tellsLost: boolean;
  readonly onProgress?: OnProgress | undefined;
}

/** All items, the disabled ones too, in the order of ids, heartbeats not known yet; what Linchpin itself writes is left out. */
export async function readItems(
  client: ZabbixClient,
  hosts: readonly Host[],
  { hostsAtOnce, tellsLost, onProgress }: ItemQuestion,
): Promise<ItemAnswer> {
  const more = tellsLost ? { selectItemDiscovery: ['ts_delete', 'status'] } : {};
  const step = { what: 'reading the items', of: hosts.length, unit: 'hosts' };
  const ask = counted((piece: readonly Host[]) => askItems(client, piece, more), step, onProgress);
  const all = await inPieces(hosts, hostsAtOnce, ask);
  const delays = new Map(all.map((item) => [item.itemid, item]));
  const items = all
    .filter((item) => !isOwnOutput(item.tags))
    .filter((item) => Number(item.value_type) < valueTypes.length)
    .map((item) => itemOf(item, updateIntervalOf(item, delays)));
  items.sort((a, b) => Number(a.itemId) - Number(b.itemId));
  return { items, tags: new Map(all.map((item) => [item.itemid, item.tags])) };
}

/** How many items are asked about at once, and who is told how far that is. */
export interface ItemPace {
  readonly atOnce: Portion;
  readonly onProgress?: OnProgress | undefined;
}

/** The items with their heartbeats, where they discard unchanged values. Asks for preprocessing, so only of what is wanted. */
export async function withHeartbeats(
  client: ZabbixClient,
  items: readonly Item[],
  pace: ItemPace,
): Promise<readonly Item[]> {
  const enabled = items.filter((item) => item.state !== 'disabled');
  const heartbeats = await readHeartbeats(client, enabled, pace);
  return items.map((item) => withHeartbeat(item, heartbeats.get(item.itemId)));
}

function askItems(client: ZabbixClient, hosts: readonly Host[], more: object): Promise<readonly WireItem[]> {
  return client.call(
    'item.get',
    {
      hostids: hosts.map((host) => host.hostId),
      output: ['itemid', 'hostid', 'key_', 'value_type', 'delay', 'status', 'state', 'error', 'master_itemid'],
      selectTags: ['tag', 'value'],
      ...more,
    },
    Items,
  );
}

/** The id of the item that Zabbix made last in the groups: with another one, items have come, since ids only grow. */
export async function readNewestItem(client: ZabbixClient, groups: readonly HostGroup[]): Promise<ItemId | undefined> {
  const [newest] = await client.call(
    'item.get',
    {
      groupids: groups.map((group) => group.groupId),
      filter: { status: '0' },
      output: ['itemid'],
      sortfield: 'itemid',
      sortorder: 'DESC',
      limit: 1,
    },
    NewestItems,
  );
  return newest?.itemid;
}

/** Preprocessing is asked only of what is wanted: it is the largest part of an item, and most items are not wanted. */
async function readHeartbeats(
  client: ZabbixClient,
  items: readonly Item[],
  { atOnce, onProgress }: ItemPace,
): Promise<ReadonlyMap<ItemId, Duration>> {
  const ask = counted(
    (piece: readonly Item[]) =>
      client.call(
        'item.get',
        { itemids: piece.map((item) => item.itemId), output: ['itemid'], selectPreprocessing: ['type', 'params'] },
        ItemSteps,
      ),
    { what: 'reading the preprocessing', of: items.length, unit: 'items' },
    onProgress,
  );
  const answers = await inPieces(items, atOnce, ask);
  const found = new Map<ItemId, Duration>();
  for (const { itemid, preprocessing } of answers) {
    const every = heartbeat(preprocessing);
    if (every !== undefined) {
      found.set(itemid, every);
    }
  }
  return found;
}

/** A dependent item is asked when its master is. */
function updateIntervalOf(item: WireItem, byId: ReadonlyMap<ItemId, WireItem>): Duration | undefined {
  // Zabbix allows three levels of dependent items.
  let asked = item;
  for (let level = 0; level < 3; level += 1) {
    const master = byId.get(asked.master_itemid);
    if (master === undefined) {
      break;
    }
    asked = master;
  }
  return updateInterval(asked.delay);
}

const valueTypes = ['float', 'char', 'log', 'unsigned', 'text'] as const;

function itemOf(wire: WireItem, interval: Duration | undefined): Item {
  return {
    itemId: wire.itemid,
    hostId: wire.hostid,
    key: wire.key_,
    tags: wire.tags,
    valueType: valueTypes[Number(wire.value_type)] ?? 'text',
    ...(interval === undefined ? {} : { interval }),
    ...(wire.master_itemid === '0' ? {} : { masterItemId: wire.master_itemid }),
    state: wire.status === '1' ? 'disabled' : wire.state === '1' ? 'unsupported' : 'normal',
    ...(wire.error === '' ? {} : { error: wire.error }),
    ...(isLost(wire) ? { isLost: true } : {}),
  };
}

/**
 * Discovery did not find it any more; one that was made by hand has no discovery. Up to 6.4 the time at which Zabbix will
 * delete it says so; from 7.0 on it may be that Zabbix never does, but there is a status.
 */
function isLost({ itemDiscovery: found }: WireItem): boolean {
  return found !== undefined && 'ts_delete' in found && (found.ts_delete !== '0' || found.status === '1');
}

function withHeartbeat(item: Item, every: Duration | undefined): Item {
  if (every === undefined) {
    return item;
  }
  return { ...item, interval: Math.max(every, item.interval ?? 0), discardsUnchanged: true };
}
