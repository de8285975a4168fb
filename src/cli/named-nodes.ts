import type { NodeId } from '../domain/node.ts';
import { nearestName } from '../model/nearest-name.ts';
import { WorldError } from '../ports.ts';
import type { Selection } from '../twin/select-nodes.ts';

/** The nodes that names on the command line stand for; rejects by `WorldError` ("invalid") for those that stand for none. */
export function nodesNamed(texts: readonly string[], select: (text: string) => Selection): readonly NodeId[] {
  const selections = texts.map((text) => ({ text, selection: select(text) }));
  const wrong = selections.flatMap(({ text, selection }) => ('wrong' in selection ? [complaint(text, selection)] : []));
  if (wrong.length > 0) throw new WorldError('invalid', wrong.join('\n'));
  return [...new Set(selections.flatMap(({ selection }) => ('nodes' in selection ? selection.nodes : [])))].sort();
}

function complaint(text: string, { wrong, meant, known }: Extract<Selection, { readonly wrong: string }>): string {
  const near = meant ?? nearestName(text, known);
  return `\`${text}\` ${wrong}${near === undefined ? '.' : `: did you mean \`${near}\`?`}`;
}
