import type { FindingWord } from './errors/catalogue.ts';

/** Where in a file of people something was found; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong or doubtful in what people wrote: what was found, where, what was expected, what to do. */
export interface Finding {
  readonly level: 'error' | 'warning';
  /** A short constant word for the kind of mistake, such as `unknown-key`, for scripts and tests. */
  readonly code: FindingWord;
  readonly message: string;
  readonly position?: Position;
}
