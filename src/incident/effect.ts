import type { RememberedIncident } from '../domain/memory.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Effect } from '../domain/severity.ts';
import { effects } from '../domain/severity.ts';
import { endless, stateCode } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { idAt } from '../domain/topology.ts';
import type { Root } from './roots.ts';

/** What an incident does to the shards that it touches (semantics 6, Severity). */
export interface Touch {
  /** The indexes of the shards, in the order of their ids. */
  readonly shards: readonly number[];
  /** What each of them counts, at least what it counted before while it is unknown. */
  readonly counted: Readonly<Record<NodeId, Effect>>;
  readonly effect: Effect;
  readonly isStale: boolean;
  /** The least of the shards; `null` where nothing can fail them. */
  readonly reserve: number | null;
}

/** What each shard counted in the cycle before: the same for all open incidents that touched it and were not planned. */
export function countedBefore(open: readonly RememberedIncident[]): ReadonlyMap<NodeId, Effect> {
  const counted = new Map<NodeId, Effect>();
  for (const { incident, counted: counts } of open) {
    if (incident.planned) continue;
    for (const [id, effect] of Object.entries(counts)) counted.set(id, effect);
  }
  return counted;
}

/** The effect of a root; an all-clear needs data, so a touched shard that is unknown counts what it did before. */
export function touch(root: Root, verdicts: Verdicts, before: ReadonlyMap<NodeId, Effect>): Touch {
  const { shardIds } = verdicts.graph.topology;
  const shards = touchedShards(root, verdicts);
  const counted: Record<NodeId, Effect> = {};
  let isStale = root.isUnknown;
  let highest: Effect | undefined;
  let reserve = endless;
  for (const shard of shards) {
    const id = idAt(shardIds, shard);
    const now = effectOf(shard, verdicts);
    const then = now === 'unknown' && !root.planned ? before.get(id) : undefined;
    const keeps = then !== undefined && isWorse(then, now);
    isStale ||= keeps;
    const effect = keeps ? then : now;
    counted[id] = effect;
    if (highest === undefined || isWorse(effect, highest)) highest = effect;
    reserve = Math.min(reserve, verdicts.shards.reserve[shard] ?? endless);
  }
  return {
    shards,
    counted,
    effect: nameOf(root, highest),
    isStale: isStale && !root.planned,
    reserve: reserve === endless ? null : reserve,
  };
}

function isWorse(a: Effect, b: Effect): boolean {
  return effects.indexOf(a) < effects.indexOf(b);
}

function nameOf(root: Root, highest: Effect | undefined): Effect {
  if (root.unseenServers) return 'unseen';
  if (root.planned) return 'planned';
  return highest ?? 'warning';
}

function effectOf(shard: number, { shards }: Verdicts): Effect {
  const state = shards.state[shard];
  if (state === stateCode.failed) return 'critical';
  if (state === stateCode.unknown) return 'unknown';
  return shards.reserve[shard] === 0 ? 'at-risk' : 'warning';
}

/** The shards that hold its failed and strained containers, and those that are unknown and were that. */
function touchedShards(root: Root, { graph, health, masked }: Verdicts): readonly number[] {
  const { indexOf, shardOf, shardIds } = graph.topology;
  const shards = new Set<number>();
  for (const id of root.containers) {
    const index = indexOf.get(id) ?? -1;
    const own = health.containers[index];
    const shard = shardOf[index];
    if (shard === undefined || own === undefined) continue;
    // What stands on a resource that was a root and is unknown now may be masked by others: it works then.
    if (own.strained || (own.state !== 'working' && masked[index] !== 1)) shards.add(shard);
  }
  return [...shards].sort((a, b) => byId(idAt(shardIds, a), idAt(shardIds, b)));
}
