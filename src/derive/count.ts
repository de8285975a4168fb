import { soundHealth } from '../domain/health.ts';
import type { HealthReport, OwnHealth } from '../domain/health.ts';
import { requiredOf } from '../domain/redundancy.ts';
import { podOfContainer } from '../domain/topology.ts';
import type { Draft } from './draft.ts';

/** Counts every container into its shard by its own health (semantics 3): the first cycle's way. */
export function countAll(draft: Draft): void {
  const { topology, health, workings, replicas, required } = draft;
  const { shardStart, podOf } = topology;
  required.set(topology.required);
  for (let shard = 0; shard < replicas.length; shard++) {
    const end = shardStart[shard + 1] ?? 0;
    let sound = 0;
    for (let container = shardStart[shard] ?? 0; container < end; container++) {
      const own = health.containers[container];
      if (own === soundHealth) sound += 1;
      else count(draft, own, { shard, by: 1 });
    }
    add(workings.sound, shard, sound);
    add(replicas, shard, sound);
    if (topology.scales[podOf[shard] ?? 0] === 1) requireAnew(draft, shard);
  }
}

/** Counts what changed since the verdicts that the draft is a copy of, and says so by pod. */
export function countChanged(draft: Draft, before: HealthReport, onPod: (pod: number) => void): void {
  const { topology, health } = draft;
  const look = (container: number): void => {
    if (health.containers[container] === before.containers[container]) return;
    recount(draft, container, before.containers[container]);
    onPod(podOfContainer(topology, container));
  };
  if (health.differs?.from === before.containers) for (const container of health.differs.at) look(container);
  else for (let container = 0; container < topology.containerIds.length; container++) look(container);
  if (health.primaries === before.primaries) return;
  const moved = (from: HealthReport['primaries'], to: HealthReport['primaries']): void => {
    for (const [shard, primary] of from) if (to.get(shard) !== primary) onPod(topology.podOf[shard] ?? 0);
  };
  moved(before.primaries, health.primaries);
  moved(health.primaries, before.primaries);
}

function recount(draft: Draft, container: number, before: OwnHealth | undefined): void {
  const { topology, health, masked } = draft;
  const shard = topology.shardOf[container] ?? 0;
  count(draft, before, { shard, by: -1 });
  count(draft, health.containers[container], { shard, by: 1 });
  // What grows still is decided on again.
  masked[container] = 0;
  if (topology.scales[topology.podOf[shard] ?? 0] === 1) requireAnew(draft, shard);
}

function add(counts: Int32Array, index: number, by: number): void {
  counts[index] = (counts[index] ?? 0) + by;
}

/** The count that a container goes into; what has failed is what is left of all. */
function tallyOf({ workings }: Draft, { state, strained }: OwnHealth): Int32Array | undefined {
  if (state === 'working') return strained ? workings.strained : workings.sound;
  return state === 'unknown' ? workings.unknown : undefined;
}

/** Counts a container in (1) or out (-1); what is retired is left out everywhere, `n` included (semantics 5). */
function count(draft: Draft, own: OwnHealth | undefined, { shard, by }: { shard: number; by: 1 | -1 }): void {
  if (own === undefined) return;
  add(draft.replicas, shard, by);
  const tally = tallyOf(draft, own);
  if (tally) add(tally, shard, by);
  else if (own.state !== 'failed') add(draft.workings.growing, draft.topology.podOf[shard] ?? 0, by);
}

/** A shard that scales by itself needs a share of what it has now. */
function requireAnew({ graph, topology, replicas, required }: Draft, shard: number): void {
  const pod = graph.pods.get(topology.podIds[topology.podOf[shard] ?? 0] ?? '');
  if (pod) required[shard] = requiredOf(pod, replicas[shard] ?? 0);
}
