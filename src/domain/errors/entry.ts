/** What went wrong with the world, and so which exit status it means (contracts, Commands). */
export type WorldErrorKind = 'unreachable' | 'refused' | 'not-provisioned' | 'invalid';

/** What `linchpin help` says of an error: one entry for all that asks the same of its reader. */
export interface ErrorEntry {
  /** What is wrong, in a line. */
  readonly title: string;
  /** What it means: what Linchpin saw, and what follows from it. */
  readonly meaning: string;
  /** What to do about it. */
  readonly advice: string;
  /** A message that bears the code, or what leads to one. */
  readonly example?: string;
  /** Which kind of `WorldError` it is; absent where none is thrown. */
  readonly kind?: WorldErrorKind;
  /** The words for it in the JSON of findings. */
  readonly findings?: readonly string[];
}
