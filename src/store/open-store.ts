import type { Duration } from '../domain/instant.ts';
import type { Store } from '../ports.ts';
import type { Access, Engine } from './engine.ts';
import { withStoreFaults } from './engine.ts';
import { executedMigrations, migrate, requireCurrent } from './migrate.ts';
import type { PostgresAddress } from './postgres.ts';
import { SqlStore } from './sql-store.ts';
import { openSqlite, sqliteExists } from './sqlite.ts';
import { sqliteFault } from './sqlite-faults.ts';

/** A database: the path of an SQLite file, or a PostgreSQL. */
export type DatabasePlace = { readonly sqlite: string } | { readonly postgres: PostgresAddress };

/** Where the state is kept, how long its history, and how many bytes of it; for ever and any where nothing is said. */
export type Place = DatabasePlace & { readonly keep?: Duration; readonly maxSize?: number };

/** Opens the store, made and brought up to date where access is `own`; rejects with `WorldError`. */
export async function openStore(place: Place, access: Access = 'own'): Promise<Store> {
  const { keep = Infinity, maxSize = Infinity } = place;
  return new SqlStore(await openEngine(place, access), { keep, maxSize });
}

/** Opens the database of a store, ready to be used; rejects with `WorldError`. */
export async function openEngine(place: DatabasePlace, access: Access): Promise<Engine> {
  const engine = await connect(place, access);
  return withStoreFaults(engine, async () => {
    try {
      await (access === 'own' ? migrate(engine) : requireCurrent(engine));
      return engine;
    } catch (error) {
      await engine.database.destroy();
      throw error;
    }
  });
}

/** Whether anybody has made a store there; rejects with `WorldError` where that can't be seen. */
export async function storeExists(place: DatabasePlace): Promise<boolean> {
  if ('sqlite' in place) return sqliteExists(place.sqlite);
  const engine = await connect(place, 'read');
  return withStoreFaults(engine, async () => {
    try {
      return (await executedMigrations(engine)).length > 0;
    } finally {
      await engine.database.destroy();
    }
  });
}

async function connect(place: DatabasePlace, access: Access): Promise<Engine> {
  if ('sqlite' in place) {
    const faults = { name: place.sqlite, faultOf: sqliteFault };
    return withStoreFaults(faults, () => Promise.resolve().then(() => openSqlite(place.sqlite, access)));
  }
  // Loaded when needed: most installations have no PostgreSQL.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(place.postgres);
}
