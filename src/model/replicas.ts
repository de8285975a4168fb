import { byId, nodeId, type NodeId } from '../domain/node.ts';
import { complaints } from './complaints.ts';
import type { Declarations, Declared } from './declarations.ts';
import { type Inventory, type Placed, shardNames } from './expand.ts';
import type { Report } from './findings.ts';
import { keyPositionOf, positionOf, within } from './positions.ts';
import type { WrittenPod } from './schema.ts';
import { percentOfCount } from './units.ts';

/** One shard with the replicas it has and lacks. */
export interface FilledShard {
  readonly pod: string;
  readonly shard: string;
  /** How many replicas are declared; those of the inventory where nothing is declared. */
  readonly replicas: number;
  readonly required: number;
  readonly present: readonly Placed[];
  /** The ids of declared replicas that the inventory lacks. */
  readonly missing: readonly NodeId[];
}

/** Compares what is declared with the inventory, shard by shard; too many is an error, too few a warning (semantics 5). */
export function fillShards(
  { pods }: Declarations,
  { placed, isComplete }: Inventory,
  report: Report,
): ReadonlyMap<string, readonly FilledShard[]> {
  const inventory = byShard(placed);
  const filled = new Map<string, readonly FilledShard[]>();
  for (const { id, place, isWhole, written } of pods.values()) {
    if (!written) continue;
    const shards = shardNames(written).map((shard) =>
      fill(
        { id, place, written, isWhole: isWhole && isComplete },
        { shard, present: inventory.get(shardKey(id, shard)) ?? [] },
        report,
      ),
    );
    filled.set(id, shards);
  }
  return filled;
}

function byShard(placed: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const shards = new Map<string, Placed[]>();
  for (const container of placed) {
    const key = shardKey(container.pod, container.shard);
    const present = shards.get(key);
    if (present) present.push(container);
    else shards.set(key, [container]);
  }
  return shards;
}

function shardKey(pod: string, shard: string): string {
  return JSON.stringify([pod, shard]);
}

type Pod = Declared<WrittenPod> & { readonly written: WrittenPod };

function fill(
  pod: Pod,
  { shard, present }: { shard: string; present: readonly Placed[] },
  report: Report,
): FilledShard {
  const { id, written } = pod;
  const label = localShardId(id, shard);
  const replicas = declaredReplicas(written, present.length);
  const replicasAt = positionOf(within(pod.place, 'replicas'));
  const missing = freeNumbers(present, replicas).map((replica) => nodeId.missing({ pod: id, shard }, replica));
  if (present.length > replicas) {
    const names = present.map((container) => container.written.name).toSorted();
    report(complaints.tooMany(label, replicas, names), replicasAt);
  }
  // Of a pod with mistakes the number of replicas may be among them, and what an incomplete inventory lacks nobody knows.
  if (replicas === 0 && pod.isWhole) report(complaints.noReplicas(label), keyPositionOf(pod.place));
  if (missing.length > 0 && pod.isWhole) report(complaints.missingReplicas(label, missing), replicasAt);
  const required = requiredOf(pod, { replicas, label }, report);
  return { pod: id, shard, replicas, required, present, missing: missing.toSorted(byId) };
}

/** How many replicas a shard has by declaration: within bounds, or where nothing is declared, as many as there are. */
function declaredReplicas({ replicas }: WrittenPod, present: number): number {
  if (typeof replicas !== 'object') return replicas ?? present;
  return Math.min(replicas.max, Math.max(replicas.min, present));
}

/** The numbers that replicas not in the inventory get: the lowest of 1…n that no replica there is called by. */
function freeNumbers(present: readonly Placed[], replicas: number): readonly number[] {
  const taken = new Set(present.map(({ replica }) => Number(replica)));
  const free = Array.from({ length: replicas }, (_, index) => index + 1).filter((number) => !taken.has(number));
  return free.slice(0, Math.max(0, replicas - present.length));
}

/** How many replicas of a shard must work (semantics 5). */
function requiredOf(
  { place, written }: Pod,
  { replicas, label }: { replicas: number; label: string },
  report: Report,
): number {
  if (written.kind === 'quorum') return Math.floor(replicas / 2) + 1;
  const { minReplicas = 1 } = written;
  const required = typeof minReplicas === 'number' ? minReplicas : percentOfCount(minReplicas, replicas);
  const most = written.kind === 'primary-replica' ? replicas - 1 : replicas;
  if (written.minReplicas !== undefined && required > most && replicas > 0) {
    report(complaints.minReplicasTooHigh(String(minReplicas), most, label), positionOf(within(place, 'minReplicas')));
  }
  return required;
}

function localShardId(pod: string, shard: string): string {
  return `${pod}/${shard}`;
}
