import { sql } from 'kysely';
import type { Kysely } from 'kysely';

interface Before {
  readonly memory: { readonly name: string; readonly value: string };
  readonly piece: { readonly of: string; readonly id: string; readonly value: string };
  readonly node_change: { readonly node: string; readonly at: number; readonly became: string };
}

/**
 * What was at a time can be shown again: incidents keep their facts beside the words, and their order; the times at which
 * cycles judged are kept; and every node has a beginning in the history, also where the store is older than that.
 */
export const past0004 = {
  async up(database: Kysely<Before>): Promise<void> {
    await database.schema
      .alterTable('incident_change')
      .addColumn('state', 'text', (column) => column.notNull().defaultTo('open'))
      .execute();
    await database.schema.alterTable('incident_change').addColumn('facts', 'text').execute();
    // Within a text of JSON quotes are escaped: only the key itself looks like this.
    await sql`update incident_change set state = 'closed' where incident like '%"state":"closed"%'`.execute(database);
    await database.schema
      .createTable('incident_order')
      .addColumn('at', 'double precision', (column) => column.primaryKey())
      .addColumn('ids', 'text', (column) => column.notNull())
      .execute();
    await database.schema
      .createTable('judged')
      .addColumn('since', 'double precision', (column) => column.primaryKey())
      .addColumn('until', 'double precision', (column) => column.notNull())
      .addColumn('grace', 'double precision', (column) => column.notNull())
      .execute();
    await addBeginnings(database);
  },
};

/** Of nodes that have not changed since the history began, only the last result knows. */
async function addBeginnings(database: Kysely<Before>): Promise<void> {
  const frame = await database.selectFrom('memory').select('value').where('name', '=', 'result').executeTakeFirst();
  if (frame === undefined) return;
  const at = Date.parse((JSON.parse(frame.value) as { readonly at: string }).at) / 1000;
  const nodes = await database
    .selectFrom('piece')
    .select(['id', 'value'])
    .where('of', '=', 'result')
    // Not `not in`: PostgreSQL would go through the history once for each node, as soon as that is larger than its memory.
    .where((query) =>
      query.not(
        query.exists(
          query.selectFrom('node_change as change').select('change.node').whereRef('change.node', '=', 'piece.id'),
        ),
      ),
    )
    .orderBy('id')
    .execute();
  const rows = nodes.map(({ id, value }) => ({ node: id, at, became: standingOf(value) }));
  for (let from = 0; from < rows.length; from += 200) {
    await database
      .insertInto('node_change')
      .values(rows.slice(from, from + 200))
      .execute();
  }
}

/** Its form is that of this migration's time, whatever the program has become. */
function standingOf(piece: string): string {
  const { because, state, severity, strained, planned, reserve, maskedBy } = JSON.parse(piece) as Record<
    string,
    unknown
  >;
  if (because !== undefined) return JSON.stringify({ state });
  return JSON.stringify({ state, severity, strained, planned, reserve, maskedBy });
}
