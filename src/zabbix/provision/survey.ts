import { templateName } from '../../domain/item-keys.ts';
import type { ZabbixClient } from '../client.ts';
import type { VersionAdapter } from '../versions.ts';
import type { DesiredObjects } from './desired.ts';
import { findKeyed } from './encryption.ts';
import { groupsOf, groupsSchema } from './schema.ts';
import type { FoundGroup, FoundHost, FoundTemplate } from './schema.ts';

/** What of Linchpin's objects is in Zabbix now. */
export interface Survey {
  /** Which groups templates are in, in this version of Zabbix. */
  readonly templatesIn: VersionAdapter['templateGroups'];
  readonly group: FoundGroup | undefined;
  /** The group of that name for templates; the host group itself where templates are in host groups. */
  readonly templateGroup: FoundGroup | undefined;
  readonly template: FoundTemplate | undefined;
  readonly hosts: ReadonlyMap<string, FoundHost>;
  /** The ids of the hosts whose pre-shared key is the one wished for. */
  readonly keyed: ReadonlySet<string>;
}

/** Looks for Linchpin's objects in Zabbix. */
export async function survey(client: ZabbixClient, desired: DesiredObjects): Promise<Survey> {
  const { templateGroups: templatesIn } = await client.adapter();
  const apart = templatesIn === 'their own';
  const [group, ownGroup, [template], hosts] = await Promise.all([
    findGroup(client, desired, {
      method: 'hostgroup.get',
      select: { selectHosts: ['hostid'], ...(apart ? {} : { selectTemplates: ['templateid'] }) },
    }),
    apart
      ? findGroup(client, desired, { method: 'templategroup.get', select: { selectTemplates: ['templateid'] } })
      : undefined,
    findTemplates(client, templatesIn),
    desired.hosts.length === 0 ? [] : findHosts(client, desired, templatesIn),
  ]);
  return {
    templatesIn,
    group,
    templateGroup: apart ? ownGroup : group,
    template,
    hosts: new Map(hosts.map((host) => [host.host, host])),
    keyed: await findKeyed(client, hosts, desired.encryption),
  };
}

async function findGroup(
  client: ZabbixClient,
  desired: DesiredObjects,
  { method, select }: { readonly method: 'hostgroup.get' | 'templategroup.get'; readonly select: object },
): Promise<FoundGroup | undefined> {
  const asked = { output: ['groupid', 'name', 'uuid'], filter: { name: [desired.group] }, ...select };
  const [found] = await client.call(method, asked, groupsSchema);
  return found;
}

function findTemplates(
  client: ZabbixClient,
  templatesIn: VersionAdapter['templateGroups'],
): Promise<readonly FoundTemplate[]> {
  const { select, templates } = groupsOf[templatesIn];
  return client.call(
    'template.get',
    {
      output: ['templateid', 'host', 'uuid'],
      filter: { host: [templateName] },
      selectHosts: ['hostid', 'host'],
      selectTemplates: ['templateid', 'host'],
      [select.ofTemplate]: ['name', 'uuid'],
    },
    templates,
  );
}

function findHosts(
  client: ZabbixClient,
  desired: DesiredObjects,
  templatesIn: VersionAdapter['templateGroups'],
): Promise<readonly FoundHost[]> {
  const { select, hosts } = groupsOf[templatesIn];
  return client.call(
    'host.get',
    {
      output: ['hostid', 'host', 'name', 'status', 'tls_accept'],
      filter: { host: desired.hosts.map(({ host }) => host) },
      [select.ofHost]: ['groupid', 'name'],
      selectParentTemplates: ['templateid', 'host'],
      selectTags: ['tag', 'value'],
      selectMacros: ['hostmacroid', 'macro', 'value'],
    },
    hosts,
  );
}
