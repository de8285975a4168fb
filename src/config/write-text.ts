import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { WorldError } from '../ports.ts';
import { errorCode } from './error-code.ts';

/**
 * Puts a text in the place of a file's, whole or not at all; a new file is made. Rejects with `WorldError` ("invalid")
 * where that can't be done, and then the file is as it was.
 */
export async function writeText(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.new`);
  try {
    const mode = await stat(target).then(
      (found) => found.mode,
      () => 0o666,
    );
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    const code = errorCode(error) ?? '';
    throw new WorldError('E220', `The file ${file} can't be written (${words[code] ?? code}); it is as it was.`, {
      cause: error,
    });
  }
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EACCES: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EISDIR: 'it is a folder',
};
