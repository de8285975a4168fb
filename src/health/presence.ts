import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeMemory, SignalMemory } from '../domain/memory.ts';
import { settingSignals } from '../domain/signal.ts';
import type { SignalName } from '../domain/signal.ts';
import { staleAge } from './samples.ts';

/** How a node is heard: by its signals that are not settings (semantics 3, When data is missing). */
export interface Presence {
  /** Its newest sample; −∞ where it was never seen. */
  readonly newestAt: Instant;
  /** The time by which the last of its signals was due. */
  readonly dueAt: Instant;
}

/** How a node is heard by those of its signals that `counts` lets through (by default every one but settings). */
export function presenceOf(
  { signals }: NodeMemory,
  staleAfter: Duration,
  counts: (signal: SignalName, memory: SignalMemory) => boolean = () => true,
): Presence {
  let [newestAt, promptDueAt, throttledDueAt] = [-Infinity, -Infinity, -Infinity];
  let newestThrottledAt = -Infinity;
  for (const name of Object.keys(signals)) {
    const signal = signals[name];
    if (signal === undefined || settingSignals.has(name) || !counts(name, signal)) continue;
    const { at } = signal.newest;
    newestAt = Math.max(newestAt, at);
    const dueAt = at + staleAge(signal, staleAfter);
    if (signal.throttled === true) {
      newestThrottledAt = Math.max(newestThrottledAt, at);
      throttledDueAt = Math.max(throttledDueAt, dueAt);
    } else promptDueAt = Math.max(promptDueAt, dueAt);
  }
  const hasPrompt = promptDueAt > -Infinity;
  return { newestAt, dueAt: hasPrompt ? Math.max(promptDueAt, newestThrottledAt + staleAfter) : throttledDueAt };
}

/**
 * How long a sample proves that its node is heard: for its stale age. Where unchanged values are discarded it proves
 * that only for `staleAfter`, unless the node has no other signal: an agent that stopped must not be believed to be
 * there for three heartbeats more, while everything else of it is stale.
 */
export function provesFor(signal: SignalMemory, staleAfter: Duration): Duration {
  return signal.throttled === true ? staleAfter : staleAge(signal, staleAfter);
}

/** The memory of a server in which it is kept through which Zabbix proxy it is watched; where that is not told, as before. */
export function rememberProxy(memory: NodeMemory, proxy: string | undefined): NodeMemory {
  if (memory.proxy === proxy) return memory;
  const { proxy: _before, ...rest } = memory;
  return proxy === undefined ? rest : { ...rest, proxy };
}

/** The memory of a server in which it is kept when its agent was there, for the time when `agent` says 0 (semantics 3, Heard). */
export function rememberAgent(memory: NodeMemory): NodeMemory {
  const newest = memory.signals['agent']?.newest;
  return newest?.value === 1 && newest.at !== memory.heardAt ? { ...memory, heardAt: newest.at } : memory;
}

/** The memory of a node that was never seen, in which it is kept since when it is looked for (semantics 3, `appearWithin`). */
export function rememberAwaited(memory: NodeMemory, now: Instant): NodeMemory {
  return memory.awaitedSince === undefined ? { ...memory, awaitedSince: now } : memory;
}
