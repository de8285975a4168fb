import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeMemory, SignalMemory } from '../domain/memory.ts';
import { kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { settingSignals } from '../domain/signal.ts';
import type { SignalName } from '../domain/signal.ts';
import { isStale, staleAge } from './samples.ts';

/** How a node is heard: by its signals that are not settings (semantics 3, When data is missing). */
export interface Presence {
  readonly seen: boolean;
  readonly fresh: boolean;
  /** Seen, and all signals are stale. */
  readonly silent: boolean;
  /** Its newest sample; −∞ where it was never seen. */
  readonly newestAt: Instant;
  /** The time by which the last of its signals was due. */
  readonly dueAt: Instant;
}

/** The circumstances of hearing. */
export interface Hearing {
  readonly now: Instant;
  readonly staleAfter: Duration;
}

const unseen: Presence = { seen: false, fresh: false, silent: false, newestAt: -Infinity, dueAt: -Infinity };

/** How a node is heard by those of its signals that `counts` lets through (by default every one but settings). */
export function presenceOf(
  memory: NodeMemory | undefined,
  { now, staleAfter }: Hearing,
  counts: (signal: SignalName, memory: SignalMemory) => boolean = () => true,
): Presence {
  if (!memory) return unseen;
  const heard = Object.entries(memory.signals)
    .filter(([name, signal]) => !settingSignals.has(name) && counts(name, signal))
    .map(([, signal]) => signal);
  const hasPrompt = heard.some((signal) => signal.throttled !== true);
  let [newestAt, dueAt] = [-Infinity, -Infinity];
  for (const signal of heard) {
    newestAt = Math.max(newestAt, signal.newest.at);
    dueAt = Math.max(dueAt, signal.newest.at + provesFor(signal, staleAfter, hasPrompt));
  }
  const seen = newestAt > -Infinity;
  const fresh = seen && now <= dueAt;
  return { seen, fresh, silent: seen && !fresh, newestAt, dueAt };
}

/**
 * How long a sample proves that its node is heard: for its stale age. Where unchanged values are discarded it proves
 * that only for `staleAfter`, unless the node has no other signal: an agent that stopped must not be believed to be
 * there for three heartbeats more, while everything else of it is stale.
 */
export function provesFor(signal: SignalMemory, staleAfter: Duration, hasPrompt: boolean): Duration {
  return signal.throttled === true && hasPrompt ? staleAfter : staleAge(signal, staleAfter);
}

/** How a server is heard: by its own signals, its disks and its containers. */
export interface ServerPresence {
  /** It was heard at some time. */
  readonly ever: boolean;
  readonly heard: boolean;
  /** The newest sample by which it was heard. */
  readonly newestAt: Instant;
  /** Its container runtime is freshly 1: the newest sample of that. */
  readonly runtimeAt: Instant | undefined;
}

/**
 * Semantics 3, Heard: not by `reachable` (it comes from elsewhere) nor by `agent` 0; a server that never had another
 * signal is heard by `reachable` 1.
 */
export function serverPresence(server: NodeId, { graph, nodes, presences, hearing }: Surroundings): ServerPresence {
  const own = nodes.get(server);
  const agent = own?.signals['agent'];
  const ownWords = presenceOf(
    own,
    hearing,
    (name, { newest }) => name !== 'reachable' && !(name === 'agent' && newest.value === 0),
  );
  const parts = [ownWords, ...partsOf(server, graph).flatMap((id) => presences.get(id) ?? [])];
  const reachable = own?.signals['reachable'];
  const onlyReachable = !parts.some(({ seen }) => seen) && agent === undefined;
  const pinged = onlyReachable && reachable?.newest.value === 1 ? reachable : undefined;
  const runtime = own?.signals['runtime'];
  const runtimeIsUp = runtime?.newest.value === 1 && !isStale(runtime, hearing.staleAfter, hearing.now);
  const newestAt = Math.max(
    own?.heardAt ?? -Infinity,
    ...parts.map((part) => part.newestAt),
    pinged?.newest.at ?? -Infinity,
  );
  return {
    ever: newestAt > -Infinity,
    heard:
      parts.some(({ fresh }) => fresh) || (pinged !== undefined && !isStale(pinged, hearing.staleAfter, hearing.now)),
    newestAt,
    runtimeAt: runtimeIsUp ? runtime.newest.at : undefined,
  };
}

/** The memory of a server in which it is kept when its agent was there, for the time when `agent` says 0 (semantics 3, Heard). */
export function rememberAgent(memory: NodeMemory): NodeMemory {
  const newest = memory.signals['agent']?.newest;
  return newest?.value === 1 && newest.at !== memory.heardAt ? { ...memory, heardAt: newest.at } : memory;
}

/** What is needed to tell how a server or one of its containers is heard. */
export interface Surroundings {
  readonly graph: ServiceGraph;
  readonly nodes: ReadonlyMap<NodeId, NodeMemory>;
  readonly presences: ReadonlyMap<NodeId, Presence>;
  readonly hearing: Hearing;
}

/** The disks and containers of a server; its network does not speak for it, since that may be looked at from elsewhere. */
function partsOf(server: NodeId, graph: ServiceGraph): readonly NodeId[] {
  const disks = (graph.partsOfServer.get(server) ?? []).filter((id) => kindOf(id) === 'disk');
  return [...disks, ...(graph.containersOn.get(server) ?? [])];
}

/**
 * Semantics 3, Gone: a silent container is gone only when that is proven: another container of its server, or
 * `runtime` 1, has a sample from after the last of its own was due; on a server with no other container, any signal by
 * which the server is heard.
 */
export function isProvenGone(
  container: { readonly id: NodeId; readonly server: NodeId },
  server: ServerPresence,
  { graph, presences }: Surroundings,
): boolean {
  const own = presences.get(container.id);
  if (!own?.silent) return false;
  const others = (graph.containersOn.get(container.server) ?? []).filter((id) => id !== container.id);
  if (server.runtimeAt !== undefined && server.runtimeAt > own.dueAt) return true;
  if (others.length === 0) return server.heard && server.newestAt > own.dueAt;
  return others.some((id) => (presences.get(id)?.newestAt ?? -Infinity) > own.dueAt);
}
