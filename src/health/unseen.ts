import type { OwnHealth, Unseen } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import { nodeId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { NodeMemory, SignalMemory } from '../domain/memory.ts';
import { provesFor } from './presence.ts';
import type { Hearing, Presence, ServerPresence, Surroundings } from './presence.ts';

interface Sight extends Surroundings {
  readonly health: ReadonlyMap<NodeId, OwnHealth>;
  readonly servers: ReadonlyMap<NodeId, ServerPresence>;
  readonly unreadableSince: Instant | undefined;
}

/**
 * The roots of `unseen` incidents (semantics 3, Unseen): silent and blind servers that are neither failed nor planned,
 * or the one source, where all of at least two servers are silent or Linchpin itself cannot read Zabbix.
 */
export function unseenRoots(sight: Sight): ReadonlyMap<NodeId, Unseen> {
  const { servers, health, hearing, unreadableSince } = sight;
  const watched = [...servers].filter(([id, { ever }]) => {
    const own = health.get(id);
    return ever && own?.state !== 'failed' && own?.planned !== true;
  });
  const silent = watched.filter(([, { heard }]) => !heard);
  const cannotRead = unreadableSince !== undefined && hearing.now - unreadableSince > hearing.staleAfter;
  if (cannotRead || (watched.length >= 2 && silent.length === watched.length)) {
    const lastHeard = Math.max(...watched.map(([, { newestAt }]) => newestAt));
    const since = watched.length > 0 ? lastHeard : (unreadableSince ?? hearing.now);
    const behind = cannotRead ? [...servers.keys()] : watched.map(([id]) => id);
    return new Map([[nodeId.source('zabbix'), { since, servers: behind }]]);
  }
  const roots = new Map<NodeId, Unseen>(silent.map(([id, { newestAt }]) => [id, { since: newestAt, servers: [id] }]));
  for (const [id, { heard }] of watched)
    if (heard && isBlind(id, sight)) {
      roots.set(id, { since: blindSince(id, sight), servers: [id] });
    }
  return roots;
}

/** Semantics 3, Blind: containers are silent and not gone, none is fresh, and the runtime is not freshly 1. */
function isBlind(server: NodeId, { graph, nodes, presences, hearing }: Sight): boolean {
  const runtime = nodes.get(server)?.signals['runtime'];
  if (runtime?.newest.value === 1 && isPrompt(runtime, hearing)) return false;
  const containers = graph.containersOn.get(server) ?? [];
  if (containers.some((id) => presences.get(id)?.fresh === true)) return false;
  return containers.filter((id) => isSilentAndNotGone(presences.get(id), nodes.get(id))).length >= 2;
}

/** A runtime whose unchanged values are discarded vouches for silent containers no longer than they are heard themselves. */
function isPrompt(runtime: SignalMemory, { now, staleAfter }: Hearing): boolean {
  return now - runtime.newest.at <= provesFor(runtime, staleAfter, true);
}

function blindSince(server: NodeId, { graph, nodes, presences }: Sight): Instant {
  const silent = (graph.containersOn.get(server) ?? []).filter((id) =>
    isSilentAndNotGone(presences.get(id), nodes.get(id)),
  );
  return Math.max(...silent.map((id) => presences.get(id)?.newestAt ?? -Infinity));
}

function isSilentAndNotGone(presence: Presence | undefined, node: NodeMemory | undefined): boolean {
  return presence?.silent === true && node?.gone === undefined;
}
