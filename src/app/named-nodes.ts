import { byId, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { nearestName } from '../model/nearest-name.ts';
import type { Selection } from '../twin/select-nodes.ts';

/** The nodes that names of people stand for, in the order of ids; or of the names that stand for none what is wrong with them. */
export type NamedNodes =
  | { readonly nodes: readonly NodeId[] }
  | { readonly complaints: readonly { readonly text: string; readonly complaint: string }[] };

/** To look for what was meant takes long in a large model, and more than these nobody reads. */
const mostMeant = 5;
const mostComplaints = 20;

/**
 * The nodes that names of people stand for; says of each name that stands for none, up to a number, what is wrong with
 * it, and of the first ones what was probably meant.
 */
export function namedNodes(texts: readonly string[], select: (text: string) => Selection): NamedNodes {
  const nodes = new Set<NodeId>();
  const complaints: { readonly text: string; readonly complaint: string }[] = [];
  for (const text of texts) {
    const selection = select(text);
    if ('nodes' in selection) {
      for (const id of selection.nodes) nodes.add(id);
      continue;
    }
    complaints.push({ text, complaint: complaintOf(text, selection, complaints.length < mostMeant) });
    if (complaints.length === mostComplaints) break;
  }
  return complaints.length === 0 ? { nodes: [...nodes].sort(byId) } : { complaints };
}

function complaintOf(
  text: string,
  { wrong, meant, known }: Extract<Selection, { readonly wrong: string }>,
  isSearched: boolean,
): string {
  const near = meant ?? (isSearched ? (nearestName(text, known) ?? nearestWithoutKind(text, known)) : undefined);
  return `\`${text}\` ${wrong}${near === undefined ? '.' : `: did you mean \`${near}\`?`}`;
}

/** Who writes `vm-7` means `server/vm-07`. */
function nearestWithoutKind(text: string, known: readonly NodeId[]): NodeId | undefined {
  const near = text.includes('/') ? undefined : nearestName(text, known.map(localId));
  return known.find((id) => localId(id) === near && !id.startsWith('network/'));
}
