/** A table for other programs: a head, and rows of as many cells. */
export interface Tabular {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The forms in which a command gives a table to other programs. */
export const tableFormats = ['csv', 'md', 'json'] as const;

/** One of them. */
export type TableFormat = (typeof tableFormats)[number];

/**
 * The table as CSV (RFC 4180: CRLF, quotes doubled). A cell that a spreadsheet would take for a formula begins with `'`;
 * characters by which a terminal could be led astray are blanks.
 */
export function csvText({ head, rows }: Tabular): string {
  return [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(text: string): string {
  const shown = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]+/g, ' ');
  const harmless = /^[=+\-@\t\r]/.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The table as Markdown; what Markdown or HTML would take for marks is shown as it is. */
export function markdownText({ head, rows }: Tabular): string {
  const lines = [head.map(markdownCell), head.map(() => '---'), ...rows.map((row) => row.map(markdownCell))];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function markdownCell(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\\`*_[\]{}<>#|~!&]/g, (mark) => (mark === '<' ? '&lt;' : mark === '&' ? '&amp;' : `\\${mark}`));
}
