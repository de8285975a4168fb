import type { DiscoveredServer, TakenOver } from '../domain/inventory.ts';
import type { Instant } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import type { Declarations } from './declarations.ts';

/** A sighting made ready: the servers of Zabbix by their ids, and the files' own. */
export interface FollowGrounds {
  readonly declarations: Declarations;
  readonly before: TakenOver;
  readonly now: Instant;
  readonly shown: ReadonlyMap<string, DiscoveredServer>;
  /** Containers of the files that Zabbix shows without their server. */
  readonly elsewhere: ReadonlySet<NodeId>;
  /** Zabbix was asked; else nothing is known to have vanished. */
  readonly isSeen: boolean;
}

/** How long what only Zabbix knew stays after Zabbix forgot it: long enough for people to see that it is gone (in seconds). */
export const lifetime = 86_400;

/** What Zabbix does not show any more, with the time since when; `undefined` once its lifetime is over. */
export function aged<T extends { readonly unknownSince?: Instant }>(
  thing: T,
  { now, isSeen }: Pick<FollowGrounds, 'now' | 'isSeen'>,
): T | undefined {
  if (!isSeen) return thing;
  const { unknownSince = now } = thing;
  return now - unknownSince >= lifetime ? undefined : { ...thing, unknownSince };
}
