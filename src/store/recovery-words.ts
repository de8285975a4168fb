import type { Instant } from '../domain/instant.ts';
import type { Stop } from '../domain/recovery.ts';
import type { Act, AuditEntry, ActionBeginning } from '../ports.ts';
import { addToAudit, entryOf } from './audit.ts';
import { readMemory, writeMemory } from './queries.ts';
import type { Database } from './queries.ts';

const row = 'recovery-stop';

/** Who stopped recovery; `undefined` while nobody has. */
export async function readStop(database: Database): Promise<Stop | undefined> {
  const value = await readMemory(database, row);
  return value === undefined || value === '' ? undefined : (JSON.parse(value) as Stop);
}

/** Stops recovery; who stopped it before stays the one who did. */
export async function writeStop(database: Database, stop: Stop): Promise<void> {
  if ((await readStop(database)) === undefined) await keepStop(database, stop);
  const { at, by: who, via, reason = '' } = stop;
  await addToAudit(database, [{ at, who, what: 'stop', about: { via, reason } }]);
}

/** Puts a stop where a restore has taken it out. */
export function keepStop(database: Database, stop: Stop): Promise<void> {
  return writeMemory(database, { name: row, value: JSON.stringify(stop) });
}

/** Ends a stop, and says whose it was. */
export async function eraseStop(database: Database, by: Act): Promise<Stop | undefined> {
  const stop = await readStop(database);
  if (stop === undefined) return undefined;
  await writeMemory(database, { name: row, value: '' });
  await addToAudit(database, [{ ...by, what: 'end-stop', about: { stoppedBy: stop.by, reason: stop.reason ?? '' } }]);
  return stop;
}

/**
 * Adds that an action begins, unless it did before or recovery is stopped. To be asked within a transaction that only the
 * holder of the lease has, so that nobody else begins it meanwhile; whoever stops recovery waits for its end.
 */
export async function addBegun(database: Database, action: string, entry: AuditEntry): Promise<ActionBeginning> {
  const stop = await readStop(database);
  if (stop !== undefined) return { kind: 'stopped', stop };
  const begun = await database.selectFrom('audit').select('about').where('what', '=', 'begin').execute();
  if (begun.some(({ about }) => actionOf(about) === action)) return { kind: 'began-before' };
  await addToAudit(database, [entry]);
  return { kind: 'begins' };
}

/** What was said of actions from a time on: that they began, ended, and what people said to plans. */
export async function readRecoveryWords(database: Database, from: Instant): Promise<readonly AuditEntry[]> {
  const rows = await database
    .selectFrom('audit')
    .selectAll()
    .where('at', '>=', from)
    .where('what', 'in', ['begin', 'end', 'withhold', 'approve', 'reject'])
    .orderBy('sequence')
    .execute();
  return rows.map(entryOf);
}

function actionOf(about: string): string | undefined {
  return (JSON.parse(about) as AuditEntry['about'])['action'];
}
