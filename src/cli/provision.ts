import type { Command } from 'commander';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';

export function addProvision(program: Command, line: CommandLine): void {
  program.command('provision').action(() => line.answer(() => Promise.resolve(exitStatus.done)));
}
