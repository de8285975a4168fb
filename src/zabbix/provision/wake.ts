import { WorldError } from '../../ports.ts';
import type { ZabbixClient } from '../client.ts';
import { readGroups } from '../inventory.ts';
import type { ObjectWish } from './objects.ts';
import { rolesSchema } from './schema.ts';
import { wakeObjects } from './wake-objects.ts';
import type { DesiredWake, WakeGround } from './wake-objects.ts';

/** Who shall be woken by what; without a wish what is there is taken away. */
export interface WakeWish {
  /** The host group of Linchpin's own hosts. */
  readonly ownGroup: string;
  /** The host groups to read; none: all. */
  readonly groups: readonly string[];
  readonly wake?: DesiredWake;
}

/** What Zabbix needs to wake Linchpin as wished. The user of the token must be a Super admin. */
export async function wakeWish(client: ZabbixClient, wish: WakeWish): Promise<ObjectWish> {
  const ground = await groundOf(client, wish);
  // For a removal names are enough, and nothing is ever written of what follows from an empty wish.
  return {
    collections: wakeObjects(ground, wish.wake ?? { url: '', token: '' }),
    remove: wish.wake === undefined,
  };
}

async function groundOf(client: ZabbixClient, { ownGroup, groups: named, wake }: WakeWish): Promise<WakeGround> {
  const adapter = await client.adapter();
  if (wake === undefined) return { ownGroup, named, groups: [], roleId: '', adapter };
  const groups = await readGroups(client, named, ownGroup);
  const roles = await client.call(
    'role.get',
    { output: ['roleid'], filter: { type: 1 }, sortfield: 'roleid', editable: true },
    rolesSchema,
  );
  const roleId = roles[0]?.roleid;
  if (roleId !== undefined) return { ownGroup, named, groups, roleId, adapter };
  throw new WorldError(
    'E325',
    `Zabbix at ${client.url} shows no user role of the type User, which the user that gets the wake-ups needs: the token must be of a Super admin, and there must be such a role.`,
  );
}
