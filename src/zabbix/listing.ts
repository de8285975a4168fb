import type { Host, Item } from '../domain/zabbix.ts';
import type { ZabbixClient } from './client.ts';
import { Portion } from './in-pieces.ts';
import { readGroups, readHosts, readItems } from './inventory.ts';

/** All enabled hosts and their items, as following the inventory sees them; rejects with `WorldError` where they cannot be read. */
export async function listInventory(
  client: ZabbixClient,
  { groups: names, ownGroup }: { readonly groups: readonly string[]; readonly ownGroup: string },
): Promise<{ readonly hosts: readonly Host[]; readonly items: readonly Item[] }> {
  const groups = await readGroups(client, names, ownGroup);
  const { hosts } = await readHosts(client, groups, new Map());
  const { items } = await readItems(client, hosts, { hostsAtOnce: new Portion(100), tellsLost: true });
  return { hosts, items };
}
