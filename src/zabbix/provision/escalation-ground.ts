import { WorldError } from '../../ports.ts';
import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import type { ZabbixClient } from '../client.ts';
import { escalationObjects } from './escalation.ts';
import type { ObjectWish } from './objects.ts';
import { groupsSchema, usergroupsSchema, usersSchema } from './schema.ts';
import type { FoundUser, FoundUsergroup } from './schema.ts';
import { isSuperAdmin } from './super-admin.ts';

/** Whom to tell of what; without a user group what is there is taken away. */
export interface EscalationWish {
  /** The host group of Linchpin's own hosts. */
  readonly ownGroup: string;
  readonly usergroup?: string;
  readonly severity: Severity;
  /** In which they are told. */
  readonly language: Language;
}

/**
 * The action as wished; nothing, so that it is left as it is, where the user of the token does not see the user group.
 * Rejects with `WorldError` ("invalid") where there is no such user group.
 */
export async function escalationWish(client: ZabbixClient, wish: EscalationWish): Promise<ObjectWish> {
  const adapter = await client.adapter();
  const { ownGroup, usergroup, severity, language } = wish;
  if (usergroup === undefined) {
    return {
      collections: [escalationObjects({ ownGroup, ownGroupId: '', language, adapter }, undefined)],
      remove: true,
    };
  }
  const [told, ownGroupId] = await Promise.all([findUsergroup(client, usergroup), findGroupId(client, ownGroup)]);
  if (told === undefined) return { collections: [] };
  const desired = { usergroupId: told.usrgrpid, usergroup, severity };
  return { collections: [escalationObjects({ ownGroup, ownGroupId: ownGroupId ?? '', language, adapter }, desired)] };
}

/** In words, why a page would reach nobody or not all, and what to do; nothing where it reaches everybody. */
export async function escalationGaps(
  client: ZabbixClient,
  { ownGroup, usergroup }: EscalationWish,
): Promise<readonly string[]> {
  if (usergroup === undefined) return [];
  const [told, groupId] = await Promise.all([findUsergroup(client, usergroup), findGroupId(client, ownGroup)]);
  const about = `User group "${usergroup}" of \`publish.escalateTo\``;
  if (told === undefined) {
    return [
      `${about} is not seen by the user of the token, who is no Super admin; the action that tells it is left as it is, or missing: let a Super admin run linchpin provision once.`,
    ];
  }
  if (told.users_status === '1') return [`${about} is disabled, so that nobody is told: enable it.`];
  const users = await client.call(
    'user.get',
    {
      output: ['userid', 'username'],
      usrgrpids: [told.usrgrpid],
      selectMedias: ['active'],
      selectRole: ['type'],
      selectUsrgrps: ['usrgrpid'],
    },
    usersSchema,
  );
  if (users.length === 0) return [`${about} has no users, so that nobody is told: put the second line into it.`];
  const unreachable = users.filter(({ medias }) => !medias.some(({ active }) => active === '0'));
  const blind = await withoutRights(client, users, groupId);
  const names = (those: readonly FoundUser[]): string => those.map(({ username }) => `"${username}"`).join(', ');
  return [
    ...(unreachable.length > 0
      ? [`${about}: ${names(unreachable)} can't be reached: give them an enabled medium (Users → Media).`]
      : []),
    ...(blind.length > 0
      ? [
          `${about}: ${names(blind)} may not see host group "${ownGroup}", and Zabbix tells nobody of what he may not see: give the user group read permission on it.`,
        ]
      : []),
  ];
}

async function findUsergroup(client: ZabbixClient, name: string): Promise<FoundUsergroup | undefined> {
  const found = await usergroups(client, { filter: { name: [name] } });
  const told = found.find((group) => group.name === name);
  if (told !== undefined || !(await isSuperAdmin(client))) return told;
  throw new WorldError(
    'E322',
    `Zabbix at ${client.url} shows no user group "${name}" (\`publish.escalateTo\`): correct the name, or make the group.`,
  );
}

async function usergroups(client: ZabbixClient, params: object): Promise<readonly FoundUsergroup[]> {
  const { templateGroups } = await client.adapter();
  const select = templateGroups === 'their own' ? 'selectHostGroupRights' : 'selectRights';
  const asked = { output: ['usrgrpid', 'name', 'users_status'], [select]: ['id', 'permission'], ...params };
  return client.call('usergroup.get', asked, usergroupsSchema);
}

async function findGroupId(client: ZabbixClient, name: string): Promise<string | undefined> {
  const asked = { output: ['groupid', 'name', 'uuid'], filter: { name: [name] } };
  return (await client.call('hostgroup.get', asked, groupsSchema))[0]?.groupid;
}

/** Those who are no Super admins, and by none of their groups may see the host group; where any forbids it, none counts. */
async function withoutRights(
  client: ZabbixClient,
  users: readonly FoundUser[],
  groupId: string | undefined,
): Promise<readonly FoundUser[]> {
  const plain = users.filter(({ role }) => role?.type !== '3');
  if (plain.length === 0 || groupId === undefined) return plain;
  const usrgrpids = [...new Set(plain.flatMap(({ usrgrps }) => usrgrps.map(({ usrgrpid }) => usrgrpid)))];
  const groups = await usergroups(client, { usrgrpids });
  const permissionOf = new Map(
    groups.flatMap(({ usrgrpid, rights }) =>
      rights.filter(({ id }) => id === groupId).map(({ permission }) => [usrgrpid, Number(permission)] as const),
    ),
  );
  return plain.filter(({ usrgrps }) => {
    const permissions = usrgrps.flatMap(({ usrgrpid }) => permissionOf.get(usrgrpid) ?? []);
    return permissions.includes(0) || !permissions.some((permission) => permission >= 2);
  });
}
