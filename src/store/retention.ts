import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Duration, Instant } from '../domain/instant.ts';
import type { Tidied } from '../ports.ts';
import type { Engine } from './engine.ts';
import type { Database } from './queries.ts';

/** How long history is kept, and how many bytes all of the store may take. */
export interface Limits {
  readonly keep: Duration;
  readonly maxSize: number;
}

/** How a store is reached: each `write` is a transaction of its own. */
export interface Reach {
  readonly engine: Engine;
  readonly write: <T>(work: (transaction: Database) => Promise<T>) => Promise<T>;
}

/** Each step over the limit takes this part of the time that history goes back. */
const step = 0.2;
const mostSteps = 25;

/** How many rows are looked at within one transaction. */
const sliceSize = 200;

/**
 * Forgets what is older than is to be kept, and then the oldest of the rest until the store is as small as it must be;
 * slice by slice, so that whoever goes on asking decides when.
 */
export async function* forget(
  { engine, write }: Reach,
  { keep, maxSize }: Limits,
  now: Instant,
): AsyncGenerator<void, Tidied> {
  let before = now - keep;
  if (Number.isFinite(before)) yield* forgetBefore(write, before);
  if (engine.giveBack) yield* engine.giveBack();
  let size = Number.isFinite(maxSize) ? await engine.size() : 0;
  if (size <= maxSize) return { isTooLarge: false };
  before = Math.max(before, await oldest(engine.database, now));
  for (let taken = 0; taken < mostSteps && size > maxSize; taken += 1) {
    before += (now - before) * step;
    const gone = yield* forgetBefore(write, before);
    if (gone > 0) size = await engine.size();
  }
  if (engine.giveBack) yield* engine.giveBack();
  return { shrunk: { size, forgottenBefore: before }, isTooLarge: size > maxSize };
}

/** A history: what each thing became, by its key and the time; a row that says that it ended needs no other one after it. */
interface History {
  readonly table: string;
  readonly key: string;
  readonly isEnd: RawBuilder<unknown>;
}

const histories: readonly History[] = [
  { table: 'node_change', key: 'node', isEnd: sql`one.became = 'null'` },
  { table: 'incident_change', key: 'id', isEnd: sql`one.state = 'closed'` },
  { table: 'model_change', key: 'part', isEnd: sql`one.became is null` },
];

/** Gives how many rows went. */
async function* forgetBefore(write: Reach['write'], before: Instant): AsyncGenerator<void, number> {
  // First of all: a time of which a part is gone already must not be told of.
  let gone = await write((database) => forgetJudged(database, before));
  for (const history of histories) {
    let last: HistoryRow | undefined;
    do {
      const after = last;
      const { rows, dead } = await write((database) => forgetSlice(database, history, { before, after }));
      gone += dead;
      last = rows.length < sliceSize ? undefined : rows.at(-1);
      yield;
    } while (last !== undefined);
  }
  return gone + (await write((database) => forgetRest(database, before)));
}

/** Nothing is known any more of the times before the border, also where the cycles of those went on beyond it. */
async function forgetJudged(database: Database, before: Instant): Promise<number> {
  const rows = await database.deleteFrom('judged').where('since', '<', before).returningAll().execute();
  const beyond = rows.filter(({ until }) => until >= before).sort((a, b) => b.until - a.until);
  const [last] = beyond;
  if (last !== undefined) {
    const kept = { ...last, since: before };
    await database
      .insertInto('judged')
      .values(kept)
      .onConflict((conflict) => conflict.column('since').doNothing())
      .execute();
  }
  return rows.length - beyond.length;
}

interface HistoryRow {
  readonly key: string;
  readonly at: Instant;
  /** How it stood at the border is known without it. */
  readonly isDead: boolean | number;
}

interface Place {
  readonly before: Instant;
  /** What the slice before ended with. */
  readonly after: HistoryRow | undefined;
}

async function forgetSlice(
  database: Database,
  history: History,
  place: Place,
): Promise<{ readonly rows: readonly HistoryRow[]; readonly dead: number }> {
  const rows = await oldRows(database, history, place);
  const dead = rows.filter(({ isDead }) => Boolean(isDead));
  await deleteRows(database, history, dead);
  return { rows, dead: dead.length };
}

/** How an incident, a node and the model stood at the border must still be known: the last change before it stays. */
async function oldRows(
  database: Database,
  { table, key, isEnd }: History,
  { before, after }: Place,
): Promise<readonly HistoryRow[]> {
  const name = sql.ref(key);
  const goesOn =
    after === undefined
      ? sql``
      : sql`and (one.at > ${after.at} or (one.at = ${after.at} and one.${name} > ${after.key}))`;
  const query = sql<HistoryRow>`
    select one.${name} as key, one.at as at, (${isEnd} or exists (
      select 1 from ${sql.table(table)} as later
      where later.${name} = one.${name} and later.at > one.at and later.at <= ${before}
    )) as ${sql.ref('isDead')}
    from ${sql.table(table)} as one
    where one.at < ${before} ${goesOn}
    order by one.at, one.${name}
    limit ${sql.lit(sliceSize)}`;
  return (await query.execute(database)).rows;
}

async function deleteRows(database: Database, { table, key }: History, rows: readonly HistoryRow[]): Promise<void> {
  if (rows.length === 0) return;
  // A parameter among `values` has no type of its own.
  const values = rows.map((row) => sql`(${row.key}, cast(${row.at} as double precision))`);
  await sql`delete from ${sql.table(table)} where (${sql.ref(key)}, at) in (values ${sql.join(values)})`.execute(
    database,
  );
}

/** What is little, or needs no look at what came later. */
async function forgetRest(database: Database, before: Instant): Promise<number> {
  const results = [
    ...(await database.deleteFrom('incident').where('state', '=', 'closed').where('changed_at', '<', before).execute()),
    ...(await database
      .deleteFrom('incident_order')
      .where('at', '<', (query) =>
        query
          .selectFrom('incident_order as newest')
          .select(({ fn }) => fn.max('newest.at').as('at'))
          .where('newest.at', '<=', before),
      )
      .execute()),
    ...(await database.deleteFrom('silence').where('until', '<', before).execute()),
    ...(await database.deleteFrom('audit').where('at', '<', before).execute()),
  ];
  return results.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
}

async function oldest(database: Database, now: Instant): Promise<Instant> {
  const { rows } = await sql<{ at: number | null }>`
    select min(at) as at from (
      select min(at) as at from node_change
      union all select min(at) from incident_change
      union all select min(at) from model_change
    ) as oldest`.execute(database);
  return rows[0]?.at ?? now;
}
