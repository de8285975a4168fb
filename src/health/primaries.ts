import type { Cycle } from './cycle.ts';

/**
 * Who claims to be the primary last, by shard index (semantics 5): by its newest `role` sample, or where it never had
 * one by the inventory, which is older than any sample. Of claims of one time the first by id counts.
 */
export function primariesOf({ layout, containers }: Cycle): ReadonlyMap<number, number> {
  const primaries = new Map<number, number>();
  for (const { shard, start, end } of layout.elected) {
    let claimedAt = -Infinity;
    // Within a shard the indexes go by id.
    for (let index = start; index < end; index++) {
      const sample = containers.memories[index]?.signals['role']?.newest;
      if ((sample?.value ?? layout.containers[index]?.node.role) !== 'primary') continue;
      const at = sample?.at ?? -Infinity;
      if (primaries.has(shard) && at <= claimedAt) continue;
      primaries.set(shard, index);
      claimedAt = at;
    }
  }
  return primaries;
}
