import type { OnProgress } from '../domain/progress.ts';
import type { Host, Item } from '../domain/zabbix.ts';
import type { ZabbixClient } from './client.ts';
import { Portion } from './in-pieces.ts';
import { readGroups, readHosts, readItems } from './inventory.ts';

/** Which inventory is listed, and who is told how far that is. */
export interface Listing {
  readonly groups: readonly string[];
  readonly ownGroup: string;
  readonly onProgress?: OnProgress | undefined;
}

/** All enabled hosts and their items, as following the inventory sees them; rejects with `WorldError` where they cannot be read. */
export async function listInventory(
  client: ZabbixClient,
  { groups: names, ownGroup, onProgress }: Listing,
): Promise<{ readonly hosts: readonly Host[]; readonly items: readonly Item[] }> {
  onProgress?.({ what: 'reading the hosts' });
  const groups = await readGroups(client, names, ownGroup);
  const { hosts } = await readHosts(client, groups, new Map());
  const { items } = await readItems(client, hosts, { hostsAtOnce: new Portion(100), tellsLost: true, onProgress });
  return { hosts, items };
}
