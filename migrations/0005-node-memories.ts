import { deflateRawSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

interface Before {
  readonly node_memory: { readonly node: string; readonly memory: string };
  readonly memory_news: { readonly sequence: number; readonly news: string };
}

/** What is remembered of nodes is kept as what each save changed, and slice by slice as a whole. */
export const nodeMemories0005 = {
  async up(database: Kysely<Before>): Promise<void> {
    await database.schema
      .createTable('memory_slice')
      .addColumn('slice', 'integer', (column) => column.primaryKey())
      .addColumn('up_to', 'double precision', (column) => column.notNull())
      .addColumn('nodes', 'text', (column) => column.notNull())
      .execute();
    await database.schema
      .createTable('memory_news')
      .addColumn('sequence', 'double precision', (column) => column.primaryKey())
      .addColumn('news', 'text', (column) => column.notNull())
      .execute();
    await takeOver(database);
    await database.schema.dropTable('node_memory').execute();
  },
};

/** As one change that brought all of it; its form is that of this migration's time, whatever the program has become. */
async function takeOver(database: Kysely<Before>): Promise<void> {
  const rows = await database.selectFrom('node_memory').selectAll().orderBy('node').execute();
  if (rows.length === 0) return;
  const entries = rows.map(({ node, memory }) => `[${JSON.stringify(node)},{"whole":${memory}}]`);
  const news = deflateRawSync(`[${entries.join(',')}]`).toString('base64');
  await sql`insert into memory_news (sequence, news) values (1, ${news})`.execute(database);
}
