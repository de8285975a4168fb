import Table from 'cli-table3';

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

/** Lines with the cells of each column aligned, two spaces apart, under a head where one is given. */
export function tableLines(rows: readonly (readonly string[])[], head?: readonly string[]): readonly string[] {
  if (rows.length === 0) return [];
  const style = { 'padding-left': 0, 'padding-right': 2, head: [], border: [], compact: true };
  const table = new Table({ chars: noBorder, style, ...(head && { head: [...head] }) });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
