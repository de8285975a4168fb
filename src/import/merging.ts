import type { Declarations, Declared } from '../model/declarations.ts';
import type { EntryChange } from '../model/edit-entries.ts';
import type { Format, ImportedEntry, ImportedSection, Plain } from './imported.ts';
import type { ReadEntry } from './memory.ts';

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

/** What merging goes by, and what has come of it so far. */
export interface Merging {
  readonly declarations: Declarations | undefined;
  readonly format: Format;
  /** What was read last, by section, id and format. */
  readonly base: ReadonlyMap<string, ReadEntry>;
  /** The entries that some import made or added to. */
  readonly byImport: ReadonlySet<string>;
  readonly edits: Map<string, EntryChange[]>;
  readonly fresh: Map<ImportedSection, ImportedEntry[]>;
  readonly changes: Change[];
  readonly kept: Kept[];
}

/** What the model describes of a kind of thing. */
export function describedIn(
  { declarations }: Pick<Merging, 'declarations'>,
  section: ImportedSection,
): ReadonlyMap<string, Declared<unknown>> {
  return declarations?.[section] ?? new Map<string, Declared<unknown>>();
}
