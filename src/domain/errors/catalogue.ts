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
 * Every error that people meet, by its code. Codes stand in logs, tickets and notes of people: one that is given up is
 * never used again, and what a code means does not change.
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

/** The parts of Linchpin that codes belong to, by how these begin. */
export const errorAreas: readonly { readonly begin: string; readonly title: string }[] = [
  { begin: 'E1', title: 'The model and its tests' },
  { begin: 'E2', title: 'The configuration' },
  { begin: 'E3', title: 'Zabbix' },
  { begin: 'E4', title: 'The store and its backups' },
  { begin: 'E5', title: 'Recovery' },
  { begin: 'E6', title: 'Import, init, calibrate' },
  { begin: 'E7', title: 'The command line' },
  { begin: 'E9', title: 'Linchpin itself' },
];

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

/** A text for people with the code by which `linchpin help` says more of it. */
export function marked(text: string, code: ErrorCode): string {
  return `${text} [${code}]`;
}
