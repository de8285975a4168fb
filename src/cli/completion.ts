import { Argument } from 'commander';
import type { Command } from 'commander';
import type { CommandLine } from './command-line.ts';
import { completionOf, shells } from './completion-script.ts';
import type { Shell } from './completion-script.ts';
import { exitStatus } from './exit-status.ts';

/** Adds `linchpin completion`: what makes a shell complete commands, options and their choices. */
export function addCompletion(program: Command, line: CommandLine): void {
  program
    .command('completion')
    .summary('complete commands and options in a shell')
    .description('Prints a script that makes the shell complete the commands, options and choices of this version.')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ linchpin completion bash > /etc/bash_completion.d/linchpin\n' +
        '  $ linchpin completion zsh > "${fpath[1]}/_linchpin"\n' +
        '  $ linchpin completion fish > ~/.config/fish/completions/linchpin.fish',
    )
    .action((shell: Shell) =>
      line.answer(() => {
        line.terminal.out(completionOf(program, shell));
        return Promise.resolve(exitStatus.done);
      }),
    );
}
