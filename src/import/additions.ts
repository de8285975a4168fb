import { addItems } from '../model/edit-entries.ts';
import { entryLines, keyLines, type WrittenKey } from '../model/written-entry.ts';
import type { Imported, ImportedContainer, ImportedEntry, Plain } from './imported.ts';
import type { Change } from './merging.ts';

/** A new entry of a model, a line each, with what was guessed beside it. */
export function newEntryLines({ id, keys, lists, guesses }: ImportedEntry): readonly string[] {
  const plain = Object.entries(keys).map(([key, value]): WrittenKey => {
    const guess = Object.hasOwn(guesses, key) ? guesses[key] : undefined;
    return { key, value: { plain: value }, ...(guess !== undefined && { comment: `guess: ${guess}` }) };
  });
  const named = Object.entries(lists).flatMap(([key, names]): readonly WrittenKey[] => {
    if (names.length === 0) return [];
    const lines = names.map(({ name, guess }) => ({ name, ...(guess !== undefined && { comment: guess }) }));
    return [{ key, value: { names: lines } }];
  });
  return entryLines(id, [...plain, ...named]);
}

/** Adds containers to the inventory of a file. */
export function addContainers(text: string, containers: readonly ImportedContainer[]): string | undefined {
  return addItems(
    text,
    'containers',
    containers.map(({ name, server, rest }) => ({ name, server, ...rest })),
  );
}

/** Puts what concerns the whole model in front, where the model does not say it yet. */
export function withSettings(
  text: string,
  { system, settings }: Imported,
  { sections, note }: { readonly sections: ReadonlySet<string>; readonly note: Change[] },
): string {
  const lines: string[] = [];
  const put = (key: string, value: Plain | undefined): void => {
    if (value === undefined) return;
    lines.push(...keyLines({ key, value: { plain: value } }));
    note.push({ action: 'add', section: key, id: key, value });
  };
  const hasSystem = sections.has('system') || sections.has('systems');
  const { systems, ...rest } = settings;
  if (!hasSystem) {
    put('systems', systems);
    if (systems === undefined) put('system', system && { id: system.id, ...(system.name && { name: system.name }) });
  }
  for (const [key, value] of Object.entries(rest)) if (!sections.has(key)) put(key, value);
  return lines.length === 0 ? text : `${lines.join('\n')}\n${text === '' ? '' : `\n${text}`}`;
}
