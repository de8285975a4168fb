import type { Duration } from '../domain/instant.ts';
import type { Container, Pod, Resource } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import type { Condition, Rule } from '../domain/rule.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { SignalName } from '../domain/signal.ts';

/** How far back each signal's samples are needed by the smoothing of a node's rules. */
export type Windows = ReadonlyMap<SignalName, Duration>;

/** A container or resource with what the stage asks of it again and again. */
export interface Watched<T> {
  readonly node: T;
  readonly windows: Windows;
  /** Its rules keep their last answers while their signals are stale: it runs to completion (semantics 3). */
  readonly keepsAnswers: boolean;
}

/** A container, and where it belongs. */
export interface WatchedContainer extends Watched<Container> {
  readonly pod: Pod;
  /** Its server among the resources; -1 for a missing one, which stands on none. */
  readonly server: number;
  /** All that it stands on, its server among them. */
  readonly runsOn: readonly number[];
}

/** A resource, and for a server what speaks for it. */
export interface WatchedResource extends Watched<Resource> {
  readonly server: number;
  /** Of a server: its disks (not its network, which may be looked at from elsewhere). */
  readonly disks: readonly number[];
  /** What stands on it. */
  readonly containers: readonly number[];
}

/** A shard and its containers: `start … end - 1`. */
export interface Span {
  readonly shard: number;
  readonly start: number;
  readonly end: number;
}

/** The graph as this stage walks it: containers and resources by the indexes of the topology. */
export interface Layout {
  readonly containers: readonly WatchedContainer[];
  readonly resources: readonly WatchedResource[];
  /** The shards of pods that scale by themselves. */
  readonly scaling: readonly (Span & { readonly min: number })[];
  /** The shards that have a primary. */
  readonly elected: readonly Span[];
  /** What an operator may silence as a whole: shards, pods, subsystems, systems. */
  readonly groups: readonly NodeId[];
}

const layouts = new WeakMap<ServiceGraph, Layout>();

/** Lays a graph out, once for each graph: a cache, never observable. */
export function layoutOf(graph: ServiceGraph): Layout {
  const known = layouts.get(graph);
  if (known) return known;
  const layout = layOut(graph);
  layouts.set(graph, layout);
  return layout;
}

function layOut(graph: ServiceGraph): Layout {
  const { indexOf, containerIds, shardIds, shardStart, podIds, subsystemIds, systemIds } = graph.topology;
  const index = (id: NodeId): number => indexOf.get(id) ?? -1;
  const windows = sharedWindows();
  const shards = shardIds.map((id, shard) => {
    const { pod } = must(graph.shards.get(id), id);
    return {
      shard,
      start: shardStart[shard] ?? 0,
      end: shardStart[shard + 1] ?? 0,
      pod: must(graph.pods.get(pod), pod),
    };
  });
  return {
    containers: containerIds.map((id) => {
      const node = must(graph.containers.get(id), id);
      const pod = must(graph.pods.get(node.pod), node.pod);
      const [first] = node.runsOn;
      return {
        node,
        windows: windows(node.rules),
        keepsAnswers: pod.toCompletion,
        pod,
        server: first === undefined ? -1 : index(must(graph.resources.get(first), first).server),
        runsOn: node.runsOn.map(index),
      };
    }),
    resources: graph.model.resources.map((node) => {
      const parts = graph.partsOfServer.get(node.id) ?? [];
      return {
        node,
        windows: windows(node.rules),
        keepsAnswers: false,
        server: index(node.server),
        disks: parts.filter((id) => graph.resources.get(id)?.kind === 'disk').map(index),
        containers: (graph.containersOn.get(node.id) ?? []).map(index),
      };
    }),
    scaling: shards.flatMap(({ pod: { scales }, ...span }) =>
      scales === undefined ? [] : [{ ...span, min: scales.min }],
    ),
    elected: shards.flatMap(({ pod: { kind }, ...span }) => (kind === 'primary-replica' ? [span] : [])),
    groups: [...shardIds, ...podIds, ...subsystemIds, ...systemIds],
  };
}

function must<T>(found: T | undefined, id: NodeId): T {
  if (found === undefined) throw new Error(`the graph has an index for ${id}, but no such node`);
  return found;
}

/** Nodes with one list of rules share what follows from it. */
function sharedWindows(): (rules: readonly Rule[]) => Windows {
  const known = new Map<readonly Rule[], Windows>();
  return (rules) => {
    const windows = known.get(rules) ?? windowsOf(rules);
    known.set(rules, windows);
    return windows;
  };
}

/** How far back rules need the samples of each signal. */
export function windowsOf(rules: readonly Rule[]): Windows {
  const windows = new Map<SignalName, Duration>();
  const look = (condition: Condition): void => {
    switch (condition.kind) {
      case 'threshold':
        if (condition.smoothing === undefined) return;
        windows.set(condition.signal, Math.max(windows.get(condition.signal) ?? 0, condition.smoothing.window));
        return;
      case 'all':
      case 'any':
        condition.parts.forEach(look);
        return;
      case 'not':
        look(condition.part);
        return;
      case 'is':
      case 'is-zero':
      case 'not-running':
      case 'not-healthy':
      case 'no-limit':
    }
  };
  for (const rule of rules) if (rule.kind === 'condition') look(rule.condition);
  return windows;
}
