import type { Settings } from '../config/settings.ts';
import { outputHost } from '../domain/item-keys.ts';
import { localId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { WorldError } from '../ports.ts';
import type { ZabbixClient } from '../zabbix/client.ts';
import type { DesiredObjects } from '../zabbix/provision/desired.ts';
import { findMissing } from '../zabbix/provision/provision.ts';

/** What must be in Zabbix for a model to be shown there. */
export function desiredObjects(settings: Settings, graph: ServiceGraph): DesiredObjects {
  return {
    language: settings.language,
    group: settings.publish.group,
    hosts: graph.model.systems.map(({ id, name }) => ({
      host: outputHost(settings.publish.host, id),
      systemId: localId(id),
      group: settings.publish.group,
      name,
    })),
  };
}

/** Rejects with `WorldError` unless Zabbix is of a known version, accepts us and has these objects. */
export async function checkZabbix(client: ZabbixClient, desired: DesiredObjects): Promise<void> {
  await client.adapter();
  const missing = await findMissing(client, desired);
  if (missing.length === 0) return;
  throw new WorldError(
    'E320',
    `Zabbix at ${client.url} lacks what Linchpin needs there (${missing.join(', ')}): run linchpin provision; where that was done, give a user group of the user that Linchpin has there read access to host group "${desired.group}".`,
  );
}
