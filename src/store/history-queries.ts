import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import { byText } from '../domain/node.ts';
import type { Span } from '../domain/past.ts';
import { slices } from './queries.ts';
import type { Database } from './queries.ts';
import type { IncidentChangeRow, ModelChangeRow, NodeChangeRow, Tables } from './tables.ts';

/** An incident as it became at one time, in words, and the facts behind them. */
export type ToldChange = Pick<IncidentChangeRow, 'id' | 'at' | 'incident' | 'facts'>;

const incidents = { table: 'incident_change', key: 'id' };
const told = sql`one.id, one.at, one.incident, one.facts`;

/** A span of which the newest are wanted, so many at most: changes of a node, or incidents with all their changes within it. */
export type LimitedSpan = Span & { readonly most?: number };

/** Adds a change of an incident to its history; the later of two at one time counts. */
export async function addIncidentChange(database: Database, row: IncidentChangeRow): Promise<void> {
  await database
    .insertInto('incident_change')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['id', 'at']).doUpdateSet({ incident: row.incident, state: row.state, facts: row.facts }),
    )
    .execute();
}

/** Gives the changes of an incident, oldest first. */
export function readIncidentChanges(database: Database, id: string): Promise<ToldChange[]> {
  return database
    .selectFrom('incident_change')
    .select(['id', 'at', 'incident', 'facts'])
    .where('id', '=', id)
    .orderBy('at')
    .execute();
}

/**
 * Gives what incidents were open as a span began, by their last change before it, and the changes of all within it, oldest
 * first; of so many incidents at most, of those that changed last.
 */
export async function readIncidentChangesWithin(
  database: Database,
  { from, until, most = Number.MAX_SAFE_INTEGER }: LimitedSpan,
): Promise<readonly ToldChange[]> {
  const changes = database.selectFrom('incident_change').where('at', '>', from).where('at', '<=', until);
  const latest = await changes
    .select(['id', ({ fn }) => fn.max('at').as('latest')])
    .groupBy('id')
    .orderBy('latest', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
  const ids = latest.map(({ id }) => id);
  const within: ToldChange[] = [];
  for (const part of slices(ids)) {
    within.push(...(await changes.where('id', 'in', part).select(['id', 'at', 'incident', 'facts']).execute()));
  }
  const openThen = { at: from, columns: told, where: sql`one.state = 'open'` };
  const open: ToldChange[] = [];
  for (const among of slices(ids))
    open.push(...(await newest<ToldChange>(database, incidents, { ...openThen, among })));
  const rest = await newest<ToldChange>(database, incidents, { ...openThen, most });
  const changed = new Set(ids);
  open.push(...rest.filter(({ id }) => !changed.has(id)).slice(0, most - changed.size));
  return [open, within].flatMap((rows) => rows.toSorted((a, b) => a.at - b.at || byText(a.id, b.id)));
}

/** Gives the facts of incidents as they were kept last; none of those of which none are. */
export async function readLastFacts(
  database: Database,
  ids: readonly string[],
): Promise<readonly Pick<ToldChange, 'id' | 'facts'>[]> {
  const found: Pick<ToldChange, 'id' | 'facts'>[] = [];
  for (const part of slices(ids)) {
    const rows = await database
      .selectFrom('incident_change as one')
      .select(['one.id', 'one.facts'])
      .where('one.id', 'in', part)
      .where('one.at', '=', (expressions) =>
        expressions
          .selectFrom('incident_change as other')
          .select(({ fn }) => fn.max('other.at').as('newest'))
          .whereRef('other.id', '=', 'one.id')
          .where('other.facts', 'is not', null),
      )
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Gives the facts of the incidents that were open at a time, as far as they are kept. */
export async function readIncidentFactsAt(database: Database, at: Instant): Promise<readonly string[]> {
  const kept = { at, columns: sql`one.facts`, where: sql`one.facts is not null` };
  return (await newest<{ readonly facts: string }>(database, incidents, kept)).map(({ facts }) => facts);
}

/** Keeps the order of the open incidents from a time on. */
export async function addIncidentOrder(database: Database, at: Instant, ids: string): Promise<void> {
  await database
    .insertInto('incident_order')
    .values({ at, ids })
    .onConflict((conflict) => conflict.column('at').doUpdateSet({ ids }))
    .execute();
}

/** Gives the order of the incidents at a time, or `undefined` where it was not kept. */
export async function readIncidentOrderAt(database: Database, at: Instant): Promise<string | undefined> {
  const row = await database
    .selectFrom('incident_order')
    .select('ids')
    .where('at', '<=', at)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.ids;
}

/** Adds what nodes became to their history. */
export function addNodeChanges(database: Database, rows: readonly NodeChangeRow[]): Promise<void> {
  return addChanges(database, { table: 'node_change', key: 'node' }, rows);
}

/** Gives what a node became within a time, after what it was as that began; the newest of it where there is more than wanted. */
export async function readNodeChanges(
  database: Database,
  node: string,
  { from, until, most = Number.MAX_SAFE_INTEGER }: LimitedSpan,
): Promise<readonly NodeChangeRow[]> {
  const ofNode = database.selectFrom('node_change').selectAll().where('node', '=', node);
  const within = ofNode.where('at', '>', from).where('at', '<=', until).orderBy('at', 'desc');
  const rest = (await within.limit(most).execute()).toReversed();
  if (rest.length === most) return rest;
  const first = await ofNode.where('at', '<=', from).orderBy('at', 'desc').limit(1).executeTakeFirst();
  return first === undefined ? rest : [first, ...rest];
}

/** Gives what each node was at a time, without those that had left. */
export function readNodesAt(database: Database, at: Instant): Promise<readonly NodeChangeRow[]> {
  return newest(
    database,
    { table: 'node_change', key: 'node' },
    { at, columns: sql`one.*`, where: sql`one.became <> 'null'` },
  );
}

/** Adds what parts of the model became to their history. */
export function addModelChanges(database: Database, rows: readonly ModelChangeRow[]): Promise<void> {
  return addChanges(database, { table: 'model_change', key: 'part' }, rows);
}

/** Gives what each part of the model was at a time, also those that had left, in the order of their names. */
export async function readModelParts(database: Database, at: Instant): Promise<readonly ModelChangeRow[]> {
  const all = { at, columns: sql`one.*`, where: sql`true` };
  const rows = await newest<ModelChangeRow>(database, { table: 'model_change', key: 'part' }, all);
  return rows.toSorted((a, b) => byText(a.part, b.part));
}

/** What a thing was called and what it became go into the history of its kind; the later of two at one time counts. */
async function addChanges<Kind extends { table: 'node_change'; key: 'node' } | { table: 'model_change'; key: 'part' }>(
  database: Database,
  { table, key }: Kind,
  rows: readonly Tables[Kind['table']][],
): Promise<void> {
  for (const part of slices(rows)) {
    const columns = [key, 'at'] as const;
    await database
      .insertInto(table)
      .values(part)
      .onConflict((conflict) => conflict.columns(columns).doUpdateSet({ became: sql`excluded.became` }))
      .execute();
  }
}

/** Gives the newest row of each key at a time; of so many keys at most, of those that changed last before it. */
async function newest<Row>(
  database: Database,
  { table, key }: { readonly table: string; readonly key: string },
  {
    at,
    columns,
    where,
    most,
    among,
  }: {
    readonly at: Instant;
    readonly columns: RawBuilder<unknown>;
    readonly where: RawBuilder<unknown>;
    readonly most?: number;
    /** Only these keys; left out: all. */
    readonly among?: readonly string[];
  },
): Promise<readonly Row[]> {
  const [all, name] = [sql.table(table), sql.ref(key)];
  const named = among === undefined ? sql`` : sql`and ${name} in (${sql.join(among)})`;
  const query = sql<Row>`
    select ${columns} from ${all} as one
    join (select ${name}, max(at) as at from ${all} where at <= ${at} ${named} group by ${name}) as newest
      on newest.${name} = one.${name} and newest.at = one.at
    where ${where} ${most === undefined ? sql`` : sql`order by one.at desc, one.${name} limit ${most}`}`;
  return (await query.execute(database)).rows;
}
