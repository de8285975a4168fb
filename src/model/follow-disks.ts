import type { Drift, DriftReason, TakenDisk, TakenServer } from '../domain/inventory.ts';
import { idFrom } from '../domain/node.ts';
import type { Declared, DeclaredServer } from './declarations.ts';
import { aged, type FollowGrounds } from './follow-grounds.ts';
import type { WrittenDisk } from './schema.ts';

/** The disks that are taken over, and what of Zabbix's disks is not. */
export interface FollowedDisks {
  readonly taken: readonly TakenDisk[];
  readonly drift: readonly Drift[];
}

/**
 * Takes over the disks of servers that are in the model: those that the files describe on some other server, by id or
 * mount point; where the files describe no disk at all, every file system that Zabbix watches.
 */
export function followDisks(takenServers: readonly TakenServer[], grounds: FollowGrounds): FollowedDisks {
  const { declarations, before, shown, isSeen } = grounds;
  const described = describedDisks(declarations.servers.values());
  const taken: TakenDisk[] = [];
  const drift: Drift[] = [];
  const servers = [...declarations.servers.keys(), ...takenServers.map(({ id }) => id)];
  for (const server of servers) {
    const own = declarations.servers.get(server)?.disks ?? new Map<string, never>();
    const namesHere = new Set([...own.values()].flatMap(namesOf));
    const fresh = new Map<string, TakenDisk>();
    const names = shown.get(server)?.disks ?? [];
    const devices: string[] = [];
    for (const name of names) {
      if (namesHere.has(name)) continue;
      const disk = diskCalled(name, server, described);
      if ('reason' in disk && described.devices.has(name)) devices.push(name);
      else if ('reason' in disk) drift.push({ node: 'disk', reason: disk.reason, server, name });
      // What has an id of a disk that stands here already, or that another name gives too, is told of and left out.
      else if (own.has(disk.id) || fresh.has(disk.id)) drift.push({ node: 'disk', reason: 'two-disks', server, name });
      else fresh.set(disk.id, disk);
    }
    for (const device of devices) {
      const [id = '', second] = described.devices.get(device) ?? [];
      const disk = fresh.get(id);
      // A device alone is no disk that the model lacks.
      if (disk !== undefined && second === undefined) fresh.set(id, { ...disk, device });
    }
    const kept = before.disks
      .filter((disk) => disk.server === server && !own.has(disk.id) && !fresh.has(disk.id))
      .flatMap((disk) => aged(disk, grounds) ?? []);
    taken.push(...fresh.values(), ...kept);
    if (isSeen && shown.has(server)) drift.push(...vanished(declarations.servers.get(server), new Set(names)));
  }
  return { taken, drift };
}

function vanished(server: DeclaredServer | undefined, names: ReadonlySet<string>): readonly Drift[] {
  if (server === undefined) return [];
  return [...server.disks.values()]
    .filter((disk) => !namesOf(disk).some((name) => names.has(name)))
    .map(({ id }) => ({ node: 'disk', reason: 'not-in-zabbix', server: server.id, name: id }));
}

/** The ids that the files have for a disk, by what items may call it or by its device; and the mount point of each. */
interface DescribedDisks {
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
  readonly devices: ReadonlyMap<string, ReadonlySet<string>>;
  readonly mounts: ReadonlyMap<string, string>;
}

function describedDisks(servers: Iterable<DeclaredServer>): DescribedDisks {
  const ids = new Map<string, Set<string>>();
  const devices = new Map<string, Set<string>>();
  const note = (known: Map<string, Set<string>>, name: string, id: string): void => {
    known.set(name, (known.get(name) ?? new Set()).add(id));
  };
  const mounts = new Map<string, string>();
  for (const { disks } of servers) {
    for (const { id, written } of disks.values()) {
      if (written?.mount !== undefined && !mounts.has(id)) mounts.set(id, written.mount);
      for (const name of [id, written?.mount ?? id]) note(ids, name, id);
      if (written?.device !== undefined) note(devices, written.device, id);
    }
  }
  return { ids, devices, mounts };
}

function namesOf({ id, written }: Declared<WrittenDisk>): readonly string[] {
  return [id, written?.mount ?? id, written?.device ?? id];
}

function diskCalled(
  name: string,
  server: string,
  { ids, mounts }: DescribedDisks,
): TakenDisk | { readonly reason: DriftReason } {
  if (ids.size === 0) {
    const id = name === '/' ? 'root' : idFrom(name);
    if (id === undefined) return { reason: 'odd-name' };
    return { server, id, ...(id !== name && { mount: name }) };
  }
  const [id, second] = ids.get(name) ?? [];
  if (id === undefined) return { reason: 'no-such-disk' };
  if (second !== undefined) return { reason: 'two-disks' };
  const mount = id === name ? mounts.get(id) : name;
  return { server, id, ...(mount !== undefined && { mount }) };
}
