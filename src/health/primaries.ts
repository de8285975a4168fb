import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Cycle } from './cycle.ts';

/**
 * Who claims to be the primary last, by shard index (semantics 5): by its newest `role` sample, or where it never had
 * one by the inventory, which is older than any sample.
 */
export function primariesOf({ layout, containers }: Cycle): ReadonlyMap<number, number> {
  const primaries = new Map<number, number>();
  for (const { shard, start, end } of layout.elected) {
    let [primary, claimedAt, primaryId]: [number, number, NodeId] = [-1, -Infinity, ''];
    for (let index = start; index < end; index++) {
      const node = layout.containers[index]?.node;
      const sample = containers.memories[index]?.signals['role']?.newest;
      if (node === undefined || (sample?.value ?? node.role) !== 'primary') continue;
      const at = sample?.at ?? -Infinity;
      const isFirst = primary < 0 || at > claimedAt || (at === claimedAt && byId(node.id, primaryId) < 0);
      if (isFirst) [primary, claimedAt, primaryId] = [index, at, node.id];
    }
    if (primary >= 0) primaries.set(shard, primary);
  }
  return primaries;
}
