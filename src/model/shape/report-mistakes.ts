import { stringify } from 'yaml';

import { complaints } from '../complaints.ts';
import type { Complaint, Report } from '../findings.ts';
import { nearestName } from '../nearest-name.ts';
import { type Path, type Place } from '../positions.ts';
import { type Mistake, valueAt } from './schema.ts';

/** What was checked, and how to tell of it. */
export interface Checked {
  readonly value: unknown;
  /** The way to the value checked, for naming it. */
  readonly prefix: Path;
  /** Takes note of a complaint about what stands at a path within the value. */
  readonly note: (complaint: Complaint, path: Path, part: 'key' | 'value') => void;
  /** Whether what stands at a path must not be shown. */
  readonly isSecret?: (path: Path) => boolean;
}

/** Tells of everything that differs from what was expected of a value at a place. */
export function reportMistakes(mistakes: readonly Mistake[], { place, value }: Asked, report: Report): void {
  tellMistakes(mistakes, {
    value,
    prefix: place.path,
    note: (complaint, path, part) => report(complaint, place.source.positionOf([...place.path, ...path], part)),
  });
}

interface Asked {
  readonly place: Place;
  readonly value: unknown;
}

/** Tells of everything that differs from what was expected, to whoever knows where it stands; secrets are not shown. */
export function tellMistakes(mistakes: readonly Mistake[], { value, prefix, note, isSecret }: Checked): void {
  const misspelt = new Set<string>();
  for (const mistake of mistakes) {
    if (mistake.kind !== 'unknown-key') continue;
    const nearest = nearestName(mistake.key, mistake.known);
    if (nearest) misspelt.add(JSON.stringify([...mistake.path.slice(0, -1), nearest]));
    note(complaints.unknownKey(mistake.key, nearest, mistake.known), mistake.path, 'key');
  }
  for (const mistake of mistakes) {
    if (mistake.kind === 'unknown-key') continue;
    const { path, expected } = mistake;
    // A required key that was misspelt is one mistake, not two.
    if (mistake.kind === 'missing-key' && misspelt.has(JSON.stringify(path))) continue;
    const key = labelOf([...prefix, ...path]);
    if (mistake.kind === 'missing-key') {
      note(complaints.missingKey(key, expected), path, 'key');
    } else {
      const found = isSecret?.(path) === true ? 'something else' : described(valueAt(value, path));
      note(complaints.wrongValue(key, found, expected), path, 'value');
    }
  }
}

/** The last key on a way, with the place in its list: `calls[2]`. */
function labelOf(path: Path): string {
  let label = '';
  for (const segment of path.toReversed()) {
    if (typeof segment === 'string') return segment + label;
    label = `[${segment + 1}]${label}`;
  }
  return label === '' ? 'the file' : label;
}

/** A value in a few words. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return shortText(JSON.stringify(value));
  // As it is written in YAML: `.nan` and `.inf` rather than NaN and Infinity.
  return typeof value === 'number' || typeof value === 'boolean' ? stringify(value).trim() : 'something else';
}

function shortText(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
