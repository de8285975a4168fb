import type { ZabbixClient } from '../client.ts';
import { foundHostsSchema, foundItemsSchema, foundTriggersSchema } from './schema.ts';

/** What low-level discovery is told of one host, and one item of each thing that it is to find. */
export interface Discovery {
  readonly host: string;
  /** By the key of the discovery rule. */
  readonly values: ReadonlyMap<string, string | number>;
  readonly keys: readonly string[];
}

/** Those of which Zabbix has not made all, with what is missing; a host that is not there lacks everything. */
export async function undiscovered(client: ZabbixClient, wished: readonly Discovery[]): Promise<readonly Discovery[]> {
  const names = wished.map(({ host }) => host);
  const hosts = await client.call(
    'host.get',
    { output: ['hostid', 'host', 'status'], filter: { host: names } },
    foundHostsSchema,
  );
  const left = wished.map(async (one): Promise<Discovery> => {
    const hostid = hosts.find(({ host }) => host === one.host)?.hostid;
    if (hostid === undefined) return one;
    const items = await client.call('item.get', { output: ['hostid', 'key_'], hostids: [hostid] }, foundItemsSchema);
    const made = new Set(items.map((item) => item.key_));
    const keys = one.keys.filter((key) => !made.has(key));
    // Zabbix makes triggers after all items: what has its item has its trigger only then.
    return keys.length > 0 ? { ...one, keys } : { ...one, keys: await withoutTrigger(client, one.keys, hostid) };
  });
  return (await Promise.all(left)).filter(({ keys }) => keys.length > 0);
}

async function withoutTrigger(
  client: ZabbixClient,
  keys: readonly string[],
  hostid: string,
): Promise<readonly string[]> {
  const triggers = await client.call(
    'trigger.get',
    { output: ['triggerid'], hostids: [hostid], selectItems: ['hostid', 'key_'] },
    foundTriggersSchema,
  );
  const made = new Set(triggers.flatMap(({ items }) => items.map((item) => item.key_)));
  return keys.filter((key) => key.includes('.outage[') && !made.has(key));
}
