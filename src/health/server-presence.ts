import type { Instant } from '../domain/instant.ts';
import type { NodeMemory } from '../domain/memory.ts';
import { heardAt, isFresh, wasSeen } from './cycle.ts';
import type { Cycle, Sight } from './cycle.ts';
import type { WatchedResource } from './layout.ts';
import { isWordOfItsOwn, presenceOf } from './presence.ts';
import { isStale } from './samples.ts';
import { newNode } from './take-in.ts';
import { heardWithoutBreak } from './unbroken.ts';
import type { Unbroken } from './unbroken.ts';

/** How a server is heard: by its own signals, its disks and its containers. */
export interface ServerPresence extends Unbroken {
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

/**
 * The presence of every server, by its index among the resources; nothing for disks and networks. Since when it is heard
 * without a break is kept in its memory.
 */
export function serverPresences(cycle: Cycle): readonly (ServerPresence | undefined)[] {
  const { memories } = cycle.resources;
  return cycle.layout.resources.map((watched, index) => {
    if (watched.node.kind !== 'server') return undefined;
    const memory = memories[index] ?? newNode;
    const unbroken = heardWithoutBreak(watched, cycle);
    memories[index] = rememberUnbroken(memory, unbroken);
    return { ...presence(watched, memory, cycle), ...unbroken };
  });
}

function rememberUnbroken(memory: NodeMemory, { heardSince, containersHeardSince }: Unbroken): NodeMemory {
  if (memory.heardSince === heardSince && memory.containersHeardSince === containersHeardSince) return memory;
  return {
    ...memory,
    ...(heardSince !== undefined && { heardSince }),
    ...(containersHeardSince !== undefined && { containersHeardSince }),
  };
}

/**
 * Semantics 3, Heard: not by `reachable` (it comes from elsewhere) nor by `agent` 0; a server that never had another
 * signal is heard by `reachable` 1.
 */
function presence(watched: WatchedResource, own: NodeMemory, cycle: Cycle): Omit<ServerPresence, keyof Unbroken> {
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
