import { byText } from '../domain/node.ts';
import type { Format, ImportedSection, Plain } from './imported.ts';
import { memorySchema } from './schema.ts';
import type { Traced } from './traces/traced.ts';

/** What an import read of one entry, so that the next one can tell its own words from those of people. */
export interface ReadEntry {
  readonly section: ImportedSection;
  readonly id: string;
  readonly format: Format;
  readonly file: string;
  /** The import made it; else people did, and the import met it. */
  readonly isMade: boolean;
  readonly keys: Readonly<Record<string, Plain>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** What imports left behind for the next one: it lies beside the model and goes with it, so that it needs no store. */
export interface ImportMemory {
  /** What services and the like are called in the model, where that is another name; `-` for those that are left out. */
  readonly names: Readonly<Record<string, string>>;
  readonly read: readonly ReadEntry[];
  /** Every call that traces have shown so far. */
  readonly traced?: Traced;
}

/** The file in the folder of a model that keeps what imports must remember. */
export const memoryFile = 'imports.json';

/** Nothing was imported yet. */
export const noMemory: ImportMemory = { names: {}, read: [] };

const about =
  'What `linchpin import` read: by this it tells your words from its own, and how long a call was not seen. Keep it beside the model; do not edit it but for `names`.';

/** Reads what imports left behind; a word of refusal where it is not that. */
export function readMemory(text: string): ImportMemory | { readonly refused: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { refused: `it is no JSON: ${error instanceof Error ? error.message : ''}` };
  }
  const { success, data } = memorySchema.safeParse(value);
  if (!success) return { refused: 'it is not in the form in which `linchpin import` writes it' };
  const { names, read, traced } = data;
  return { names, read, ...(traced && { traced }) };
}

/** What imports leave behind, as text: an entry a line, in a defined order, so that changes of it can be read. */
export function memoryText({ names, read, traced }: ImportMemory): string {
  const entries = read.toSorted((a, b) => byText(keyOf(a), keyOf(b)));
  const members = [
    ['about', JSON.stringify(about)],
    ['version', '1'],
    ['names', JSON.stringify(Object.fromEntries(Object.entries(names).toSorted(([a], [b]) => byText(a, b))))],
    ['read', linesOf(entries)],
    ...(traced ? [['traced', tracedText(traced)]] : []),
  ];
  return `{\n${members.map(([key = '', text = '']) => `  ${JSON.stringify(key)}: ${text}`).join(',\n')}\n}\n`;
}

/** What an entry is remembered by. */
export function keyOf({ section, id, format }: Pick<ReadEntry, 'section' | 'id' | 'format'>): string {
  return JSON.stringify([section, id, format]);
}

function tracedText({ isDated, services, calls }: Traced): string {
  return `{\n  "isDated": ${isDated},\n  "services": ${linesOf(services)},\n  "calls": ${linesOf(calls)}\n  }`;
}

function linesOf(entries: readonly object[]): string {
  return entries.length === 0 ? '[]' : `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
}
