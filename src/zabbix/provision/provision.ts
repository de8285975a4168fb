import { itemKeys, templateName } from '../../domain/item-keys.ts';
import { WorldError } from '../../ports.ts';
import type { ZabbixClient } from '../client.ts';
import { requireDone } from './changes.ts';
import type { ProvisionChange } from './changes.ts';
import { hostMacros, hostTags, visibleName } from './desired.ts';
import type { DesiredHost, DesiredObjects } from './desired.ts';
import { encryptionChange, encryptionForm } from './encryption.ts';
import { compareHost, hostChange, hostEntry, isOurs } from './host-changes.ts';
import type { HostGround } from './host-changes.ts';
import { foundHostsSchema, foundItemsSchema, writtenSchema } from './schema.ts';
import type { ObjectWords } from './object-words-en.ts';
import { maker } from './own-names.ts';
import { noteRecord, printOf, readRecord } from './record.ts';
import type { FoundHost } from './schema.ts';
import { isSuperAdmin } from './super-admin.ts';
import { survey } from './survey.ts';
import type { Survey } from './survey.ts';
import { groupUuid, templateGroupUuid, templateUuid } from './template.ts';
import { keepSwitchedOff } from './switched-off.ts';
import { isTemplateKept, templateChanges, templateEntry, templateGroups } from './template-changes.ts';
import type { Wanted } from './template-changes.ts';
import { importTemplate, templatePrint } from './template-import.ts';
import { objectWords } from './texts.ts';

/** Whether what people changed is put back too. */
export interface ProvisionHow {
  readonly replace: boolean;
}

/** What provisioning would change in Zabbix, in the order in which it would; nothing where all is as it should be. */
export async function planProvision(
  client: ZabbixClient,
  desired: DesiredObjects,
  { replace }: ProvisionHow = { replace: false },
): Promise<readonly ProvisionChange[]> {
  const [found, record] = await Promise.all([survey(client, desired), readRecord(client, namesOf(desired))]);
  return plan(client, { desired, regard: { written: record.of(ownPart), replace } }, found);
}

/**
 * Creates and updates Linchpin's objects and says what it did. Rejects if Zabbix afterwards is not as it should be, or
 * if a template or host of that name is not Linchpin's. Values for new items are taken after Zabbix's next cache sync.
 */
export async function applyProvision(
  client: ZabbixClient,
  desired: DesiredObjects,
  { replace }: ProvisionHow = { replace: false },
): Promise<readonly ProvisionChange[]> {
  const [before, record] = await Promise.all([survey(client, desired), readRecord(client, namesOf(desired))]);
  const wish = { desired, regard: { written: record.of(ownPart), replace } };
  const changes = await plan(client, wish, before);
  if (changes.some(({ action }) => action !== 'keep')) {
    await bring(client, wish, { before, changes });
    requireDone(client.url, await planProvision(client, desired, { replace }));
  }
  await remember(client, wish, changes);
  return changes;
}

interface Planned {
  readonly before: Survey;
  readonly changes: readonly ProvisionChange[];
}

async function bring(client: ZabbixClient, { desired, regard }: Wanted, { before, changes }: Planned): Promise<void> {
  await mayMakeGroups(client, desired, changes);
  if (before.group === undefined) {
    await client.call('hostgroup.create', { name: desired.group, uuid: groupUuid(desired.group) }, writtenSchema);
  }
  if (changes.some(({ object }) => object === 'template group')) {
    const made = { name: desired.group, uuid: templateGroupUuid(desired.group) };
    await client.call('templategroup.create', made, writtenSchema);
  }
  if (changes.some(({ action, object }) => object === 'template' && action !== 'keep')) {
    const reach = isTemplateKept(changes) ? 'additions' : 'whole';
    const hostids = before.template?.hosts.map(({ hostid }) => hostid) ?? [];
    const importing = (): Promise<void> =>
      importTemplate(client, { groups: templateGroups(before, desired), language: desired.language, reach });
    await keepSwitchedOff(client, hostids, importing);
  }
  const { group, template, hosts } = await survey(client, desired);
  if (group === undefined || template === undefined) {
    throw new WorldError(
      'E325',
      `Zabbix at ${client.url} took host group "${desired.group}" and template "${templateName}" but does not show them: the user of Linchpin needs read-write permission on that host group${before.templatesIn === 'their own' ? ' and the template group of the same name' : ''}.`,
    );
  }
  const ground = groundOf({ desired, regard }, before);
  const places: Places = {
    ...ground,
    groupid: group.groupid,
    templateid: template.templateid,
    words: objectWords[desired.language],
  };
  await encrypt(client, { desired, regard }, before);
  for (const host of desired.hosts) await bringHost(client, { desired: host, found: hosts.get(host.host) }, places);
}

/** The part of the record that holds template and hosts. */
const ownPart = 'hosts';

/** Notes what template and hosts are like now, where they are as they should be. */
async function remember(
  client: ZabbixClient,
  { desired, regard }: Wanted,
  changes: readonly ProvisionChange[],
): Promise<void> {
  const [{ template, hosts }, record] = await Promise.all([
    survey(client, desired),
    readRecord(client, namesOf(desired)),
  ]);
  const prints = new Map<string, string>();
  const note = (entry: string, print: string | undefined): unknown => print !== undefined && prints.set(entry, print);
  for (const host of desired.hosts) {
    const found = hosts.get(host.host);
    if (found === undefined) continue;
    const isOurs = found.name === visibleName(host);
    note(hostEntry(found), isOurs ? printOf(found.name) : regard.written.get(hostEntry(found)));
  }
  if (template !== undefined) {
    const known = regard.written.get(templateEntry(template));
    const isWritten = !isTemplateKept(changes) && changes.some(({ object }) => object === 'template');
    const isAsKnown = isTemplateKept(changes) || (!isWritten && known !== undefined);
    note(templateEntry(template), isAsKnown ? known : await templatePrint(client, template.templateid));
  }
  await noteRecord(client, record, { part: ownPart, prints });
}

function namesOf({ hosts }: DesiredObjects): readonly string[] {
  return hosts.map(({ host }) => host);
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
    'E325',
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

async function plan(client: ZabbixClient, wish: Wanted, found: Survey): Promise<readonly ProvisionChange[]> {
  const { desired } = wish;
  refuseForeign(client, desired, found);
  return [
    ...(found.group === undefined
      ? [{ action: 'create', object: 'host group', name: desired.group, details: [] } as const]
      : []),
    ...(found.templatesIn === 'their own' && found.templateGroup === undefined && found.template === undefined
      ? [{ action: 'create', object: 'template group', name: desired.group, details: [] } as const]
      : []),
    ...(await templateChanges(client, wish, found)),
    ...desired.hosts.flatMap((host) => hostChange(host, groundOf(wish, found), found.hosts.get(host.host))),
  ];
}

/** What people made under our names is theirs: to change it, or with `--remove` to delete it, would be a loss. */
function refuseForeign(client: ZabbixClient, desired: DesiredObjects, found: Survey): void {
  if (found.template !== undefined && found.template.uuid !== templateUuid) {
    throw new WorldError(
      'E323',
      `Zabbix at ${client.url} has a template "${templateName}" that Linchpin did not make: rename or delete it, then run linchpin provision again.`,
    );
  }
  for (const { host } of desired.hosts) {
    const present = found.hosts.get(host);
    if (present === undefined || isOurs(present)) continue;
    throw new WorldError(
      'E323',
      `Zabbix at ${client.url} has a host "${host}" that Linchpin did not make (it lacks the tag linchpin=output): choose another name as \`publish.host\`, or rename that host.`,
    );
  }
}

function groundOf({ desired: { group, encryption }, regard }: Wanted, { keyed }: Survey): HostGround {
  return { group, keyed, regard, ...(encryption && { encryption }) };
}

/** All at once, and before others are made: Zabbix 7.0 has one key for an identity, and refuses the second one. */
async function encrypt(client: ZabbixClient, wish: Wanted, before: Survey): Promise<void> {
  const { encryption } = wish.desired;
  if (encryption === undefined) return;
  const ground = groundOf(wish, before);
  const changed = [...before.hosts.values()].filter((host) => encryptionChange(host, ground) !== undefined);
  const forms = changed.map(({ hostid, tls_accept }) => ({ hostid, ...encryptionForm(encryption, tls_accept) }));
  if (forms.length > 0) await client.call('host.update', forms, writtenSchema);
}

interface Places extends HostGround {
  readonly groupid: string;
  readonly templateid: string;
  readonly words: ObjectWords;
}

interface HostPair {
  readonly desired: DesiredHost;
  readonly found: FoundHost | undefined;
}

async function bringHost(client: ZabbixClient, { desired, found }: HostPair, places: Places): Promise<void> {
  const { groupid, templateid, encryption, words } = places;
  if (found === undefined) {
    await client.call(
      'host.create',
      {
        host: desired.host,
        name: visibleName(desired),
        groups: [{ groupid }],
        templates: [{ templateid }],
        tags: hostTags(desired),
        macros: hostMacros(desired).map(({ macro, value }) => ({ macro, value })),
        ...(encryption && encryptionForm(encryption)),
        description: `${words.host} ${maker}`,
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
