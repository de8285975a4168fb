import { Migrator, sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import { memory0001 } from '../../migrations/0001-memory.ts';
import { WorldError } from '../ports.ts';
import type { Tables } from './tables.ts';

/** Every migration by its name, which sorts them; append-only. */
const migrations: Readonly<Record<string, Migration>> = { '0001-memory': memory0001 };

/** Brings the store up to this program; refuses one that a newer program has changed. */
export async function migrate(database: Kysely<Tables>, file: string): Promise<void> {
  await refuseNewer(database, file);
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('The migrations failed.', { cause: error });
}

/** Rejects unless the store is exactly as this program writes it, for those who only read. */
export async function requireCurrent(database: Kysely<Tables>, file: string): Promise<void> {
  const executed = await refuseNewer(database, file);
  if (executed.length < Object.keys(migrations).length) {
    throw new WorldError(
      'refused',
      `The store ${file} was written by an older Linchpin. Start \`linchpin run\` of this version once; it brings the store up to date.`,
    );
  }
}

async function refuseNewer(database: Kysely<Tables>, file: string): Promise<readonly string[]> {
  const executed = await executedMigrations(database);
  const unknown = executed.filter((name) => !(name in migrations));
  if (unknown.length === 0) return executed;
  throw new WorldError(
    'refused',
    `The store ${file} was written by a newer Linchpin (it has ${unknown.join(', ')}). Start that version, or name another file in \`store.sqlite\`.`,
  );
}

async function executedMigrations(database: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  return rows.map((row) => row.name);
}
