import { complaints } from '../complaints.ts';
import type { Report } from '../findings.ts';
import { nearestName } from '../nearest-name.ts';
import { keyPositionOf, keyText, type Path, type Place, positionOf, within } from '../positions.ts';
import { type Mistake, valueAt } from './schema.ts';

/** Reports what differs from what was expected of the value at a place; secrets among it are not shown. */
export function reportMistakes(
  mistakes: readonly Mistake[],
  { place, value, isSecret }: { place: Place; value: unknown; isSecret?: (path: Path) => boolean },
  report: Report,
): void {
  const misspelt = new Set<string>();
  for (const mistake of mistakes) {
    if (mistake.kind !== 'unknown-key') continue;
    const nearest = nearestName(mistake.key, mistake.known);
    if (nearest) misspelt.add(JSON.stringify([...mistake.path.slice(0, -1), nearest]));
    report(complaints.unknownKey(mistake.key, nearest, mistake.known), keyPositionOf(within(place, ...mistake.path)));
  }
  for (const mistake of mistakes) {
    if (mistake.kind === 'unknown-key') continue;
    // A required key that was misspelt is one mistake, not two.
    if (mistake.kind === 'missing-key' && misspelt.has(JSON.stringify(mistake.path))) continue;
    const at = within(place, ...mistake.path);
    const key = labelOf(at.path);
    if (mistake.kind === 'missing-key') {
      report(complaints.missingKey(key, mistake.expected), keyPositionOf(at));
    } else {
      const found = isSecret?.(at.path) === true ? 'something else' : described(valueAt(value, mistake.path));
      report(complaints.wrongValue(key, found, mistake.expected), positionOf(at));
    }
  }
}

/** The last key on a way, with the place in its list: `calls[2]`. */
export function labelOf(path: Path): string {
  let label = '';
  for (const segment of path.toReversed()) {
    if (typeof segment === 'string') return keyText(segment) + label;
    label = `[${segment + 1}]${label}`;
  }
  return label === '' ? 'the file' : label;
}

/** A value in a few words. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value as number | boolean | bigint);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
