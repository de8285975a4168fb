import type { WriteZabbix } from '../ports.ts';
import type { ZabbixClient } from '../zabbix/client.ts';
import { applyProvision, planProvision } from '../zabbix/provision/provision.ts';
import { changeText } from '../zabbix/provision/changes.ts';
import type { ProvisionChange } from '../zabbix/provision/changes.ts';
import { planRemoval, removeProvision } from '../zabbix/provision/remove.ts';
import { applyObjects, planObjects } from '../zabbix/provision/objects.ts';
import { encryptionGaps } from '../zabbix/provision/encryption.ts';
import { escalationGaps } from '../zabbix/provision/escalation-ground.ts';
import { leftToSuperAdmins } from '../zabbix/provision/super-admin.ts';
import { connect, desiredObjects, systemClock } from './compose.ts';
import { connectWriter } from './connect-writer.ts';
import { applyDiscovery, discoveries, planDiscovery } from './discovery-wait.ts';
import { encryptionOf, escalationOf, goneObjects, wishedObjects } from './provision-parts.ts';
import type { Setup } from './setup.ts';

/** Which way to go, and whether only to say what would be done. */
export interface ProvisionWish {
  readonly remove: boolean;
  readonly dryRun: boolean;
  /** Whether the roles and user groups for Linchpin's own users are wished for too. */
  readonly roles: boolean;
}

/** A change of Linchpin's objects in Zabbix, and in one line for people. */
export interface ToldChange {
  readonly change: ProvisionChange;
  readonly text: string;
}

/** What was or would be done, in order, and what people should see to besides. */
export interface Provisioned {
  readonly changes: readonly ToldChange[];
  readonly advice: readonly string[];
}

/** Creates, updates or removes Linchpin's objects in Zabbix, or only says so. `tell` is told of what takes long. */
export async function provision(
  setup: Setup,
  wish: ProvisionWish,
  tell: (progress: string) => void,
): Promise<Provisioned> {
  const client = connect(setup.zabbix);
  try {
    if (wish.remove) {
      const changes = (await remove(client, setup, wish)).map(told);
      return { changes, advice: await leftToSuperAdmins(client, wish) };
    }
    const changes = await bring({ client, setup, writer: writerOf(client, setup, tell), tell }, wish);
    // What people made is worth a word only where all of ours shall go.
    return {
      changes: changes.filter(({ action }) => action !== 'keep').map(told),
      advice: [
        ...(await leftToSuperAdmins(client, wish)),
        ...(await encryptionGaps(client, { ...desiredObjects(setup.settings, setup.graph), ...encryptionOf(setup) })),
        ...(await escalationGaps(client, escalationOf(setup))),
      ],
    };
  } finally {
    client.close();
  }
}

function writerOf(client: ZabbixClient, { zabbix }: Setup, tell: (progress: string) => void): WriteZabbix {
  const say = (_: unknown, message: string): void => tell(message);
  return connectWriter(zabbix, { client, clock: systemClock, log: { info: say, warn: say } });
}

function told(change: ProvisionChange): ToldChange {
  return { change, text: changeText(change) };
}

interface Ground {
  readonly client: ZabbixClient;
  readonly setup: Setup;
  readonly writer: WriteZabbix;
  readonly tell: (progress: string) => void;
}

/** Template and hosts first, then what they discover, then what refers to either. */
async function bring(
  { client, setup, writer, tell }: Ground,
  { dryRun, roles }: ProvisionWish,
): Promise<readonly ProvisionChange[]> {
  const desired = { ...desiredObjects(setup.settings, setup.graph), ...encryptionOf(setup) };
  const found = discoveries(setup);
  // A wrong name in the configuration is found before anything is made.
  await escalationGaps(client, escalationOf(setup));
  const changes = dryRun
    ? [...(await planProvision(client, desired)), ...(await planDiscovery(client, found))]
    : [
        ...(await applyProvision(client, desired)),
        ...(await applyDiscovery(client, found, { writer, tell, isEncrypted: setup.zabbix.trapperTls !== undefined })),
      ];
  const bringObjects = dryRun ? planObjects : applyObjects;
  for (const part of wishedObjects({ roles })) changes.push(...(await bringObjects(client, await part(client, setup))));
  return changes;
}

/** The other way round: what refers to something goes before it. */
async function remove(
  client: ZabbixClient,
  setup: Setup,
  { dryRun }: ProvisionWish,
): Promise<readonly ProvisionChange[]> {
  const changes: ProvisionChange[] = [];
  const bringObjects = dryRun ? planObjects : applyObjects;
  for (const part of goneObjects()) changes.push(...(await bringObjects(client, await part(client, setup))));
  const desired = desiredObjects(setup.settings, setup.graph);
  return [...changes, ...(await (dryRun ? planRemoval : removeProvision)(client, desired))];
}
