import { PostgresAdapter } from 'kysely';
import type { Kysely } from 'kysely';

/** Whether a migration runs on PostgreSQL: the few words that differ from SQLite's. */
export function isPostgres(database: Kysely<unknown>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}
