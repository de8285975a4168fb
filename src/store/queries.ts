import type { Kysely, Selectable } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import type {
  IncidentChangeRow,
  IncidentRow,
  MemoryRow,
  ModelSourceRow,
  ModelVersionRow,
  NodeChangeRow,
  NodeMemoryRow,
  OutboxRow,
  PieceRow,
  SilenceRow,
  Tables,
} from './tables.ts';

/** A connection of the store, or one of its transactions. */
export type Database = Kysely<Tables>;

// Rows go in slices: a statement takes a limited number of parameters, and its text is made anew for each size.
const slice = 200;

/** Puts the memories of nodes in the place of the older ones. */
export async function writeNodeMemories(database: Database, rows: readonly NodeMemoryRow[]): Promise<void> {
  for (const part of slices(rows)) {
    await database
      .insertInto('node_memory')
      .values(part)
      .onConflict((conflict) => conflict.column('node').doUpdateSet((row) => ({ memory: row.ref('excluded.memory') })))
      .execute();
  }
}

/** Takes the memories of all nodes out. */
export async function deleteAllNodeMemories(database: Database): Promise<void> {
  await database.deleteFrom('node_memory').execute();
}

/** Takes the memories of nodes out. */
export async function deleteNodeMemories(database: Database, nodes: readonly string[]): Promise<void> {
  for (const part of slices(nodes)) await database.deleteFrom('node_memory').where('node', 'in', part).execute();
}

/** Gives the memory of every node. */
export function readNodeMemories(database: Database): Promise<NodeMemoryRow[]> {
  return database.selectFrom('node_memory').select(['node', 'memory']).orderBy('node').execute();
}

/** Puts a named memory in the place of the older one. */
export async function writeMemory(database: Database, row: MemoryRow): Promise<void> {
  await database
    .insertInto('memory')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: row.value }))
    .execute();
}

/** Gives a named memory, or `undefined` if none was written. */
export async function readMemory(database: Database, name: string): Promise<string | undefined> {
  const row = await database.selectFrom('memory').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

/** Takes a named memory out where it is still this one. */
export async function deleteMemoryThatIs(database: Database, { name, value }: MemoryRow): Promise<void> {
  await database.deleteFrom('memory').where('name', '=', name).where('value', '=', value).execute();
}

/** Puts pieces in the place of the older ones. */
export async function writePieces(database: Database, rows: readonly PieceRow[]): Promise<void> {
  for (const part of slices(rows)) {
    await database
      .insertInto('piece')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['of', 'id']).doUpdateSet((row) => ({ value: row.ref('excluded.value') })),
      )
      .execute();
  }
}

/** Takes pieces of a kind out. */
export async function deletePieces(database: Database, of: string, ids: readonly string[]): Promise<void> {
  for (const part of slices(ids)) {
    await database.deleteFrom('piece').where('of', '=', of).where('id', 'in', part).execute();
  }
}

/** Gives the pieces of a kind, in no particular order. */
export function readPieces(database: Database, of: string): Promise<PieceRow[]> {
  return database.selectFrom('piece').selectAll().where('of', '=', of).execute();
}

/** Gives the incidents that are open, and those of the ids given whatever their state. */
export async function readIncidents(database: Database, ids: readonly string[]): Promise<IncidentRow[]> {
  const rows = new Map<string, IncidentRow>();
  const open = await database.selectFrom('incident').selectAll().where('state', '=', 'open').execute();
  for (const row of open) rows.set(row.id, row);
  for (const part of slices(ids)) {
    const named = await database.selectFrom('incident').selectAll().where('id', 'in', part).execute();
    for (const row of named) rows.set(row.id, row);
  }
  return [...rows.values()];
}

/** Gives the closed incidents, the one that closed last first. */
export function readClosedIncidents(database: Database): Promise<IncidentRow[]> {
  return database
    .selectFrom('incident')
    .selectAll()
    .where('state', '=', 'closed')
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Puts an incident in the place of what was known of it. */
export async function writeIncident(database: Database, row: IncidentRow): Promise<void> {
  const { state, changed_at, outline, incident } = row;
  await database
    .insertInto('incident')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ state, changed_at, outline, incident }))
    .execute();
}

/** Adds a change of an incident to its history; the later of two at one time counts. */
export async function addIncidentChange(database: Database, row: IncidentChangeRow): Promise<void> {
  await database
    .insertInto('incident_change')
    .values(row)
    .onConflict((conflict) => conflict.columns(['id', 'at']).doUpdateSet({ incident: row.incident }))
    .execute();
}

/** Gives the changes of an incident, oldest first. */
export function readIncidentChanges(database: Database, id: string): Promise<IncidentChangeRow[]> {
  return database.selectFrom('incident_change').selectAll().where('id', '=', id).orderBy('at').execute();
}

/** Adds what nodes became to their history; the later of two at one time counts. */
export async function addNodeChanges(database: Database, rows: readonly NodeChangeRow[]): Promise<void> {
  for (const part of slices(rows)) {
    await database
      .insertInto('node_change')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['node', 'at']).doUpdateSet((row) => ({ became: row.ref('excluded.became') })),
      )
      .execute();
  }
}

/** Gives what a node became within a time, after what it was as that began. */
export async function readNodeChanges(
  database: Database,
  node: string,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): Promise<readonly NodeChangeRow[]> {
  const ofNode = database.selectFrom('node_change').selectAll().where('node', '=', node);
  const first = await ofNode.where('at', '<=', from).orderBy('at', 'desc').limit(1).executeTakeFirst();
  const rest = await ofNode.where('at', '>', from).where('at', '<=', until).orderBy('at').execute();
  return first === undefined ? rest : [first, ...rest];
}

/** Keeps what a model is made of, and that it is in force from a time on. */
export async function writeModel(database: Database, since: Instant, { hash, source }: ModelSourceRow): Promise<void> {
  await database
    .insertInto('model_source')
    .values({ hash, source })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  await database
    .insertInto('model_version')
    .values({ since, hash })
    .onConflict((conflict) => conflict.column('since').doUpdateSet({ hash }))
    .execute();
}

/** Gives the model that was in force at a time, or `undefined` where nobody knows. */
export function readModel(database: Database, at: Instant): Promise<(ModelSourceRow & ModelVersionRow) | undefined> {
  return database
    .selectFrom('model_version')
    .innerJoin('model_source', 'model_source.hash', 'model_version.hash')
    .select(['model_version.since', 'model_version.hash', 'model_source.source'])
    .where('model_version.since', '<=', at)
    .orderBy('model_version.since', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Adds silences. */
export async function addSilences(database: Database, rows: readonly SilenceRow[]): Promise<void> {
  for (const part of slices(rows)) await database.insertInto('silence').values(part).execute();
}

/** Gives the silences that end after a time, in the order in which they began. */
export function readSilences(database: Database, endingAfter: Instant): Promise<SilenceRow[]> {
  return database
    .selectFrom('silence')
    .selectAll()
    .where('until', '>', endingAfter)
    .orderBy('since')
    .orderBy('node')
    .orderBy('id')
    .execute();
}

/** Ends silences of nodes that would end later. */
export async function endSilences(database: Database, nodes: readonly string[], at: Instant): Promise<void> {
  for (const part of slices(nodes)) {
    await database
      .updateTable('silence')
      .set({ until: at })
      .where('node', 'in', part)
      .where('until', '>', at)
      .execute();
  }
}

/** Adds values to the end of the outbox, in the order given. */
export async function addToOutbox(database: Database, rows: readonly Omit<OutboxRow, 'sequence'>[]): Promise<void> {
  for (const part of slices(rows)) await database.insertInto('outbox').values(part).execute();
}

/** Gives the outbox in the order in which its values were added. */
export function readOutbox(database: Database): Promise<Selectable<OutboxRow>[]> {
  return database.selectFrom('outbox').selectAll().orderBy('sequence').execute();
}

/** Takes values off the outbox. */
export async function deleteFromOutbox(database: Database, sequences: readonly number[]): Promise<void> {
  for (const part of slices(sequences)) await database.deleteFrom('outbox').where('sequence', 'in', part).execute();
}

function* slices<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += slice) yield rows.slice(from, from + slice);
}
