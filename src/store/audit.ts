import type { Selectable } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import type { AuditEntry, Silence } from '../ports.ts';
import { slices } from './queries.ts';
import type { Database } from './queries.ts';
import type { AuditRow } from './tables.ts';

/** Adds to what is known of who did what; within the transaction that does it, so that neither is without the other. */
export async function addToAudit(database: Database, entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.map(({ about, ...entry }) => ({ ...entry, about: JSON.stringify(about) }));
  for (const part of slices(rows)) await database.insertInto('audit').values(part).execute();
}

/** Gives who did what from a time on, in the order in which it was done. */
export async function readAudit(database: Database, from: Instant): Promise<readonly AuditEntry[]> {
  const rows = await database.selectFrom('audit').selectAll().where('at', '>=', from).orderBy('sequence').execute();
  return rows.map(entryOf);
}

/** An entry as a row keeps it. */
export function entryOf({ at, who, what, about }: Selectable<AuditRow>): AuditEntry {
  return { at, who, what, about: JSON.parse(about) as AuditEntry['about'] };
}

/** That a silence began. */
export function silenced({ node, since, until, reason, who }: Silence): AuditEntry {
  return { at: since, who, what: 'silence', about: { node, until: toIso(Math.floor(until)), reason } };
}
