import { addTo, countUp } from '../domain/gather.ts';
import type { TakenContainer } from '../domain/inventory.ts';
import type { FollowGrounds } from './follow-grounds.ts';
import type { WrittenContainer } from './schema.ts';
import { containerKey } from './with-taken-over.ts';

/** The containers of the files that run elsewhere now, by what the files call them, and those that Zabbix does not show. */
export interface FoundMoves {
  readonly moves: ReadonlyMap<string, TakenContainer>;
  readonly vanished: readonly WrittenContainer[];
}

/**
 * A container of the files has moved where its server is shown without it, exactly one other server is shown with one
 * of its name that the files do not name there, and no second container of that name is missing. It stays where it was
 * found until it is shown at home again, or elsewhere.
 */
export function findMoves(written: readonly WrittenContainer[], { before, shown, isSeen }: FollowGrounds): FoundMoves {
  const earlier = new Map(
    before.containers.flatMap((container) =>
      container.movedFrom === undefined ? [] : [[containerKey(container.movedFrom, container.name), container]],
    ),
  );
  const atHome = new Set(written.map(({ server, name }) => containerKey(server, name)));
  const isShown = new Set(
    [...shown.values()].flatMap(({ id, containers }) => containers.map((name) => containerKey(id, name))),
  );
  const moves = new Map<string, TakenContainer>();
  if (!isSeen) return { moves: kept(earlier, atHome), vanished: [] };
  const missing = written.filter(({ server, name }) => !isShown.has(containerKey(server, name)));
  const strayed = strayedServers(missing, [...shown.values()], atHome);
  const missingOf = new Map<string, number>();
  for (const { name } of missing) countUp(missingOf, name);
  const vanished: WrittenContainer[] = [];
  for (const container of missing) {
    const { server: home, name, disks = [] } = container;
    const [server, second] = strayed.get(name) ?? [];
    const key = containerKey(home, name);
    const last = earlier.get(key);
    const isMoved = server !== undefined && second === undefined && missingOf.get(name) === 1 && shown.has(home);
    if (isMoved) moves.set(key, { name, server, disks, movedFrom: home });
    else if (last !== undefined && !atHome.has(containerKey(last.server, name))) moves.set(key, { ...last, disks });
    if (!isMoved) vanished.push(container);
  }
  return { moves, vanished };
}

function kept(
  earlier: ReadonlyMap<string, TakenContainer>,
  atHome: ReadonlySet<string>,
): ReadonlyMap<string, TakenContainer> {
  return new Map(
    [...earlier].filter(([key, { server, name }]) => atHome.has(key) && !atHome.has(containerKey(server, name))),
  );
}

/** On which servers the files do not know a container, by its name; only of names that are missing elsewhere. */
function strayedServers(
  missing: readonly WrittenContainer[],
  shown: readonly { readonly id: string; readonly containers: readonly string[] }[],
  atHome: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const names = new Set(missing.map(({ name }) => name));
  const servers = new Map<string, string[]>();
  for (const { id, containers } of shown) {
    for (const name of containers) {
      if (names.has(name) && !atHome.has(containerKey(id, name))) addTo(servers, name, id);
    }
  }
  return servers;
}
