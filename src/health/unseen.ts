import { addTo } from '../domain/gather.ts';
import type { OwnHealth, Unseen } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import type { SignalMemory } from '../domain/memory.ts';
import { nodeId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Observed } from '../domain/signal.ts';
import { heardAt, isFresh, isSilent } from './cycle.ts';
import type { Cycle } from './cycle.ts';
import { provesFor } from './presence.ts';
import type { ServerPresence } from './server-presence.ts';
import { newNode } from './take-in.ts';

/** What of a cycle decides what cannot be seen. */
export interface Watch {
  readonly cycle: Cycle;
  readonly observed: Observed;
  readonly servers: readonly (ServerPresence | undefined)[];
  /** In the order of resources. */
  readonly health: readonly OwnHealth[];
}

/** A server that was heard at some time, and is neither failed nor planned. */
interface WatchedServer {
  readonly id: NodeId;
  readonly proxy: string | undefined;
  readonly heard: boolean;
  readonly newestAt: Instant;
  /** Set while it is heard, but not what runs on it: since when. */
  readonly blindSince: Instant | undefined;
}

/**
 * The roots of `unseen` incidents (semantics 3, Unseen): silent and blind servers that are neither failed nor planned;
 * for servers that are watched through one Zabbix proxy, or all of them, the source where they are all silent, at least
 * two; and the source alone where Linchpin itself cannot read Zabbix.
 */
export function unseenRoots(watch: Watch): ReadonlyMap<NodeId, Unseen> {
  const { cycle, observed } = watch;
  const { now, staleAfter } = cycle.hearing;
  const watched = watchedServers(watch);
  const { unreadableSince } = observed;
  if (unreadableSince !== undefined && now - unreadableSince > staleAfter) {
    const all = cycle.layout.resources.flatMap(({ node }) => (node.kind === 'server' ? [node.id] : []));
    const since = watched.length > 0 ? lastHeard(watched) : unreadableSince;
    return new Map([[nodeId.source('zabbix'), { since, servers: all }]]);
  }
  if (areAllSilent(watched)) return new Map([[nodeId.source('zabbix'), unseenBehind(watched)]]);

  const roots = new Map<NodeId, Unseen>();
  const behindSource = new Set<NodeId>();
  for (const [proxy, behind] of byProxy(watched)) {
    if (!areAllSilent(behind)) continue;
    roots.set(nodeId.source(proxy), unseenBehind(behind));
    for (const { id } of behind) behindSource.add(id);
  }
  for (const { id, heard, newestAt, blindSince } of watched) {
    const since = heard ? blindSince : newestAt;
    if (since !== undefined && !behindSource.has(id)) roots.set(id, { since, servers: [id] });
  }
  return roots;
}

function watchedServers({ cycle, servers, health }: Watch): readonly WatchedServer[] {
  return cycle.layout.resources.flatMap(({ node: { id } }, index) => {
    const [presence, own] = [servers[index], health[index]];
    if (presence?.ever !== true || own?.state === 'failed' || own?.planned === true) return [];
    const { heard, newestAt, containers } = presence;
    const { proxy, signals } = cycle.resources.memories[index] ?? newNode;
    const blind = heard ? blindSince(signals['runtime'], containers, cycle) : undefined;
    return [{ id, proxy, heard, newestAt, blindSince: blind }];
  });
}

function areAllSilent(servers: readonly WatchedServer[]): boolean {
  return servers.length >= 2 && servers.every(({ heard }) => !heard);
}

function unseenBehind(servers: readonly WatchedServer[]): Unseen {
  return { since: lastHeard(servers), servers: servers.map(({ id }) => id) };
}

function lastHeard(servers: readonly WatchedServer[]): Instant {
  return Math.max(...servers.map(({ newestAt }) => newestAt));
}

function byProxy(servers: readonly WatchedServer[]): ReadonlyMap<string, readonly WatchedServer[]> {
  const behind = new Map<string, WatchedServer[]>();
  for (const server of servers) {
    if (server.proxy !== undefined) addTo(behind, server.proxy, server);
  }
  return behind;
}

/**
 * Semantics 3, Blind: at least two containers are silent and not gone, none is fresh, and the runtime is not freshly 1.
 * One of them at least is meant to stay: the silence of what runs to completion alone says nothing.
 */
function blindSince(
  runtime: SignalMemory | undefined,
  onServer: readonly number[],
  { layout, containers, hearing }: Cycle,
): Instant | undefined {
  const { now, staleAfter } = hearing;
  // One whose unchanged values are discarded vouches for silent containers no longer than they are heard themselves.
  if (runtime?.newest.value === 1 && now - runtime.newest.at <= provesFor(runtime, staleAfter)) return undefined;
  let [silent, since, isMissed] = [0, -Infinity, false];
  for (const index of onServer) {
    if (isFresh(containers, index, hearing)) return undefined;
    if (containers.memories[index]?.gone !== undefined || !isSilent(containers, index, hearing)) continue;
    silent += 1;
    isMissed ||= layout.containers[index]?.pod.toCompletion === false;
    since = Math.max(since, heardAt(containers, index));
  }
  return silent >= 2 && isMissed ? since : undefined;
}
