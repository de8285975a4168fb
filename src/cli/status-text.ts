import type { Result, ResultFunction, ResultNode } from '../domain/result.ts';
import { localId } from '../domain/node.ts';
import { functionNames, incidentLines } from './incident-text.ts';
import { severityText } from './severity-colour.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Colours, Looks } from './terminal.ts';

/** A result for people: systems, what is not well of subsystems and functions, and the incidents by rank. */
export function statusText(result: Result, looks: Looks): string {
  const { colours } = looks;
  return blocksText([
    tableLines(result.systems.map((node) => nodeRow(node, colours))),
    subsystemLines(result, colours),
    functionLines(result.functions, result),
    result.incidents.length === 0
      ? ['No incidents.']
      : result.incidents.flatMap((incident) => incidentLines(incident, functionNames(result), looks)),
    [colours.dim(`as of ${result.at}`)],
  ]);
}

/** Blocks of lines with an empty line between; empty blocks are left out. */
export function blocksText(blocks: readonly (readonly string[])[]): string {
  const texts = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function subsystemLines(result: Result, colours: Colours): readonly string[] {
  const isWell = ({ state, severity }: ResultNode): boolean => state === 'working' && severity === 0;
  const worst = result.subsystems.filter((node) => !isWell(node) && node.state !== 'off');
  const well = result.subsystems.filter(isWell).length;
  const rows = worst.toSorted((a, b) => b.severity - a.severity).map((node) => nodeRow(node, colours));
  const lines = tableLines(rows, { head: ['SUBSYSTEM', 'STATE', 'SEVERITY', 'RESERVE'] });
  return well > 0 && worst.length > 0 ? [...lines, `(${well} more ${well === 1 ? 'is' : 'are'} OK)`] : lines;
}

function nodeRow(node: ResultNode, colours: Colours): readonly string[] {
  return [
    printable(node.name ?? localId(node.id)),
    node.planned === true ? `${node.state}, planned` : node.state,
    severityText(node.severity, colours),
    reserveText(node.reserve),
  ];
}

/** A reserve in words. */
export function reserveText(reserve: number | null | undefined): string {
  if (reserve === undefined) return '';
  return reserve === null ? 'nothing can fail it' : `reserve ${reserve}`;
}

const functionStates: readonly ResultFunction['state'][] = ['lost', 'impaired', 'unknown'];

/** The functions of some that are not available, the lost ones first, and the ranks of the incidents that take them away. */
export function functionLines(
  functions: Result['functions'],
  { incidents }: Pick<Result, 'incidents'>,
): readonly string[] {
  const ranks = new Map(incidents.map((incident) => [incident.id, incident.rank]));
  const rows = functionStates.flatMap((state) =>
    functions.filter((entry) => entry.state === state).map((entry) => functionRow(entry, ranks)),
  );
  return tableLines(rows, { head: ['FUNCTION', 'STATE', 'INCIDENTS'] });
}

function functionRow(entry: ResultFunction, ranks: ReadonlyMap<string, number>): readonly string[] {
  const because = entry.because.map((id) => ranks.get(id)).filter((rank) => rank !== undefined);
  return [printable(entry.name), entry.state, because.join(', ')];
}
