import { namedNodes } from '../app/named-nodes.ts';
import { marked } from '../domain/errors/catalogue.ts';
import type { NodeId } from '../domain/node.ts';
import type { Selection } from '../twin/select-nodes.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** The nodes that names on the command line stand for; says of each name that stands for none what was probably meant. */
export function nodesOrTell(
  texts: readonly string[],
  select: (text: string) => Selection,
  terminal: Terminal,
): readonly NodeId[] | undefined {
  const named = namedNodes(texts, select);
  if ('nodes' in named) return named.nodes;
  for (const { complaint } of named.complaints) terminal.error(`linchpin: ${printable(marked(complaint, 'E702'))}\n`);
  terminal.hint?.('E702');
  return undefined;
}
