import type { Kysely, Selectable } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import type {
  IncidentRow,
  MemoryNewsRow,
  MemoryRow,
  MemorySliceRow,
  OutboxRow,
  PieceRow,
  SilenceRow,
  Tables,
} from './tables.ts';

/** A connection of the store, or one of its transactions. */
export type Database = Kysely<Tables>;

const slice = 200;

/** Adds what a save changed in the memories of nodes. */
export async function addMemoryNews(database: Database, sequence: number, news: string): Promise<void> {
  await database.insertInto('memory_news').values({ sequence, news }).execute();
}

/** Takes out what saves up to one of them changed. */
export async function deleteMemoryNews(database: Database, upTo: number): Promise<void> {
  await database.deleteFrom('memory_news').where('sequence', '<=', upTo).execute();
}

/** Gives what saves changed, oldest first. */
export function readMemoryNews(database: Database): Promise<MemoryNewsRow[]> {
  return database.selectFrom('memory_news').selectAll().orderBy('sequence').execute();
}

/** Puts a slice of the memories of nodes in the place of the older one. */
export async function writeMemorySlice(database: Database, row: MemorySliceRow): Promise<void> {
  const { up_to, nodes } = row;
  await database
    .insertInto('memory_slice')
    .values(row)
    .onConflict((conflict) => conflict.column('slice').doUpdateSet({ up_to, nodes }))
    .execute();
}

/** Gives the slices of the memories of nodes. */
export function readMemorySlices(database: Database): Promise<MemorySliceRow[]> {
  return database.selectFrom('memory_slice').selectAll().orderBy('slice').execute();
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

/** Gives closed incidents, the one that closed last first: so many at most, of those that follow one of them. */
export async function readClosedIncidents(
  database: Database,
  { most, after }: { readonly most: number; readonly after?: string },
): Promise<IncidentRow[]> {
  const closed = database.selectFrom('incident').selectAll().where('state', '=', 'closed');
  const ordered = closed.orderBy('changed_at', 'desc').orderBy('id').limit(most);
  if (after === undefined) return ordered.execute();
  const last = await closed.where('id', '=', after).executeTakeFirst();
  // Forgotten meanwhile, as the oldest are: nothing follows it.
  if (last === undefined) return [];
  const { changed_at: at } = last;
  return ordered
    .where((is) => is.or([is('changed_at', '<', at), is.and([is('changed_at', '=', at), is('id', '>', after)])]))
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

/** Ends silences that would end later, by their ids or their nodes; gives those that it ended. */
export async function endSilences(
  database: Database,
  { column, values, at }: { readonly column: 'id' | 'node'; readonly values: readonly string[]; readonly at: Instant },
): Promise<readonly Pick<SilenceRow, 'node' | 'reason'>[]> {
  const ended: Pick<SilenceRow, 'node' | 'reason'>[] = [];
  for (const part of slices(values)) {
    const update = database.updateTable('silence').set({ until: at }).where(column, 'in', part).where('until', '>', at);
    ended.push(...(await update.returning(['node', 'reason']).execute()));
  }
  return ended;
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

/** Rows in parts that one statement takes: it takes a limited number of parameters, and its text is made anew for each size. */
export function* slices<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += slice) yield rows.slice(from, from + slice);
}
