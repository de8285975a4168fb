import type { Duration } from '../domain/instant.ts';
import type { NodeMemory, Sample, SignalMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { Rule } from '../domain/rule.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { signalKey } from '../domain/signal.ts';
import type { Observed, SignalName } from '../domain/signal.ts';
import { inOrder, remember } from './samples.ts';

/** A node with this cycle's samples taken into its memory, and what was new of them, in order. */
export interface TakenIn {
  readonly rules: readonly Rule[];
  readonly memory: NodeMemory;
  readonly samples: ReadonlyMap<SignalName, readonly Sample[]>;
}

const nothing: ReadonlyMap<SignalName, readonly Sample[]> = new Map();
const newNode: NodeMemory = { signals: {}, rules: {} };

/** Takes a cycle's observations into the memory of every container (but missing ones) and resource of the model. */
export function takeIn(
  graph: ServiceGraph,
  memory: ReadonlyMap<NodeId, NodeMemory>,
  observed: Observed,
): ReadonlyMap<NodeId, TakenIn> {
  const byNode = group(observed);
  const windows = new Map<readonly Rule[], ReadonlyMap<SignalName, Duration>>();
  const taken = new Map<NodeId, TakenIn>();
  for (const { id, rules } of [...graph.model.resources, ...graph.model.containers.filter(({ missing }) => !missing)]) {
    const smoothed = windows.get(rules) ?? windowsOf(rules);
    windows.set(rules, smoothed);
    taken.set(id, takeNode({ id, rules, before: memory.get(id) ?? newNode, smoothed }, byNode.get(id), observed));
  }
  return taken;
}

function takeNode(
  node: {
    readonly id: NodeId;
    readonly rules: readonly Rule[];
    readonly before: NodeMemory;
    readonly smoothed: ReadonlyMap<SignalName, Duration>;
  },
  arrived: ReadonlyMap<SignalName, readonly Sample[]> | undefined,
  observed: Observed,
): TakenIn {
  const { id, rules, before } = node;
  const samples = new Map<SignalName, readonly Sample[]>();
  let changed: Record<SignalName, SignalMemory> | undefined;
  for (const signal of new Set([...Object.keys(before.signals), ...(arrived ?? nothing).keys()])) {
    const known = before.signals[signal];
    const fresh = inOrder(arrived?.get(signal) ?? [], known?.newest.at);
    const next = remember(known, fresh, {
      signal,
      interval: observed.intervals.get(signalKey(id, signal)),
      throttled: observed.throttled?.has(signalKey(id, signal)) === true,
      window: node.smoothed.get(signal) ?? 0,
      now: observed.at,
    });
    if (fresh.length > 0) samples.set(signal, fresh);
    if (next === known || next === undefined) continue;
    changed ??= { ...before.signals };
    changed[signal] = next;
  }
  return { rules, memory: changed ? { ...before, signals: changed } : before, samples };
}

function group(observed: Observed): ReadonlyMap<NodeId, Map<SignalName, Sample[]>> {
  const nodes = new Map<NodeId, Map<SignalName, Sample[]>>();
  for (const { node, signal, at, value } of observed.observations) {
    let signals = nodes.get(node);
    if (!signals) nodes.set(node, (signals = new Map<SignalName, Sample[]>()));
    const samples = signals.get(signal);
    if (samples) samples.push({ at, value });
    else signals.set(signal, [{ at, value }]);
  }
  return nodes;
}

/** How far back each signal's samples are needed by the smoothing of these rules. */
function windowsOf(rules: readonly Rule[]): ReadonlyMap<SignalName, Duration> {
  const windows = new Map<SignalName, Duration>();
  for (const rule of rules) {
    if (rule.kind !== 'condition' || rule.condition.kind !== 'threshold' || !rule.condition.smoothing) continue;
    const { signal, smoothing } = rule.condition;
    windows.set(signal, Math.max(windows.get(signal) ?? 0, smoothing.window));
  }
  return windows;
}
