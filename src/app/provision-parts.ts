import { outputHost } from '../domain/item-keys.ts';
import type { SourceProblemOptions } from '../domain/source-problem.ts';
import type { ZabbixClient } from '../zabbix/client.ts';
import { escalationWish } from '../zabbix/provision/escalation-ground.ts';
import type { EscalationWish } from '../zabbix/provision/escalation-ground.ts';
import type { DesiredObjects } from '../zabbix/provision/desired.ts';
import type { ObjectWish } from '../zabbix/provision/objects.ts';
import { rolesGone, rolesWish } from '../zabbix/provision/roles.ts';
import { serviceObjects } from '../zabbix/provision/services.ts';
import type { ServiceGround, ShownSystem } from '../zabbix/provision/services.ts';
import { wakeWish } from '../zabbix/provision/wake.ts';
import { systemClock } from './system-clock.ts';
import type { Setup } from './setup.ts';
import { viewObjects } from './view-parts.ts';
import { sourceProblemsOf } from './world.ts';

type Wish = (client: ZabbixClient, setup: Setup) => ObjectWish | Promise<ObjectWish>;

/** Objects that are made together, and remembered together under a name that never changes. */
export interface Part {
  readonly name: 'services' | 'views' | 'wake' | 'escalation' | 'roles';
  /** What is wished for; asked only when all before it is there. */
  readonly wish: Wish;
}

/** What the parts are called by people. */
export const partWords: Readonly<Record<Part['name'], string>> = {
  services: 'services and SLAs',
  views: 'dashboards and maps',
  wake: 'what wakes Linchpin',
  escalation: 'the escalation',
  roles: 'roles and user groups',
};

/** The objects that the configuration wishes for, beside template and hosts, in the order of making. */
export function wishedObjects({ roles }: { readonly roles: boolean }): readonly Part[] {
  return [
    { name: 'services', wish: services },
    { name: 'views', wish: viewObjects },
    { name: 'wake', wish: wake },
    { name: 'escalation', wish: escalation },
    ...(roles ? [{ name: 'roles', wish: userRoles } as const] : []),
  ];
}

/** All objects of ours that may be there, in the order of going. */
export function goneObjects(): readonly Part[] {
  return [
    { name: 'views', wish: async (client, setup) => ({ ...(await viewObjects(client, setup)), remove: true }) },
    { name: 'roles', wish: (client, { settings }) => rolesGone(client, settings.publish.group) },
    {
      name: 'escalation',
      wish: (client, setup) => {
        const { usergroup: _, ...gone } = escalationOf(setup);
        return escalationWish(client, gone);
      },
    },
    { name: 'wake', wish: (client, setup) => wakeWish(client, { ...ownGroupOf(setup), groups: setup.zabbix.groups }) },
    {
      name: 'services',
      wish: (_, setup) => ({ collections: serviceObjects(serviceGround(setup, [])), remove: true }),
    },
  ];
}

/** How values come to Linchpin's hosts, by the configuration. */
export function encryptionOf({ zabbix: { trapperTls: tls } }: Setup): Pick<DesiredObjects, 'encryption'> {
  if (tls === undefined) return {};
  if (tls.kind === 'certificate') return { encryption: { kind: 'certificate' } };
  return { encryption: { kind: 'psk', identity: tls.identity, key: tls.key.reveal() } };
}

/** Whom to tell of what is critical, by the configuration. */
export function escalationOf({ settings }: Setup): EscalationWish {
  const { language } = settings;
  const { group, escalateTo, severities } = settings.publish;
  return {
    ownGroup: group,
    severity: severities.critical,
    language,
    ...(escalateTo !== undefined && { usergroup: escalateTo }),
  };
}

const services: Wish = (_, setup) => ({ collections: serviceObjects(serviceGround(setup, systemsOf(setup))) });

const escalation: Wish = (client, setup) => escalationWish(client, escalationOf(setup));

/** What is not wished for any more is taken away again. */
const wake: Wish = (client, setup) => {
  const { http, wake: wished } = setup.settings;
  const isWished = wished !== undefined && http?.publicUrl !== undefined;
  return wakeWish(client, {
    ...ownGroupOf(setup),
    groups: setup.zabbix.groups,
    ...(isWished && { wake: { url: `${http.publicUrl}api/v1/wake`, token: wished.token.reveal() } }),
  });
};

const userRoles: Wish = (client, setup) => {
  const { recovery } = setup.settings;
  const scripts = [...recovery.actuators.values()].some(({ kind }) => kind === 'zabbix-script');
  const problems = sourceProblemsOf(setup.settings);
  // Each step of recovery is a comment, and approvals are told from what it wrote itself.
  const written = { ...problems, comment: problems.comment || recovery.mode !== 'off' };
  return rolesWish(client, {
    ...ownGroupOf(setup),
    groups: setup.zabbix.groups,
    wake: setup.settings.wake !== undefined,
    severity: problems.severity,
    scripts,
    actions: [...actionsOf(written), ...(scripts ? ['execute_scripts'] : [])],
  });
};

/** What each option needs of a role, in Zabbix's words (manual, User roles). */
function actionsOf({ comment, rank, severity, acknowledge }: SourceProblemOptions): readonly string[] {
  return [
    // To know what it wrote it asks whose its token is: `token.get`, and no other method of tokens is allowed.
    ...(comment || rank || severity || acknowledge ? ['manage_api_tokens'] : []),
    ...(comment ? ['add_problem_comments'] : []),
    ...(rank ? ['change_problem_ranking'] : []),
    ...(severity ? ['change_severity'] : []),
    ...(acknowledge ? ['acknowledge_problems'] : []),
  ];
}

function ownGroupOf({ settings }: Setup): { readonly ownGroup: string } {
  return { ownGroup: settings.publish.group };
}

function serviceGround(setup: Setup, systems: readonly ShownSystem[]): ServiceGround {
  return { ...ownGroupOf(setup), systems, language: setup.settings.language, today: systemClock.now() };
}

function systemsOf({ settings, graph }: Setup): readonly ShownSystem[] {
  return graph.model.systems.map((system) => ({
    id: system.id,
    name: system.name,
    host: outputHost(settings.publish.host, system.id),
    subsystems: system.subsystems.flatMap((id) => graph.subsystems.get(id) ?? []),
  }));
}
