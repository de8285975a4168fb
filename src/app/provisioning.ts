import type { OnProgress } from '../domain/progress.ts';
import type { WriteZabbix } from '../ports.ts';
import type { ZabbixClient } from '../zabbix/client.ts';
import { applyProvision, planProvision } from '../zabbix/provision/provision.ts';
import { changeText } from '../zabbix/provision/changes.ts';
import type { ProvisionChange } from '../zabbix/provision/changes.ts';
import { planRemoval, removeProvision } from '../zabbix/provision/remove.ts';
import { applyObjects, planObjects } from '../zabbix/provision/objects.ts';
import type { Brought, ObjectWish, Regard } from '../zabbix/provision/objects.ts';
import { noteRecord, readRecord } from '../zabbix/provision/record.ts';
import { encryptionGaps } from '../zabbix/provision/encryption.ts';
import { escalationGaps } from '../zabbix/provision/escalation-ground.ts';
import { roleNames } from '../zabbix/provision/roles.ts';
import { leftToSuperAdmins } from '../zabbix/provision/super-admin.ts';
import { connect } from './connect.ts';
import type { KeyWish } from './embed/issuing.ts';
import { endedOrTold, keysFor, keysGone } from './embed/provision-keys.ts';
import { connectWriter } from './connect-writer.ts';
import { desiredObjects } from './desired-objects.ts';
import { applyDiscovery, discoveries, planDiscovery } from './discovery-wait.ts';
import { encryptionOf, escalationOf, goneObjects, partWords, wishedObjects } from './provision-parts.ts';
import type { Setup } from './setup.ts';
import { systemClock } from './system-clock.ts';
import { viewObjects } from './view-parts.ts';

/** Which way to go, and whether only to say what would be done. */
export interface ProvisionWish {
  readonly remove: boolean;
  readonly dryRun: boolean;
  /** Whether the roles and user groups for Linchpin's own users are wished for too. */
  readonly roles: boolean;
  /** Whether what people changed by hand is put back. */
  readonly replace: boolean;
  /** What becomes of the keys of the views on the dashboards. */
  readonly keys: KeyWish;
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

/** Who hears of provisioning while it goes on. */
export interface ProvisionWatch {
  /** Is told what people should know beside what it is at. */
  readonly tell: (text: string) => void;
  readonly onProgress: OnProgress;
}

/** Creates, updates or removes Linchpin's objects in Zabbix, or only says so. */
export async function provision(setup: Setup, wish: ProvisionWish, watch: ProvisionWatch): Promise<Provisioned> {
  const client = connect(setup.zabbix);
  try {
    if (wish.remove) {
      const { changes, advice } = await remove({ client, setup, ...watch }, wish);
      return { changes: changes.map(told), advice: [...advice, ...(await leftToSuperAdmins(client, wish))] };
    }
    const { changes, advice } = await bring({ client, setup, ...watch }, wish);
    return {
      changes: changes.map(told),
      advice: [
        ...advice,
        ...(await leftToSuperAdmins(client, wish)),
        ...(await encryptionGaps(client, { ...desiredObjects(setup.settings, setup.graph), ...encryptionOf(setup) })),
        ...(await escalationGaps(client, escalationOf(setup))),
      ],
    };
  } finally {
    client.close();
  }
}

/** What people do next with the roles: Linchpin makes no users and no tokens, since whoever may do that reads the token. */
export function rolesAdvice(ownGroup: string): string {
  const { running, provisioning } = roleNames(ownGroup);
  return [
    'Now make in Zabbix, for running and for provisioning, a user with the role and the user group of the same name',
    `("${running}", "${provisioning}"; the password is never used: choose a long random one),`,
    'and an API token for each (Users, API tokens); put the token into the file that `zabbix.token` names.',
    'See docs/rights.md.',
    '',
  ].join('\n');
}

function writerOf({ client, setup: { zabbix }, tell }: Ground): WriteZabbix {
  const say = (_: unknown, message: string): void => tell(message);
  return connectWriter(zabbix, { client, clock: systemClock, log: { info: say, warn: say } });
}

function told(change: ProvisionChange): ToldChange {
  return { change, text: changeText(change) };
}

interface Ground extends ProvisionWatch {
  readonly client: ZabbixClient;
  readonly setup: Setup;
}

/** What is or would be changed, and what people should see to. */
interface Changed {
  readonly changes: readonly ProvisionChange[];
  readonly advice: readonly string[];
}

/** Template and hosts first, then what they discover, then what refers to either. */
async function bring(ground: Ground, { dryRun, roles, replace, keys }: ProvisionWish): Promise<Changed> {
  const { client, setup, tell, onProgress } = ground;
  onProgress({ what: 'template and hosts' });
  const desired = { ...desiredObjects(setup.settings, setup.graph), ...encryptionOf(setup) };
  const found = discoveries(setup);
  // A wrong name in the configuration is found before anything is made.
  await escalationGaps(client, escalationOf(setup));
  const changes = dryRun
    ? [...(await planProvision(client, desired, { replace })), ...(await planDiscovery(client, found))]
    : [...(await applyProvision(client, desired, { replace }))];
  if (!dryRun) {
    const isRenamed = changes.some(({ action, object }) => action === 'update' && object === 'template');
    const isEncrypted = setup.zabbix.trapperTls !== undefined;
    const sending = { writer: writerOf(ground), tell, onProgress };
    changes.push(...(await applyDiscovery(client, found, { ...sending, isEncrypted, isRenamed })));
  }
  const record = await readRecord(
    client,
    desired.hosts.map(({ host }) => host),
  );
  const advice: string[] = [];
  const parts = wishedObjects({ roles });
  for (const [index, { name, wish }] of parts.entries()) {
    onProgress({ what: `bringing ${partWords[name]}`, done: index, of: parts.length, unit: 'parts' });
    const regard = { written: record.of(name), replace };
    const issue = name === 'views' ? await keysFor(client, setup, { wish: keys, regard }) : undefined;
    changes.push(...(issue?.changes ?? []));
    advice.push(...(issue?.advice ?? []));
    if (!dryRun) await issue?.begin();
    const wished = await (issue === undefined ? wish(client, setup) : viewObjects(client, setup, issue.frames));
    const done = await bringPart(client, wished, { ...regard, dryRun });
    if (!dryRun) await issue?.finish();
    // What people made is worth a word only where all of ours shall go.
    changes.push(...(wished.remove === true ? done.changes.filter(({ action }) => action !== 'keep') : done.changes));
    if (!dryRun && wished.collections.length > 0) {
      await noteRecord(client, record, { part: name, prints: done.prints });
    }
  }
  return { changes, advice };
}

async function bringPart(
  client: ZabbixClient,
  wish: ObjectWish,
  { dryRun, ...regard }: Regard & Pick<ProvisionWish, 'dryRun'>,
): Promise<Brought> {
  return dryRun
    ? { changes: await planObjects(client, wish, regard), prints: regard.written }
    : applyObjects(client, wish, regard);
}

/** The other way round: what refers to something goes before it. What people changed of ours goes too. */
async function remove({ client, setup, onProgress }: Ground, { dryRun, keys }: ProvisionWish): Promise<Changed> {
  const gone = await keysGone(client, setup, keys);
  const changes: ProvisionChange[] = [...(gone?.changes ?? [])];
  const advice = dryRun ? [] : await endedOrTold(gone);
  const desired = desiredObjects(setup.settings, setup.graph);
  const record = await readRecord(
    client,
    desired.hosts.map(({ host }) => host),
  );
  const parts = goneObjects();
  for (const [index, { name, wish }] of parts.entries()) {
    onProgress({ what: `removing ${partWords[name]}`, done: index, of: parts.length, unit: 'parts' });
    const wished = await wish(client, setup);
    changes.push(...(await bringPart(client, wished, { written: record.of(name), replace: true, dryRun })).changes);
  }
  onProgress({ what: 'removing template and hosts' });
  changes.push(...(await (dryRun ? planRemoval : removeProvision)(client, desired)));
  return { changes, advice };
}
