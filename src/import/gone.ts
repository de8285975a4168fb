import { valueAt } from '../model/shape/schema.ts';
import type { Imported } from './imported.ts';
import { describedIn } from './merging.ts';
import type { Kept, Merging } from './merging.ts';

/** What an earlier import read from the same files and is not in them any more, but still in the model. */
export function goneFrom(merging: Pick<Merging, 'declarations' | 'base'>, imported: Imported): readonly Kept[] {
  // Of calls that were seen their age tells.
  if (imported.traced) return [];
  const kept: Kept[] = [];
  const pods = new Set(imported.pods.map(({ id }) => id));
  const files = new Set([...imported.pods, ...imported.subsystems, ...imported.servers].map(({ file }) => file));
  for (const section of ['pods', 'subsystems', 'servers'] as const) {
    const now = new Map(imported[section].map((entry) => [entry.id, entry]));
    for (const { id, file, lists, ...entry } of merging.base.values()) {
      if (entry.section !== section || entry.format !== imported.format || !files.has(file)) continue;
      const declared = describedIn(merging, section).get(id);
      if (declared === undefined) continue;
      const read = now.get(id);
      if (read === undefined) {
        kept.push({ why: 'gone', section, id });
        continue;
      }
      for (const [key, names] of Object.entries(lists)) {
        const written = valueAt(declared.place.source.value, [...declared.place.path, key]);
        const have = new Set(Array.isArray(written) ? written.map(String) : []);
        const still = new Set((read.lists[key] ?? []).map(({ name }) => name));
        // Of a pod that is gone itself that is told once.
        const told = section === 'subsystems' ? names.filter((each) => pods.has(each)) : names;
        for (const name of told.filter((each) => have.has(each) && !still.has(each))) {
          kept.push({ why: 'gone', section, id, key, model: name });
        }
      }
    }
  }
  return kept;
}
