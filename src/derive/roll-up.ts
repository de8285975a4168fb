import type { Shard } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { LeafVerdict, NodeState, RollUp } from '../domain/verdict.ts';

/** A container as a shard counts it; a strained one works but is not counted on. */
export interface Counted {
  readonly state: NodeState;
  readonly strained: boolean;
}

/** Computes a state twice, with what is unknown as working and as failed: two answers are `unknown` (semantics 5). */
function twice(works: (unknownWorks: boolean) => boolean): NodeState {
  const best = works(true);
  return best === works(false) ? (best ? 'working' : 'failed') : 'unknown';
}

/** The state of one shard by the redundancy of its pod (semantics 5). */
export function shardState(shard: Shard, containers: readonly Counted[]): NodeState {
  const working = containers.filter(({ state }) => state === 'working').length;
  const unknown = containers.filter(({ state }) => state === 'unknown').length;
  return twice((unknownWorks) => working + (unknownWorks ? unknown : 0) >= shard.required);
}

/** A roll-up with the reserve that there would be if everything unknown worked. */
interface Part extends RollUp {
  readonly reserveAtBest: number | null;
}

/** Rolls containers up to shards, pods, subsystems and systems; masked containers count as working (semantics 5). */
export function rollUp(graph: ServiceGraph, leaves: ReadonlyMap<NodeId, LeafVerdict>): ReadonlyMap<NodeId, RollUp> {
  const parts = new Map<NodeId, Part>();
  const whole = (ids: readonly NodeId[]): Part => worst(ids.flatMap((id) => parts.get(id) ?? []));
  for (const pod of graph.model.pods) {
    for (const shard of pod.shards) {
      parts.set(
        shard.id,
        rollUpShard(
          shard,
          shard.containers.flatMap((id) => leaves.get(id) ?? []),
        ),
      );
    }
    parts.set(pod.id, whole(pod.shards.map(({ id }) => id)));
  }
  for (const subsystem of graph.model.subsystems) parts.set(subsystem.id, whole(subsystem.pods));
  for (const system of graph.model.systems) parts.set(system.id, whole(system.subsystems));
  return parts;
}

function rollUpShard(shard: Shard, containers: readonly Counted[]): Part {
  const state = shardState(shard, containers);
  const sound = containers.filter((container) => container.state === 'working' && !container.strained).length;
  const unknown = containers.filter((container) => container.state === 'unknown').length;
  const left = (count: number): number | null => (shard.required === 0 ? null : Math.max(0, count - shard.required));
  return withReserve(state, left(sound), left(sound + unknown));
}

/** A whole fails if any of its parts fails, and has the least of their reserves (semantics 5). */
function worst(parts: readonly Part[]): Part {
  const state = twice((unknownWorks) =>
    parts.every((part) => part.state === 'working' || (unknownWorks && part.state === 'unknown')),
  );
  return withReserve(state, least(parts.map(({ reserve }) => reserve)), least(parts.map((part) => part.reserveAtBest)));
}

function withReserve(state: NodeState, reserve: number | null, reserveAtBest: number | null): Part {
  const reserveLacksData = state !== 'failed' && reserve === 0 && reserveAtBest !== 0;
  return { state, reserve, reserveAtBest, reserveLacksData };
}

/** The least of some reserves, where `null` (nothing can fail it) is the largest. */
function least(reserves: readonly (number | null)[]): number | null {
  const numbers = reserves.filter((reserve) => reserve !== null);
  return numbers.length > 0 ? Math.min(...numbers) : null;
}
