import { addEntries, editEntries } from '../model/edit-entries.ts';
import { declareModel } from '../model/read-model.ts';
import { readYaml } from '../model/yaml-source.ts';
import type { SourceFile } from '../model/yaml-source.ts';
import { addContainers, newEntryLines, withSettings } from './additions.ts';
import { goneFrom } from './gone.ts';
import type { Imported, Unmapped } from './imported.ts';
import { keyOf } from './memory.ts';
import type { ImportMemory } from './memory.ts';
import { leave, mergeEntry, nameInSystem } from './merge-entries.ts';
import type { Change, Kept, Merging } from './merging.ts';
import { containersNamed, placeContainers } from './place-containers.ts';
import { remembered } from './remember.ts';
import { without } from './without.ts';

/** What is to be merged, and into which files. */
export interface MergeWish {
  /** The files of the model, none of them with an error in it. */
  readonly files: readonly SourceFile[];
  readonly imported: Imported;
  /** The files that what is new goes to, as they would be called among the files. */
  readonly into: string;
  readonly inventory: string;
  readonly memory: ImportMemory;
}

/** What merging gave: the files that change, whole, and what is to be told of it. */
export interface Merged {
  readonly files: readonly SourceFile[];
  readonly changes: readonly Change[];
  readonly kept: readonly Kept[];
  /** Containers that the model has no place for. */
  readonly unmapped: readonly Unmapped[];
  readonly memory: ImportMemory;
}

/**
 * Merges what was read into the files of a model. What people wrote, changed or took away stays: a value follows what
 * was read only where it still is what an earlier import made of it. Comments, order and form of the files stay too.
 */
export function mergeImported(wish: MergeWish): Merged {
  const merged = mergeOnce(wish);
  const left = merged.kept.filter(({ why, key }) => why === 'form' && key === undefined);
  if (left.length === 0) return merged;
  // What would be new and finds no room is left to people, and so is all that names it: the model would not be valid.
  const { imported, homeless } = without(wish.imported, left);
  const rest = mergeImported({ ...wish, imported });
  return { ...rest, kept: [...left, ...rest.kept], unmapped: [...homeless, ...rest.unmapped] };
}

function mergeOnce(wish: MergeWish): Merged {
  const { imported, memory, files } = wish;
  const { declarations } = declareModel(files);
  const merging: Merging = {
    declarations,
    format: imported.format,
    base: new Map(memory.read.map((entry) => [keyOf(entry), entry])),
    byImport: new Set(memory.read.filter(({ isMade }) => isMade).map(({ section, id }) => `${section}/${id}`)),
    edits: new Map(),
    fresh: new Map(),
    changes: [],
    kept: [],
  };
  for (const section of ['servers', 'subsystems', 'pods'] as const) {
    for (const entry of imported[section]) mergeEntry(merging, section, entry);
  }
  nameInSystem(merging, imported);
  merging.kept.push(...goneFrom(merging, imported));
  const before = new Map(files.map(({ path, text }) => [path, text]));
  const changed = new Map(before);
  for (const [path, edits] of merging.edits) {
    const { text, left } = editEntries(changed.get(path) ?? '', edits);
    changed.set(path, text);
    for (const change of left) leave(merging, change);
  }
  const unmapped = writeNew(merging, wish, changed);
  return {
    files: [...changed].filter(([path, text]) => before.get(path) !== text).map(([path, text]) => ({ path, text })),
    changes: merging.changes,
    kept: merging.kept,
    unmapped,
    memory: { ...memory, read: remembered(merging, memory, imported) },
  };
}

const header = `# Imported by \`linchpin import\`. Edit it: what you change, add or take away stays so when you import again.
# What is marked as a guess is one: say how it is, and take the mark away.
`;

/** Puts in what is new; gives what the model has no place for. */
function writeNew(merging: Merging, wish: MergeWish, texts: Map<string, string>): readonly Unmapped[] {
  const { imported, into, inventory } = wish;
  const put = (path: string, change: (text: string) => string | undefined): boolean => {
    const before = texts.get(path);
    const text = change(before ?? '');
    if (text === undefined) return false;
    if (text !== '') texts.set(path, before === undefined ? `${header}${text}` : text);
    return true;
  };
  put(into, (text) => withSettings(text, imported, { sections: sectionsIn(wish.files), note: merging.changes }));
  for (const section of ['servers', 'subsystems', 'pods'] as const) {
    const entries = merging.fresh.get(section) ?? [];
    if (entries.length === 0) continue;
    const path = section === 'servers' ? inventory : into;
    if (put(path, (text) => addEntries(text, section, entries.map(newEntryLines)))) continue;
    for (const { id } of entries) merging.kept.push({ why: 'form', section, id });
  }
  const files = [...texts].map(([path, text]) => ({ path, text }));
  const { containers, unmapped } = placeContainers(files, imported.containers);
  if (!put(inventory, (text) => addContainers(text, containers))) {
    const what = containersNamed(containers.map(({ name }) => name));
    return [...unmapped, { what, why: `the form of ${inventory} leaves no room for them: write them there by hand` }];
  }
  for (const { server, name } of containers) {
    merging.changes.push({ action: 'add', section: 'containers', id: `${server}/${name}` });
  }
  return unmapped;
}

/** What stands at the top of the files of a model. */
function sectionsIn(files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap((file) => {
      const value = readYaml(file, { report: () => undefined })?.value;
      return typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [key]))
        : [];
    }),
  );
}
