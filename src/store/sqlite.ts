import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import type { DatabaseConnection, DialectAdapter, Driver } from 'kysely';
import { WorldError } from '../ports.ts';
import { noStoreYet } from './engine.ts';
import type { Access, Engine } from './engine.ts';
import { sqliteFault } from './sqlite-faults.ts';
import type { Tables } from './tables.ts';

const busyTimeoutMs = 5000;
/** What the write-ahead log is cut down to after a long reader, such as a backup, has let it grow. */
const walLimit = 16 * 1024 ** 2;

/** Opens the SQLite database in a file; the caller closes it by `destroy` of its `database`. */
export function openSqlite(file: string, access: Access): Engine {
  lookForFile(file, access);
  if (access === 'own') makePrivate(file);
  const connection = new Sqlite(file, { readonly: access === 'read', timeout: busyTimeoutMs });
  try {
    if (access !== 'read') prepare(connection);
    // SQLite reads the file only now, so a file that is no database is found here and not in the middle of a cycle.
    connection.pragma('schema_version');
  } catch (error) {
    connection.close();
    throw error;
  }
  const opened = statSync(file);
  return {
    kind: 'sqlite',
    name: file,
    database: new Kysely<Tables>({ dialect: new TransactionalSqliteDialect(connection) }),
    faultOf: sqliteFault,
    requireInPlace: () => requireInPlace(file, opened),
    size: () => Promise.resolve(usedBytes(connection)),
    giveBack: () => giveBack(connection),
  };
}

// What is written into a file that has no name any more is lost with the process.
function requireInPlace(file: string, opened: Stats): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.ino === opened.ino && found.dev === opened.dev) return;
  throw new WorldError(
    'E402',
    `The store ${file} was moved, replaced or deleted while Linchpin uses it. Put it back, or restart Linchpin: it then begins with what is there.`,
  );
}

/** Whether there is a file. */
export function sqliteExists(file: string): boolean {
  return existsSync(file);
}

function prepare(connection: Sqlite.Database): void {
  // It takes effect in a new file only.
  connection.pragma('auto_vacuum = INCREMENTAL');
  connection.pragma('journal_mode = WAL');
  connection.pragma(`journal_size_limit = ${walLimit}`);
  // A confirmed save must outlive a power cut; one sync a cycle costs little.
  connection.pragma('synchronous = FULL');
}

function numberOf(connection: Sqlite.Database, pragma: string): number {
  return Number(connection.pragma(pragma, { simple: true }));
}

function usedBytes(connection: Sqlite.Database): number {
  const pages = numberOf(connection, 'page_count') - numberOf(connection, 'freelist_count');
  return pages * numberOf(connection, 'page_size');
}

const pagesAtOnce = 200;

async function* giveBack(connection: Sqlite.Database): AsyncGenerator<void, void> {
  let free = numberOf(connection, 'freelist_count');
  if (free === 0) return;
  while (free > 0) {
    connection.pragma(`incremental_vacuum(${pagesAtOnce})`);
    await Promise.resolve();
    yield;
    const left = numberOf(connection, 'freelist_count');
    // A file of another kind keeps them, and uses them again.
    free = left < free ? left : 0;
  }
  // What was cut off shows on the disk only once the log is written back.
  connection.pragma('wal_checkpoint(TRUNCATE)');
}

/** A new file is for the user that Linchpin runs as; its log gets the same rights from SQLite. One that is there keeps its own. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'ax', 0o600));
  } catch {
    // It is there, or can't be made: SQLite says which.
  }
}

function lookForFile(file: string, access: Access): void {
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new WorldError(
      'E401',
      `The store ${file} cannot be opened: there is no folder ${folder}. Make it, writable for the user that Linchpin runs as, or name another file in \`store.sqlite\`.`,
    );
  }
  if (access !== 'own' && statSync(file, { throwIfNoEntry: false }) === undefined) throw noStoreYet(file);
}

class TransactionalSqliteDialect extends SqliteDialect {
  readonly #database: Sqlite.Database;

  constructor(database: Sqlite.Database) {
    super({ database });
    this.#database = database;
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter();
  }

  override createDriver(): Driver {
    return new ForgivingSqliteDriver(this.#database);
  }
}

// kysely leaves SQLite's migrations outside a transaction, though SQLite can: one killed half-way would never end.
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

// Where the disk is full or fails, SQLite rolls back by itself: to do that once more would hide what was wrong.
class ForgivingSqliteDriver extends SqliteDriver {
  readonly #database: Sqlite.Database;

  constructor(database: Sqlite.Database) {
    super({ database });
    this.#database = database;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
