import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import type { DialectAdapter } from 'kysely';
import { WorldError } from '../ports.ts';
import type { Tables } from './tables.ts';

/** How the database is opened; `read` neither makes it nor changes it. */
export type Access = 'write' | 'read';

const busyTimeoutMs = 5000;

/** Opens the SQLite database in a file; the caller closes it by `destroy`. */
export function openSqlite(file: string, access: Access): Kysely<Tables> {
  lookForFile(file, access);
  const connection = new Sqlite(file, { readonly: access === 'read', timeout: busyTimeoutMs });
  try {
    if (access === 'write') {
      connection.pragma('journal_mode = WAL');
      // A confirmed save must outlive a power cut; one sync a cycle costs little.
      connection.pragma('synchronous = FULL');
    }
    // SQLite reads the file only now, so a file that is no database is found here and not in the middle of a cycle.
    connection.pragma('schema_version');
  } catch (error) {
    connection.close();
    throw error;
  }
  return new Kysely<Tables>({ dialect: new TransactionalSqliteDialect({ database: connection }) });
}

function lookForFile(file: string, access: Access): void {
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new WorldError(
      'unreachable',
      `The store ${file} cannot be opened: there is no folder ${folder}. Make it, writable for the user that Linchpin runs as, or name another file in \`store.sqlite\`.`,
    );
  }
  if (access === 'read' && statSync(file, { throwIfNoEntry: false }) === undefined) {
    throw new WorldError(
      'unreachable',
      `There is no store ${file} yet. Start \`linchpin run\` (or \`linchpin run --once\`) with the same configuration first.`,
    );
  }
}

// kysely leaves SQLite's migrations outside a transaction, though SQLite can: one killed half-way would never end.
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
