import type { Result, ResultFunction, ResultNode } from '../domain/result.ts';
import { localId } from '../domain/node.ts';
import { functionNames, incidentLines } from './incident-text.ts';
import { severityText } from './severity-colour.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Colours } from './terminal.ts';

/** A result for people: systems, what is not well of subsystems and functions, and the incidents by rank. */
export function statusText(result: Result, colours: Colours): string {
  const blocks = [
    tableLines(result.systems.map((node) => nodeRow(node, colours))),
    subsystemLines(result, colours),
    functionLines(result),
    result.incidents.length === 0
      ? ['No incidents.']
      : result.incidents.flatMap((incident) => incidentLines(incident, functionNames(result), colours)),
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${text.join('\n\n')}\n\n${colours.dim(`as of ${result.at}`)}\n`;
}

function subsystemLines(result: Result, colours: Colours): readonly string[] {
  const worst = result.subsystems.filter((node) => node.severity > 0 || node.state !== 'working');
  const well = result.subsystems.length - worst.length;
  const rows = worst.toSorted((a, b) => b.severity - a.severity).map((node) => nodeRow(node, colours));
  const lines = tableLines(rows, ['SUBSYSTEM', 'STATE', 'SEVERITY', 'RESERVE']);
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

function reserveText(reserve: number | null | undefined): string {
  if (reserve === undefined) return '';
  return reserve === null ? 'nothing can fail it' : `reserve ${reserve}`;
}

const functionStates: readonly ResultFunction['state'][] = ['lost', 'impaired', 'unknown'];

function functionLines(result: Result): readonly string[] {
  const ranks = new Map(result.incidents.map((incident) => [incident.id, incident.rank]));
  const rows = functionStates.flatMap((state) =>
    result.functions.filter((entry) => entry.state === state).map((entry) => functionRow(entry, ranks)),
  );
  return tableLines(rows, ['FUNCTION', 'STATE', 'INCIDENTS']);
}

function functionRow(entry: ResultFunction, ranks: ReadonlyMap<string, number>): readonly string[] {
  const because = entry.because.map((id) => ranks.get(id)).filter((rank) => rank !== undefined);
  return [printable(entry.name), entry.state, because.join(', ')];
}
