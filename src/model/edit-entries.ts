import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

import {
  addLines,
  atEndOfLine,
  columnOf,
  edited,
  endOf,
  endOfItem,
  inBraces,
  inPlaceOf,
  type TextEdit,
  withEndsOf,
} from './text-edits.ts';
import { commentOf, inline, keyLines, type NamedLine, nameLine } from './written-entry.ts';

/** One change of something that a file of a model describes, by the way to it: section, id, and keys below that. */
export type EntryChange = {
  readonly path: readonly [string, string, ...string[]];
  /** What is to be said beside it, where the form of the file leaves room for that. */
  readonly comment?: string;
} & ({ readonly value: unknown } | { readonly names: readonly NamedLine[] });

/** A file after changes, and those that its form does not allow: they are left to people. */
export interface EditedEntries {
  readonly text: string;
  readonly left: readonly EntryChange[];
}

/**
 * Sets keys of entries, and adds names to their lists, by changing as few letters as possible: comments, order and
 * form of everything else stay. A key that is there gets the value, one that is not there comes after the others.
 */
export function editEntries(text: string, changes: readonly EntryChange[]): EditedEntries {
  let current = text;
  const left: EntryChange[] = [];
  // Places hold for one change of an entry; so each round makes one of each.
  for (let rest = changes; rest.length > 0;) {
    const now = new Map<string, EntryChange>();
    const later: EntryChange[] = [];
    for (const change of rest) {
      const key = JSON.stringify(change.path.slice(0, 2));
      if (now.has(key)) later.push(change);
      else now.set(key, change);
    }
    const root = rootOf(current);
    const edits: TextEdit[] = [];
    for (const change of now.values()) {
      const made = root === undefined ? undefined : editsOf(current, root, change);
      if (made === undefined) left.push(change);
      else edits.push(...made);
    }
    current = edited(current, edits);
    rest = later;
  }
  return { text: current, left };
}

/** Adds whole entries to a section, each a few lines in block style; `undefined` where the section has no form for that. */
export function addEntries(text: string, section: string, entries: readonly (readonly string[])[]): string | undefined {
  if (entries.length === 0) return text;
  const { contents } = parsed(text);
  if (contents !== null && !isMap(contents)) return undefined;
  const node = contents?.get(section, true) ?? null;
  const isEmpty = node === null || (isScalar(node) && node.value === null);
  if (!isEmpty && (!isMap(node) || node.flow === true)) return undefined;
  const indent = isMap(node) && !isEmpty ? ' '.repeat(columnOf(text, node)) : '  ';
  const body = entries.flatMap((lines) => lines.map((line) => `${indent}${line}`)).join('\n');
  const last = isMap(node) && !isEmpty ? endOf(node) : undefined;
  if (last !== undefined) return edited(text, [atEndOfLine(text, last, body)]);
  const key = contents?.items.find((pair) => nameOf(pair) === section)?.key;
  if (isScalar(key)) return edited(text, [atEndOfLine(text, key.range[1], body)]);
  const before = text.trimEnd();
  const put = `${before === '' ? '' : '\n\n'}${section}:\n${body}`;
  return edited(text, [{ start: before.length, end: before.length, text: withEndsOf(text, put) }]).trimEnd() + '\n';
}

function parsed(text: string) {
  return parseDocument(text, { schema: 'core', stringKeys: true, prettyErrors: false, uniqueKeys: false });
}

function rootOf(text: string): YAMLMap | undefined {
  const { contents, errors } = parsed(text);
  return errors.length === 0 && isMap(contents) ? contents : undefined;
}

function editsOf(text: string, root: YAMLMap, change: EntryChange): readonly TextEdit[] | undefined {
  const [section, id, ...keys] = change.path;
  const sectionNode = root.get(section, true);
  const pair = isMap(sectionNode) ? sectionNode.items.find((each) => nameOf(each) === id) : undefined;
  if (pair === undefined) return undefined;
  return within(text, { pair, keys, change, above: pair });
}

interface Step {
  readonly pair: Pair;
  /** The way that is left to go, from the value of the pair on. */
  readonly keys: readonly string[];
  readonly change: EntryChange;
  /** The entry that all this is in: a comment that finds no place beside the change comes above it. */
  readonly above: Pair;
}

function within(text: string, { pair, keys, change, above }: Step): readonly TextEdit[] | undefined {
  const node = pair.value;
  const [key, ...deeper] = keys;
  if (key === undefined) return replaced(text, { node, change, above });
  if (node === null || (isScalar(node) && node.value === null)) return filled(text, { pair, keys, change, above });
  if (!isMap(node)) return undefined;
  const inner = node.items.find((each) => nameOf(each) === key);
  if (inner !== undefined) return within(text, { pair: inner, keys: deeper, change, above });
  return added(text, node, { pair, keys, change, above });
}

/** A key of a map that is not there yet. */
function added(text: string, node: YAMLMap, { keys, change, above }: Step): readonly TextEdit[] {
  const [key = '', ...deeper] = keys;
  if (node.flow === true) {
    const entry = `${inline(key)}: ${inline(nested(deeper, plainOf(change)))}`;
    return [inBraces(node, entry), ...commentsAbove(text, above, change)];
  }
  const indent = ' '.repeat(columnOf(text, node));
  const value = 'names' in change && deeper.length === 0 ? change : { plain: nested(deeper, plainOf(change)) };
  const lines = keyLines({ key, value, ...(change.comment !== undefined && { comment: change.comment }) });
  const last = endOf(node) ?? 0;
  return [atEndOfLine(text, last, lines.map((line) => `${indent}${line}`).join('\n'))];
}

/** A key that stands there with nothing after it. */
function filled(text: string, { pair, keys, change, above }: Step): readonly TextEdit[] | undefined {
  const range = isScalar(pair.value) ? pair.value.range : undefined;
  if (!range) return undefined;
  const [start, end] = range;
  const value = inline(nested(keys, plainOf(change)));
  return [inPlaceOf(text, { start, end }, value), ...commentsAbove(text, above, change)];
}

/** A value that is there becomes another, or a list gets more names. */
function replaced(
  text: string,
  { node, change, above }: { readonly node: unknown; readonly change: EntryChange; readonly above: Pair },
): readonly TextEdit[] | undefined {
  if ('names' in change && isSeq(node) && node.items.length > 0) return longer(text, { node, change, above });
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
  const { range } = node;
  if (!range) return undefined;
  const [start] = range;
  const end = isScalar(node) || node.flow === true ? range[1] : (endOf(node) ?? range[1]);
  // What people wrote beside the parts of a value would be lost with them; and a block of text has a form of its own.
  const lineEnd = text.indexOf('\n', end);
  const whole = isScalar(node) || node.flow === true ? end : lineEnd === -1 ? text.length : lineEnd;
  const isHandMade = !isScalar(node) && text.slice(start, whole).includes('#');
  if (isHandMade || (isScalar(node) && /^BLOCK/u.test(node.type ?? ''))) return undefined;
  return [inPlaceOf(text, { start, end }, inline(plainOf(change))), ...commentsAbove(text, above, change)];
}

interface Longer {
  readonly node: YAMLSeq;
  readonly change: EntryChange & { readonly names: readonly NamedLine[] };
  readonly above: Pair;
}

function longer(text: string, { node, change, above }: Longer): readonly TextEdit[] | undefined {
  const [first] = node.items;
  const { range } = node;
  const firstAt = isScalar(first) ? first.range?.[0] : undefined;
  const last = endOfItem(node.items.at(-1));
  if (!range || firstAt === undefined || last === undefined) return undefined;
  if (node.flow !== true) {
    const indent = ' '.repeat(columnOf(text, node));
    return [atEndOfLine(text, last, change.names.map((name) => `${indent}- ${nameLine(name)}`).join('\n'))];
  }
  const names = change.names.map(({ name }) => inline(name));
  if (!text.slice(range[0], range[1]).includes('\n')) {
    return [{ start: last, end: last, text: `, ${names.join(', ')}` }, ...commentsAbove(text, above, change)];
  }
  // In front, so that the comment at the end of each line stays with what it speaks of.
  const indent = ' '.repeat(firstAt - (text.lastIndexOf('\n', firstAt - 1) + 1));
  const lines = change.names.map(
    ({ name, comment }) => `${inline(name)},${comment === undefined ? '' : ` ${commentOf(comment)}`}\n${indent}`,
  );
  return [{ start: firstAt, end: firstAt, text: withEndsOf(text, lines.join('')) }];
}

/** What is said of a change within braces stands above the entry; nowhere, where that does not begin a line. */
function commentsAbove(text: string, above: Pair, change: EntryChange): readonly TextEdit[] {
  const of = change.path.slice(2).join('.');
  const named = 'names' in change ? change.names : [];
  const said = [
    ...(change.comment === undefined ? [] : [`${of}: ${change.comment}`]),
    ...named.flatMap(({ name, comment }) => (comment === undefined ? [] : [`${of}, ${name}: ${comment}`])),
  ];
  const start = isScalar(above.key) ? above.key.range?.[0] : undefined;
  if (start === undefined || said.length === 0) return [];
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return [];
  const lines = said.map((line) => `${commentOf(line)}\n${indent}`).join('');
  return [{ start, end: start, text: withEndsOf(text, lines) }];
}

function plainOf(change: EntryChange): unknown {
  return 'names' in change ? change.names.map(({ name }) => name) : change.value;
}

function nested(keys: readonly string[], value: unknown): unknown {
  return keys.toReversed().reduce<unknown>((inner, key) => Object.fromEntries([[key, inner]]), value);
}

function nameOf({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

/** Adds entries to the list of a section, each on a line of its own; `undefined` where the section has no form for that. */
export function addItems(text: string, section: string, items: readonly unknown[]): string | undefined {
  if (items.length === 0) return text;
  const { contents } = parsed(text);
  if (contents !== null && !isMap(contents)) return undefined;
  const node = contents?.get(section, true) ?? null;
  const isEmpty = node === null || (isScalar(node) && node.value === null);
  if (!isEmpty && (!isSeq(node) || (node.flow === true && node.items.length > 0))) return undefined;
  const edits = addLines(text, { key: section, node: isSeq(node) ? node : null, root: contents }, items.map(inline));
  return `${edited(text, edits).trimEnd()}\n`;
}
