import { addTo } from '../domain/gather.ts';
import type { Pattern } from './pattern.ts';

/** Patterns by how names that fit them begin, so that a name meets only those that it may fit, however many there are. */
export interface PatternIndex {
  /** The pods whose pattern a name may fit, with their patterns, in the order given. */
  readonly candidates: (name: string) => readonly (readonly [pod: string, pattern: Pattern])[];
}

/** Makes the index of the patterns of pods. */
export function indexPatterns(patterns: ReadonlyMap<string, Pattern>): PatternIndex {
  const byPrefix = new Map<string, Entry[]>();
  const lengths = new Set<number>();
  let order = 0;
  for (const [pod, pattern] of patterns) {
    const { prefix } = pattern;
    addTo(byPrefix, prefix, { order: order++, named: [pod, pattern] });
    lengths.add(prefix.length);
  }
  return {
    candidates: (name) =>
      [...lengths]
        .filter((length) => length <= name.length)
        .flatMap((length) => byPrefix.get(name.slice(0, length)) ?? [])
        .toSorted((a, b) => a.order - b.order)
        .map(({ named }) => named),
  };
}

interface Entry {
  readonly order: number;
  readonly named: readonly [string, Pattern];
}
