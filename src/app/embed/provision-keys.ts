import type { NodeId } from '../../domain/node.ts';
import { WorldError } from '../../ports.ts';
import type { ZabbixClient } from '../../zabbix/client.ts';
import type { FrameAddresses } from '../../zabbix/provision/frames.ts';
import { framedAddresses } from '../../zabbix/provision/frames.ts';
import { planObjects } from '../../zabbix/provision/objects.ts';
import type { Regard } from '../../zabbix/provision/objects.ts';
import { isSuperAdmin } from '../../zabbix/provision/super-admin.ts';
import { systemClock } from '../system-clock.ts';
import type { Setup } from '../setup.ts';
import { dashboardNames, viewObjects } from '../view-parts.ts';
import { whoAsks } from '../who-asks.ts';
import { issueKeys, keyIn, withdrawal } from './issuing.ts';
import type { Issue, KeyWish } from './issuing.ts';

/** Finds out which keys the views on the dashboards get; nothing for who may not write dashboards, who may not renew keys either. */
export async function keysFor(
  client: ZabbixClient,
  setup: Setup,
  { wish, regard }: { readonly wish: KeyWish; readonly regard: Regard },
): Promise<Issue | undefined> {
  if (!(await isSuperAdmin(client))) {
    if (wish === 'keep') return undefined;
    throw new WorldError('E325', notTheirs);
  }
  const names = dashboardNames(setup);
  const left = async (frames: ReadonlyMap<NodeId, FrameAddresses>): Promise<ReadonlySet<string>> => {
    const changes = await planObjects(client, await viewObjects(client, setup, frames), regard);
    const kept = changes.filter(({ action, object }) => action === 'keep' && object === 'dashboard');
    return new Set(kept.map(({ name }) => name));
  };
  const shown = await framedAddresses(client, [...names.values()]);
  return issueKeys({
    setup,
    wish,
    now: systemClock.now(),
    who: whoAsks(),
    dashboardOf: (system) => names.get(system) ?? '',
    shown,
    left,
  });
}

/** Ends the keys of dashboards that go: where one of them shows a view, or where that is asked for. */
export async function keysGone(client: ZabbixClient, setup: Setup, wish: KeyWish): Promise<Issue | undefined> {
  return wish === 'revoke' || (await isAnyShown(client, setup))
    ? withdrawal({ setup, now: systemClock.now(), who: whoAsks() })
    : undefined;
}

async function isAnyShown(client: ZabbixClient, setup: Setup): Promise<boolean> {
  if (!(await isSuperAdmin(client))) return false;
  const shown = await framedAddresses(client, [...dashboardNames(setup).values()]);
  return [...shown.values()].flat().some((address) => keyIn(address) !== undefined);
}

/** Ends keys whose dashboards go; where the store can't be reached, gives what people should see to. */
export async function endedOrTold(issue: Pick<Issue, 'begin'> | undefined): Promise<readonly string[]> {
  try {
    await issue?.begin();
    return [];
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    return [
      `The keys of the dashboards' views could not be ended, and show the state to whoever kept an address: ${error.message} Run linchpin provision --remove --revoke-embed-keys where the daemon's store is.`,
    ];
  }
}

const notTheirs =
  'The user of the token is no Super admin, and only they write the dashboards that show the keys: none was renewed or ended. Let a Super admin run this.';
