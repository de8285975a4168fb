import { Migrator, sql } from 'kysely';
import type { Migration, MigrationResultSet } from 'kysely';
import { memory0001 } from '../../migrations/0001-memory.ts';
import { pieces0002 } from '../../migrations/0002-pieces.ts';
import { lease0003 } from '../../migrations/0003-lease.ts';
import { past0004 } from '../../migrations/0004-past.ts';
import { nodeMemories0005 } from '../../migrations/0005-node-memories.ts';
import { modelParts0006 } from '../../migrations/0006-model-parts.ts';
import { audit0007 } from '../../migrations/0007-audit.ts';
import { embedKeys0008 } from '../../migrations/0008-embed-keys.ts';
import { WorldError } from '../ports.ts';
import { noStoreYet } from './engine.ts';
import type { Engine } from './engine.ts';
import { leaseHolder } from './lease.ts';

/** Every migration by its name, which sorts them; append-only. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-memory': memory0001,
  '0002-pieces': pieces0002,
  '0003-lease': lease0003,
  '0004-past': past0004,
  '0005-node-memories': nodeMemories0005,
  '0006-model-parts': modelParts0006,
  '0007-audit': audit0007,
  '0008-embed-keys': embedKeys0008,
};

const firstWithLease = '0003-lease';

/** The names of the migrations that this program knows. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/** Brings the store up to this program; refuses one that a newer program has changed. */
export async function migrate(engine: Engine): Promise<void> {
  const executed = await refuseNewer(engine);
  if (executed.length === migrationNames.length) return;
  if (executed.includes(firstWithLease)) await refuseLed(engine);
  const migrator = new Migrator({
    db: engine.database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const upToDate = (): Promise<MigrationResultSet> => migrator.migrateToLatest();
  const { error } = await (engine.patiently?.(upToDate) ?? upToDate());
  if (error !== undefined) throw error instanceof Error ? error : new Error('The migrations failed.', { cause: error });
}

/** An older program would go on in tables that are no longer as it knows them. */
async function refuseLed(engine: Engine): Promise<void> {
  const leader = await leaseHolder(engine, engine.database);
  if (leader === undefined) return;
  throw new WorldError(
    'E404',
    `The store ${engine.name} is in use by an older Linchpin (${leader}). Stop that one: this one then brings the store up to date, and goes on.`,
  );
}

/** Rejects unless the store is exactly as this program writes it, for those who take it as it is. */
export async function requireCurrent(engine: Engine): Promise<void> {
  const executed = await refuseNewer(engine);
  if (executed.length === 0 && engine.kind === 'postgres') throw noStoreYet(engine.name);
  if (executed.length < migrationNames.length) {
    throw new WorldError(
      'E405',
      `The store ${engine.name} was written by an older Linchpin. Start \`linchpin run\` of this version once; it brings the store up to date.`,
    );
  }
}

/** The names of the migrations that made the store what it is; none where nothing did. */
export async function executedMigrations({ database }: Pick<Engine, 'database'>): Promise<readonly string[]> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  return rows.map((row) => row.name);
}

async function refuseNewer(engine: Engine): Promise<readonly string[]> {
  const executed = await executedMigrations(engine);
  const unknown = executed.filter((name) => !(name in migrations));
  if (unknown.length === 0) return executed;
  const other = engine.kind === 'sqlite' ? 'another file in `store.sqlite`' : 'another database in `store.postgres`';
  throw new WorldError(
    'E406',
    `The store ${engine.name} was written by a newer Linchpin (it has ${unknown.join(', ')}). Start that version, or name ${other}.`,
  );
}
