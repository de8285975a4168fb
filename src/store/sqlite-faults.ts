import type { Fault } from './engine.ts';

const locked: Fault = {
  found: 'is locked by another program',
  advice: 'Only one `linchpin run` may use a store; stop the other one, or name another file in `store.sqlite`.',
};

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
  ['SQLITE_BUSY', locked],
  ['SQLITE_LOCKED', locked],
  [
    'SQLITE_CORRUPT',
    {
      found: 'is damaged',
      advice:
        'Restore it from a backup, or move it (with its -wal and -shm files) out of the way and restart Linchpin, which then begins with an empty memory.',
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

/** What SQLite, or Node at its file, says has happened; `undefined` where it is no failure of the world. */
export function sqliteFault(error: Error): Fault | undefined {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? faults.find(([begin]) => code.startsWith(begin))?.[1] : undefined;
}
