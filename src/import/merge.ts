import { addTo } from '../domain/gather.ts';
import { byText } from '../domain/node.ts';
import type { Declarations, Declared } from '../model/declarations.ts';
import { addEntries, editEntries, type EntryChange } from '../model/edit-entries.ts';
import { declareModel } from '../model/read-model.ts';
import { valueAt } from '../model/shape/schema.ts';
import { addContainers, newEntryLines, withSettings } from './additions.ts';
import { decide } from './decide.ts';
import type { Format, Imported, ImportedEntry, ImportedSection, Plain, Unmapped } from './imported.ts';
import { type ImportMemory, keyOf, type ReadEntry } from './memory.ts';
import { placeContainers } from './place-containers.ts';
import { readYaml, type SourceFile } from '../model/yaml-source.ts';

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

/** Something that an import changes in the model. */
export interface Change {
  readonly action: 'add' | 'set';
  /** A section of a model: `pods`, `containers`, `rules` … */
  readonly section: string;
  readonly id: string;
  readonly key?: string;
  readonly value?: Plain;
  readonly before?: Plain;
  readonly guess?: string;
}

/** Something in which model and import differ and that stays as it is, since people wrote it so. */
export interface Kept {
  /** Another value, taken away by people, not in what was read any more, a form that is not edited, or only a guess. */
  readonly why: 'by-hand' | 'removed' | 'gone' | 'form' | 'guess';
  readonly section: ImportedSection;
  readonly id: string;
  readonly key?: string;
  readonly model?: Plain;
  readonly read?: Plain;
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
  const { imported, memory, files } = wish;
  const { declarations } = declareModel(files);
  const state: State = {
    declarations,
    format: imported.format,
    base: new Map(memory.read.map((entry) => [keyOf(entry), entry])),
    byImport: new Set(memory.read.filter(({ isMade }) => isMade).map(({ section, id }) => `${section}/${id}`)),
    texts: new Map(files.map(({ path, text }) => [path, text])),
    edits: new Map(),
    fresh: new Map(),
    changes: [],
    kept: [],
  };
  for (const section of ['servers', 'subsystems', 'pods'] as const) {
    for (const entry of imported[section]) mergeEntry(state, section, entry);
  }
  nameInSystem(state, imported);
  noteGone(state, imported);
  const changed = new Map(state.texts);
  for (const [path, edits] of state.edits) {
    const { text, left } = editEntries(changed.get(path) ?? '', edits);
    changed.set(path, text);
    for (const change of left) leave(state, change);
  }
  const unmapped = writeNew(state, wish, changed);
  const before = new Map(files.map(({ path, text }) => [path, text]));
  return {
    files: [...changed].filter(([path, text]) => before.get(path) !== text).map(([path, text]) => ({ path, text })),
    changes: state.changes,
    kept: state.kept,
    unmapped,
    memory: { ...memory, read: remembered(state, memory, imported) },
  };
}

interface State {
  readonly declarations: Declarations | undefined;
  readonly format: Format;
  /** What was read last, by section, id and format. */
  readonly base: ReadonlyMap<string, ReadEntry>;
  /** The entries that some import made or added to. */
  readonly byImport: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
  readonly edits: Map<string, EntryChange[]>;
  readonly fresh: Map<ImportedSection, ImportedEntry[]>;
  readonly changes: Change[];
  readonly kept: Kept[];
}

/** What the model describes of a kind of thing. */
function describedIn(state: State, section: ImportedSection): ReadonlyMap<string, Declared<unknown>> {
  return state.declarations?.[section] ?? new Map<string, Declared<unknown>>();
}

function mergeEntry(state: State, section: ImportedSection, read: ImportedEntry): void {
  const declared = describedIn(state, section).get(read.id);
  const base = state.base.get(keyOf({ section, id: read.id, format: state.format }));
  if (declared !== undefined) {
    mergeInto(state, { section, read, declared, base });
    return;
  }
  if (base !== undefined) {
    state.kept.push({ why: 'removed', section, id: read.id });
    return;
  }
  const entry = section === 'subsystems' ? withNewPods(state, read) : read;
  if (section === 'subsystems' && (entry.lists['pods'] ?? []).length === 0) return;
  addTo(state.fresh, section, entry);
  state.changes.push({ action: 'add', section, id: entry.id });
}

/** The pods that the model has already stand where people put them. */
function withNewPods(state: State, subsystem: ImportedEntry): ImportedEntry {
  const known = describedIn(state, 'pods');
  const pods = (subsystem.lists['pods'] ?? []).filter(
    ({ name }) => !known.has(name) && !state.base.has(keyOf({ section: 'pods', id: name, format: state.format })),
  );
  return { ...subsystem, lists: { ...subsystem.lists, pods } };
}

interface Meeting {
  readonly section: ImportedSection;
  readonly read: ImportedEntry;
  readonly declared: Declared<unknown>;
  readonly base: ReadEntry | undefined;
}

function mergeInto(state: State, meeting: Meeting): void {
  const { section, read, declared, base } = meeting;
  const { id } = read;
  const { source, path } = declared.place;
  const valueOf = (key: string): Plain | undefined => valueAt(source.value, [...path, key]) as Plain | undefined;
  const { file } = source;
  const isOfImport = state.byImport.has(`${section}/${id}`);
  for (const [key, value] of Object.entries(read.keys)) {
    const model = valueOf(key);
    const guess = ownOf(read.guesses, key);
    const decision = decide({
      ...{ read: value, model, isGuessed: guess !== undefined, isOfImport },
      last: base && ownOf(base.keys, key),
    });
    const about = { section, id, key };
    if (decision === 'set') {
      const comment = guess === undefined ? {} : { comment: `guess: ${guess}` };
      addTo(state.edits, file, { path: [section, id, key], value, ...comment });
      const before = model === undefined ? {} : { before: model };
      state.changes.push({ action: 'set', ...about, value, ...before, ...(guess !== undefined && { guess }) });
    } else if (decision !== 'leave') {
      state.kept.push({ why: decision, ...about, read: value, ...(model !== undefined && { model }) });
    }
  }
  for (const key of Object.keys(read.lists)) mergeList(state, { ...meeting, key, model: valueOf(key), file });
}

function mergeList(
  state: State,
  meeting: Meeting & { readonly key: string; readonly model: Plain | undefined; readonly file: string },
): void {
  const { section, read, base, key, model, file } = meeting;
  const { id } = read;
  const have = new Set(Array.isArray(model) ? (model as readonly Plain[]).map(String) : []);
  const last = new Set(base && Object.hasOwn(base.lists, key) ? base.lists[key] : []);
  const offered = section === 'subsystems' ? (withNewPods(state, read).lists[key] ?? []) : (read.lists[key] ?? []);
  const missing = offered.filter(({ name }) => !have.has(name));
  for (const { name } of missing.filter((each) => last.has(each.name))) {
    state.kept.push({ why: 'removed', section, id, key, read: name });
  }
  const names = missing.filter(({ name }) => !last.has(name));
  if (names.length === 0) return;
  addTo(state.edits, file, {
    path: [section, id, key],
    names: names.map(({ name, guess }) => ({ name, ...(guess !== undefined && { comment: guess }) })),
  });
  for (const { name, guess } of names) {
    state.changes.push({ action: 'set', section, id, key, value: name, ...(guess !== undefined && { guess }) });
  }
}

/** Where systems name their subsystems, new ones come to the system that was asked for, or the only one there is. */
function nameInSystem(state: State, { system }: Imported): void {
  const systems = [...(state.declarations?.systems.values() ?? [])].filter(({ written }) => written?.subsystems);
  const fresh = state.fresh.get('subsystems') ?? [];
  const meant = systems.find(({ id }) => id === system?.id) ?? (systems.length === 1 ? systems[0] : undefined);
  if (meant === undefined || fresh.length === 0) return;
  const names = fresh.map(({ id }) => ({ name: id }));
  addTo(state.edits, meant.place.source.file, { path: ['systems', meant.id, 'subsystems'], names });
}

/** What the form of a file does not allow is told, and is no change. */
function leave(state: State, change: EntryChange): void {
  const [section, id, key] = change.path as readonly [ImportedSection, string, string];
  const names = 'names' in change ? change.names.map(({ name }) => name) : undefined;
  const isOfIt = (each: Change): boolean =>
    each.section === section &&
    each.id === id &&
    each.key === key &&
    (names === undefined || names.some((name) => name === each.value));
  for (const each of state.changes.filter(isOfIt)) {
    state.changes.splice(state.changes.indexOf(each), 1);
    state.kept.push({ why: 'form', section, id, key, ...(each.value !== undefined && { read: each.value }) });
  }
}

/** What an earlier import read from the same files and is not in them any more, but still in the model. */
function noteGone(state: State, imported: Imported): void {
  // Of calls that were seen their age tells.
  if (imported.traced) return;
  const pods = new Set(imported.pods.map(({ id }) => id));
  const files = new Set([...imported.pods, ...imported.subsystems, ...imported.servers].map(({ file }) => file));
  for (const section of ['pods', 'subsystems', 'servers'] as const) {
    const now = new Map(imported[section].map((entry) => [entry.id, entry]));
    for (const { id, file, lists, ...entry } of state.base.values()) {
      if (entry.section !== section || entry.format !== imported.format || !files.has(file)) continue;
      const declared = describedIn(state, section).get(id);
      if (declared === undefined) continue;
      const read = now.get(id);
      if (read === undefined) {
        state.kept.push({ why: 'gone', section, id });
        continue;
      }
      for (const [key, names] of Object.entries(lists)) {
        const written = valueAt(declared.place.source.value, [...declared.place.path, key]);
        const have = new Set(Array.isArray(written) ? written.map(String) : []);
        const still = new Set((read.lists[key] ?? []).map(({ name }) => name));
        // Of a pod that is gone itself that is told once.
        const told = section === 'subsystems' ? names.filter((each) => pods.has(each)) : names;
        for (const name of told.filter((each) => have.has(each) && !still.has(each))) {
          state.kept.push({ why: 'gone', section, id, key, model: name });
        }
      }
    }
  }
}

const header = `# Imported by \`linchpin import\`. Edit it: what you change, add or take away stays so when you import again.
# What is marked as a guess is one: say how it is, and take the mark away.
`;

/** Puts in what is new; gives what the model has no place for. */
function writeNew(state: State, wish: MergeWish, texts: Map<string, string>): readonly Unmapped[] {
  const { imported, into, inventory } = wish;
  const put = (path: string, change: (text: string) => string | undefined): boolean => {
    const before = texts.get(path);
    const text = change(before ?? '');
    if (text === undefined) return false;
    if (text !== '') texts.set(path, before === undefined ? `${header}${text}` : text);
    return true;
  };
  put(into, (text) => withSettings(text, imported, { sections: sectionsIn(wish.files), note: state.changes }));
  for (const section of ['servers', 'subsystems', 'pods'] as const) {
    const entries = state.fresh.get(section) ?? [];
    if (entries.length === 0) continue;
    const path = section === 'servers' ? inventory : into;
    if (put(path, (text) => addEntries(text, section, entries.map(newEntryLines)))) continue;
    for (const { id } of entries) state.kept.push({ why: 'form', section, id });
  }
  const files = [...texts].map(([path, text]) => ({ path, text }));
  const { containers, unmapped } = placeContainers(files, imported.containers);
  put(inventory, (text) => addContainers(text, containers));
  for (const { server, name } of containers) {
    state.changes.push({ action: 'add', section: 'containers', id: `${server}/${name}` });
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

/** What this import read takes the place of what an earlier one of its format read of the same entries. */
function remembered(state: State, memory: ImportMemory, imported: Imported): readonly ReadEntry[] {
  const read = new Map(memory.read.map((entry) => [keyOf(entry), entry]));
  for (const section of ['servers', 'subsystems', 'pods'] as const) {
    const fresh = new Set((state.fresh.get(section) ?? []).map(({ id }) => id));
    for (const { id, keys, lists, file } of imported[section]) {
      const key = keyOf({ section, id, format: imported.format });
      const before = read.get(key);
      const isMade = fresh.has(id) || before?.isMade === true;
      // What never came into the model has not been taken away from it.
      if (!isMade && !describedIn(state, section).has(id)) continue;
      const names = Object.entries(lists).map(([list, own]) => {
        // What traces showed once they need not show each time.
        const earlier =
          imported.traced && before && Object.hasOwn(before.lists, list) ? (before.lists[list] ?? []) : [];
        return [list, [...new Set([...earlier, ...own.map(({ name }) => name)])].toSorted(byText)] as const;
      });
      const entry = { section, id, format: imported.format, file, isMade, keys, lists: Object.fromEntries(names) };
      read.set(key, entry);
    }
  }
  return [...read.values()];
}

function ownOf<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
