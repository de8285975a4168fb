import { byText } from '../domain/node.ts';
import type { Imported, ImportedEntry, Plain } from './imported.ts';
import { keyOf } from './memory.ts';
import type { ImportMemory, ReadEntry } from './memory.ts';
import { describedIn } from './merging.ts';
import type { Kept, Merging } from './merging.ts';

/**
 * What this import read takes the place of what an earlier one of its format read of the same entries. What never came
 * into the model, since the form of its files has no room for it, has not been read: nobody took it away.
 */
export function remembered(merging: Merging, { read }: ImportMemory, imported: Imported): readonly ReadEntry[] {
  const entries = new Map(read.map((entry) => [keyOf(entry), entry]));
  for (const section of ['servers', 'subsystems', 'pods'] as const) {
    const fresh = new Set((merging.fresh.get(section) ?? []).map(({ id }) => id));
    for (const entry of imported[section]) {
      const { id, file } = entry;
      const key = keyOf({ section, id, format: imported.format });
      const before = entries.get(key);
      const left = merging.kept.filter((each) => each.why === 'form' && each.section === section && each.id === id);
      const isMade = before?.isMade === true || fresh.has(id);
      if (!isMade && !describedIn(merging, section).has(id)) continue;
      const keys = keysIn(entry, left, before);
      const lists = listsIn(entry, left, imported.traced ? before : undefined);
      entries.set(key, { section, id, format: imported.format, file, isMade, keys, lists });
    }
  }
  return [...entries.values()];
}

function keysIn({ keys }: ImportedEntry, left: readonly Kept[], before: ReadEntry | undefined): ReadEntry['keys'] {
  const read = Object.entries(keys).flatMap(([key, value]): readonly (readonly [string, Plain])[] => {
    if (!left.some((each) => each.key === key)) return [[key, value]];
    return before && Object.hasOwn(before.keys, key) ? [[key, before.keys[key] ?? null]] : [];
  });
  return Object.fromEntries(read);
}

/** What traces showed once they need not show each time: of them what was there before stays. */
function listsIn({ lists }: ImportedEntry, left: readonly Kept[], before: ReadEntry | undefined): ReadEntry['lists'] {
  const read = Object.entries(lists).map(([key, own]) => {
    const earlier = before && Object.hasOwn(before.lists, key) ? (before.lists[key] ?? []) : [];
    const names = own.flatMap(({ name }) =>
      left.some((each) => each.key === key && each.read === name) ? [] : [name],
    );
    return [key, [...new Set([...earlier, ...names])].toSorted(byText)] as const;
  });
  return Object.fromEntries(read);
}
