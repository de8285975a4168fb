import type { Kysely } from 'kysely';

/** Who may save: one row, of which the holder and the term become others, and nothing else is ever added. */
export const lease0003 = {
  async up(database: Kysely<{ readonly lease: Row; readonly memory: { readonly name: string } }>): Promise<void> {
    await database.schema
      .createTable('lease')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('term', 'integer', (column) => column.notNull())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('renewed_at', 'double precision', (column) => column.notNull())
      .addColumn('lasts', 'double precision', (column) => column.notNull())
      .execute();
    await database.insertInto('lease').values({ id: 1, term: 0, holder: '', renewed_at: 0, lasts: 0 }).execute();
    // What the lease takes the place of: who saved last, and that a daemon runs.
    await database.deleteFrom('memory').where('name', 'in', ['writer', 'running']).execute();
  },
};

interface Row {
  readonly id: number;
  readonly term: number;
  readonly holder: string;
  readonly renewed_at: number;
  readonly lasts: number;
}
