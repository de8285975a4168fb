import type { Kysely, Selectable } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import type {
  IncidentChangeRow,
  IncidentRow,
  MemoryRow,
  NodeMemoryRow,
  OutboxRow,
  ResultRow,
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

/** Puts the result of the last cycle in the place of the older one. */
export async function writeResult(database: Database, row: ResultRow): Promise<void> {
  await database
    .insertInto('result')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ at: row.at, result: row.result }))
    .execute();
}

/** Gives the result of that name, or `undefined` if none was written. */
export async function readResult(database: Database, name: string): Promise<string | undefined> {
  const row = await database.selectFrom('result').select('result').where('name', '=', name).executeTakeFirst();
  return row?.result;
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

/** Takes out what is known of incidents that closed before a time, and of all others the changes before it. */
export async function forgetIncidents(database: Database, before: Instant): Promise<void> {
  await database.deleteFrom('incident').where('state', '=', 'closed').where('changed_at', '<', before).execute();
  await database.deleteFrom('incident_change').where('at', '<', before).execute();
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
