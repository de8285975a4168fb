/** How high what stands above and below a list is, in pixels of CSS. */
export const heights = { header: 26, footer: 22 } as const;

/** A list whose entries all have one height, so that how many fit follows from the size of the frame alone. */
export interface Layout {
  /** The class of the body that it is for. */
  readonly of: string;
  /** From which width of the frame on. */
  readonly from: number;
  readonly columns: number;
  readonly row: number;
}

/** The lists, each from the narrowest form on. */
export const layouts: readonly Layout[] = [
  { of: 'incidents', from: 0, columns: 1, row: 93 },
  { of: 'incidents', from: 560, columns: 1, row: 42 },
  { of: 'board', from: 0, columns: 1, row: 42 },
  { of: 'board', from: 480, columns: 2, row: 42 },
  { of: 'board', from: 860, columns: 3, row: 42 },
];

/** No frame is higher than so many rows; what comes after them is counted there too. */
const mostRows = 30;

/** The most entries of a list that a frame shows before one scrolls. */
export const mostFitting = mostRows * Math.max(...layouts.map(({ columns }) => columns));

/** How many entries may fit in some size of a frame, the fewest first. */
export function fitting(of: string): readonly number[] {
  const counts = layouts
    .filter((layout) => layout.of === of)
    .flatMap(({ columns }) => Array.from({ length: mostRows + 1 }, (_, rows) => rows * columns));
  return [...new Set(counts)].sort((a, b) => a - b);
}

/**
 * Which of the counts of what does not fit is shown, for every size of a frame: a frame without scripts can't measure
 * itself, but knows which rule is for its size.
 */
export function countingStyle(): string {
  return layouts
    .flatMap((layout) => {
      const next = layouts.find(({ of, from }) => of === layout.of && from > layout.from);
      const width = `(width >= ${layout.from}px)${next === undefined ? '' : ` and (width < ${next.from}px)`}`;
      return Array.from({ length: mostRows + 1 }, (_, rows) => {
        const from = rows === 0 ? 0 : heights.header + heights.footer + rows * layout.row;
        const until = heights.header + heights.footer + (rows + 1) * layout.row;
        const height = rows === mostRows ? `(height >= ${from}px)` : `(height >= ${from}px) and (height < ${until}px)`;
        return `@media ${width} and ${height}{.${layout.of} .more-${rows * layout.columns}{display:inline}}`;
      });
    })
    .join('');
}
