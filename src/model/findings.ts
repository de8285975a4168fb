import type { Finding, Position } from '../domain/finding.ts';
import { byText } from '../domain/node.ts';
import { byPosition } from './positions.ts';

/** Takes note of one thing wrong or doubtful; where it stands comes with it. */
export type Report = (complaint: Complaint, position?: Position) => void;

/** A finding before it is known where it stands. */
export type Complaint = Omit<Finding, 'position'>;

/** Collects findings while reading; what is found twice at one position is kept once. */
export class FindingList {
  readonly #findings: Finding[] = [];
  readonly #seen = new Set<string>();

  readonly report: Report = (complaint, position) => {
    const finding: Finding = position ? { ...complaint, position } : complaint;
    const key = JSON.stringify([finding.position, finding.code, finding.message]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#findings.push(finding);
  };

  /** Whether anything found forbids going on. */
  get hasErrors(): boolean {
    return this.#findings.some((finding) => finding.level === 'error');
  }

  /** Everything found, in the order of files, lines and columns; what has no position comes first. */
  sorted(): readonly Finding[] {
    return this.#findings.toSorted(byPlaceAndCode);
  }
}

function byPlaceAndCode(a: Finding, b: Finding): number {
  if (a.position && b.position) {
    const order = byPosition(a.position, b.position);
    if (order !== 0) return order;
  } else if (a.position || b.position) {
    return a.position ? 1 : -1;
  }
  return byText(a.code, b.code) || byText(a.message, b.message);
}
