import type { Result, ResultIncident } from '../domain/result.ts';
import { localId } from '../domain/node.ts';
import { severityText } from './severity-colour.ts';
import { amount, fewOf } from './amount.ts';
import { printable } from './terminal.ts';
import type { Looks } from './terminal.ts';
import { paragraph, visibleLength, wrapped } from './wrap.ts';

const mostFunctions = 6;

/** What the functions of a result are called, by id. */
export function functionNames(result: Result): ReadonlyMap<string, string> {
  return new Map(result.functions.map(({ id, name }) => [id, name]));
}

/** An incident for people: what is broken and what it does, then the facts and what to do about it. */
export function incidentLines(
  incident: ResultIncident,
  names: ReadonlyMap<string, string>,
  { colours, width }: Looks,
): readonly string[] {
  const rank = incident.state === 'closed' ? ' -' : String(incident.rank).padStart(2);
  const severity = severityText(incident.zabbixSeverity, colours);
  const hang = ' '.repeat(rank.length + 2 + visibleLength(severity) + 2);
  const title = wrapped(printable(incident.text), width - hang.length);
  const lost = functionsText('functions lost', incident.functionsLost, names);
  const impaired = functionsText('functions impaired', incident.functionsImpaired, names);
  const below = [
    facts(incident).join(' · '),
    ...(lost === undefined ? [] : [lost]),
    ...(impaired === undefined ? [] : [impaired]),
    ...incident.changes.map(
      (change) => `changed before: ${printable(`${change.signal} ${change.value} at ${change.at}`)}`,
    ),
    `to do: ${printable(incident.action.text || incident.action.advice)}`,
    ...(incident.recovery === undefined ? [] : [`recovery: ${printable(incident.recovery.text)}`]),
  ];
  return [
    ...title.map((text, index) => `${index === 0 ? `${rank}  ${severity}  ` : hang}${colours.bold(text)}`),
    ...below.flatMap((text) => paragraph(text, width, { indent: '      ', first: '    ' })),
  ];
}

function facts(incident: ResultIncident): readonly string[] {
  return [
    incident.severity,
    `root ${printable(incident.root)}`,
    ...(incident.reserve === null ? [] : [`reserve ${incident.reserve}`]),
    `since ${incident.onset}`,
    amount(incident.symptoms.length, 'symptom'),
    ...(incident.planned ? ['planned'] : []),
    ...(incident.stale ? ['stale: what it touches is not seen now'] : []),
    ...(incident.state === 'closed' ? ['closed'] : []),
  ];
}

function functionsText(what: string, ids: readonly string[], names: ReadonlyMap<string, string>): string | undefined {
  if (ids.length === 0) return undefined;
  const named = ids.map((id) => names.get(id) ?? localId(id));
  return `${what}: ${fewOf(named, mostFunctions)}`;
}
