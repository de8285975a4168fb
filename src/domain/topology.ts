import type { NodeId } from './node.ts';

/** Lists of indexes laid end to end: those of i are `items[start[i]] … items[start[i + 1] - 1]`. */
export interface Lists {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/**
 * The model compiled into flat arrays: every node of a kind has an index, and who belongs to, runs on or calls whom is
 * a list of indexes. Pods come in the order in which masking settles them (semantics 4.3): callees before callers, the
 * pods of one call cycle side by side. Shards come by pod, containers by shard, so that what is summed up lies together.
 */
export interface Topology {
  readonly containerIds: readonly NodeId[];
  readonly shardIds: readonly NodeId[];
  readonly podIds: readonly NodeId[];
  /** In the order of ids, like `resourceIds` and what follows. */
  readonly subsystemIds: readonly NodeId[];
  readonly systemIds: readonly NodeId[];
  readonly functionIds: readonly NodeId[];
  readonly resourceIds: readonly NodeId[];
  /** The index of every node of the model among its kind. */
  readonly indexOf: ReadonlyMap<NodeId, number>;

  /** The containers of shard s are `shardStart[s] … shardStart[s + 1] - 1`. */
  readonly shardStart: Int32Array;
  readonly shardOf: Int32Array;
  /** The shards of pod p are `podStart[p] … podStart[p + 1] - 1`. */
  readonly podStart: Int32Array;
  readonly podOf: Int32Array;
  /** The pods of unit u, a call cycle or one pod alone, are `unitStart[u] … unitStart[u + 1] - 1`. */
  readonly unitStart: Int32Array;
  readonly unitOf: Int32Array;

  /** By shard: how many replicas must work, as declared (`Shard.required`). */
  readonly required: Int32Array;
  /** By pod: 1 where the primary itself must work (`primary-replica` with manual failover). */
  readonly needsPrimary: Uint8Array;
  /** By pod: 1 where it scales by itself, so that `required` follows how many replicas there are. */
  readonly scales: Uint8Array;

  /** The pods that a pod calls, and that call it. */
  readonly calls: Lists;
  readonly callers: Lists;
  /** What a pod leans on, as masking walks it (semantics 4.3): by calls inside a component; and the other way round. */
  readonly leansOn: Lists;
  readonly leantOnBy: Lists;

  readonly subsystemPods: Lists;
  readonly podSubsystems: Lists;
  readonly systemSubsystems: Lists;
  readonly functionNeeds: Lists;
  readonly podFunctions: Lists;
}

/** The indexes of one of some lists. */
export function listOf({ start, items }: Lists, index: number): Int32Array {
  return items.subarray(start[index], start[index + 1]);
}

/** The pod of a container, by index. */
export function podOfContainer({ podOf, shardOf }: Topology, container: number): number {
  return podOf[shardOf[container] ?? 0] ?? 0;
}

/** The id at an index that the topology itself gave; any other is our own fault and throws. */
export function idAt(ids: readonly NodeId[], index: number): NodeId {
  const id = ids[index];
  if (id === undefined) throw new Error(`there are ${ids.length} nodes of this kind and none at ${index}`);
  return id;
}
