import type { Explained } from '../app/explaining.ts';
import { toIso } from '../domain/instant.ts';
import { severityText } from './severity-colour.ts';
import { blocksText } from './status-text.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Looks } from './terminal.ts';
import { paragraph } from './wrap.ts';

const indent = '  ';

/** An explanation for people: what the node is, then a section for each step of why. */
export function explanationLines({ explanation, text }: Explained, { colours, width }: Looks): string {
  const { node, at } = explanation;
  const severity = node.severity === undefined ? [] : [severityText(node.severity, colours)];
  const title = [colours.bold(printable(text.title)), printable(text.state), ...severity].join(indent);
  const inner = width - indent.length;
  const sections = text.sections.map(({ heading, rows }) => [
    colours.bold(printable(heading)),
    ...tableLines(
      rows.map((row) => row.map(printable)),
      { width: inner },
    ).map((line) => `${indent}${line}`),
  ]);
  const incidents = text.incidents.map(({ rank, zabbixSeverity, text: what, part }) => [
    String(rank),
    severityText(zabbixSeverity, colours),
    printable(part),
    printable(what),
  ]);
  return blocksText([
    [title, ...paragraph([node.id, text.about].filter((part) => part !== '').join(' · '), width, { indent: '' })],
    ...sections,
    incidents.length === 0
      ? []
      : [colours.bold('Incidents'), ...tableLines(incidents, { width: inner }).map((line) => `${indent}${line}`)],
    [colours.dim(`as of ${toIso(at)}`)],
  ]);
}
