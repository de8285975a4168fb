import type { ErrorEntry } from './entry.ts';

/** What the command line asks that cannot be answered. */
export const usageErrors = {
  E701: {
    title: 'The command was used in a way that it does not know',
    meaning: 'An option or argument is unknown, missing, of another form, or does not go with another one.',
    advice: '`linchpin help COMMAND` shows the options, with examples. Names with * or blanks need quotes in a shell.',
    kind: 'invalid',
  },
  E702: {
    title: 'There is no such node',
    meaning: 'A name on the command line stands for nothing in the model in force.',
    advice:
      'Nodes are named kind/id, such as pod/calendar-db, container/vm-01/calendar-db-1-1 or disk/vm-01/data1; globs such as disk/*/data1 are taken too, in quotes. `linchpin status --all` lists ids.',
    example: 'linchpin explain calendar-db     # expected: pod/calendar-db',
    kind: 'invalid',
  },
  E703: {
    title: 'Observations cannot be read',
    meaning: 'The file is not there, or a line is no observation in JSON.',
    advice: 'One observation a line, with `at`, `node`, `signal` and `value`; see the example.',
    example: '{"at":"2026-11-01T10:00:00Z","node":"container/vm-01/calendar-db-1-1","signal":"errors","value":12}',
    kind: 'invalid',
  },
  E704: {
    title: 'No Linchpin answers here',
    meaning: 'Nothing answers at `http.listen` of this configuration, or something else does.',
    advice: 'See whether `linchpin run` runs (systemctl status linchpin), its log, and who else has that port.',
    kind: 'unreachable',
  },
} as const satisfies Readonly<Record<`E7${number}`, ErrorEntry>>;
