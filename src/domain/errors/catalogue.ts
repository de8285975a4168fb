import { configurationErrors } from './configuration.ts';
import type { ErrorEntry, WorldErrorKind } from './entry.ts';
import { importErrors } from './import.ts';
import { modelErrors } from './model.ts';
import { ownErrors } from './own.ts';
import { recoveryErrors } from './recovery.ts';
import { storeErrors } from './store.ts';
import { usageErrors } from './usage.ts';
import { zabbixErrors } from './zabbix.ts';

/**
 * Every error that people meet, by its code: E1 model, E2 configuration, E3 Zabbix, E4 store, E5 recovery, E6 import,
 * E7 command line, E9 Linchpin itself. Codes stand in logs, tickets and notes of people: one that is given up is never
 * used again, and what a code means does not change.
 */
const entries = {
  ...modelErrors,
  ...configurationErrors,
  ...zabbixErrors,
  ...storeErrors,
  ...recoveryErrors,
  ...importErrors,
  ...usageErrors,
  ...ownErrors,
} as const;

type Entries = typeof entries;

/** A code of the catalogue. */
export type ErrorCode = keyof Entries;

/** The codes that a `WorldError` may have. */
export type WorldErrorCode = {
  [Code in ErrorCode]: Entries[Code] extends { readonly kind: WorldErrorKind } ? Code : never;
}[ErrorCode];

/** The words for findings: one that no code stands for is none. */
export type FindingWord = {
  [Code in ErrorCode]: Entries[Code] extends { readonly findings: readonly (infer Word)[] } ? Word : never;
}[ErrorCode];

/** What is to be said of each code. */
export const catalogue: Readonly<Record<ErrorCode, ErrorEntry>> = entries;

/** All codes, in their order. */
export const errorCodes: readonly ErrorCode[] = (Object.keys(entries) as ErrorCode[]).toSorted();

/** Which kind an error of the world is. */
export function kindOfError(code: WorldErrorCode): WorldErrorKind {
  return entries[code].kind;
}

const codes = Object.fromEntries(
  errorCodes.flatMap((code) => (catalogue[code].findings ?? []).map((word) => [word, code])),
) as Readonly<Record<FindingWord, ErrorCode>>;

/** The code that stands for a finding of such a word. */
export function codeOfFinding(word: FindingWord): ErrorCode {
  return codes[word];
}
