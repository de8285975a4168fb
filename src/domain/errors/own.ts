import type { ErrorEntry } from './entry.ts';

/** Faults of Linchpin. */
export const ownErrors = {
  E901: {
    title: 'A fault of Linchpin itself',
    meaning:
      'Something happened that must not: it is nothing that you did wrong, and nothing in your configuration mends it.',
    advice:
      'Please report it, with the version, the command, and what is printed with LINCHPIN_LOG_LEVEL=debug; that shows where it happened.',
  },
} as const satisfies Readonly<Record<`E9${number}`, ErrorEntry>>;
