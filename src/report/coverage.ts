import { countUp } from '../domain/gather.ts';
import type { Instant } from '../domain/instant.ts';
import type { Discovered } from '../domain/inventory.ts';
import { byId, byText, kindOf, nodeId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { settingSignals, signalKey } from '../domain/signal.ts';
import type { SignalName } from '../domain/signal.ts';
import { lineKey } from '../domain/watching.ts';
import type { Watching } from '../domain/watching.ts';
import { gapsOf } from './coverage-gaps.ts';
import type { Gap, GapGrounds } from './coverage-gaps.ts';
import { needsIn } from './needs.ts';
import { nodeKinds, watchedNodes } from './watched-nodes.ts';
import type { WatchedKind, WatchedNode } from './watched-nodes.ts';

/** The blind spots of an installation: what its rules ask and Zabbix does not tell. */
export interface Coverage {
  readonly at: Instant;
  /** How many nodes of each kind the model has; declared replicas that the inventory lacks are counted. */
  readonly nodes: Readonly<Record<WatchedKind, number>>;
  /** How many nodes need a signal, by `lineKey`. */
  readonly needed: ReadonlyMap<string, number>;
  /** In the order of node ids, then of signals. */
  readonly gaps: readonly Gap[];
  /** Signals that Zabbix gives and no rule reads, with the number of nodes; no gaps, since a rule that is off needs none. */
  readonly unjudged: readonly Unjudged[];
  /** Servers in maintenance: nobody expects values of them and of what stands on them. */
  readonly inMaintenance: readonly NodeId[];
}

/** A signal that comes and that nobody judges. */
export interface Unjudged {
  readonly kind: WatchedKind;
  readonly signal: SignalName;
  readonly nodes: number;
}

/** What coverage is computed from, beside the model. */
export interface CoverageGrounds extends Omit<GapGrounds, 'staleAfter' | 'appearWithin'> {
  /** Everything that Zabbix shows, whether or not the model has it. */
  readonly discovered?: Discovered;
}

/** Finds what is not watched: every signal that a rule reads and Zabbix does not give, and why (semantics 3, missing data). */
export function coverage(graph: ServiceGraph, grounds: CoverageGrounds): Coverage {
  const { watching } = grounds;
  const needs = needsIn(graph);
  const needed = new Map<string, number>();
  const found: Gap[] = [];
  const nodes = watchedNodes(graph, needs);
  for (const node of nodes) {
    for (const { signal, isOptional } of node.isMissing ? [] : node.needs) {
      if (!isOptional) countUp(needed, lineKey(node.kind, signal));
    }
    const { staleAfter, appearWithin } = graph.model.defaults;
    found.push(...gapsOf(node, { ...grounds, staleAfter, appearWithin }));
  }
  return {
    at: watching.at,
    nodes: countsOf(nodes),
    needed,
    gaps: [...withoutRetired(found, graph), ...strangersIn(grounds.discovered, graph)].toSorted(inOrder),
    unjudged: unjudged(nodes, watching),
    inMaintenance: [...watching.servers]
      .flatMap(([id, { inMaintenance }]) => (inMaintenance ? [id] : []))
      .toSorted(byId),
  };
}

/** Containers that Zabbix shows on servers of the model and that the model lacks; other servers are other people's. */
function strangersIn(discovered: Discovered | undefined, graph: ServiceGraph): readonly Gap[] {
  const off = new Set(graph.model.off.map(({ id }) => id));
  return (discovered?.servers ?? [])
    .filter(({ id }) => graph.resources.has(nodeId.server(id)))
    .flatMap(({ id, host, containers }) =>
      containers
        .map((name) => nodeId.container(id, name))
        .filter((node) => !graph.containers.has(node) && !off.has(node))
        .map((node): Gap => ({
          node,
          kind: 'container',
          server: nodeId.server(id),
          host,
          reason: 'not-in-model',
          rules: [],
        })),
    );
}

function inOrder(a: Gap, b: Gap): number {
  return byId(a.node, b.node) || byText(a.signal ?? '', b.signal ?? '');
}

function countsOf(nodes: readonly WatchedNode[]): Record<WatchedKind, number> {
  const counts = { container: 0, server: 0, disk: 0, network: 0 };
  for (const { kind } of nodes) counts[kind] += 1;
  return counts;
}

/** Of a pod that scales by itself only as many must be heard as it has at least; the others may have retired (semantics 5). */
function withoutRetired(gaps: readonly Gap[], graph: ServiceGraph): readonly Gap[] {
  const absent = new Set(gaps.filter(isAbsence).map(({ node }) => node));
  return gaps.filter((gap) => {
    const container = isAbsence(gap) ? graph.containers.get(gap.node) : undefined;
    const scales = container && graph.pods.get(container.pod)?.scales;
    if (!scales) return true;
    const heard = graph.shards.get(container.shard)?.containers.filter((id) => !absent.has(id)) ?? [];
    return heard.length < scales.min;
  });
}

function isAbsence({ signal, reason }: Gap): boolean {
  return signal === undefined && (reason === 'never-seen' || reason === 'stale' || reason === 'unwatched');
}

function unjudged(nodes: readonly WatchedNode[], { sources }: Watching): readonly Unjudged[] {
  const wanted = new Set<string>();
  for (const { id, needs } of nodes) for (const { signal } of needs) wanted.add(signalKey(id, signal));
  const counts = new Map<string, number>();
  for (const key of sources.keys()) {
    const signal = key.slice(key.lastIndexOf(' ') + 1);
    if (wanted.has(key) || settingSignals.has(signal) || heardOnly.has(signal)) continue;
    countUp(counts, lineKey(kindOf(key), signal));
  }
  return [...counts]
    .toSorted(([a], [b]) => byText(a, b))
    .flatMap(([key, count]) => {
      const [kind, signal = ''] = key.split(' ');
      const known = nodeKinds.find((name) => name === kind);
      return known === undefined ? [] : [{ kind: known, signal, nodes: count }];
    });
}

/** By these a server is heard; there is nothing in them to judge (semantics 3, Heard). */
const heardOnly: ReadonlySet<SignalName> = new Set(['agent']);
