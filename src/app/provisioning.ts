import { applyProvision, planProvision } from '../zabbix/provision/provision.ts';
import { changeText } from '../zabbix/provision/changes.ts';
import type { ProvisionChange } from '../zabbix/provision/changes.ts';
import { planRemoval, removeProvision } from '../zabbix/provision/remove.ts';
import { applyObjects, planObjects } from '../zabbix/provision/objects.ts';
import { wakeWish } from '../zabbix/provision/wake.ts';
import type { WakeWish } from '../zabbix/provision/wake.ts';
import { connect, desiredObjects } from './compose.ts';
import type { Setup } from './setup.ts';

/** Which way to go, and whether only to say what would be done. */
export interface ProvisionWish {
  readonly remove: boolean;
  readonly dryRun: boolean;
}

/** A change of Linchpin's objects in Zabbix, and in one line for people. */
export interface ToldChange {
  readonly change: ProvisionChange;
  readonly text: string;
}

/** Creates, updates or removes Linchpin's objects in Zabbix, or only says so; gives what was or would be done, in order. */
export async function provision(setup: Setup, wish: ProvisionWish): Promise<readonly ToldChange[]> {
  const client = connect(setup.zabbix);
  try {
    const desired = desiredObjects(setup.settings, setup.graph);
    const act = wish.remove
      ? wish.dryRun
        ? planRemoval
        : removeProvision
      : wish.dryRun
        ? planProvision
        : applyProvision;
    const bring = wish.dryRun ? planObjects : applyObjects;
    const changes = [...(await act(client, desired)), ...(await bring(client, await wakeWish(client, wakeOf(setup, wish))))];
    // What people made is worth a word where all of ours shall go.
    const told = wish.remove ? changes : changes.filter(({ action }) => action !== 'keep');
    return told.map((change) => ({ change, text: changeText(change) }));
  } finally {
    client.close();
  }
}

/** What is not wished for any more is taken away again, as with `--remove`. */
function wakeOf({ settings, zabbix }: Setup, { remove }: ProvisionWish): WakeWish {
  const { http, wake, publish } = settings;
  const isWished = !remove && wake !== undefined && http?.publicUrl !== undefined;
  return {
    ownGroup: publish.group,
    groups: zabbix.groups,
    ...(isWished && { wake: { url: `${http.publicUrl}api/v1/wake`, token: wake.token.reveal() } }),
  };
}
