import { templateName } from '../../domain/item-keys.ts';
import type { ZabbixClient } from '../client.ts';
import type { ProvisionChange } from './changes.ts';
import type { DesiredObjects } from './desired.ts';
import { isOurs } from './host-changes.ts';
import { writtenSchema } from './schema.ts';
import { isSuperAdmin } from './super-admin.ts';
import { survey } from './survey.ts';
import type { Survey } from './survey.ts';
import type { FoundGroup } from './schema.ts';
import { groupUuid, templateGroupUuid, templateUuid } from './template.ts';

/** What removal would take away, and what it would leave and why. Only what provisioning made is ever taken away. */
export async function planRemoval(client: ZabbixClient, desired: DesiredObjects): Promise<readonly ProvisionChange[]> {
  return removalOf(await survey(client, desired), desired, await isSuperAdmin(client));
}

/** Takes Linchpin's objects out of Zabbix, with their problems and history, and says what it did. */
export async function removeProvision(
  client: ZabbixClient,
  desired: DesiredObjects,
): Promise<readonly ProvisionChange[]> {
  const found = await survey(client, desired);
  const changes = removalOf(found, desired, await isSuperAdmin(client));
  const hostids = changes.flatMap(({ action, object, name }) => {
    const host = action === 'delete' && object === 'host' ? found.hosts.get(name) : undefined;
    return host === undefined ? [] : [host.hostid];
  });
  if (hostids.length > 0) await client.call('host.delete', hostids, writtenSchema);
  if (deletes(changes, 'template') && found.template !== undefined) {
    await client.call('template.delete', [found.template.templateid], writtenSchema);
  }
  if (deletes(changes, 'host group') && found.group !== undefined) {
    await client.call('hostgroup.delete', [found.group.groupid], writtenSchema);
  }
  if (deletes(changes, 'template group') && found.templateGroup !== undefined) {
    await client.call('templategroup.delete', [found.templateGroup.groupid], writtenSchema);
  }
  return changes;
}

function deletes(changes: readonly ProvisionChange[], object: ProvisionChange['object']): boolean {
  return changes.some((change) => change.action === 'delete' && change.object === object);
}

/**
 * Template and groups go only for who sees all hosts that use them: deleted by another, they would take the items of
 * another Linchpin's hosts along.
 */
function removalOf(found: Survey, desired: DesiredObjects, seesAll: boolean): readonly ProvisionChange[] {
  const hosts = [...found.hosts.values()];
  const gone = new Set(hosts.filter(isOurs).map(({ hostid }) => hostid));
  const template = templateRemoval(found, gone, seesAll);
  const groups = groupRemovals(found, desired, { gone, templateGoes: deletes(template, 'template') });
  return [
    ...hosts.map((host) =>
      isOurs(host)
        ? ({ action: 'delete', object: 'host', name: host.host, details: [] } as const)
        : ({ action: 'keep', object: 'host', name: host.host, details: ['Linchpin did not make it'] } as const),
    ),
    ...template,
    ...(seesAll ? groups : groups.map((change) => ({ ...change, action: 'keep', details: [forSuperAdmins] }) as const)),
  ];
}

const forSuperAdmins = 'a Super admin must take it away, since others may use it unseen';

function templateRemoval(
  { template }: Survey,
  gone: ReadonlySet<string>,
  seesAll: boolean,
): readonly ProvisionChange[] {
  if (template === undefined) return [];
  const users = [...template.hosts.filter(({ hostid }) => !gone.has(hostid)), ...template.templates].map(
    ({ host }) => host,
  );
  const object = { object: 'template', name: templateName } as const;
  if (template.uuid !== templateUuid) return [{ action: 'keep', ...object, details: ['Linchpin did not make it'] }];
  if (users.length > 0) return [{ action: 'keep', ...object, details: [`"${users.join('", "')}" still uses it`] }];
  return seesAll
    ? [{ action: 'delete', ...object, details: [] }]
    : [{ action: 'keep', ...object, details: [forSuperAdmins] }];
}

interface Leaving {
  readonly gone: ReadonlySet<string>;
  readonly templateGoes: boolean;
}

function groupRemovals(found: Survey, desired: DesiredObjects, leaving: Leaving): readonly ProvisionChange[] {
  const { group, templateGroup, templatesIn, template } = found;
  const isLeft = ({ hosts, templates }: FoundGroup): boolean =>
    hosts.some(({ hostid }) => !leaving.gone.has(hostid)) ||
    templates.some(({ templateid }) => !(leaving.templateGoes && templateid === template?.templateid));
  const removal = (
    object: 'host group' | 'template group',
    present: FoundGroup | undefined,
    uuid: string,
  ): readonly ProvisionChange[] => {
    if (present === undefined) return [];
    const { name } = present;
    if (present.uuid !== uuid) return [{ action: 'keep', object, name, details: ['Linchpin did not make it'] }];
    if (isLeft(present)) return [{ action: 'keep', object, name, details: ['it is not empty'] }];
    return [{ action: 'delete', object, name, details: [] }];
  };
  return [
    ...removal('host group', group, groupUuid(desired.group)),
    ...(templatesIn === 'their own' ? removal('template group', templateGroup, templateGroupUuid(desired.group)) : []),
  ];
}
