import { gatheredBy } from '../domain/gather.ts';
import { byId, nodeId, type NodeId } from '../domain/node.ts';
import { requiredOf, type Share } from '../domain/redundancy.ts';
import { complaints } from './complaints.ts';
import type { Declarations, Declared } from './declarations.ts';
import { type Inventory, type Placed, shardNames } from './expand.ts';
import type { Report } from './findings.ts';
import { keyPositionOf, positionOf, within } from './positions.ts';
import type { WrittenPod } from './schema.ts';
import { shareIn } from './units.ts';

/** One shard with the replicas it has and lacks. */
export interface FilledShard {
  readonly pod: string;
  readonly shard: string;
  /** How many replicas there should be: as declared, within the bounds of a pod that scales, else as many as there are. */
  readonly replicas: number;
  readonly required: number;
  readonly present: readonly Placed[];
  /** The ids of declared replicas that the inventory lacks. */
  readonly missing: readonly NodeId[];
}

/** Compares what is declared with the inventory, shard by shard; too many is an error, too few a warning (semantics 5). */
export function fillShards(
  declarations: Declarations,
  { placed, isComplete }: Inventory,
  report: Report,
): ReadonlyMap<string, readonly FilledShard[]> {
  const { pods, rules, off } = declarations;
  const inventory = gatheredBy(placed, ({ pod, shard }) => shardKey(pod, shard));
  const filled = new Map<string, readonly FilledShard[]>();
  for (const declared of pods.values()) {
    const { id, written } = declared;
    if (!written) continue;
    // Of a pod with mistakes the number of replicas may be among them, what an incomplete inventory lacks nobody knows,
    // and what is switched off may lack all it likes.
    const mayLack = !declared.isWhole || !isComplete || off.pods.has(id);
    const pod: Pod = { ...declared, written, mayLack, isMissed: isMissed(written, rules) };
    const shards = shardNames(written).map((shard) =>
      fill(pod, { shard, present: inventory.get(shardKey(id, shard)) ?? [] }, report),
    );
    checkMinReplicas(pod, shards, report);
    filled.set(id, shards);
  }
  return filled;
}

/** What `minReplicas` says: a count, an exact share, or nothing. */
export function minReplicasOf({ minReplicas }: WrittenPod): { readonly minReplicas?: number | Share } {
  if (minReplicas === undefined) return {};
  return { minReplicas: typeof minReplicas === 'number' ? minReplicas : shareIn(minReplicas) };
}

type Pod = Declared<WrittenPod> & {
  readonly written: WrittenPod;
  readonly mayLack: boolean;
  readonly isMissed: boolean;
};

/** Whether the rule `missing` judges the pod's replicas. */
function isMissed(written: WrittenPod, rules: Declarations['rules']): boolean {
  return (written.rules?.['missing'] ?? rules.get('missing')?.value) !== 'off';
}

/** The key of a shard in maps. */
export function shardKey(pod: string, shard: string): string {
  return JSON.stringify([pod, shard]);
}

/** How many containers each shard of a pod may have. */
export function mostReplicas({ replicas = Infinity }: Pick<WrittenPod, 'replicas'> = {}): number {
  return typeof replicas === 'object' ? replicas.max : replicas;
}

function fill(
  pod: Pod,
  { shard, present }: { shard: string; present: readonly Placed[] },
  report: Report,
): FilledShard {
  const { id, written } = pod;
  const label = localShardId(id, shard);
  const declared = declaredReplicas(written, present.length);
  if (present.length > declared) {
    const names = present.map((container) => container.written.name).toSorted();
    report(complaints.tooMany(label, declared, names), positionOf(within(pod.place, 'replicas')));
  }
  // What is meant to end lacks nobody.
  if (written.runs === 'to-completion') {
    const replicas = present.length;
    const needed = requiredOf({ kind: written.kind, ...minReplicasOf(written), toCompletion: true }, replicas);
    return { pod: id, shard, replicas, required: needed, present, missing: [] };
  }
  const missing = freeNumbers(present, declared).map((replica) => nodeId.missing({ pod: id, shard }, replica));
  if (!pod.mayLack) {
    if (declared === 0 && written.replicas === undefined) {
      report(complaints.noReplicas(label), keyPositionOf(pod.place));
    }
    if (missing.length > 0) {
      report(complaints.missingReplicas(label, missing, pod.isMissed), positionOf(within(pod.place, 'replicas')));
    }
  }
  return {
    pod: id,
    shard,
    replicas: declared,
    required: required(written, declared),
    present,
    missing: missing.toSorted(byId),
  };
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

function required(written: WrittenPod, replicas: number): number {
  return requiredOf({ kind: written.kind, ...minReplicasOf(written) }, replicas);
}

/** No shard may need more replicas than it has at its smallest (contracts: 0…n, or 0…n − 1 beside a primary). */
function checkMinReplicas({ id, place, written }: Pod, shards: readonly FilledShard[], report: Report): void {
  const { kind, minReplicas, replicas } = written;
  if (minReplicas === undefined || (kind !== 'stateless' && kind !== 'primary-replica')) return;
  const [smallest] = shards.toSorted((a, b) => a.present.length - b.present.length);
  const n = typeof replicas === 'object' ? replicas.min : (replicas ?? smallest?.present.length ?? 0);
  // Where nobody says how many there are, that is the mistake.
  if ((n === 0 && typeof replicas !== 'object') || required(written, n) <= n) return;
  const why = {
    most: kind === 'stateless' ? n : n - 1,
    shard: localShardId(id, smallest?.shard ?? ''),
    reason: reasonFor(kind, typeof replicas === 'object'),
  };
  report(complaints.minReplicasTooHigh(String(minReplicas), why), positionOf(within(place, 'minReplicas')));
}

function reasonFor(kind: 'stateless' | 'primary-replica', scales: boolean): string {
  if (scales) return 'may have no more when it has scaled down';
  return kind === 'stateless' ? 'has no more' : 'has no more beside the primary';
}

function localShardId(pod: string, shard: string): string {
  return `${pod}/${shard}`;
}
