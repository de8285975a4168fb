import type { Kysely } from 'kysely';
import { isPostgres } from './dialect.ts';

/** What one cycle leaves to the next: memories, the last result, incidents with their changes, and what is to be sent. */
export const memory0001 = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable('node_memory')
      .addColumn('node', 'text', (column) => column.primaryKey())
      .addColumn('memory', 'text', (column) => column.notNull())
      .execute();
    await database.schema
      .createTable('memory')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
    await database.schema
      .createTable('result')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('at', 'double precision', (column) => column.notNull())
      .addColumn('result', 'text', (column) => column.notNull())
      .execute();
    await createIncidentTables(database);
    const outbox = database.schema.createTable('outbox');
    // Sequences grow for ever, also where the last row was taken out: each database has its own way to say so.
    const counted = isPostgres(database)
      ? outbox.addColumn('sequence', 'bigserial', (column) => column.primaryKey())
      : outbox.addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement());
    await counted
      .addColumn('host', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      // PostgreSQL's integer ends in 2038.
      .addColumn('clock', isPostgres(database) ? 'bigint' : 'integer', (column) => column.notNull())
      .addColumn('ns', 'integer', (column) => column.notNull())
      .execute();
  },
};

async function createIncidentTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('incident')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'double precision', (column) => column.notNull())
    .addColumn('outline', 'text', (column) => column.notNull())
    .addColumn('incident', 'text', (column) => column.notNull())
    .execute();
  await database.schema.createIndex('incident_state').on('incident').column('state').execute();
  await database.schema
    .createTable('incident_change')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('at', 'double precision', (column) => column.notNull())
    .addColumn('incident', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('incident_change_pk', ['id', 'at'])
    .execute();
}
