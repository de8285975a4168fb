import type { Container } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import { serverOf } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Need, Needs } from './needs.ts';

/** What signals are observed on. */
export type WatchedKind = 'container' | 'server' | 'disk' | 'network';

/** The kinds, those that people see first in front. */
export const nodeKinds: readonly WatchedKind[] = ['container', 'server', 'disk', 'network'];

/** A node that rules judge by its signals. */
export interface WatchedNode {
  readonly id: NodeId;
  readonly kind: WatchedKind;
  /** What items call it: a container's or server's name, a disk's mount point. */
  readonly name: string;
  readonly needs: readonly Need[];
  /** Absent for a declared replica that the inventory lacks. */
  readonly server?: NodeId;
  readonly pod?: NodeId;
  /** It is declared and not in the inventory. */
  readonly isMissing: boolean;
  /** Nothing judges it: all its rules are off. */
  readonly isUnjudged: boolean;
  /** It is meant to end: its silence is no loss (semantics 3, To completion). */
  readonly mayEnd: boolean;
}

/** Every container, server, disk and network of a model, in the order of kinds, then of ids. */
export function watchedNodes(graph: ServiceGraph, needs: Needs): readonly WatchedNode[] {
  const containers = graph.model.containers.map((container) => ofContainer(container, graph, needs));
  const resources = nodeKinds.flatMap((kind) =>
    graph.model.resources
      .filter((resource) => resource.kind === kind)
      .map((resource) => ({
        id: resource.id,
        kind: resource.kind,
        name: resource.name,
        needs: needs.ofResource(resource),
        server: resource.server,
        isMissing: false,
        // Every server has a network, whether or not anybody watches it: there nobody misses rules that are off.
        isUnjudged: resource.kind !== 'network' && resource.rules.length === 0,
        mayEnd: false,
      })),
  );
  return [...containers, ...resources];
}

function ofContainer(container: Container, graph: ServiceGraph, needs: Needs): WatchedNode {
  const server = serverOf(container.id, graph);
  return {
    id: container.id,
    kind: 'container',
    name: container.name,
    needs: needs.ofContainer(container),
    ...(server !== undefined && { server }),
    pod: container.pod,
    isMissing: container.missing,
    isUnjudged: container.rules.length === 0,
    mayEnd: graph.pods.get(container.pod)?.toCompletion === true,
  };
}
