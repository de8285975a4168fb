import { addTo } from '../domain/gather.ts';
import type { Declared } from '../model/declarations.ts';
import type { EntryChange } from '../model/edit-entries.ts';
import { valueAt } from '../model/shape/schema.ts';
import { decide } from './decide.ts';
import type { Imported, ImportedEntry, ImportedSection, Plain } from './imported.ts';
import { keyOf } from './memory.ts';
import type { ReadEntry } from './memory.ts';
import { describedIn } from './merging.ts';
import type { Change, Merging } from './merging.ts';

/**
 * Compares an entry that was read with what the model says of it: notes what is to be changed, what is new, and what stays
 * since people wrote it so.
 */
export function mergeEntry(merging: Merging, section: ImportedSection, read: ImportedEntry): void {
  const declared = describedIn(merging, section).get(read.id);
  const base = merging.base.get(keyOf({ section, id: read.id, format: merging.format }));
  if (declared !== undefined) {
    mergeInto(merging, { section, read, declared, base });
    return;
  }
  if (base !== undefined) {
    merging.kept.push({ why: 'removed', section, id: read.id });
    return;
  }
  const entry = section === 'subsystems' ? withNewPods(merging, read) : read;
  if (section === 'subsystems' && (entry.lists['pods'] ?? []).length === 0) return;
  addTo(merging.fresh, section, entry);
  merging.changes.push({ action: 'add', section, id: entry.id });
}

/** The pods that the model has already stand where people put them. */
function withNewPods(merging: Merging, subsystem: ImportedEntry): ImportedEntry {
  const known = describedIn(merging, 'pods');
  const pods = (subsystem.lists['pods'] ?? []).filter(
    ({ name }) => !known.has(name) && !merging.base.has(keyOf({ section: 'pods', id: name, format: merging.format })),
  );
  return { ...subsystem, lists: { ...subsystem.lists, pods } };
}

interface Meeting {
  readonly section: ImportedSection;
  readonly read: ImportedEntry;
  readonly declared: Declared<unknown>;
  readonly base: ReadEntry | undefined;
}

function mergeInto(merging: Merging, meeting: Meeting): void {
  const { section, read, declared, base } = meeting;
  const { id } = read;
  const { source, path } = declared.place;
  const valueOf = (key: string): Plain | undefined => valueAt(source.value, [...path, key]) as Plain | undefined;
  const { file } = source;
  const isOfImport = merging.byImport.has(`${section}/${id}`);
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
      addTo(merging.edits, file, { path: [section, id, key], value, ...comment });
      const before = model === undefined ? {} : { before: model };
      merging.changes.push({ action: 'set', ...about, value, ...before, ...(guess !== undefined && { guess }) });
    } else if (decision !== 'leave') {
      merging.kept.push({ why: decision, ...about, read: value, ...(model !== undefined && { model }) });
    }
  }
  for (const key of Object.keys(read.lists)) mergeList(merging, { ...meeting, key, model: valueOf(key), file });
}

function mergeList(
  merging: Merging,
  meeting: Meeting & { readonly key: string; readonly model: Plain | undefined; readonly file: string },
): void {
  const { section, read, base, key, model, file } = meeting;
  const { id } = read;
  const have = new Set(Array.isArray(model) ? (model as readonly Plain[]).map(String) : []);
  const last = new Set(base && Object.hasOwn(base.lists, key) ? base.lists[key] : []);
  const offered = section === 'subsystems' ? (withNewPods(merging, read).lists[key] ?? []) : (read.lists[key] ?? []);
  const missing = offered.filter(({ name }) => !have.has(name));
  for (const { name } of missing.filter((each) => last.has(each.name))) {
    merging.kept.push({ why: 'removed', section, id, key, read: name });
  }
  const names = missing.filter(({ name }) => !last.has(name));
  if (names.length === 0) return;
  addTo(merging.edits, file, {
    path: [section, id, key],
    names: names.map(({ name, guess }) => ({ name, ...(guess !== undefined && { comment: guess }) })),
  });
  for (const { name, guess } of names) {
    merging.changes.push({ action: 'set', section, id, key, value: name, ...(guess !== undefined && { guess }) });
  }
}

/** Where systems name their subsystems, new ones come to the system that was asked for, or the only one there is. */
export function nameInSystem(merging: Merging, { system }: Imported): void {
  const systems = [...(merging.declarations?.systems.values() ?? [])].filter(({ written }) => written?.subsystems);
  const fresh = merging.fresh.get('subsystems') ?? [];
  const meant = systems.find(({ id }) => id === system?.id) ?? (systems.length === 1 ? systems[0] : undefined);
  if (meant === undefined || fresh.length === 0) return;
  const names = fresh.map(({ id }) => ({ name: id }));
  addTo(merging.edits, meant.place.source.file, { path: ['systems', meant.id, 'subsystems'], names });
}

/** What the form of a file does not allow is told, and is no change. */
export function leave(merging: Merging, change: EntryChange): void {
  const [section, id, key] = change.path as readonly [ImportedSection, string, string];
  const names = 'names' in change ? change.names.map(({ name }) => name) : undefined;
  const isOfIt = (each: Change): boolean =>
    each.section === section &&
    each.id === id &&
    each.key === key &&
    (names === undefined || names.some((name) => name === each.value));
  for (const each of merging.changes.filter(isOfIt)) {
    merging.changes.splice(merging.changes.indexOf(each), 1);
    merging.kept.push({ why: 'form', section, id, key, ...(each.value !== undefined && { read: each.value }) });
  }
}

function ownOf<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
