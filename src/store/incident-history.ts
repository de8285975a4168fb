import type { Instant } from '../domain/instant.ts';
import type { Result, ResultIncident } from '../domain/result.ts';
import { addIncidentChange, readIncidents, writeIncident } from './queries.ts';
import type { Database } from './queries.ts';
import type { IncidentRow } from './tables.ts';

/** Keeps each incident that opened, changed or closed since the cycle before, with the time (semantics 6, Life). */
export async function keepIncidents(database: Database, at: Instant, result: Result): Promise<void> {
  const ids = result.incidents.map((incident) => incident.id);
  const known = new Map((await readIncidents(database, ids)).map((row) => [row.id, row]));
  for (const row of changedIncidents(known, at, result)) {
    await writeIncident(database, row);
    await addIncidentChange(database, { id: row.id, at, incident: row.incident });
  }
}

// One that is open in `known` and not in the result has closed.
function changedIncidents(
  known: ReadonlyMap<string, IncidentRow>,
  at: Instant,
  result: Result,
): readonly IncidentRow[] {
  const present = new Set(result.incidents.map((incident) => incident.id));
  const ended = [...known.values()]
    .filter((row) => row.state === 'open' && !present.has(row.id))
    .map((row): ResultIncident => ({ ...(JSON.parse(row.incident) as ResultIncident), state: 'closed' }));
  return [...result.incidents, ...ended]
    .map((incident) => toRow(incident, at))
    .filter((row) => known.get(row.id)?.outline !== row.outline);
}

function toRow(incident: ResultIncident, at: Instant): IncidentRow {
  const { id, state } = incident;
  return { id, state, changed_at: at, outline: JSON.stringify(outline(incident)), incident: JSON.stringify(incident) };
}

/** What of an incident counts as a change: neither the values of its evidence, which move all the time, nor its rank. */
function outline(incident: ResultIncident): readonly unknown[] {
  const { state, root, severity, stale, planned, reserve, failed, functionsLost, functionsImpaired, symptoms, action } =
    incident;
  const rules = incident.evidence.map(({ node, rule }) => [node, rule]);
  return [
    state,
    root,
    severity,
    stale,
    planned,
    reserve,
    failed,
    functionsLost,
    functionsImpaired,
    symptoms,
    action,
    rules,
  ];
}
