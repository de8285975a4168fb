import type { ErrorEntry } from './entry.ts';

/** What the store does not do, and what backups of it lack. */
export const storeErrors = {
  E401: {
    title: 'The store cannot be used',
    meaning:
      'The database cannot be opened, read or written. A daemon goes on judging, keeps what it would write, and tries again.',
    advice:
      'The message says what was found. SQLite: the folder, its permissions, a full disk. PostgreSQL: whether it runs, address, user and password (docs/store.md).',
    kind: 'unreachable',
  },
  E402: {
    title: 'The file of the store is not where it was',
    meaning:
      'It was moved, replaced or deleted while Linchpin uses it; what is written now would be lost, so nothing is.',
    advice:
      'Put it back, or restart Linchpin, which begins with what is there. To restore a backup, stop Linchpin first.',
    kind: 'unreachable',
  },
  E403: {
    title: 'There is no store yet, or nothing in it',
    meaning: 'This command shows what `linchpin run` has found, and that has not run with this configuration.',
    advice:
      'Start `linchpin run` (or `linchpin run --once`) with the same configuration; see that both name the same store.',
    kind: 'unreachable',
  },
  E404: {
    title: 'An older Linchpin uses the store',
    meaning: 'This version would bring the store up to date, and the one that runs would not understand it any more.',
    advice: 'Stop the older one; this one then goes on by itself.',
    kind: 'unreachable',
  },
  E405: {
    title: 'The store is of an older Linchpin',
    meaning: 'Only `linchpin run` brings a store up to date.',
    advice: 'Start `linchpin run` of this version once.',
    kind: 'refused',
  },
  E406: {
    title: 'The store is of a newer Linchpin',
    meaning: 'A newer version has changed it, and this one could spoil what it does not understand.',
    advice: 'Start that version, or restore the backup from before the upgrade into another store.',
    kind: 'refused',
  },
  E407: {
    title: 'The address of PostgreSQL cannot be used',
    meaning: '`store.postgres.url` is no address that says host, database and how it is protected.',
    advice: 'Write postgres://linchpin:PASSWORD@db.example.org:5432/linchpin into the file or variable that holds it.',
    kind: 'invalid',
  },
  E408: {
    title: 'The database cannot hold every name',
    meaning: 'Its encoding is not UTF8, and names in Zabbix may be in any language.',
    advice: "Create it with encoding 'UTF8' and template template0.",
    kind: 'refused',
  },
  E410: {
    title: 'This is no backup that can be used',
    meaning: 'The file is not there, may not be read, is cut off, was changed, or is something else.',
    advice: 'Name a file that `linchpin backup` wrote whole; each is written beside and put in place at its end.',
    kind: 'invalid',
  },
  E411: {
    title: 'The backup does not fit on its disk',
    meaning: 'The disk is full or failed.',
    advice: 'Make room, or name a file elsewhere.',
    kind: 'unreachable',
  },
  E412: {
    title: 'The backup is of another version',
    meaning: 'What it holds has the form of another version of Linchpin.',
    advice: 'Restore it with that version; then start this one, which brings an older store up to date.',
    kind: 'refused',
  },
  E413: {
    title: 'The store is in use',
    meaning: 'A Linchpin runs on it, and would go on with what it remembers in the place of what is restored.',
    advice: 'Stop it first; where it was killed, try again within a minute.',
    kind: 'refused',
  },
  E414: {
    title: 'The store is not empty',
    meaning: 'What it holds would be lost.',
    advice: 'Restore into another store, or say --force where that is meant.',
    kind: 'refused',
  },
  E415: {
    title: 'A backup would overwrite something else',
    meaning: 'The file named is the store itself, or is there and is no backup.',
    advice: 'Name another file.',
    kind: 'invalid',
  },
  E421: {
    title: 'Nothing is known of that time',
    meaning: 'No cycle was judged then, or it was longer ago than `store.keep`.',
    advice: 'Ask for a time after the first cycle and within `store.keep` (90 days where nobody said otherwise).',
    kind: 'refused',
  },
  E422: {
    title: 'The model of that time cannot be read any more',
    meaning: 'It was in force under another version of Linchpin, whose form this version does not take.',
    advice: 'Ask that version, with a copy of the store.',
    kind: 'refused',
  },
  E423: {
    title: 'Another Linchpin leads',
    meaning: 'It runs the cycles of this store, and two at once would tell Zabbix everything twice.',
    advice: '`linchpin status` shows what it found. To run a cycle here, stop that one first (docs/failover.md).',
    kind: 'unreachable',
  },
} as const satisfies Readonly<Record<`E4${number}`, ErrorEntry>>;
