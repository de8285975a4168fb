import type { Incident, IncidentId } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Result, ResultIncident } from '../domain/result.ts';
import type { IncidentChange } from '../ports.ts';
import { addIncidentChange } from './history-queries.ts';
import type { ToldChange } from './history-queries.ts';
import { readIncidents, writeIncident } from './queries.ts';
import type { Database } from './queries.ts';
import type { IncidentRow } from './tables.ts';

/**
 * Keeps each incident that opened, changed or closed since the cycle before, with the time (semantics 6, Life), and of
 * those that are open the facts; of all of them where the history begins anew.
 */
export async function keepIncidents(
  database: Database,
  { at, result }: { readonly at: Instant; readonly result: Result },
  { open, isAnew }: { readonly open: ReadonlyMap<IncidentId, Incident>; readonly isAnew: boolean },
): Promise<void> {
  const ids = result.incidents.map((incident) => incident.id);
  const known = new Map((await readIncidents(database, ids)).map((row) => [row.id, row]));
  for (const incident of [...result.incidents, ...endedBy(result, known)]) {
    const { id, state } = incident;
    const facts = state === 'open' ? open.get(id) : undefined;
    const outline = JSON.stringify(outlineOf(incident, facts));
    if (!isAnew && known.get(id)?.outline === outline) continue;
    const text = JSON.stringify(incident);
    await writeIncident(database, { id, state, changed_at: at, outline, incident: text });
    await addIncidentChange(database, { id, at, state, incident: text, facts: facts ? JSON.stringify(facts) : null });
  }
}

/** A row of the history as others see it. */
export function incidentChangeOf({ at, incident, facts }: ToldChange): IncidentChange {
  return {
    at,
    incident: JSON.parse(incident) as ResultIncident,
    ...(facts !== null && { facts: JSON.parse(facts) as Incident }),
  };
}

// One that is open in `known` and not in the result has closed.
function endedBy(result: Result, known: ReadonlyMap<string, IncidentRow>): readonly ResultIncident[] {
  const present = new Set(result.incidents.map((incident) => incident.id));
  return [...known.values()]
    .filter((row) => row.state === 'open' && !present.has(row.id))
    .map((row) => ({ ...(JSON.parse(row.incident) as ResultIncident), state: 'closed' }));
}

/** What of an incident counts as a change: neither what moves all the time in its evidence and its plan, nor its rank. */
function outlineOf(incident: ResultIncident, facts: Incident | undefined): readonly unknown[] {
  const { rank: _rank, text: _text, evidence, recovery, ...rest } = incident;
  const plan = recovery ? [[recovery.recovery, recovery.state, recovery.step]] : [];
  const { containers, primaries, shards } = facts ?? {};
  return [rest, evidence.map(({ node, rule, since }) => [node, rule, since]), containers, primaries, shards, ...plan];
}
