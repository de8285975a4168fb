import { templateName } from '../../domain/item-keys.ts';
import { WorldError } from '../../ports.ts';
import type { ZabbixClient } from '../client.ts';
import { readGroups } from '../inventory.ts';
import type { VersionAdapter } from '../versions.ts';
import type { Collection, Form, NamedObject, ObjectWish } from './objects.ts';
import { ownName } from './own-names.ts';
import { provisioningMethods, runningMethods } from './rights.ts';
import type { RunningUse, Use } from './rights.ts';
import { groupsSchema, roleRulesSchema, templateIdsSchema } from './schema.ts';
import type { FoundObject } from './schema.ts';

/** Which rights Linchpin's users shall have. */
export interface RolesWish extends Use, RunningUse {
  /** The host group of Linchpin's own hosts. */
  readonly ownGroup: string;
  /** The host groups to read; none: all. */
  readonly groups: readonly string[];
  /** Whether running changes the severity of the site's problems, which needs write permission. */
  readonly severity: boolean;
  /** The actions on problems that running takes, as Zabbix calls them. */
  readonly actions: readonly string[];
}

/** The names of the roles and of the user groups of the same names: one to run, one to provision. */
export function roleNames(ownGroup: string): { readonly running: string; readonly provisioning: string } {
  return { running: ownName('running', ownGroup), provisioning: ownName('provisioning', ownGroup) };
}

/** The roles and user groups for running and for provisioning. The user of the token must be a Super admin. */
export async function rolesWish(client: ZabbixClient, wish: RolesWish): Promise<ObjectWish> {
  const adapter = await client.adapter();
  const names = roleNames(wish.ownGroup);
  const [runner, provisioner, rights] = await Promise.all([
    rulesOf(client, 1),
    rulesOf(client, provisioningType(wish)),
    rightsOf(client, wish, adapter),
  ]);
  const running = role(names.running, {
    type: 1,
    rules: rules(runner, { api: runningMethods(adapter, wish), actions: wish.actions, services: 0 }),
    details: ['to run Linchpin: reads, sends, and annotates problems'],
  });
  const provisioning = role(names.provisioning, {
    type: provisioningType(wish),
    rules: rules(provisioner, {
      api: provisioningMethods(adapter, wish),
      actions: ['manage_sla', ...(wish.wake ? ['edit_dashboards', 'edit_maps'] : [])],
      services: 1,
    }),
    details: ['for linchpin provision'],
  });
  return {
    collections: [
      roles([running, provisioning]),
      usergroups(adapter, [
        usergroup(names.running, rights.running, adapter),
        usergroup(names.provisioning, rights.provisioning, adapter),
      ]),
    ],
  };
}

/** The roles and user groups that shall go; those that users have stay. */
export async function rolesGone(client: ZabbixClient, ownGroup: string): Promise<ObjectWish> {
  const { running, provisioning } = roleNames(ownGroup);
  const named = [running, provisioning].map((name) => ({ name, form: () => ({}), details: [] }));
  return { collections: [roles(named), usergroups(await client.adapter(), named)], remove: true };
}

/** 3, Super admin, where what only such a one may make is wished for; else 2, Admin. */
function provisioningType({ wake }: Use): 2 | 3 {
  return wake ? 3 : 2;
}

function roles(objects: readonly NamedObject[]): Collection {
  return {
    kind: 'user role',
    objects,
    ask: { output: 'extend', selectRules: 'extend', selectUsers: ['username'] },
    // Nothing in a role says who made it: ours allow a list of methods and nothing else.
    isOurs: ({ rules: found }) => found?.['api.mode'] === '1',
    inUse,
  };
}

function usergroups({ templateGroups }: VersionAdapter, objects: readonly NamedObject[]): Collection {
  const select =
    templateGroups === 'their own' ? ['selectHostGroupRights', 'selectTemplateGroupRights'] : ['selectRights'];
  return {
    kind: 'user group',
    objects,
    ask: {
      output: 'extend',
      selectUsers: ['username'],
      ...Object.fromEntries(select.map((name) => [name, ['id', 'permission']])),
    },
    isOurs: ({ gui_access: access }) => access === '3',
    inUse,
  };
}

function inUse({ users = [] }: FoundObject): string | undefined {
  return users.length === 0 ? undefined : `"${users.map(({ username }) => username).join('", "')}" still has it`;
}

function role(
  name: string,
  {
    type,
    rules: wanted,
    details,
  }: { readonly type: number; readonly rules: Form; readonly details: readonly string[] },
): NamedObject {
  return { name, form: () => ({ name, type, rules: wanted }), details };
}

interface RoleRules {
  readonly ui: readonly string[];
  readonly actions: readonly string[];
}

/** What a role of that type may be allowed in this version of Zabbix: what is not named is allowed. */
async function rulesOf(client: ZabbixClient, type: 1 | 2 | 3): Promise<RoleRules> {
  const asked = { output: ['roleid'], filter: { type }, sortfield: 'roleid', selectRules: ['ui', 'actions'] };
  const [found] = await client.call('role.get', asked, roleRulesSchema);
  if (found !== undefined) {
    return {
      ui: found.rules.ui.map(({ name }) => name),
      actions: found.rules.actions.map(({ name }) => name),
    };
  }
  throw new WorldError(
    'E325',
    `Zabbix at ${client.url} shows no user role of type ${type}, by which to learn what a role may do: the token must be of a Super admin.`,
  );
}

/** Zabbix insists on one element of the interface; the user group keeps its users out of it all the same. */
const leastInterface = 'monitoring.problems';

function rules(
  { ui, actions }: RoleRules,
  allowed: { readonly api: readonly string[]; readonly actions: readonly string[]; readonly services: 0 | 1 },
): Form {
  return {
    ui: ui.map((name) => ({ name, status: name === leastInterface ? 1 : 0 })),
    'ui.default_access': 0,
    'modules.default_access': 0,
    // 1: only what is listed.
    'api.access': 1,
    'api.mode': 1,
    api: allowed.api,
    actions: actions.map((name) => ({ name, status: allowed.actions.includes(name) ? 1 : 0 })),
    'actions.default_access': 0,
    'services.read.mode': allowed.services,
    'services.write.mode': allowed.services,
  };
}

interface Rights {
  readonly hosts: readonly Form[];
  readonly templates: readonly Form[];
}

/** 2: read, 3: read and write. To provision needs the groups of the template too, which may be another Linchpin's. */
async function rightsOf(
  client: ZabbixClient,
  { ownGroup, groups, severity }: RolesWish,
  { templateGroups }: VersionAdapter,
): Promise<{ readonly running: Rights; readonly provisioning: Rights }> {
  const read = await readGroups(client, groups, ownGroup);
  const [own, ofTemplate] = await Promise.all([
    groupIds(client, 'hostgroup.get', { filter: { name: [ownGroup] } }),
    templateGroupIds(client, templateGroups),
  ]);
  const permit = (ids: readonly string[], permission: number): readonly Form[] =>
    [...new Set(ids)].map((id) => ({ id, permission }));
  const readIds = read.map(({ groupId }) => groupId).filter((id) => !own.includes(id));
  const apart = templateGroups === 'their own';
  return {
    running: { hosts: [...permit(readIds, severity ? 3 : 2), ...permit(own, 2)], templates: [] },
    provisioning: {
      hosts: permit(apart ? own : [...own, ...ofTemplate], 3),
      templates: permit(apart ? ofTemplate : [], 3),
    },
  };
}

async function templateGroupIds(
  client: ZabbixClient,
  templateGroups: VersionAdapter['templateGroups'],
): Promise<readonly string[]> {
  const asked = { output: ['templateid'], filter: { host: [templateName] } };
  const templateids = (await client.call('template.get', asked, templateIdsSchema)).map(({ templateid }) => templateid);
  const method = templateGroups === 'their own' ? 'templategroup.get' : 'hostgroup.get';
  return templateids.length === 0 ? [] : groupIds(client, method, { templateids });
}

async function groupIds(
  client: ZabbixClient,
  method: 'hostgroup.get' | 'templategroup.get',
  which: Form,
): Promise<readonly string[]> {
  const found = await client.call(method, { output: ['groupid', 'name', 'uuid'], ...which }, groupsSchema);
  return found.map(({ groupid }) => groupid);
}

function usergroup(name: string, { hosts, templates }: Rights, { templateGroups }: VersionAdapter): NamedObject {
  const rights =
    templateGroups === 'their own' ? { hostgroup_rights: hosts, templategroup_rights: templates } : { rights: hosts };
  return {
    name,
    // 3: its users can't log in to the frontend; a token works.
    form: () => ({ name, gui_access: 3, ...rights }),
    details: ['the permissions on host groups that go with the role'],
  };
}
