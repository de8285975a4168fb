import { sql } from 'kysely';
import { slices } from './queries.ts';
import type { Database } from './queries.ts';
import type { Tables } from './tables.ts';

/** A row of any table, as both kinds of database give and take it. */
export type AnyRow = Readonly<Record<string, string | number | null>>;

/** A table that a backup keeps; who may save is nothing to keep. */
export type KeptTable = Exclude<keyof Tables, 'lease'>;

/** The tables, each with the columns of its key. */
const keys: Readonly<Record<KeptTable, readonly [string, string?]>> = {
  memory: ['name'],
  memory_slice: ['slice'],
  memory_news: ['sequence'],
  piece: ['of', 'id'],
  incident: ['id'],
  incident_change: ['id', 'at'],
  incident_order: ['at'],
  judged: ['since'],
  node_change: ['node', 'at'],
  model_change: ['part', 'at'],
  silence: ['id'],
  outbox: ['sequence'],
  audit: ['sequence'],
  embed_key: ['digest'],
};

/** The names of the tables. */
export const tableNames = Object.keys(keys) as readonly KeptTable[];

const page = 2000;

/** Every row of a table, page by page in the order of its key, so that no more than a page is held. */
export async function* rowsOf(database: Database, table: KeptTable): AsyncGenerator<readonly AnyRow[]> {
  const [first, second] = keys[table];
  const order = second === undefined ? sql`${sql.ref(first)}` : sql`${sql.ref(first)}, ${sql.ref(second)}`;
  let last: AnyRow | undefined;
  for (;;) {
    const after = last === undefined ? sql`` : sql`where ${isAfter(last, first, second)}`;
    const query = sql<AnyRow>`select * from ${sql.table(table)} ${after} order by ${order} limit ${sql.lit(page)}`;
    const { rows } = await query.execute(database);
    if (rows.length > 0) yield rows;
    last = rows.at(-1);
    if (rows.length < page) return;
  }
}

function isAfter(last: AnyRow, first: string, second: string | undefined): ReturnType<typeof sql> {
  const later = sql`${sql.ref(first)} > ${last[first]}`;
  if (second === undefined) return later;
  return sql`(${later} or (${sql.ref(first)} = ${last[first]} and ${sql.ref(second)} > ${last[second]}))`;
}

/** Takes every row of every table out. */
export async function empty(database: Database): Promise<void> {
  for (const table of tableNames) await sql`delete from ${sql.table(table)}`.execute(database);
}

/** Adds rows to a table, as they were. */
export async function addRows(database: Database, table: keyof Tables, rows: readonly AnyRow[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  for (const part of slices(rows)) {
    const values = part.map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column] ?? null}`))})`);
    const names = sql.join(columns.map((column) => sql.ref(column)));
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(database);
  }
}
