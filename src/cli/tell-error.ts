import { marked } from '../domain/errors/catalogue.ts';
import type { WorldError } from '../ports.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Says what went wrong with the world, with its code. */
export function tellError({ message, code }: WorldError, terminal: Terminal): void {
  terminal.error(`linchpin: ${printable(marked(message, code))}\n`);
  terminal.hint?.(code);
}
