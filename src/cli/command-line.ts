import type { Command } from 'commander';
import type { OnProgress } from '../domain/progress.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Terminal } from './terminal.ts';

/** The options that every command takes. */
export interface CommonOptions {
  readonly config?: string;
  readonly model?: string;
  readonly json?: true;
}

/** What a command gets: where to write, and how to answer. */
export interface CommandLine {
  readonly terminal: Terminal;
  /** Runs the command with the common options, and who is told what it is at; what it resolves to is the exit status. */
  answer(run: (common: CommonOptions, onProgress: OnProgress) => Promise<ExitStatus>): Promise<void>;
}

/** Adds the common options to the program. */
export function addCommonOptions(program: Command): void {
  program
    .option('--config <file>', 'the configuration (default: ./linchpin.yaml, then /etc/linchpin/linchpin.yaml)')
    .option('--model <dir>', 'the folder of the model, in the place of the one that the configuration names')
    .option('--json', 'print one JSON document on stdout and nothing else there');
}

/** Prints a JSON document. */
export function printJson(terminal: Terminal, document: unknown): void {
  terminal.out(`${JSON.stringify(document, null, 2)}\n`);
}
