import { byId, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { nearestName } from '../model/nearest-name.ts';
import type { Selection } from '../twin/select-nodes.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** The nodes that names on the command line stand for; says of each name that stands for none what was probably meant. */
export function nodesOrTell(
  texts: readonly string[],
  select: (text: string) => Selection,
  terminal: Terminal,
): readonly NodeId[] | undefined {
  const nodes = new Set<NodeId>();
  let isRight = true;
  for (const text of texts) {
    const selection = select(text);
    if ('nodes' in selection) for (const id of selection.nodes) nodes.add(id);
    else {
      isRight = false;
      terminal.error(`linchpin: ${printable(complaint(text, selection))}\n`);
    }
  }
  return isRight ? [...nodes].sort(byId) : undefined;
}

function complaint(text: string, { wrong, meant, known }: Extract<Selection, { readonly wrong: string }>): string {
  const near = meant ?? nearestName(text, known) ?? nearestWithoutKind(text, known);
  return `\`${text}\` ${wrong}${near === undefined ? '.' : `: did you mean \`${near}\`?`}`;
}

/** Who writes `vm-7` means `server/vm-07`. */
function nearestWithoutKind(text: string, known: readonly NodeId[]): NodeId | undefined {
  const near = text.includes('/') ? undefined : nearestName(text, known.map(localId));
  return known.find((id) => localId(id) === near && !id.startsWith('network/'));
}
