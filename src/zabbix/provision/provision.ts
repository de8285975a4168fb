import { itemKeys, templateName } from '../../domain/item-keys.ts';
import { WorldError } from '../../ports.ts';
import type { ZabbixClient } from '../client.ts';
import { changeText } from './changes.ts';
import type { ProvisionChange } from './changes.ts';
import { hostMacros, hostTags, visibleName } from './desired.ts';
import type { DesiredHost, DesiredObjects } from './desired.ts';
import { encryptionChange, encryptionForm } from './encryption.ts';
import { compareHost, hostChange, isOurs } from './host-changes.ts';
import type { HostGround } from './host-changes.ts';
import { foundHostsSchema, foundItemsSchema, writtenSchema } from './schema.ts';
import type { FoundHost } from './schema.ts';
import { isSuperAdmin } from './super-admin.ts';
import { survey } from './survey.ts';
import type { Survey } from './survey.ts';
import type { GroupName } from './template.ts';
import { groupUuid, templateGroupUuid, templateUuid } from './template.ts';
import { importTemplate, templateChanges } from './template-import.ts';

/** What provisioning would change in Zabbix, in the order in which it would; nothing where all is as it should be. */
export async function planProvision(
  client: ZabbixClient,
  desired: DesiredObjects,
): Promise<readonly ProvisionChange[]> {
  return plan(client, desired, await survey(client, desired));
}

/**
 * Creates and updates Linchpin's objects and says what it did. Rejects if Zabbix afterwards is not as it should be, or
 * if a template or host of that name is not Linchpin's. Values for new items are taken after Zabbix's next cache sync.
 */
export async function applyProvision(
  client: ZabbixClient,
  desired: DesiredObjects,
): Promise<readonly ProvisionChange[]> {
  const before = await survey(client, desired);
  const changes = await plan(client, desired, before);
  if (changes.length === 0) return changes;
  await mayMakeGroups(client, desired, changes);
  if (before.group === undefined) {
    await client.call('hostgroup.create', { name: desired.group, uuid: groupUuid(desired.group) }, writtenSchema);
  }
  if (changes.some(({ object }) => object === 'template group')) {
    const made = { name: desired.group, uuid: templateGroupUuid(desired.group) };
    await client.call('templategroup.create', made, writtenSchema);
  }
  if (changes.some(({ object }) => object === 'template'))
    await importTemplate(client, templateGroups(before, desired));
  const { group, template, hosts } = await survey(client, desired);
  if (group === undefined || template === undefined) {
    throw new WorldError(
      'refused',
      `Zabbix at ${client.url} took host group "${desired.group}" and template "${templateName}" but does not show them: the user of Linchpin needs read-write permission on that host group${before.templatesIn === 'their own' ? ' and the template group of the same name' : ''}.`,
    );
  }
  const places: Places = { ...groundOf(desired, before), groupid: group.groupid, templateid: template.templateid };
  await encrypt(client, desired, before);
  for (const host of desired.hosts) await bringHost(client, { desired: host, found: hosts.get(host.host) }, places);
  await verify(client, desired);
  return changes;
}

/** Zabbix lets only Super admins make groups, and would say no more than that. */
async function mayMakeGroups(
  client: ZabbixClient,
  { group }: DesiredObjects,
  changes: readonly ProvisionChange[],
): Promise<void> {
  const missing = changes.flatMap(({ object }) =>
    object === 'host group' || object === 'template group' ? [object] : [],
  );
  if (missing.length === 0 || (await isSuperAdmin(client))) return;
  throw new WorldError(
    'refused',
    `Zabbix at ${client.url} shows no ${missing.join(' and no ')} "${group}", which only a Super admin may make: let one run linchpin provision --roles once; where it is there, give a user group of the user of the token read-write permission on it.`,
  );
}

/**
 * What of Linchpin's objects is missing, in words: without them no value can be published. It goes by the hosts alone,
 * since the user that runs need not see the template.
 */
export async function findMissing(client: ZabbixClient, desired: DesiredObjects): Promise<readonly string[]> {
  const names = desired.hosts.map(({ host }) => host);
  const hosts = await client.call(
    'host.get',
    { output: ['hostid', 'host', 'status'], filter: { host: names } },
    foundHostsSchema,
  );
  const hostids = hosts.map(({ hostid }) => hostid);
  const asked = { output: ['hostid', 'key_'], hostids, filter: { key_: [itemKeys.heartbeat] } };
  const items = hostids.length === 0 ? [] : await client.call('item.get', asked, foundItemsSchema);
  return names.flatMap((name) => {
    const found = hosts.find(({ host }) => host === name);
    if (found === undefined) return [`host "${name}"`];
    if (!items.some(({ hostid }) => hostid === found.hostid)) return [`template "${templateName}" on host "${name}"`];
    return found.status === '0' ? [] : [`monitoring of host "${name}", which is disabled`];
  });
}

async function plan(client: ZabbixClient, desired: DesiredObjects, found: Survey): Promise<readonly ProvisionChange[]> {
  refuseForeign(client, desired, found);
  return [
    ...(found.group === undefined
      ? [{ action: 'create', object: 'host group', name: desired.group, details: [] } as const]
      : []),
    ...(found.templatesIn === 'their own' && found.templateGroup === undefined && found.template === undefined
      ? [{ action: 'create', object: 'template group', name: desired.group, details: [] } as const]
      : []),
    ...(found.template === undefined
      ? [{ action: 'create', object: 'template', name: templateName, details: [] } as const]
      : await templateChanges(client, templateGroups(found, desired))),
    ...desired.hosts.flatMap((host) => hostChange(host, groundOf(desired, found), found.hosts.get(host.host))),
  ];
}

/** The template stays in the groups that it is in: two Linchpins with groups of their own may share one Zabbix. */
function templateGroups(found: Survey, desired: DesiredObjects): readonly GroupName[] {
  const { template, templateGroup, templatesIn } = found;
  if (template === undefined) {
    const uuidOf = templatesIn === 'their own' ? templateGroupUuid : groupUuid;
    return [{ name: desired.group, uuid: templateGroup?.uuid ?? uuidOf(desired.group) }];
  }
  return template.groups.map(({ name, uuid }) => ({ name, uuid })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What people made under our names is theirs: to change it, or with `--remove` to delete it, would be a loss. */
function refuseForeign(client: ZabbixClient, desired: DesiredObjects, found: Survey): void {
  if (found.template !== undefined && found.template.uuid !== templateUuid) {
    throw new WorldError(
      'refused',
      `Zabbix at ${client.url} has a template "${templateName}" that Linchpin did not make: rename or delete it, then run linchpin provision again.`,
    );
  }
  for (const { host } of desired.hosts) {
    const present = found.hosts.get(host);
    if (present === undefined || isOurs(present)) continue;
    throw new WorldError(
      'refused',
      `Zabbix at ${client.url} has a host "${host}" that Linchpin did not make (it lacks the tag linchpin=output): choose another name as \`publish.host\`, or rename that host.`,
    );
  }
}

function groundOf({ group, encryption }: DesiredObjects, { keyed }: Survey): HostGround {
  return { group, keyed, ...(encryption && { encryption }) };
}

/** All at once, and before others are made: Zabbix 7.0 has one key for an identity, and refuses the second one. */
async function encrypt(client: ZabbixClient, desired: DesiredObjects, before: Survey): Promise<void> {
  const { encryption } = desired;
  if (encryption === undefined) return;
  const ground = groundOf(desired, before);
  const changed = [...before.hosts.values()].filter((host) => encryptionChange(host, ground) !== undefined);
  const forms = changed.map(({ hostid, tls_accept }) => ({ hostid, ...encryptionForm(encryption, tls_accept) }));
  if (forms.length > 0) await client.call('host.update', forms, writtenSchema);
}

interface Places extends HostGround {
  readonly groupid: string;
  readonly templateid: string;
}

interface HostPair {
  readonly desired: DesiredHost;
  readonly found: FoundHost | undefined;
}

async function bringHost(client: ZabbixClient, { desired, found }: HostPair, places: Places): Promise<void> {
  const { groupid, templateid, encryption } = places;
  if (found === undefined) {
    await client.call(
      'host.create',
      {
        host: desired.host,
        name: visibleName(desired),
        groups: [{ groupid }],
        templates: [{ templateid }],
        tags: hostTags(desired),
        macros: hostMacros(desired),
        ...(encryption && encryptionForm(encryption)),
        description: 'Shows what Linchpin computed of this system. Made by "linchpin provision".',
      },
      writtenSchema,
    );
    return;
  }
  const difference = compareHost(found, desired, places);
  const { hostid } = found;
  const update = {
    ...(difference.name ? { name: visibleName(desired) } : {}),
    ...(difference.group
      ? { groups: [...found.groups.map((group) => ({ groupid: group.groupid })), { groupid }] }
      : {}),
    ...(difference.template
      ? { templates: [...found.parentTemplates.map((parent) => ({ templateid: parent.templateid })), { templateid }] }
      : {}),
    ...(difference.tags.length > 0 ? { tags: [...found.tags, ...difference.tags] } : {}),
  };
  if (Object.keys(update).length > 0) await client.call('host.update', { hostid, ...update }, writtenSchema);
  // One by one: host.update would replace all macros, and secret values of others can't be read to give them back.
  for (const { macro, value, hostmacroid } of difference.macros) {
    if (hostmacroid === undefined) await client.call('usermacro.create', { hostid, macro, value }, writtenSchema);
    else await client.call('usermacro.update', { hostmacroid, value }, writtenSchema);
  }
}

/** Zabbix takes nearly anything in silence, so what it shows afterwards is what counts. */
async function verify(client: ZabbixClient, desired: DesiredObjects): Promise<void> {
  const left = await planProvision(client, desired);
  if (left.length === 0) return;
  throw new WorldError(
    'refused',
    `Zabbix at ${client.url} accepted the changes but does not show them all; still to do: ${left.map(changeText).join(', ')}. Does somebody else change them at the same time?`,
  );
}
