import { flow } from './text-edits.ts';

/** A name to be written into a list, with what is to be said beside it. */
export interface NamedLine {
  readonly name: string;
  readonly comment?: string;
}

/** A key of an entry as it is to be written: a value, or names of which each may have a comment of its own. */
export interface WrittenKey {
  readonly key: string;
  readonly value: { readonly plain: unknown } | { readonly names: readonly NamedLine[] };
  readonly comment?: string;
}

/** A value in YAML on one line, whatever is in it. */
export function inline(value: unknown): string {
  // Within a list words keep odd blanks at their ends: of white space only blanks are no part of a word of YAML.
  return flow([value])
    .slice(1, -1)
    .replace(/^ +| +$/gu, '');
}

/** What is to be said beside a line, as a comment; of words of others no letter may end the line. */
export function commentOf(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]+/gu, ' ').trim();
  return `# ${line.length > longestComment ? `${line.slice(0, longestComment)}…` : line}`;
}

const longestComment = 200;

/** A key of a map in block style, a line each, without indent. */
export function keyLines({ key, value, comment }: WrittenKey): readonly string[] {
  const after = comment === undefined ? '' : ` ${commentOf(comment)}`;
  if ('plain' in value) return [`${inline(key)}: ${inline(value.plain)}${after}`];
  if (value.names.every((name) => name.comment === undefined)) {
    return [`${inline(key)}: ${inline(value.names.map(({ name }) => name))}${after}`];
  }
  return [`${inline(key)}:${after}`, ...value.names.map((name) => `  - ${nameLine(name)}`)];
}

/** A name of a list in block style. */
export function nameLine({ name, comment }: NamedLine): string {
  return comment === undefined ? inline(name) : `${inline(name)} ${commentOf(comment)}`;
}

/** A whole entry in block style, a line each, without indent. */
export function entryLines(id: string, keys: readonly WrittenKey[]): readonly string[] {
  if (keys.length === 0) return [`${inline(id)}: {}`];
  return [`${inline(id)}:`, ...keys.flatMap(keyLines).map((line) => `  ${line}`)];
}
