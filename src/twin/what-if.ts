import type { Evidence, HealthReport, OwnHealth, Unseen } from '../domain/health.ts';
import { emptyMemory } from '../domain/memory.ts';
import type { Memory } from '../domain/memory.ts';
import { byId, kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { listOf } from '../domain/topology.ts';
import { conclude } from '../evaluate.ts';
import type { Conclusion, World } from '../evaluate.ts';

/** What is asked: these nodes fail, on top of a state. Without memory no incident is open in it. */
export interface WhatIf {
  readonly fail: readonly NodeId[];
  readonly on: HealthReport;
  readonly memory?: Pick<Memory, 'incidents' | 'verdicts'>;
}

/**
 * What a cycle would give if nodes failed by direct evidence, each a root of its own (semantics 7). A pod, shard,
 * subsystem or system fails with all its containers. Ids that are not in the model change nothing: see `selectNodes`.
 */
export function whatIf(world: World, { fail, on, memory = emptyMemory }: WhatIf): Conclusion {
  return conclude(world, withFailures(world.graph, on, fail), memory);
}

/**
 * A health report with further failures. They are never planned, even of what is: who asks what a failure does wants to
 * see it. What is retired cannot fail.
 */
export function withFailures(graph: ServiceGraph, on: HealthReport, fail: readonly NodeId[]): HealthReport {
  const draft: Draft = {
    at: on.at,
    changed: new Set(),
    containers: [...on.containers],
    resources: [...on.resources],
    planned: new Set(on.planned),
    unseen: new Map(on.unseen),
  };
  for (const id of [...new Set(fail)].sort(byId)) failNode(id, graph, draft);
  const { changed, ...report } = draft;
  return { ...on, ...report, differs: { from: on.containers, at: [...changed] } };
}

/** The parts of a report that failures change. */
interface Draft {
  readonly at: HealthReport['at'];
  /** The containers that were changed. */
  readonly changed: Set<number>;
  readonly containers: (OwnHealth | undefined)[];
  readonly resources: OwnHealth[];
  readonly planned: Set<NodeId>;
  readonly unseen: Map<NodeId, Unseen>;
}

function failNode(id: NodeId, graph: ServiceGraph, draft: Draft): void {
  const { topology } = graph;
  const index = topology.indexOf.get(id);
  if (index === undefined) return;
  switch (kindOf(id)) {
    case 'container': {
      failContainer(index, { id, draft });
      return;
    }
    case 'server':
    case 'disk':
    case 'network': {
      failResource(index, { id, graph, draft });
      return;
    }
    case 'shard': {
      failShards([index], { id, graph, draft });
      return;
    }
    case 'pod': {
      failPods([index], { id, graph, draft });
      return;
    }
    case 'subsystem': {
      failPods(listOf(topology.subsystemPods, index), { id, graph, draft });
      return;
    }
    case 'system':
      for (const subsystem of listOf(topology.systemSubsystems, index)) {
        failPods(listOf(topology.subsystemPods, subsystem), { id, graph, draft });
      }
      return;
    case 'function':
    case 'source':
      return;
  }
}

function failPods(pods: Iterable<number>, cause: Cause): void {
  const { podStart } = cause.graph.topology;
  for (const pod of pods) {
    for (let shard = podStart[pod] ?? 0; shard < (podStart[pod + 1] ?? 0); shard++) failShards([shard], cause);
  }
}

function failShards(shards: Iterable<number>, { id, graph, draft }: Cause): void {
  const { shardStart, podOf, podIds } = graph.topology;
  for (const shard of shards) {
    // A planned pod would be a planned root, whatever its containers are (semantics 6).
    draft.planned.delete(podIds[podOf[shard] ?? -1] ?? '');
    const end = shardStart[shard + 1] ?? 0;
    for (let container = shardStart[shard] ?? 0; container < end; container++) failContainer(container, { id, draft });
  }
}

/** Who was said to fail, in what. */
interface Cause {
  readonly id: NodeId;
  readonly graph: ServiceGraph;
  readonly draft: Draft;
}

function failContainer(index: number, { id, draft }: Pick<Cause, 'id' | 'draft'>): void {
  const own = draft.containers[index];
  if (!own) return;
  draft.containers[index] = accused(own, { id, at: draft.at });
  draft.changed.add(index);
}

function failResource(index: number, { id, graph, draft }: Cause): void {
  const resource = draft.resources[index];
  if (!resource) return;
  draft.resources[index] = accused(resource, { id, at: draft.at });
  takeFromUnseen(id, draft);
  for (const carried of graph.containersOn.get(id) ?? []) {
    const container = graph.topology.indexOf.get(carried) ?? -1;
    const own = draft.containers[container];
    if (!own) continue;
    const through = [...new Set([...own.through, id])].sort(byId);
    draft.containers[container] = { ...own, state: 'failed', through, planned: false };
    draft.changed.add(container);
  }
}

/** A failed server is not unseen: a source loses it, and the only one that is left of a source stands for itself (semantics 3, Unseen). */
function takeFromUnseen(server: NodeId, { unseen }: Draft): void {
  for (const [root, { since, servers }] of [...unseen]) {
    if (!servers.includes(server)) continue;
    const left = servers.filter((id) => id !== server);
    unseen.delete(root);
    const [only, ...more] = left;
    if (only !== undefined) unseen.set(more.length > 0 ? root : only, { since, servers: left });
  }
}

/** Health with the evidence that somebody assumed a failure; its value is the node that was said to fail (semantics 6, Roots). */
function accused(own: OwnHealth, { id, at }: { readonly id: NodeId; readonly at: HealthReport['at'] }): OwnHealth {
  // What has failed already fails no more: new evidence would make old trouble look new (semantics 4.6).
  if (own.state === 'failed') return { ...own, planned: false };
  const assumed: Evidence = { rule: 'what-if', class: 'direct', signal: 'status', value: id, since: at };
  const evidence = [...own.evidence.filter(({ rule, value }) => rule !== 'what-if' || value !== id), assumed];
  const isTrouble = own.evidence.some((found) => found.class !== 'pressure');
  return {
    ...own,
    state: 'failed',
    evidence: evidence.sort((a, b) =>
      a.rule === b.rule ? byId(String(a.value), String(b.value)) : byId(a.rule, b.rule),
    ),
    planned: false,
    // Of pressure alone the onset would be that of the pressure: direct evidence takes its place (semantics 3).
    onset: isTrouble && own.onset !== undefined ? Math.min(own.onset, at) : at,
  };
}
