import { addTo } from '../domain/gather.ts';
import type { Duration } from '../domain/instant.ts';
import type { NodeMemory, Sample, SignalMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import { signalKey } from '../domain/signal.ts';
import type { Observed, SignalName } from '../domain/signal.ts';
import type { Windows } from './layout.ts';
import { inOrder, remember } from './samples.ts';

/** The samples of a cycle, by signal. */
export type Samples = ReadonlyMap<SignalName, readonly Sample[]>;

/** A node with a cycle's samples taken into its memory, and what was new of them, in order. */
export interface TakenIn {
  readonly memory: NodeMemory;
  readonly samples: Samples;
}

/** The memory of a node of which nothing was ever heard. */
export const newNode: NodeMemory = { signals: {}, rules: {} };

const nothing: Samples = new Map();

/** Takes a cycle's samples into a node's memory: the same object where there is nothing new. */
export function takeIn(
  { id, windows, before }: { readonly id: NodeId; readonly windows: Windows; readonly before: NodeMemory },
  arrived: Samples | undefined,
  observed: Observed,
): TakenIn {
  if (arrived === undefined && observed.intervals.size === 0) return { memory: before, samples: nothing };
  const samples = new Map<SignalName, readonly Sample[]>();
  let changed: Record<SignalName, SignalMemory> | undefined;
  for (const signal of new Set([...Object.keys(before.signals), ...(arrived ?? nothing).keys()])) {
    const known = before.signals[signal];
    const fresh = inOrder(arrived?.get(signal) ?? [], known?.newest.at);
    const key = signalKey(id, signal);
    const next = remember(known, fresh, {
      signal,
      interval: observed.intervals.get(key),
      throttled: observed.throttled?.has(key) === true,
      window: windows.get(signal) ?? 0,
      now: observed.at,
    });
    if (fresh.length > 0) samples.set(signal, fresh);
    if (next === known || next === undefined) continue;
    changed ??= { ...before.signals };
    changed[signal] = next;
  }
  return { memory: changed === undefined ? before : { ...before, signals: changed }, samples };
}

/**
 * Sorts a cycle's observations by node and signal. One that lies further ahead of the cycle than a signal stays fresh
 * has a wrong time: taken in, it would make all that comes until then look old.
 */
export function samplesByNode({ observations, at: now }: Observed, staleAfter: Duration): ReadonlyMap<NodeId, Samples> {
  const nodes = new Map<NodeId, Map<SignalName, Sample[]>>();
  for (const { node, signal, at, value } of observations) {
    if (at > now + staleAfter) continue;
    let signals = nodes.get(node);
    if (!signals) nodes.set(node, (signals = new Map<SignalName, Sample[]>()));
    addTo(signals, signal, { at, value });
  }
  return nodes;
}
