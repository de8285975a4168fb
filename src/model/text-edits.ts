import { Document, isMap, isNode, isSeq, type Node, visit, type YAMLMap, type YAMLSeq } from 'yaml';

/** A change of a text: what stands between two offsets becomes something else. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text after changes that do not overlap; of several at one place the first comes first. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, text: put } of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(from, start), put);
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}

/** A value in YAML on one line, whatever is in it. */
export function flow(value: unknown): string {
  const document = new Document(value, null, { schema: 'core' });
  visit(document, {
    // Text of several lines would take several, and with it all that it stands in.
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && /[\n\r]/u.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document
    .toString({ collectionStyle: 'flow', lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
    .trimEnd();
}

/** A section of a file: its value where it has one, its key, and the map it stands in. */
export interface Section<Value extends YAMLMap | YAMLSeq> {
  readonly key: string;
  readonly node: Value | null;
  readonly root: Node | null;
}

/** Adds entries to the end of a map in the form that it has; where there is none, one is put into the file. */
export function addToMap(
  text: string,
  section: Section<YAMLMap>,
  entries: readonly { readonly key: string; readonly value: string }[],
): readonly TextEdit[] {
  const { node } = section;
  const written = entries.map(({ key, value }) => `${flow(key)}: ${value}`);
  if (node?.flow !== true || entries.length === 0 || !node.range) return addLinesOf(text, section, written);
  return [inBraces(node, written.join(', '))];
}

/** An entry after the last one within braces, in front of what may be said of that. */
export function inBraces(node: YAMLMap, entry: string): TextEdit {
  const last = node.items.at(-1);
  const at = last && (endOfItem(last.value) ?? endOfItem(last.key));
  if (at !== undefined) return { start: at, end: at, text: `, ${entry}` };
  const open = (node.range?.[0] ?? 0) + 1;
  return { start: open, end: open, text: ` ${entry} ` };
}

/** Where the last letter of an entry stands, if there is one. */
export function endOfItem(node: unknown): number | undefined {
  return isNode(node) ? endOf(node) : undefined;
}

/** Adds entries to the end of a list, each on a line of its own; where there is none, one is put into the file. */
export function addLines(text: string, section: Section<YAMLSeq>, entries: readonly string[]): readonly TextEdit[] {
  return addLinesOf(
    text,
    section,
    entries.map((entry) => `- ${entry}`),
  );
}

function addLinesOf(
  text: string,
  { key, node, root }: Section<YAMLMap | YAMLSeq>,
  lines: readonly string[],
): readonly TextEdit[] {
  if (lines.length === 0) return [];
  const last = node === null ? undefined : endOf(node);
  if (node !== null && last !== undefined && node.items.length > 0) {
    const indent = ' '.repeat(columnOf(text, node));
    return [atEndOfLine(text, last, lines.map((line) => `${indent}${line}`).join('\n'))];
  }
  const body = lines.map((line) => `  ${line}`).join('\n');
  const place = isMap(root) ? keyEnd(root, key) : undefined;
  if (place === undefined) {
    const start = text.trimEnd().length;
    return [{ start, end: start, text: withEndsOf(text, `${start === 0 ? '' : '\n\n'}${key}:\n${body}`) }];
  }
  // `containers:` with nothing or `[]` after it.
  const empty = node?.range;
  const cut: readonly TextEdit[] = empty ? [{ start: empty[0], end: empty[1], text: '' }] : [];
  return [...cut, atEndOfLine(text, empty?.[1] ?? place, body)];
}

/** Puts lines after the line in which something ends. */
export function atEndOfLine(text: string, after: number, lines: string): TextEdit {
  // A block of text ends behind the end of its last line.
  const from = text.charAt(after - 1) === '\n' ? after - 1 : after;
  const found = text.slice(from).search(/\r?\n/);
  const start = found === -1 ? text.length : from + found;
  return { start, end: start, text: withEndsOf(text, `\n${lines}`) };
}

/** What is put into a text, with the ends of lines that it has. */
export function withEndsOf(text: string, put: string): string {
  return text.includes('\r\n') ? put.replaceAll('\n', '\r\n') : put;
}

/** Puts a value where a key has none, apart from a comment that may follow. */
export function inPlaceOf(text: string, { start, end }: Pick<TextEdit, 'start' | 'end'>, value: string): TextEdit {
  const before = /\s/.test(text.charAt(start - 1)) ? '' : ' ';
  const after = text.charAt(end) === '#' ? ' ' : '';
  return { start, end, text: `${before}${value}${after}` };
}

/** Where the last letter of a value stands, comments and blank lines after it left out. */
export function endOf(node: Node): number | undefined {
  if ((isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0) {
    const last: unknown = node.items.at(-1);
    if (isNode(last)) return endOf(last);
    const { key, value } = last as YAMLMap['items'][number];
    const end = isNode(value) ? endOf(value) : undefined;
    return end ?? (isNode(key) ? key.range?.[1] : undefined);
  }
  return node.range?.[1];
}

/** In which column the entries of a value begin; those of a list with their dash. */
export function columnOf(text: string, node: YAMLMap | YAMLSeq): number {
  const start = node.range?.[0] ?? 0;
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

function keyEnd(root: YAMLMap, key: string): number | undefined {
  const pair = root.items.find(({ key: found }) => isNode(found) && String(found) === key);
  return isNode(pair?.key) ? pair.key.range?.[1] : undefined;
}
