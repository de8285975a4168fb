import { complaints } from './complaints.ts';
import type { Declarations } from './declarations.ts';
import type { Report } from './findings.ts';
import { keyPositionOf, positionOf, within } from './positions.ts';
import type { FilledShard } from './replicas.ts';

/** Checks the roles of the inventory: one primary in each shard while failover is manual, and none in pods without (contracts). */
export function checkRoles(
  { pods, off }: Declarations,
  shards: ReadonlyMap<string, readonly FilledShard[]>,
  report: Report,
): void {
  for (const { id, place, isWhole, written } of pods.values()) {
    // Of a pod with mistakes the kind may be among them.
    if (!written || !isWhole) continue;
    const filled = shards.get(id) ?? [];
    if (written.kind !== 'primary-replica') {
      reportUseless(written.kind, filled, report);
    } else if (written.failover !== 'automatic') {
      for (const shard of filled) reportSecondPrimary(shard, report);
      const without = filled.filter(({ present }) => present.length > 0 && primariesOf(present).length === 0);
      if (without.length === 0 || off.pods.has(id)) continue;
      const names = without.map(({ shard }) => `${id}/${shard}`);
      report(complaints.noPrimary(id, names), keyPositionOf(place));
    }
  }
}

/** Only what the inventory says itself: a pattern may use `{role}` for how containers happen to be called. */
function reportUseless(kind: string, shards: readonly FilledShard[], report: Report): void {
  for (const { declared, written, pod } of shards.flatMap(({ present }) => present)) {
    if (written.role === undefined) continue;
    report(complaints.roleWithoutUse(written.name, pod, kind), positionOf(within(declared.place, 'role')));
  }
}

function reportSecondPrimary({ pod, shard, present }: FilledShard, report: Report): void {
  const [first, ...others] = primariesOf(present);
  for (const { declared, written } of others) {
    const complaint = complaints.twoPrimaries(`${pod}/${shard}`, first?.written.name ?? '', written.name);
    report(complaint, positionOf(within(declared.place, written.role === undefined ? 'name' : 'role')));
  }
}

function primariesOf(present: FilledShard['present']): FilledShard['present'] {
  return present.filter(({ role }) => role === 'primary');
}
