import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { RecoveryId } from '../../domain/recovery-rule.ts';
import { FindingList } from '../../model/findings.ts';
import { readYaml } from '../../model/yaml-source.ts';
import { errorCode } from '../error-code.ts';
import { allowSchema } from './allow/schema.ts';

/** The recoveries that may act without anybody being asked, or why none may. */
export type Allowed = { readonly recoveries: ReadonlySet<RecoveryId> } | { readonly why: string };

/** Who may say what happens by itself: nobody but root. */
const root = 0;
const writableByOthers = 0o022;
const sticky = 0o1000;

/** More than anybody has recoveries. */
const largest = 1024 * 1024;

/**
 * Reads the second file, by which root allows what happens by itself. It counts only where nobody but root can have
 * written it: the file, and each folder on the way to it, belongs to root and can be written by nobody else.
 */
export async function readAllowed(file: string): Promise<Allowed> {
  const path = resolve(file);
  let handle: FileHandle | undefined;
  try {
    const way = await wayMistake(dirname(path));
    if (way !== undefined) return { why: way };
    // What was opened is what is looked at: the name may stand for something else a moment later.
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile()) return { why: `${path} is no file` };
    if (found.size > largest) return { why: `${path} is larger than ${largest} bytes` };
    const mistake = ownMistake(path, found);
    return mistake === undefined ? parsed(path, await handle.readFile('utf8')) : { why: mistake };
  } catch (error) {
    return { why: `${path} ${wordsOf(error)}` };
  } finally {
    await handle?.close();
  }
}

interface Owned {
  readonly uid: number;
  readonly mode: number;
}

/** Whoever may change a folder may put another file of root's in the place of this one. */
async function wayMistake(folder: string): Promise<string | undefined> {
  const found = await lstat(folder);
  if (found.isSymbolicLink()) return `${folder}, on the way to it, is a link: name the folder itself`;
  const isSticky = (found.mode & sticky) !== 0;
  const mistake = ownMistake(folder, isSticky ? { uid: found.uid, mode: 0 } : found);
  const above = dirname(folder);
  return mistake ?? (above === folder ? undefined : wayMistake(above));
}

function ownMistake(path: string, { uid, mode }: Owned): string | undefined {
  if (uid !== root) return `${path} belongs to user ${uid}: make it root's (chown root)`;
  return (mode & writableByOthers) === 0
    ? undefined
    : `${path} can be written by others than root: take that away (chmod go-w)`;
}

function parsed(path: string, text: string): Allowed {
  const findings = new FindingList();
  const source = readYaml({ path, text }, { report: findings.report });
  const read = allowSchema.safeParse(source?.value);
  if (!findings.hasErrors && read.success) return { recoveries: new Set(read.data.recoveries) };
  const [first] = findings.sorted();
  return { why: `${path}: expected { recoveries: [name, …] }${first === undefined ? '' : ` (${first.message})`}` };
}

function wordsOf(error: unknown): string {
  const code = errorCode(error) ?? 'no reason given';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist';
  if (code === 'ELOOP') return 'is a link: name the file itself';
  return code === 'EACCES' ? "can't be read: permission denied" : `can't be read (${code})`;
}
