import { templateName } from '../../domain/item-keys.ts';
import type { ZabbixClient } from '../client.ts';
import type { DesiredObjects } from './desired.ts';
import { groupsSchema, hostsSchema, templatesSchema } from './schema.ts';
import type { FoundGroup, FoundHost, FoundTemplate } from './schema.ts';

/** What of Linchpin's objects is in Zabbix now. */
export interface Survey {
  readonly group: FoundGroup | undefined;
  readonly template: FoundTemplate | undefined;
  readonly hosts: ReadonlyMap<string, FoundHost>;
}

/** Looks for Linchpin's objects in Zabbix. */
export async function survey(client: ZabbixClient, desired: DesiredObjects): Promise<Survey> {
  const [groups, templates, hosts] = await Promise.all([
    client.call(
      'hostgroup.get',
      {
        output: ['groupid', 'name', 'uuid'],
        filter: { name: [desired.group] },
        selectHosts: ['hostid'],
        selectTemplates: ['templateid'],
      },
      groupsSchema,
    ),
    client.call(
      'template.get',
      {
        output: ['templateid', 'host', 'uuid'],
        filter: { host: [templateName] },
        selectHosts: ['hostid', 'host'],
        selectTemplates: ['templateid', 'host'],
        selectGroups: ['name', 'uuid'],
      },
      templatesSchema,
    ),
    desired.hosts.length === 0
      ? []
      : client.call(
          'host.get',
          {
            output: ['hostid', 'host', 'name', 'status'],
            filter: { host: desired.hosts.map(({ host }) => host) },
            selectGroups: ['groupid', 'name'],
            selectParentTemplates: ['templateid', 'host'],
            selectTags: ['tag', 'value'],
            selectMacros: ['hostmacroid', 'macro', 'value'],
          },
          hostsSchema,
        ),
  ]);
  return { group: groups[0], template: templates[0], hosts: new Map(hosts.map((host) => [host.host, host])) };
}
