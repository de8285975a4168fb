import type { Kysely } from 'kysely';

interface Before {
  readonly memory: { readonly name: string; readonly value: string };
  readonly result: { readonly name: string; readonly at: number; readonly result: string };
  readonly piece: { readonly of: string; readonly id: string; readonly value: string };
}

type Entries = readonly (readonly [string, unknown])[];

/**
 * What a cycle remembers and shows is kept piece by piece, so that a save writes what changed; beside it the history of
 * nodes, the models that were in force, and what operators silenced.
 */
export const pieces0002 = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable('piece')
      .addColumn('of', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('piece_pk', ['of', 'id'])
      .execute();
    await splitUp(database);
    await database.schema.dropTable('result').execute();
    await createHistory(database);
    await database.schema
      .createTable('silence')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('node', 'text', (column) => column.notNull())
      .addColumn('since', 'double precision', (column) => column.notNull())
      .addColumn('until', 'double precision', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .execute();
  },
};

async function createHistory(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('node_change')
    .addColumn('node', 'text', (column) => column.notNull())
    .addColumn('at', 'double precision', (column) => column.notNull())
    .addColumn('became', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('node_change_pk', ['node', 'at'])
    .execute();
  await database.schema.createIndex('node_change_at').on('node_change').column('at').execute();
  await database.schema.createIndex('incident_change_at').on('incident_change').column('at').execute();
  await database.schema
    .createTable('model_source')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('source', 'text', (column) => column.notNull())
    .execute();
  await database.schema
    .createTable('model_version')
    .addColumn('since', 'double precision', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
}

/** What stood in one text each; its form is that of this migration's time, whatever the program has become. */
async function splitUp(database: Kysely<Before>): Promise<void> {
  const result = await database.selectFrom('result').selectAll().where('name', '=', 'last').executeTakeFirst();
  if (result !== undefined) {
    const { at, incidents, ...lists } = JSON.parse(result.result) as Record<string, readonly { readonly id: string }[]>;
    const nodes = Object.values(lists).flat();
    await addPieces(database, 'result', nodes.map(byOwnId));
    await addPieces(database, 'result-incident', (incidents ?? []).map(byOwnId));
    const value = { at, incidents: (incidents ?? []).map(({ id }) => id) };
    await setMemory(database, 'result', value);
  }
  const publish = await memoryOf(database, 'publish');
  if (publish !== undefined) {
    const { values, ...rest } = publish as { readonly values: Entries };
    await addPieces(database, 'published', values);
    await setMemory(database, 'publish', rest);
  }
  const incidents = await memoryOf(database, 'incidents');
  if (incidents !== undefined) {
    const { open, ended } = incidents as Record<'open' | 'ended', readonly { readonly incident: { id: string } }[]>;
    const entry = <Remembered extends { readonly incident: { id: string } }>(remembered: Remembered) =>
      [remembered.incident.id, remembered] as const;
    await addPieces(database, 'incident', [...open, ...ended].map(entry));
    const ids = (all: typeof open): readonly string[] => all.map(({ incident }) => incident.id);
    await setMemory(database, 'incidents', { open: ids(open), ended: ids(ended) });
  }
  const annotations = await memoryOf(database, 'annotations');
  if (annotations !== undefined) await addPieces(database, 'annotation', annotations as Entries);
  await database.deleteFrom('memory').where('name', '=', 'annotations').execute();
}

function byOwnId<Thing extends { readonly id: string }>(thing: Thing): readonly [string, Thing] {
  return [thing.id, thing];
}

async function memoryOf(database: Kysely<Before>, name: string): Promise<unknown> {
  const row = await database.selectFrom('memory').select('value').where('name', '=', name).executeTakeFirst();
  return row === undefined ? undefined : JSON.parse(row.value);
}

async function setMemory(database: Kysely<Before>, name: string, value: unknown): Promise<void> {
  const row = { name, value: JSON.stringify(value) };
  await database
    .insertInto('memory')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: row.value }))
    .execute();
}

async function addPieces(database: Kysely<Before>, of: string, entries: Entries): Promise<void> {
  for (let from = 0; from < entries.length; from += 200) {
    const rows = entries.slice(from, from + 200).map(([id, value]) => ({ of, id, value: JSON.stringify(value) }));
    await database.insertInto('piece').values(rows).execute();
  }
}
