#!/usr/bin/env node
import { exitStatus } from './cli/exit-status.ts';
import { runProgram } from './cli/program.ts';
import { processTerminal } from './cli/process-terminal.ts';
import { printable } from './cli/terminal.ts';
import { marked } from './domain/errors/catalogue.ts';

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
  process.exitCode = exitStatus.ourFault;
  tell(error);
}

function tell(error: unknown): void {
  const fault = error instanceof Error ? error : new Error(String(error));
  const text = `a fault of Linchpin itself: ${printable(fault.message)}. Please report it.`;
  terminal.error(`linchpin: ${marked(text, 'E901')}\n`);
  if (process.env['LINCHPIN_LOG_LEVEL'] === 'debug') terminal.error(`${fault.stack ?? ''}\n`);
  else terminal.error('LINCHPIN_LOG_LEVEL=debug shows where it happened.\n');
}
