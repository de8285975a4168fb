import type { Discovered, Drift, TakenContainer, TakenDisk, TakenOver, TakenServer } from '../domain/inventory.ts';
import { nothingDiscovered, nothingTaken } from '../domain/inventory.ts';
import type { Instant } from '../domain/instant.ts';
import { byText } from '../domain/node.ts';
import type { Declarations } from './declarations.ts';
import { followContainers } from './follow-containers.ts';
import { followDisks } from './follow-disks.ts';
import type { FollowGrounds } from './follow-grounds.ts';
import type { DeclaredModel } from './read-model.ts';

/** What Zabbix shows now, and what was taken over before; `discovered` is absent while Zabbix was not asked yet. */
export interface Sighting {
  readonly discovered?: Discovered;
  readonly before: TakenOver;
  readonly now: Instant;
}

/** What is taken over now, and in what Zabbix and the model still differ. */
export interface Followed {
  readonly taken: TakenOver;
  readonly drift: readonly Drift[];
  /** Zabbix showed no container at all where there were some: a lost permission looks like that, so nothing was changed. */
  readonly isEmptied?: true;
}

/**
 * Says what of Zabbix's inventory the model takes over: what fits it unambiguously. The files win; what was taken over
 * stays until something of its kind takes its place, or its lifetime is over.
 */
export function follow({ declarations }: DeclaredModel, { discovered, before, now }: Sighting): Followed {
  if (declarations === undefined) return { taken: nothingTaken, drift: [] };
  if (discovered !== undefined && isEmptied(discovered, declarations, before)) {
    return { taken: before, drift: [], isEmptied: true };
  }
  const shown = new Map((discovered?.servers ?? []).map((server) => [server.id, server]));
  const { elsewhere } = discovered ?? nothingDiscovered;
  const grounds: FollowGrounds = { declarations, before, now, shown, elsewhere, isSeen: discovered !== undefined };
  const { containers: found, drift } = followContainers(grounds);
  const servers = serversOf(found, grounds);
  const known = new Set([...declarations.servers.keys(), ...servers.map(({ id }) => id)]);
  // Other files may have been written since something was taken over.
  const containers = found.filter(({ server }) => known.has(server));
  const disks = followDisks(servers, grounds);
  const unfit = (discovered?.unfit ?? []).map(({ host, reason }): Drift => ({ node: 'server', reason, server: host }));
  return {
    taken: {
      servers: servers.toSorted((a, b) => byText(a.id, b.id)),
      disks: disks.taken.toSorted((a, b) => byText(a.server, b.server) || byText(a.id, b.id)),
      containers: withDisks(containers, disks.taken, declarations).toSorted(
        (a, b) => byText(a.server, b.server) || byText(a.name, b.name),
      ),
    },
    drift: [...unfit, ...vanishedServers(grounds), ...disks.drift, ...drift].toSorted(byPlace),
  };
}

function isEmptied({ servers, elsewhere }: Discovered, { containers }: Declarations, before: TakenOver): boolean {
  const isNothingShown = elsewhere.size === 0 && servers.every((server) => server.containers.length === 0);
  return isNothingShown && containers.length + before.containers.length > 0;
}

/** The servers that the files lack and on which something stands that was taken over. */
function serversOf(
  containers: readonly TakenContainer[],
  { declarations, before, shown }: FollowGrounds,
): readonly TakenServer[] {
  const known = new Map(before.servers.map((server) => [server.id, server]));
  const needed = [...new Set(containers.map(({ server }) => server))].filter((id) => !declarations.servers.has(id));
  return needed.flatMap((id) => {
    const server = shown.get(id) ?? known.get(id);
    return server === undefined ? [] : [{ id, name: server.name }];
  });
}

function vanishedServers({ declarations, shown, isSeen }: FollowGrounds): readonly Drift[] {
  if (!isSeen) return [];
  return [...declarations.servers.keys()]
    .filter((id) => !shown.has(id))
    .map((server) => ({ node: 'server', reason: 'not-in-zabbix', server }));
}

/** A container uses those of its disks that its server has: it may run on one that has others. */
function withDisks(
  containers: readonly TakenContainer[],
  taken: readonly TakenDisk[],
  { servers }: Declarations,
): readonly TakenContainer[] {
  const onServer = new Set(taken.map(({ server, id }) => `${server}/${id}`));
  return containers.map((container) => ({
    ...container,
    disks: container.disks.filter(
      (disk) => onServer.has(`${container.server}/${disk}`) || servers.get(container.server)?.disks.has(disk) === true,
    ),
  }));
}

function byPlace(a: Drift, b: Drift): number {
  return byText(a.server, b.server) || byText(a.node, b.node) || byText(a.name ?? '', b.name ?? '');
}
