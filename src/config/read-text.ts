import { readFile } from 'node:fs/promises';

import { errorCode } from './error-code.ts';

/** The text of a file, or why there is none, in words. */
export type TextReading = { readonly text: string } | { readonly why: string; readonly isAbsent: boolean };

/** Reads a small text file; what goes wrong is a value, since people name these files. */
export async function readText(file: string): Promise<TextReading> {
  try {
    return { text: await readFile(file, 'utf8') };
  } catch (error) {
    const code = errorCode(error);
    return { why: words[code ?? ''] ?? `can't be read (${code ?? 'no reason given'})`, isAbsent: code === 'ENOENT' };
  }
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: something on the way to it is not a folder',
  EISDIR: 'is a folder',
  EACCES: "can't be read: permission denied",
};
