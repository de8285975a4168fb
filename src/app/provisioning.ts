import { applyProvision, planProvision } from '../zabbix/provision/provision.ts';
import { changeText } from '../zabbix/provision/changes.ts';
import type { ProvisionChange } from '../zabbix/provision/changes.ts';
import { planRemoval, removeProvision } from '../zabbix/provision/remove.ts';
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
    const changes = await act(client, desired);
    return changes.map((change) => ({ change, text: changeText(change) }));
  } finally {
    client.close();
  }
}
