import { isGrown } from '../domain/health.ts';
import type { OwnHealth } from '../domain/health.ts';
import { stateCode } from '../domain/verdict.ts';
import type { Draft } from './draft.ts';
import { shardState } from './shard-state.ts';

/** The state code of a container as its pod's callers count it: growth has failed, masked or not (semantics 4.2). */
export function seenState(own: OwnHealth | undefined): number {
  const state = own?.state ?? 'unknown';
  if (state === 'unknown') return stateCode.unknown;
  return state === 'working' ? stateCode.working : stateCode.failed;
}

/** The container that claims to be a shard's primary; `undefined` where none does, or where it is no matter. */
export function primaryOf({ topology, health }: Draft, shard: number): number | undefined {
  return topology.needsPrimary[topology.podOf[shard] ?? 0] === 1 ? health.primaries.get(shard) : undefined;
}

/** The state code of a shard as its pod's callers see it. */
export function seenShard(draft: Draft, shard: number): number {
  const { workings, health } = draft;
  const claimed = primaryOf(draft, shard);
  return shardState(draft, shard, {
    working: (workings.sound[shard] ?? 0) + (workings.strained[shard] ?? 0),
    unknown: workings.unknown[shard] ?? 0,
    primary: claimed === undefined ? undefined : seenState(health.containers[claimed]),
  });
}

/** The state code of a pod as its callers see it: failed if any shard is, else unknown if any is (semantics 5). */
export function seenPod(draft: Draft, pod: number): number {
  const { podStart } = draft.topology;
  let worst: number = stateCode.working;
  for (let shard = podStart[pod] ?? 0; shard < (podStart[pod + 1] ?? 0); shard++) {
    worst = Math.max(worst, seenShard(draft, shard));
  }
  return worst;
}

/** The containers of a pod on which masking decides, in the order of their index. */
export function grownIn({ topology, health, workings }: Draft, pod: number): readonly number[] {
  if (workings.growing[pod] === 0) return [];
  const grown: number[] = [];
  const [first, end] = containersOf(topology, pod);
  for (let container = first; container < end; container++) {
    if (isGrown(health.containers[container])) grown.push(container);
  }
  return grown;
}

/** The containers of a pod are those from the first up to the second, which is none of them. */
export function containersOf(
  { podStart, shardStart }: Draft['topology'],
  pod: number,
): readonly [first: number, end: number] {
  return [shardStart[podStart[pod] ?? 0] ?? 0, shardStart[podStart[pod + 1] ?? 0] ?? 0];
}
