import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { signalKey } from '../domain/signal.ts';
import type { Observation, SignalName, SignalValue } from '../domain/signal.ts';
import type { Series } from './case.ts';

/** What a case observes, and from when its times are counted. */
export interface Timeline {
  readonly graph: ServiceGraph;
  readonly series: readonly Series[];
  readonly start: Instant;
}

/**
 * What is observed at every poll: what the case says, and of all that it does not speak of that it is well. Several
 * counters of one signal add up; of several values the one written last counts.
 */
export function pollsOf({ graph, series, start }: Timeline): (at: Instant) => readonly Observation[] {
  const spokenOf = new Set(series.flatMap(({ nodes, signal }) => nodes.map((node) => signalKey(node, signal))));
  const well = signsOfLife(graph).filter(({ node, signal }) => !spokenOf.has(signalKey(node, signal)));
  return (at) => {
    const said = new Map<string, Observation>();
    for (const { nodes, signal, shows } of series) {
      const value = valueAt(shows, at - start);
      if (value === undefined) continue;
      for (const node of nodes) {
        const key = signalKey(node, signal);
        const before = shows.kind === 'counter' ? said.get(key)?.value : undefined;
        const total = typeof before === 'number' && typeof value === 'number' ? before + value : value;
        said.set(key, { at, node, signal, value: total });
      }
    }
    return [...well.map((sign) => ({ ...sign, at })), ...said.values()];
  };
}

/** What is observed once, between two polls: later than the one before, not later than the next. */
export function momentsOf({ series, start }: Timeline): (after: Instant, until: Instant) => readonly Observation[] {
  return (after, until) =>
    series.flatMap(({ nodes, signal, shows }) => {
      if (shows.kind !== 'once') return [];
      const at = start + shows.at;
      if (at <= after || at > until) return [];
      return nodes.map((node) => ({ at, node, signal, value: shows.value }));
    });
}

function valueAt(shows: Series['shows'], offset: Duration): SignalValue | undefined {
  if (shows.kind === 'once') return undefined;
  if (shows.kind === 'counter') return shows.rate * Math.max(0, Math.min(offset, shows.to) - shows.from);
  return offset >= shows.from && offset <= shows.to ? shows.value : undefined;
}

interface Sign {
  readonly node: NodeId;
  readonly signal: SignalName;
  readonly value: SignalValue;
}

const resourceSigns = {
  server: { signal: 'reachable', value: 1 },
  disk: { signal: 'healthy', value: 1 },
  network: { signal: 'up', value: 1 },
} as const;

/** One signal of each node that says that it is there and well. */
function signsOfLife({ model }: ServiceGraph): readonly Sign[] {
  const containers = model.containers.filter(({ missing }) => !missing);
  return [
    ...containers.map(({ id }) => ({ node: id, signal: 'status', value: 'running' })),
    ...model.resources.map(({ id, kind }) => ({ node: id, ...resourceSigns[kind] })),
  ];
}
