import type { Kysely } from 'kysely';
import { isPostgres } from './dialect.ts';

/** Who did what: rows are added, and go when they are too old; none is ever changed. */
export const audit0007 = {
  async up(database: Kysely<unknown>): Promise<void> {
    const table = database.schema.createTable('audit');
    const counted = isPostgres(database)
      ? table.addColumn('sequence', 'bigserial', (column) => column.primaryKey())
      : table.addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement());
    await counted
      .addColumn('at', 'double precision', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('about', 'text', (column) => column.notNull())
      .execute();
    await database.schema.createIndex('audit_at').on('audit').column('at').execute();
  },
};
