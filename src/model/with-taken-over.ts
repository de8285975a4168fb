import type { TakenContainer, TakenDisk, TakenOver, TakenServer } from '../domain/inventory.ts';
import type { Declarations, Declared, DeclaredServer } from './declarations.ts';
import type { Place } from './positions.ts';
import type { WrittenContainer } from './schema.ts';

/** What was taken over stands in no file; a finding about it names Zabbix. */
const place: Place = {
  source: { file: 'Zabbix', value: null, positionOf: () => ({ file: 'Zabbix', line: 1, column: 1 }) },
  path: [],
};

/** The declarations with what was taken over from Zabbix; what the files describe themselves wins. */
export function withTakenOver(declarations: Declarations, taken: TakenOver): Declarations {
  if (taken.servers.length + taken.disks.length + taken.containers.length === 0) return declarations;
  const servers = withDisks(withServers(declarations.servers, taken.servers), taken.disks);
  return { ...declarations, servers, containers: withContainers(declarations.containers, taken.containers) };
}

function withServers(
  written: Declarations['servers'],
  taken: readonly TakenServer[],
): ReadonlyMap<string, DeclaredServer> {
  const servers = new Map(written);
  for (const { id, name } of taken) {
    if (!servers.has(id)) servers.set(id, { id, place, isWhole: true, written: { name }, disks: new Map() });
  }
  return servers;
}

function withDisks(
  described: ReadonlyMap<string, DeclaredServer>,
  taken: readonly TakenDisk[],
): ReadonlyMap<string, DeclaredServer> {
  const servers = new Map(described);
  for (const { server, id, mount, device } of taken) {
    const known = servers.get(server);
    if (known === undefined || known.disks.has(id)) continue;
    const written = { ...(mount !== undefined && { mount }), ...(device !== undefined && { device }) };
    const disk = { id, place, isWhole: true, written };
    servers.set(server, { ...known, disks: new Map([...known.disks, [id, disk]]) });
  }
  return servers;
}

function withContainers(
  written: readonly Declared<WrittenContainer>[],
  taken: readonly TakenContainer[],
): readonly Declared<WrittenContainer>[] {
  const moved = new Map<string, TakenContainer>();
  for (const container of taken) {
    if (container.movedFrom !== undefined) moved.set(containerKey(container.movedFrom, container.name), container);
  }
  const standing = written.map((container) => movedTo(container, moved));
  const known = new Set(standing.map((container) => keyOf(container)));
  const added = taken.flatMap(({ name, server, disks, movedFrom }): readonly Declared<WrittenContainer>[] => {
    // One that the files do not name any more has nowhere to have moved from.
    if (movedFrom !== undefined || known.has(containerKey(server, name))) return [];
    return [{ id: name, place, isWhole: true, written: { name, server, disks: [...disks] } }];
  });
  return [...standing, ...added];
}

function movedTo(
  container: Declared<WrittenContainer>,
  moved: ReadonlyMap<string, TakenContainer>,
): Declared<WrittenContainer> {
  const { written } = container;
  const to = written === undefined ? undefined : moved.get(keyOf(container));
  if (written === undefined || to === undefined) return container;
  return { ...container, written: { ...written, server: to.server, disks: [...to.disks] } };
}

function keyOf({ written }: Declared<WrittenContainer>): string {
  return written === undefined ? '' : containerKey(written.server, written.name);
}

/** The key of a container in maps: a name may stand on several servers. */
export function containerKey(server: string, name: string): string {
  return JSON.stringify([server, name]);
}
