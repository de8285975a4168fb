import type { Command } from 'commander';
import { essential } from '../report/to-result.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { lastResultOrTell } from './setup-or-tell.ts';
import { driftText } from './drift-text.ts';
import { statusText } from './status-text.ts';

/** Adds `linchpin status`: the state as of the last cycle that `run` saved. */
export function addStatus(program: Command, line: CommandLine): void {
  program
    .command('status')
    .summary('the present state: what is broken at the root, what users lose')
    .description('Prints the state as of the last cycle of `linchpin run`.')
    .option('--all', 'list working containers and shards too (with --json)')
    .addHelpText('after', '\nExample:\n  $ linchpin status --json')
    .action((options: { readonly all?: true }) =>
      line.answer(async (common) => {
        const { terminal } = line;
        const stored = await lastResultOrTell(common, terminal, { ended: false });
        if (stored === undefined) return exitStatus.invalid;
        const { result, drift } = stored;
        const shown = options.all === true ? result : essential(result);
        if (common.json === true) printJson(terminal, { ...shown, ...(drift && { drift }) });
        else terminal.out(`${statusText(result, terminal)}${driftText(drift)}`);
        return exitStatus.done;
      }),
    );
}
