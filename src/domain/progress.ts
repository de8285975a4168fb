/** What long work is at: what is being done, and how many of how many of it are done where that is known. */
export interface Step {
  readonly what: string;
  readonly done?: number;
  readonly of?: number;
  /** What is counted: hosts, items. */
  readonly unit?: string;
}

/** Is told what long work is at; with nothing, that it is through. Whoever works does not know who looks. */
export type OnProgress = (step?: Step) => void;

/** A step in words: "reading items: 12 of 20 hosts". */
export function stepText({ what, done, of, unit }: Step): string {
  if (done === undefined) return what;
  const total = of === undefined ? '' : ` of ${numberText(of)}`;
  return `${what}: ${numberText(done)}${total}${unit === undefined ? '' : ` ${unit}`}`;
}

function numberText(value: number): string {
  return value.toLocaleString('en-US');
}
