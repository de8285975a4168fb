import { WorldError } from '../ports.ts';

interface Fault {
  readonly found: string;
  readonly advice: string;
}

// The beginnings of SQLite's result codes (sqlite.org/rescode.html), the longer before those that they begin with.
const faults: readonly (readonly [string, Fault])[] = [
  [
    'SQLITE_READONLY',
    { found: 'is read-only', advice: 'Let the user that Linchpin runs as write the file and its folder.' },
  ],
  [
    'SQLITE_PERM',
    { found: 'may not be opened', advice: 'Let the user that Linchpin runs as write the file and its folder.' },
  ],
  [
    'SQLITE_CANTOPEN',
    {
      found: 'cannot be opened',
      advice: 'It must be a file, in a folder that the user that Linchpin runs as can write.',
    },
  ],
  // What Node says where the file lies behind a folder that may not be entered.
  ['EACCES', { found: 'may not be looked for', advice: 'Let the user that Linchpin runs as enter its folder.' }],
  [
    'SQLITE_BUSY',
    {
      found: 'is locked by another program',
      advice: 'Only one `linchpin run` may use a store; stop the other one, or name another file in `store.sqlite`.',
    },
  ],
  [
    'SQLITE_LOCKED',
    {
      found: 'is locked by another program',
      advice: 'Only one `linchpin run` may use a store; stop the other one, or name another file in `store.sqlite`.',
    },
  ],
  [
    'SQLITE_CORRUPT',
    {
      found: 'is damaged',
      advice:
        'Restore it from a backup, or move it (with its -wal and -shm files) out of the way: Linchpin then starts with an empty memory.',
    },
  ],
  [
    'SQLITE_NOTADB',
    { found: 'is not a database', advice: 'Name another file in `store.sqlite`, or move this one out of the way.' },
  ],
  [
    'SQLITE_FULL',
    { found: 'cannot grow: the disk is full', advice: 'Free space on its disk; Linchpin goes on by itself.' },
  ],
  [
    'SQLITE_IOERR',
    {
      found: 'cannot be read or written',
      advice: 'Look at the disk and the kernel log; Linchpin goes on by itself once the file can be used.',
    },
  ],
];

/** What a failure of the store means: a `WorldError` with path and advice, or the error itself where it is our own fault. */
export function storeFault(file: string, error: unknown): unknown {
  if (error instanceof WorldError || !(error instanceof Error)) return error;
  const code: unknown = Reflect.get(error, 'code');
  if (error instanceof SyntaxError) return unreachable(file, damaged, error);
  if (typeof code !== 'string') return error;
  const fault = faults.find(([begin]) => code.startsWith(begin))?.[1];
  return fault === undefined ? error : unreachable(file, fault, error);
}

/** Does work on the store, with its failures told as `storeFault` tells them. */
export async function withStoreFaults<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeFault(file, error);
  }
}

const damaged: Fault = {
  found: 'holds text that cannot be read',
  advice: 'Restore it from a backup, or move it out of the way.',
};

function unreachable(file: string, fault: Fault, cause: Error): WorldError {
  return new WorldError('unreachable', `The store ${file} ${fault.found} (${cause.message}). ${fault.advice}`, {
    cause,
  });
}
