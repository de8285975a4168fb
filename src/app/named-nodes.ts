import { byId, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { nearestName } from '../model/nearest-name.ts';
import type { Selection } from '../twin/select-nodes.ts';

/** The nodes that names of people stand for, in the order of ids; or of each name that stands for none what is wrong with it. */
export type NamedNodes =
  | { readonly nodes: readonly NodeId[] }
  | { readonly complaints: readonly { readonly text: string; readonly complaint: string }[] };

/** The nodes that names of people stand for; says of each name that stands for none what was probably meant. */
export function namedNodes(texts: readonly string[], select: (text: string) => Selection): NamedNodes {
  const nodes = new Set<NodeId>();
  const complaints: { readonly text: string; readonly complaint: string }[] = [];
  for (const text of texts) {
    const selection = select(text);
    if ('nodes' in selection) for (const id of selection.nodes) nodes.add(id);
    else complaints.push({ text, complaint: complaintOf(text, selection) });
  }
  return complaints.length === 0 ? { nodes: [...nodes].sort(byId) } : { complaints };
}

function complaintOf(text: string, { wrong, meant, known }: Extract<Selection, { readonly wrong: string }>): string {
  const near = meant ?? nearestName(text, known) ?? nearestWithoutKind(text, known);
  return `\`${text}\` ${wrong}${near === undefined ? '.' : `: did you mean \`${near}\`?`}`;
}

/** Who writes `vm-7` means `server/vm-07`. */
function nearestWithoutKind(text: string, known: readonly NodeId[]): NodeId | undefined {
  const near = text.includes('/') ? undefined : nearestName(text, known.map(localId));
  return known.find((id) => localId(id) === near && !id.startsWith('network/'));
}
