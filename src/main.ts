#!/usr/bin/env node
import { exitStatus, statusOf } from './cli/exit-status.ts';
import { runProgram } from './cli/program.ts';
import { printable, processTerminal } from './cli/terminal.ts';
import { WorldError } from './ports.ts';

// Certificates are always verified, whatever an environment that was made for other programs says.
delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];

const terminal = processTerminal();

// `linchpin … | head` closes the pipe: that is no fault of ours and nobody is left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitStatus.done);
});
// Nor is a log that nobody takes any more a reason to stop judging.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = await runProgram(process.argv.slice(2), terminal);
} catch (error) {
  process.exitCode = statusOf(error);
  tell(error);
}

function tell(error: unknown): void {
  if (error instanceof WorldError) {
    terminal.error(`linchpin: ${printable(error.message)}\n`);
    return;
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  terminal.error(`linchpin: a fault of Linchpin itself: ${printable(fault.message)}. Please report it.\n`);
  if (process.env['LINCHPIN_LOG_LEVEL'] === 'debug') terminal.error(`${fault.stack ?? ''}\n`);
  else terminal.error('LINCHPIN_LOG_LEVEL=debug shows where it happened.\n');
}
