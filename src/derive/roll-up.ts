import { endless, stateCode } from '../domain/verdict.ts';
import type { RollUps } from '../domain/verdict.ts';
import type { Lists } from '../domain/topology.ts';
import type { Draft } from './draft.ts';
import { primaryOf, seenState } from './seen.ts';
import { shardReserve, shardState } from './shard-state.ts';

/** Rolls a pod's containers up to its shards and the pod (semantics 5); says whether the pod's roll-up changed. */
export function rollUpPod(draft: Draft, pod: number): boolean {
  const { podStart } = draft.topology;
  const [first, end] = [podStart[pod] ?? 0, podStart[pod + 1] ?? 0];
  for (let shard = first; shard < end; shard++) {
    if ((draft.workings.growing[pod] ?? 0) > 0 || (draft.workings.masked[shard] ?? 0) > 0) countMasked(draft, shard);
    rollUpShard(draft, shard);
  }
  const whole = new Whole(draft.shards);
  for (let shard = first; shard < end; shard++) whole.add(shard);
  return whole.write(draft.pods, pod);
}

/** Rolls up wholes of which a list names the parts; only those that are dirty, and says which of these changed. */
export function rollUpWholes(
  { wholes, parts, lists }: { readonly wholes: RollUps; readonly parts: RollUps; readonly lists: Lists },
  dirty: Uint8Array,
  onChange: (whole: number) => void,
): void {
  for (let index = 0; index < dirty.length; index++) {
    if (dirty[index] === 0) continue;
    const whole = new Whole(parts);
    for (let at = lists.start[index] ?? 0; at < (lists.start[index + 1] ?? 0); at++) whole.add(lists.items[at] ?? 0);
    if (whole.write(wholes, index)) onChange(index);
  }
}

/** A masked container works; a strained one is not counted on (semantics 4, 5). */
function countMasked({ topology, health, masked, workings }: Draft, shard: number): void {
  let [all, strained] = [0, 0];
  for (
    let container = topology.shardStart[shard] ?? 0;
    container < (topology.shardStart[shard + 1] ?? 0);
    container++
  ) {
    if (masked[container] === 0) continue;
    all += 1;
    if (health.containers[container]?.strained === true) strained += 1;
  }
  workings.masked[shard] = all;
  workings.maskedStrained[shard] = strained;
}

function rollUpShard(draft: Draft, shard: number): void {
  const { workings, shards } = draft;
  const masked = workings.masked[shard] ?? 0;
  const unknown = workings.unknown[shard] ?? 0;
  const sound = (workings.sound[shard] ?? 0) + masked - (workings.maskedStrained[shard] ?? 0);
  const working = (workings.sound[shard] ?? 0) + (workings.strained[shard] ?? 0) + masked;
  shards.state[shard] = shardState(draft, shard, { working, unknown, primary: primaryState(draft, shard) });
  shards.reserve[shard] = shardReserve(draft, shard, sound);
  shards.reserveAtBest[shard] = shardReserve(draft, shard, sound + unknown);
}

/** The state code of the container that claims to be a shard's primary. */
function primaryState(draft: Draft, shard: number): number | undefined {
  const primary = primaryOf(draft, shard);
  if (primary === undefined) return undefined;
  return draft.masked[primary] === 1 ? stateCode.working : seenState(draft.health.containers[primary]);
}

/** A whole fails if any of its parts fails, and has the least of their reserves (semantics 5). */
class Whole {
  readonly #parts: RollUps;
  #state: number = stateCode.working;
  #reserve: number = endless;
  #reserveAtBest: number = endless;

  constructor(parts: RollUps) {
    this.#parts = parts;
  }

  add(part: number): void {
    // The codes rise from working over unknown to failed, so that the worst of them is the largest.
    this.#state = Math.max(this.#state, this.#parts.state[part] ?? 0);
    this.#reserve = Math.min(this.#reserve, this.#parts.reserve[part] ?? endless);
    this.#reserveAtBest = Math.min(this.#reserveAtBest, this.#parts.reserveAtBest[part] ?? endless);
  }

  /** Says whether that is something new. */
  write({ state, reserve, reserveAtBest }: RollUps, index: number): boolean {
    const isNew =
      state[index] !== this.#state || reserve[index] !== this.#reserve || reserveAtBest[index] !== this.#reserveAtBest;
    state[index] = this.#state;
    reserve[index] = this.#reserve;
    reserveAtBest[index] = this.#reserveAtBest;
    return isNew;
  }
}
