import { WorldError } from '../../ports.ts';
import type { ZabbixClient } from '../client.ts';
import { ZabbixApiError } from '../errors.ts';
import { readGroups } from '../inventory.ts';
import { changeText } from './changes.ts';
import type { ProvisionChange } from './changes.ts';
import { rolesSchema, wakeRowsSchema, writtenSchema } from './schema.ts';
import type { WakeRow } from './schema.ts';
import { lacking } from './wake-difference.ts';
import { wakeMethods, wakeObjects } from './wake-objects.ts';
import type { DesiredWake, Form, WakeGround, WakeIds, WakeObject } from './wake-objects.ts';

/** Who shall be woken by what; without a wish what is there is taken away. */
export interface WakeWish {
  /** The host group of Linchpin's own hosts. */
  readonly ownGroup: string;
  /** The host groups to read; none: all. */
  readonly groups: readonly string[];
  readonly wake?: DesiredWake;
}

interface Found {
  readonly object: WakeObject;
  readonly row?: WakeRow;
  readonly id?: string;
}

/** What provisioning would change so that Zabbix wakes Linchpin as wished, in order; nothing where all is as it should be. */
export async function planWake(client: ZabbixClient, wish: WakeWish): Promise<readonly ProvisionChange[]> {
  const found = await survey(client, wish);
  return wish.wake === undefined ? removalOf(found) : planOf(client, found);
}

/**
 * Makes, updates or takes away what Zabbix needs to wake Linchpin, and says what it did. The user of the token must be a
 * Super admin. Rejects where something of that name is not Linchpin's, or Zabbix afterwards does not show all.
 */
export async function applyWake(client: ZabbixClient, wish: WakeWish): Promise<readonly ProvisionChange[]> {
  const found = await survey(client, wish);
  if (wish.wake === undefined) return remove(client, found);
  const changes = planOf(client, found);
  if (changes.length === 0) return changes;
  let ids = idsOf(found);
  for (const one of found) ids = { ...ids, [one.object.kind]: await bring(client, one, ids) };
  const left = planOf(client, await survey(client, wish));
  if (left.length === 0) return changes;
  throw new WorldError(
    'refused',
    `Zabbix at ${client.url} accepted the changes but does not show them all; still to do: ${left.map(changeText).join(', ')}. Does somebody else change them at the same time?`,
  );
}

/** Looks for each object that the user of the token may change. */
async function survey(client: ZabbixClient, wish: WakeWish): Promise<readonly Found[]> {
  const ground = await groundOf(client, wish);
  // For a removal names are enough, and nothing is ever written of what follows from an empty wish.
  const objects = wakeObjects(ground, wish.wake ?? { url: '', token: '' });
  const look = Promise.all(objects.map((object) => find(client, object)));
  if (wish.wake !== undefined) return look;
  const found = await look.catch(nothingIfRefused);
  // Who may change none of the rest is no Super admin, to whom alone an action that can be seen says nothing.
  return found.some(({ object: { kind, isOurs }, row }) => kind !== 'action' && row !== undefined && isOurs(row, {}))
    ? found
    : [];
}

function nothingIfRefused(error: unknown): readonly Found[] {
  if (error instanceof ZabbixApiError) return [];
  throw error;
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
    'refused',
    `Zabbix at ${client.url} shows no user role of the type User, which the user that gets the wake-ups needs: the token must be of a Super admin, and there must be such a role.`,
  );
}

async function find(client: ZabbixClient, object: WakeObject): Promise<Found> {
  const { noun, name, id } = wakeMethods[object.kind];
  // Connectors are for Super admins only, and so there is nothing to ask there.
  const editable = object.kind === 'connector' ? {} : { editable: true };
  const wanted = { ...object.ask, ...editable, filter: { [name]: object.name } };
  const rows = await client.call(`${noun}.get`, wanted, wakeRowsSchema);
  const row = rows.find((candidate) => candidate[name] === object.name);
  return row === undefined ? { object } : { object, row, id: String(row[id]) };
}

function idsOf(found: readonly Found[]): WakeIds {
  return Object.fromEntries(found.flatMap(({ object, id }) => (id === undefined ? [] : [[object.kind, id]])));
}

function planOf(client: ZabbixClient, found: readonly Found[]): readonly ProvisionChange[] {
  const ids = idsOf(found);
  return found.flatMap(({ object, row }): readonly ProvisionChange[] => {
    const { kind, name, details, form, isOurs } = object;
    if (row === undefined) return [{ action: 'create', object: kind, name, details }];
    if (!isOurs(row, ids)) {
      throw new WorldError(
        'refused',
        `Zabbix at ${client.url} has a ${kind} "${name}" that Linchpin did not make: rename or delete it, then run linchpin provision again.`,
      );
    }
    const changed = lacking(row, form(ids));
    return changed.length === 0 ? [] : [{ action: 'update', object: kind, name, details: changed }];
  });
}

/** Makes the object or brings it up to date; gives its id. */
async function bring(client: ZabbixClient, { object, row, id }: Found, ids: WakeIds): Promise<string> {
  const { kind, form, hidden, first } = object;
  const { noun, write, id: idName } = wakeMethods[kind];
  const wanted: Form = { ...form(ids), ...hidden };
  if (row === undefined || id === undefined) {
    const made = await client.call(`${noun}.create${write}`, { ...wanted, ...first }, writtenSchema);
    return firstId(made[`${idName}s`]);
  }
  if (lacking(row, form(ids)).length > 0) {
    await client.call(`${noun}.update${write}`, { [idName]: id, ...wanted }, writtenSchema);
  }
  return id;
}

function firstId(ids: unknown): string {
  return Array.isArray(ids) ? String(ids[0]) : '';
}

function removalOf(found: readonly Found[]): readonly ProvisionChange[] {
  const ids = idsOf(found);
  return found.toReversed().flatMap(({ object: { kind, name, isOurs }, row }): readonly ProvisionChange[] => {
    if (row === undefined) return [];
    return isOurs(row, ids)
      ? [{ action: 'delete', object: kind, name, details: [] }]
      : [{ action: 'keep', object: kind, name, details: ['Linchpin did not make it'] }];
  });
}

async function remove(client: ZabbixClient, found: readonly Found[]): Promise<readonly ProvisionChange[]> {
  const changes = removalOf(found);
  const goes = new Set(changes.filter(({ action }) => action === 'delete').map(({ object }) => object));
  for (const { object, id } of found.toReversed()) {
    const { noun, write } = wakeMethods[object.kind];
    if (goes.has(object.kind)) await client.call(`${noun}.delete${write}`, [id], writtenSchema);
  }
  return changes;
}
