import Table from 'cli-table3';
import { visibleLength, wrapped } from './wrap.ts';

const noBorder = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/**
 * Lines with the cells of each column aligned, two spaces apart, under a head where one is given. Where a width is given
 * the last cells are broken to fit into it.
 */
export function tableLines(
  rows: readonly (readonly string[])[],
  { head, width = Infinity }: { readonly head?: readonly string[]; readonly width?: number } = {},
): readonly string[] {
  if (rows.length === 0) return [];
  const style = { 'padding-left': 0, 'padding-right': gap, head: [], border: [], compact: true };
  const table = new Table({ chars: noBorder, style, ...(head && { head: [...head] }) });
  table.push(...fitted(rows, { head, width }).map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

const gap = 2;

/** The last column is the one with sentences in it; it has no colours, which could not be broken. */
function fitted(
  rows: readonly (readonly string[])[],
  { head, width }: { readonly head: readonly string[] | undefined; readonly width: number },
): readonly (readonly string[])[] {
  if (width === Infinity) return rows;
  const columns = Math.max(...rows.map((row) => row.length));
  const all = head ? [head, ...rows] : rows;
  const before = Array.from({ length: columns - 1 }, (_, column) =>
    Math.max(...all.map((row) => visibleLength(row[column] ?? '') + gap)),
  ).reduce((sum, length) => sum + length, 0);
  const left = width - before - gap;
  return rows.map((row) =>
    row.map((cell, index) =>
      index === columns - 1 && visibleLength(cell) === cell.length ? wrapped(cell, left).join('\n') : cell,
    ),
  );
}
