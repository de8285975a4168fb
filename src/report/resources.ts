import { byText, kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { knownSignals, limitSignals, signalKey } from '../domain/signal.ts';
import type { SignalName, SignalValue } from '../domain/signal.ts';
import type { SignalLines, SignalSource, Watching } from '../domain/watching.ts';
import { expectedOf } from './coverage-gaps.ts';
import { needsIn } from './needs.ts';
import { watchedNodes } from './watched-nodes.ts';
import type { WatchedKind, WatchedNode } from './watched-nodes.ts';

/** Where a signal of a node is to be found in Zabbix. */
export interface WatchPoint {
  readonly signal: SignalName;
  /** The rules that read it; none where it is only listed because people ask for it. */
  readonly rules: readonly string[];
  /** The item or trigger that gives it; absent where there is none, or where Zabbix was not asked. */
  readonly source?: Pick<SignalSource, 'host' | 'kind' | 'name' | 'state' | 'error'>;
  /** What would give it, best first. */
  readonly expected: readonly string[];
  /** Its newest value, of limits alone: all else changes while one reads. */
  readonly value?: SignalValue;
}

/** One node to monitor, with what it stands on and where its signals come from. */
export interface MonitoredNode {
  readonly id: NodeId;
  readonly kind: WatchedKind;
  readonly name: string;
  readonly systems: readonly NodeId[];
  readonly subsystems: readonly NodeId[];
  readonly pod?: NodeId;
  readonly shard?: NodeId;
  /** Absent for a declared replica that the inventory lacks. */
  readonly server?: NodeId;
  /** The technical name of the Zabbix host of the server: as it is, or as it is looked for. */
  readonly host?: string;
  /** Of a container the disks that it uses, of a server its own. */
  readonly disks: readonly NodeId[];
  /** How many containers stand on a server or disk. */
  readonly containers?: number;
  readonly points: readonly WatchPoint[];
}

/** All that is to be monitored. */
export interface Resources {
  /** Whether Zabbix was asked, or only what model and configuration say. */
  readonly from: 'zabbix' | 'model';
  readonly nodes: readonly MonitoredNode[];
}

/** What the table is made of, beside the model; without `watching` it says what should be, not what is. */
export interface ResourceGrounds {
  readonly lines: SignalLines;
  readonly watching?: Watching;
  /** The technical name of the Zabbix host of a server. */
  readonly hostOf: (server: NodeId) => string | undefined;
}

/** Where errors are counted and which limits there are is asked of every container, whatever its rules read. */
const alwaysAsked: readonly SignalName[] = [...limitSignals, 'errors', 'timeouts', 'requests'];

/** Lists every container, server, disk and network with what it depends on and where each of its signals comes from. */
export function resources(graph: ServiceGraph, grounds: ResourceGrounds): Resources {
  const nodes = watchedNodes(graph, needsIn(graph));
  return {
    from: grounds.watching === undefined ? 'model' : 'zabbix',
    nodes: nodes.map((node) => monitored(node, graph, grounds)),
  };
}

/** The signals of a kind of node that occur in a table, those of the contracts first and in their order. */
export function signalsIn(nodes: readonly MonitoredNode[], kind: WatchedKind): readonly SignalName[] {
  const present = new Set(nodes.filter((node) => node.kind === kind).flatMap(({ points }) => points.map(signalOf)));
  const known = (knownSignals[kind] ?? []).filter((signal) => present.delete(signal));
  return [...known, ...[...present].toSorted(byText)];
}

function signalOf({ signal }: WatchPoint): SignalName {
  return signal;
}

function monitored(node: WatchedNode, graph: ServiceGraph, grounds: ResourceGrounds): MonitoredNode {
  const { id, kind, name, pod, server } = node;
  const container = graph.containers.get(id);
  const subsystems = pod === undefined ? [] : (graph.subsystemsOf.get(pod) ?? []);
  const host =
    server === undefined ? undefined : (grounds.watching?.servers.get(server)?.host ?? grounds.hostOf(server));
  const stands = container?.runsOn ?? (kind === 'server' ? (graph.partsOfServer.get(id) ?? []) : []);
  return {
    id,
    kind,
    name,
    systems: [...new Set(subsystems.flatMap((subsystem) => graph.systemOf.get(subsystem) ?? []))],
    subsystems,
    ...(pod !== undefined && { pod }),
    ...(container !== undefined && { shard: container.shard }),
    ...(server !== undefined && { server }),
    ...(host !== undefined && { host }),
    disks: stands.filter((resource) => kindOf(resource) === 'disk'),
    ...(kind !== 'container' && kind !== 'network' && { containers: graph.containersOn.get(id)?.length ?? 0 }),
    points: pointsOf(node, grounds),
  };
}

function pointsOf(node: WatchedNode, grounds: ResourceGrounds): readonly WatchPoint[] {
  const asked = node.kind === 'container' ? alwaysAsked : [];
  const signals = new Map(node.needs.map(({ signal, rules }) => [signal, rules]));
  for (const signal of asked) if (!signals.has(signal)) signals.set(signal, []);
  return [...signals].map(([signal, rules]): WatchPoint => {
    const found = grounds.watching?.sources.get(signalKey(node.id, signal));
    return {
      signal,
      rules,
      ...(found === undefined ? {} : { source: shown(found) }),
      expected: expectedOf(node, signal, grounds.lines),
      ...(found?.value !== undefined && limitSignals.has(signal) && { value: found.value }),
    };
  });
}

function shown({ host, kind, name, state, error }: SignalSource): Required<WatchPoint>['source'] {
  return { host, kind, name, state, ...(error !== undefined && { error }) };
}

/** The nodes of one kind. */
export function ofKind({ nodes }: Resources, kind: WatchedKind): readonly MonitoredNode[] {
  return nodes.filter((node) => node.kind === kind);
}
