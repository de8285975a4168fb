import { byText } from '../domain/node.ts';
import type { Plain } from './imported.ts';

/** What is known of a key of an entry when it is read again. */
export interface KnownKey {
  /** What was read now. */
  readonly read: Plain;
  /** What the model says; absent where it says nothing. */
  readonly model: Plain | undefined;
  /** What was read the time before. */
  readonly last: Plain | undefined;
  /** What was read is no more than a guess. */
  readonly isGuessed: boolean;
  /** An import made the entry; else people did. */
  readonly isOfImport: boolean;
}

/** What is to be done with a key: set it, leave it and say why, or leave it and say nothing. */
export type Decision = 'set' | 'leave' | 'by-hand' | 'removed' | 'guess';

/** What people wrote, changed or took away stays; a word of theirs is better than any guess. */
export function decide({ read, model, last, isGuessed, isOfImport }: KnownKey): Decision {
  if (model === undefined) {
    if (last === undefined) return isGuessed && !isOfImport ? 'guess' : 'set';
    return isSame(last, read) ? 'leave' : 'removed';
  }
  if (isSame(model, read)) return 'leave';
  if (last !== undefined && isSame(last, model)) return 'set';
  return isGuessed ? 'leave' : 'by-hand';
}

/** Whether two plain values are the same, whatever the order of keys. */
function isSame(a: Plain, b: Plain): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: Plain): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Plain[]).map(canonical).join()}]`;
  const entries = Object.entries(value).toSorted(([a], [b]) => byText(a, b));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}
