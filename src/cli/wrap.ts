/** Narrower columns than this are not worth it: then lines grow longer than the terminal. */
const narrowest = 24;

/** Breaks text without colours at blanks into lines no longer than `width`; a word that is longer stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  const most = Math.max(narrowest, width);
  if (text.length <= most) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A paragraph whose lines all begin with an indent, the first with `first` where that is given. */
export function paragraph(text: string, width: number, { indent, first = indent }: Indents): readonly string[] {
  const lines = wrapped(text, width - indent.length);
  return lines.map((line, index) => `${index === 0 ? first : indent}${line}`);
}

/** What stands before the lines of a paragraph. */
export interface Indents {
  readonly indent: string;
  readonly first?: string;
}

/** How many letters of a text are seen: its colours are not. */
export function visibleLength(text: string): number {
  const [plain = '', ...marked] = text.split('\u001b');
  return marked.reduce((sum, part) => sum + part.length - (part.indexOf('m') + 1), plain.length);
}
