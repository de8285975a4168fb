import type { Result, ResultIncident } from '../domain/result.ts';
import { localId } from '../domain/node.ts';
import { severityText } from './severity-colour.ts';
import { printable } from './terminal.ts';
import type { Colours } from './terminal.ts';

const mostFunctions = 6;

/** What the functions of a result are called, by id. */
export function functionNames(result: Result): ReadonlyMap<string, string> {
  return new Map(result.functions.map(({ id, name }) => [id, name]));
}

/** An incident for people: what is broken and what it does, then the facts and what to do about it. */
export function incidentLines(
  incident: ResultIncident,
  names: ReadonlyMap<string, string>,
  colours: Colours,
): readonly string[] {
  const rank = incident.state === 'closed' ? ' -' : String(incident.rank).padStart(2);
  const lines = [
    `${rank}  ${severityText(incident.zabbixSeverity, colours)}  ${colours.bold(printable(incident.text))}`,
    `    ${facts(incident).join(' · ')}`,
  ];
  const lost = functionsText('functions lost', incident.functionsLost, names);
  const impaired = functionsText('functions impaired', incident.functionsImpaired, names);
  if (lost !== undefined) lines.push(`    ${lost}`);
  if (impaired !== undefined) lines.push(`    ${impaired}`);
  for (const change of incident.changes) {
    lines.push(`    changed before: ${printable(`${change.signal} ${change.value} at ${change.at}`)}`);
  }
  lines.push(`    to do: ${printable(incident.action.text || incident.action.advice)}`);
  return lines;
}

function facts(incident: ResultIncident): readonly string[] {
  return [
    incident.severity,
    `root ${printable(incident.root)}`,
    ...(incident.reserve === null ? [] : [`reserve ${incident.reserve}`]),
    `since ${incident.onset}`,
    `${incident.symptoms.length} ${incident.symptoms.length === 1 ? 'symptom' : 'symptoms'}`,
    ...(incident.planned ? ['planned'] : []),
    ...(incident.stale ? ['stale: what it touches is not seen now'] : []),
    ...(incident.state === 'closed' ? ['closed'] : []),
  ];
}

function functionsText(what: string, ids: readonly string[], names: ReadonlyMap<string, string>): string | undefined {
  if (ids.length === 0) return undefined;
  const named = ids.slice(0, mostFunctions).map((id) => names.get(id) ?? localId(id));
  const more = ids.length > mostFunctions ? ` and ${ids.length - mostFunctions} more` : '';
  return `${what}: ${printable(named.join(', '))}${more}`;
}
