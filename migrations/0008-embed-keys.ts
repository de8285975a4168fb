import type { Kysely } from 'kysely';

/** By which keys systems are shown in pages of others: of each its digest alone. */
export const embedKeys0008 = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable('embed_key')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('system', 'text', (column) => column.notNull())
      .addColumn('made_at', 'double precision', (column) => column.notNull())
      .addColumn('ends_at', 'double precision')
      .execute();
  },
};
