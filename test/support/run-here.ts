import { runProgram } from '../../src/cli/program.ts';
import { coloursOf } from '../../src/cli/terminal.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/** Runs a command in this process, as the program's main does; both outputs in the order of writing. */
export async function run(args: readonly string[]): Promise<{ readonly status: number; readonly printed: string }> {
  let printed = '';
  const write = (text: string): void => void (printed += text);
  const terminal: Terminal = { colours: coloursOf('none'), width: Infinity, out: write, error: write };
  return { status: await runProgram(args, terminal), printed: printed.trimEnd() };
}
