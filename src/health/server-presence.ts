import type { Instant } from '../domain/instant.ts';
import type { NodeMemory, SignalMemory } from '../domain/memory.ts';
import { heardAt, isFresh, wasSeen } from './cycle.ts';
import type { Cycle, Sight } from './cycle.ts';
import type { WatchedResource } from './layout.ts';
import { presenceOf } from './presence.ts';
import { isStale } from './samples.ts';
import { newNode } from './take-in.ts';

/** How a server is heard: by its own signals, its disks and its containers. */
export interface ServerPresence {
  /** It was heard at some time. */
  readonly ever: boolean;
  readonly heard: boolean;
  /** The newest sample by which it was heard. */
  readonly newestAt: Instant;
  /** The newest sample of its container runtime, if that is 1. */
  readonly runtimeAt: Instant | undefined;
  /** What runs on it, by index. */
  readonly containers: readonly number[];
}

/** The presence of every server, by its index among the resources; nothing for disks and networks. */
export function serverPresences(cycle: Cycle): readonly (ServerPresence | undefined)[] {
  return cycle.layout.resources.map((watched, index) =>
    watched.node.kind === 'server' ? presence(watched, cycle.resources.memories[index] ?? newNode, cycle) : undefined,
  );
}

/**
 * Semantics 3, Heard: not by `reachable` (it comes from elsewhere) nor by `agent` 0; a server that never had another
 * signal is heard by `reachable` 1.
 */
function presence(watched: WatchedResource, own: NodeMemory, cycle: Cycle): ServerPresence {
  const { resources, containers, hearing } = cycle;
  const { reachable, agent, runtime } = own.signals;
  const words = presenceOf(own, hearing.staleAfter, isWordOfItsOwn);
  const parts: readonly (readonly [Sight, readonly number[]])[] = [
    [resources, watched.disks],
    [containers, watched.containers],
  ];
  let newestAt = Math.max(own.heardAt ?? -Infinity, words.newestAt);
  let heard = hearing.now <= words.dueAt;
  let hasSpoken = agent !== undefined || words.newestAt > -Infinity;
  for (const [sight, indexes] of parts) {
    for (const index of indexes) {
      newestAt = Math.max(newestAt, heardAt(sight, index));
      heard ||= isFresh(sight, index, hearing);
      hasSpoken ||= wasSeen(sight, index);
    }
  }
  if (!hasSpoken && reachable?.newest.value === 1) {
    newestAt = reachable.newest.at;
    heard = !isStale(reachable, hearing);
  }
  const runtimeAt = runtime?.newest.value === 1 ? runtime.newest.at : undefined;
  return { ever: newestAt > -Infinity, heard, newestAt, runtimeAt, containers: watched.containers };
}

function isWordOfItsOwn(name: string, { newest }: SignalMemory): boolean {
  return name !== 'reachable' && !(name === 'agent' && newest.value === 0);
}
