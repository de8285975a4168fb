import type { DriftReason } from '../domain/inventory.ts';
import type { Role } from '../domain/model.ts';
import type { Declarations } from './declarations.ts';
import { compilePatterns, shardNames } from './expand.ts';
import { longestName } from './pattern.ts';
import { indexPatterns } from './pattern-index.ts';

/** Where a container belongs by its name alone. */
export interface NamedPlace {
  readonly pod: string;
  readonly shard: string;
  readonly role?: Role;
}

/** Why a name alone does not say where a container belongs, and which pods it fits. */
export interface NoPlace {
  readonly reason: DriftReason;
  readonly pods?: readonly string[];
}

/** Finds pod and shard of containers by their names, where exactly one pod's pattern fits (contracts, Names by pattern). */
export function placesByName(declarations: Declarations): (name: string) => NamedPlace | NoPlace {
  const patterns = compilePatterns(declarations, () => undefined);
  const index = indexPatterns(patterns);
  return (name) => {
    if (name.length > longestName || /[\p{Cc}\u2028\u2029]/u.test(name)) return { reason: 'odd-name' };
    const candidates = index.candidates(name);
    const fitting = candidates.flatMap(([pod, pattern]) => {
      const parts = pattern.match(name);
      return parts === undefined ? [] : [{ pod, parts }];
    });
    const [only, second] = fitting;
    if (only === undefined) {
      const pods = candidates.filter(([, pattern]) => pattern.undeclaredShard(name) !== undefined).map(([pod]) => pod);
      return pods.length === 0 ? { reason: 'no-pod' } : { reason: 'unknown-shard', pods };
    }
    if (second !== undefined) return { reason: 'two-pods', pods: fitting.map(({ pod }) => pod).toSorted() };
    const { pod, parts } = only;
    const written = declarations.pods.get(pod)?.written;
    const shards = written === undefined ? [] : shardNames(written);
    const shard = parts.shard ?? (written?.shards === undefined ? shards[0] : undefined);
    if (shard === undefined) return { reason: 'no-shard', pods: [pod] };
    return { pod, shard, ...(parts.role && { role: parts.role }) };
  };
}

/** Whether all that a name may belong to is switched off, and so as unwanted as that is (semantics 3, Not wanted). */
export function isUnwanted(place: NamedPlace | NoPlace, { off }: Declarations): boolean {
  const pods = 'reason' in place ? (place.pods ?? []) : [place.pod];
  return pods.length > 0 && pods.every((pod) => off.pods.has(pod));
}
