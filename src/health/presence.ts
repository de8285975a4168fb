import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeMemory, SignalMemory } from '../domain/memory.ts';
import { settingSignals, staleAge } from '../domain/signal.ts';
import type { SignalName } from '../domain/signal.ts';

/** How a node is heard: by its signals that are not settings (semantics 3, When data is missing). */
export interface Presence {
  /** Its newest sample; −∞ where it was never seen. */
  readonly newestAt: Instant;
  /** The time by which the last of its signals was due. */
  readonly dueAt: Instant;
}

/** Whether a node is heard by a signal that is no setting, given its newest sample. */
export type Counts = (signal: SignalName, memory: Pick<SignalMemory, 'newest'>) => boolean;

/** Every signal speaks for its node. */
export const isWord: Counts = () => true;

/** A server is heard neither by `reachable`, which comes from elsewhere, nor by `agent` 0 (semantics 3, Heard). */
export const isWordOfItsOwn: Counts = (name, { newest }) =>
  name !== 'reachable' && !(name === 'agent' && newest.value === 0);

/** How a node is heard by those of its signals that `counts` lets through. */
export function presenceOf({ signals }: NodeMemory, staleAfter: Duration, counts: Counts = isWord): Presence {
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

/** When a node was heard, and by which of its signals. */
export interface Hearsay {
  readonly at: Instant;
  readonly staleAfter: Duration;
  readonly counts?: Counts;
}

/**
 * The signal of which a node was heard at a time that would have been stale first; one whose unchanged values are
 * discarded only where it had no other. `undefined` where it was not heard.
 */
export function quickestOf(
  { signals }: NodeMemory,
  { at, staleAfter, counts = isWord }: Hearsay,
): SignalMemory | undefined {
  let quickest: SignalMemory | undefined;
  const isQuicker = (a: SignalMemory, b: SignalMemory): boolean =>
    a.throttled === b.throttled ? staleAge(a, staleAfter) < staleAge(b, staleAfter) : b.throttled === true;
  for (const name of Object.keys(signals)) {
    const signal = signals[name];
    if (signal === undefined || settingSignals.has(name) || !counts(name, signal)) continue;
    if (signal.newest.at + staleAge(signal, staleAfter) < at) continue;
    if (quickest === undefined || isQuicker(signal, quickest)) quickest = signal;
  }
  return quickest;
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
