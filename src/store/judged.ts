import type { Duration, Instant } from '../domain/instant.ts';
import type { Span } from '../domain/past.ts';
import type { Database } from './queries.ts';
import type { JudgedRow } from './tables.ts';

/** By then Zabbix says that it has no data from Linchpin. */
const leastGrace: Duration = 300;
/** Cycles may be late, or left out while another one runs. */
const intervals = 3;

/** Keeps that a cycle judged at a time: whether it goes on with those before, or something was left out in between. */
export async function keepJudged(database: Database, at: Instant, interval: Duration = 0): Promise<void> {
  const grace = Math.max(leastGrace, intervals * interval);
  const newest = await spanAt(database, at);
  if (newest === undefined || at > newest.until + grace) {
    await database
      .insertInto('judged')
      .values({ since: at, until: at, grace })
      .onConflict((conflict) => conflict.column('since').doNothing())
      .execute();
  } else if (at > newest.until) {
    await database.updateTable('judged').set({ until: at, grace }).where('since', '=', newest.since).execute();
  }
}

/** When cycles judged around a time: as of when something is known, and what was left out, if that time was. */
export async function judgedAt(
  database: Database,
  at: Instant,
): Promise<{ readonly at: Instant; readonly gap?: { readonly from: Instant; readonly until?: Instant } } | undefined> {
  const span = await spanAt(database, at);
  if (span === undefined) return undefined;
  const { until, grace } = span;
  if (at <= until) return { at };
  const { next } = await database
    .selectFrom('judged')
    .select((query) => query.fn.min<number | null>('since').as('next'))
    .where('since', '>', at)
    .executeTakeFirstOrThrow();
  if (next !== null) return { at: until, gap: { from: until, until: next } };
  return at > until + grace ? { at: until, gap: { from: until } } : { at: until };
}

/** When within a span cycles judged, in their order. */
export async function readJudged(database: Database, { from, until }: Span): Promise<readonly Span[]> {
  const rows = await database
    .selectFrom('judged')
    .selectAll()
    .where('since', '<=', until)
    .where('until', '>=', from)
    .orderBy('since')
    .execute();
  return rows.map((row) => ({ from: Math.max(from, row.since), until: Math.min(until, row.until) }));
}

function spanAt(database: Database, at: Instant): Promise<JudgedRow | undefined> {
  return database
    .selectFrom('judged')
    .selectAll()
    .where('since', '<=', at)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst();
}
