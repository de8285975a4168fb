import type { Position } from '../domain/finding.ts';
import type { Duration } from '../domain/instant.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Listed, Named } from './case.ts';
import { describeAll } from './look.ts';
import type { Looked } from './look.ts';

/** Something that did not hold: where it is written, what was expected and found, and the differences in words. */
export interface Failure extends Named {
  readonly position: Position;
  /** The time of the case at which it did not hold; absent for the end. */
  readonly at?: Duration;
  readonly expected: unknown;
  readonly found: unknown;
  readonly differences: readonly string[];
}

/** What differs between a list and what was found; of a list that is not complete only what it names counts. */
export function listFailures(
  { what, position }: Named,
  { listed, found }: { readonly listed: Listed; readonly found: readonly NodeId[] },
  looked: Looked,
): readonly Failure[] {
  const { nodes, isComplete } = listed;
  const [wanted, there] = [new Set(nodes), new Set(found)];
  const missing = nodes.filter((id) => !there.has(id)).toSorted(byId);
  const unexpected = isComplete ? found.filter((id) => !wanted.has(id)).toSorted(byId) : [];
  if (missing.length + unexpected.length === 0) return [];
  const differences = [
    ...describeAll(missing, looked).map((text) => `missing: ${text}`),
    ...describeAll(unexpected, looked).map((text) => `unexpected: ${text}`),
  ];
  const expected = [...wanted].toSorted(byId);
  return [
    {
      what,
      position,
      expected: isComplete ? expected : [...expected, '...'],
      found: isComplete ? [...there].toSorted(byId) : expected.filter((id) => there.has(id)),
      differences,
    },
  ];
}
