import type { Judgement } from './oracle.ts';

/** What came of a fault that was tried: one row of the table. */
export interface Row {
  readonly fault: string;
  readonly times: number;
  readonly judgement: Judgement;
  /** How long it took each time until all was as it should be, in seconds. */
  readonly recovery: readonly number[];
  readonly note?: string;
}

const widths = [52, 5, 4, 7, 5, 18] as const;
const heads = ['fault', 'tried', 'lost', 'doubled', 'wrong', 'recovery (s)'];

/** The first lines of the table. */
export function tableHead(): string {
  return `${line([...heads, 'remarks'])}\n${line([...widths.map((width) => '-'.repeat(width)), '---'])}`;
}

/** A row in words. */
export function tableRow({ fault, times, judgement, recovery, note = '' }: Row): string {
  const { lost, doubled, wrong } = judgement;
  const counts = [times, lost.length, doubled.length, wrong.length].map(String);
  return line([fault, ...counts, inSeconds(recovery), note]);
}

/** Whether nothing was lost, doubled or wrong. */
export function isSound({ judgement: { lost, doubled, wrong } }: Row): boolean {
  return lost.length + doubled.length + wrong.length === 0;
}

/** The first few sentences of what is amiss. */
export function amiss({ judgement: { lost, doubled, wrong } }: Row): string {
  const few = (name: string, sentences: readonly string[]): readonly string[] => [
    ...sentences.slice(0, 10).map((sentence) => `    ${name}: ${sentence}`),
    ...(sentences.length > 10 ? [`    ${name}: and ${sentences.length - 10} more`] : []),
  ];
  return [...few('lost', lost), ...few('doubled', doubled), ...few('wrong', wrong)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
}

/** The middle one, and the longest. */
function inSeconds(recovery: readonly number[]): string {
  const sorted = recovery.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) return '–';
  const most = sorted.at(-1) ?? middle;
  return sorted.length === 1 ? middle.toFixed(1) : `${middle.toFixed(1)}, at most ${most.toFixed(1)}`;
}
