import type { Command } from 'commander';
import { gapDocument } from '../app/past.ts';
import type { Instant } from '../domain/instant.ts';
import { essential } from '../report/to-result.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { driftText } from './drift-text.ts';
import { parseTime } from './parse-argument.ts';
import { resultOrTell } from './past-or-tell.ts';
import { statusText } from './status-text.ts';

/** Adds `linchpin status`: the state as of the last cycle that `run` saved, or of a time before. */
export function addStatus(program: Command, line: CommandLine): void {
  program
    .command('status')
    .summary('the present state: what is broken at the root, what users lose')
    .description('Prints the state as of the last cycle of `linchpin run`, or of a time before.')
    .option('--at <time>', 'the state at that time, from the history', parseTime)
    .option('--all', 'list working containers and shards too (with --json)')
    .addHelpText('after', '\nExamples:\n  $ linchpin status --json\n  $ linchpin status --at 2026-11-01T03:10:00Z')
    .action(({ all, at }: { readonly all?: true; readonly at?: Instant }) =>
      line.answer(async (common) => {
        const { terminal } = line;
        const stored = await resultOrTell(common, terminal, { at, ended: false });
        if (stored === undefined) return exitStatus.invalid;
        const { result, drift } = stored;
        const shown = all === true ? result : essential(result);
        if (common.json === true) printJson(terminal, { ...shown, ...(drift && { drift }), ...gapDocument(stored) });
        else terminal.out(`${statusText(result, terminal)}${driftText(drift)}`);
        return exitStatus.done;
      }),
    );
}
