import type { InstallationState } from './behaviour.ts';
import type { Installation } from './installation.ts';
import { keyFor, ruleOf } from './discovery.ts';
import { containerItems, diskItems, serverItems } from './items.ts';

/** One item of Zabbix with how to read its value from a state; `undefined`: nothing is heard of it. */
export interface Line {
  readonly host: string;
  readonly key: string;
  readonly pace: 'tick' | 'minute';
  readonly read: (state: InstallationState) => number | string | undefined;
}

/** All items of an installation, in a fixed order. */
export function linesOf(installation: Installation): readonly Line[] {
  return [...installation.servers.keys()].flatMap((place) => serverLines(installation, place));
}

function serverLines(installation: Installation, place: number): readonly Line[] {
  const server = installation.servers[place];
  if (server === undefined) return [];
  const { host } = server;
  const heard = (state: InstallationState): boolean => state.servers[place]?.agentSpeaks === true;
  const mine = [...installation.containers.entries()].filter(([, container]) => container.server === server.id);
  const ofServer = serverItems.map((item): Line => ({
    host,
    key: item.key,
    pace: 'tick',
    read: (state) => {
      const own = state.servers[place];
      if (own === undefined || (item.fromOutside !== true && !own.agentSpeaks)) return undefined;
      return item.value(
        own,
        mine.flatMap(([at]) => state.containers[at] ?? []),
      );
    },
  }));
  const ofDisks = server.disks.flatMap(({ mount }, disk) =>
    diskItems.map((item): Line => ({
      host,
      key: keyFor(item, 'disks', mount),
      pace: 'tick',
      read: (state) => (heard(state) ? item.value(state.servers[place]?.diskUsed[disk] ?? 0) : undefined),
    })),
  );
  const ofContainers = mine.flatMap(([at, container]) =>
    containerItems
      .filter((item) => item.of === 'all' || container.stores)
      .map((item): Line => ({
        host,
        key: keyFor(item, ruleOf(item), container.name),
        pace: item.pace,
        read: (state) => {
          const own = state.containers[at];
          return own === undefined || own.shows === 'nothing' || !heard(state) ? undefined : item.value(own, container);
        },
      })),
  );
  return [...ofServer, ...ofDisks, ...ofContainers];
}
