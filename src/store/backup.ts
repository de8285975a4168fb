import { sql } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Act } from '../ports.ts';
import { WorldError } from '../ports.ts';
import { addToAudit } from './audit.ts';
import { readPacked, writePacked } from './backup-file.ts';
import { addRows, empty, rowsOf, tableNames } from './dump.ts';
import type { AnyRow, KeptTable } from './dump.ts';
import { inSnapshot, storeFault, withStoreFaults } from './engine.ts';
import type { Engine } from './engine.ts';
import { endTerm, leaseHolder } from './lease.ts';
import { migrationNames } from './migrate.ts';
import { openEngine } from './open-store.ts';
import type { DatabasePlace } from './open-store.ts';
import type { Database } from './queries.ts';
import { keepStop, readStop } from './recovery-words.ts';

/** What a backup holds. */
export interface BackedUp {
  readonly rows: number;
  /** How many bytes the file has. */
  readonly size: number;
}

/** The first line of a backup; the lines between it and the last are rows, `[table, row]`. */
interface Header {
  readonly linchpin: 'backup';
  readonly store: readonly string[];
  readonly at: string;
}

/** The last line: without it the file is cut off. */
interface Footer {
  readonly rows: number;
}

/** As of when a backup is made, and who is told how far it is. */
export interface BackingUp {
  readonly now: Instant;
  readonly onProgress?: OnProgress | undefined;
}

/** Writes all that a store holds at one moment into a file, while others go on using it. Rejects with `WorldError`. */
export async function backUp(place: DatabasePlace, file: string, { now, onProgress }: BackingUp): Promise<BackedUp> {
  const engine = await openEngine(place, 'read');
  try {
    return await withStoreFaults(engine, () =>
      inSnapshot(engine, async (database) => {
        let rows = 0;
        const counted = (count: number): void => {
          rows += count;
          onProgress?.({ what: `writing ${file}`, done: rows, unit: 'rows' });
        };
        const size = await writePacked(file, linesOf(database, now, counted));
        return { rows, size };
      }),
    );
  } finally {
    await engine.database.destroy();
  }
}

async function* linesOf(database: Database, now: Instant, counted: (rows: number) => void): AsyncGenerator<string> {
  const header: Header = { linchpin: 'backup', store: migrationNames, at: toIso(now) };
  yield `${JSON.stringify(header)}\n`;
  let count = 0;
  for (const table of tableNames) {
    for await (const page of rowsOf(database, table)) {
      count += page.length;
      counted(page.length);
      yield page.map((row) => `${JSON.stringify([table, row])}\n`).join('');
    }
  }
  yield `${JSON.stringify({ rows: count } satisfies Footer)}\n`;
}

/** What to restore, and whether what is there may be lost. */
export interface Restoring {
  readonly file: string;
  readonly force?: boolean;
  /** Who restores, and when. */
  readonly by: Act;
  readonly onProgress?: OnProgress | undefined;
}

/** Fills a store with what a backup holds, whichever kind of database that came from: all of it or nothing. Rejects with `WorldError`. */
export async function restore(
  place: DatabasePlace,
  { file, force = false, by, onProgress }: Restoring,
): Promise<{ readonly rows: number; readonly at: string }> {
  const lines = readPacked(file);
  const header = headerOf(file, (await lines.next()).value);
  const engine = await openEngine(place, 'own');
  try {
    return await withStoreFaults(engine, () =>
      engine.database.transaction().execute(async (database) => {
        await mustBeFree(engine, database);
        await endTerm(database);
        if (!force) await mustBeEmpty(engine, database);
        const before = await auditOf(database);
        const stop = await readStop(database);
        const keys = await database.selectFrom('embed_key').selectAll().execute();
        await empty(database);
        const rows = await fill(database, lines, { engine, file, onProgress });
        if (engine.kind === 'postgres') await continueSequences(database);
        await keepAudit(database, before);
        await keepEmbedKeys(database, keys);
        if (stop !== undefined) await keepStop(database, stop);
        await addToAudit(database, [{ ...by, what: 'restore', about: { file, of: header.at } }]);
        return { rows, at: header.at };
      }),
    );
  } finally {
    await engine.database.destroy();
  }
}

function headerOf(file: string, line: unknown): Header {
  const header = typeof line === 'string' ? parsed(line) : undefined;
  if (!isHeader(header)) throw new WorldError('E410', `${file} is no backup of Linchpin.`);
  const { store, at } = header;
  if (store.some((name) => !migrationNames.includes(name))) {
    throw new WorldError('E412', `${file} is a backup of a newer Linchpin: restore it with that version.`);
  }
  if (store.length < migrationNames.length) {
    throw new WorldError(
      'E412',
      `${file} is a backup of an older Linchpin: restore it with that version, then start this one.`,
    );
  }
  return { linchpin: 'backup', store, at };
}

function isHeader(header: unknown): header is Header {
  if (typeof header !== 'object' || header === null) return false;
  const { linchpin, store, at } = header as Readonly<Record<string, unknown>>;
  return linchpin === 'backup' && Array.isArray(store) && typeof at === 'string';
}

async function mustBeFree(engine: Engine, database: Database): Promise<void> {
  const holder = await leaseHolder(engine, database);
  if (holder === undefined) return;
  throw new WorldError(
    'E413',
    `The store ${engine.name} is in use by ${holder}. Stop \`linchpin run\` there first; where it was killed, try again within a minute.`,
  );
}

async function mustBeEmpty({ name }: Engine, database: Database): Promise<void> {
  for (const table of tableNames) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(database);
    if (rows.length === 0) continue;
    throw new WorldError(
      'E414',
      `The store ${name} is not empty: what it holds would be lost. Name another one in the configuration, or --force.`,
    );
  }
}

/** What is restored, and into which kind of database. */
interface Filling {
  readonly engine: Engine;
  readonly file: string;
  readonly onProgress: OnProgress | undefined;
}

async function fill(database: Database, lines: AsyncIterable<string>, filling: Filling): Promise<number> {
  const { file, onProgress } = filling;
  let count = 0;
  let table: KeptTable | undefined;
  let waiting: AnyRow[] = [];
  let footer: Footer | undefined;
  for await (const line of lines) {
    const entry = parsed(line);
    if (isTableRow(entry)) {
      const [name, row] = entry;
      if (name !== table || waiting.length >= 1000) {
        if (table !== undefined) await add(database, [table, waiting], filling);
        waiting = [];
        onProgress?.({ what: `restoring ${file}`, done: count, unit: 'rows' });
      }
      table = name;
      waiting.push(row);
      count += 1;
    } else if (typeof entry === 'object' && entry !== null && 'rows' in entry) footer = entry as Footer;
  }
  if (table !== undefined) await add(database, [table, waiting], filling);
  if (footer?.rows === count) return count;
  throw new WorldError(
    'E410',
    `${file} is cut off or was changed: it holds ${count} rows, not ${String(footer?.rows ?? 'all')}.`,
  );
}

function isTableRow(entry: unknown): entry is readonly [KeptTable, AnyRow] {
  if (!Array.isArray(entry) || !tableNames.includes(entry[0] as KeptTable)) return false;
  const row: unknown = entry[1];
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  return Object.values(row).every((value) => value === null || ['string', 'number'].includes(typeof value));
}

async function add(
  database: Database,
  [table, rows]: readonly [KeptTable, readonly AnyRow[]],
  { engine, file }: Filling,
): Promise<void> {
  try {
    await addRows(database, table, rows);
  } catch (error) {
    // What is no failure of the store itself is one of what it was given.
    if (!(error instanceof Error) || storeFault(engine, error) !== error) throw error;
    throw new WorldError('E410', `${file} was changed: the store does not take what it holds (${error.message}).`);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Who did what in the store that is lost stays known, after what the backup knows of it. */
async function keepAudit(database: Database, before: readonly AnyRow[]): Promise<void> {
  const keyOf = ({ at, who, what, about }: AnyRow): string => JSON.stringify([at, who, what, about]);
  const restored = new Set((await auditOf(database)).map(keyOf));
  const lost = before.filter((row) => !restored.has(keyOf(row)));
  await addRows(database, 'audit', lost);
}

/** Of keys the store that is lost knows best: one that was revoked since the backup must not open anything again. */
async function keepEmbedKeys(database: Database, before: readonly AnyRow[]): Promise<void> {
  if (before.length === 0) return;
  await database.deleteFrom('embed_key').execute();
  await addRows(database, 'embed_key', before);
}

/** Who did what, as rows that can be added to another audit: where in it they come is not theirs. */
function auditOf(database: Database): Promise<readonly AnyRow[]> {
  return database.selectFrom('audit').select(['at', 'who', 'what', 'about']).orderBy('sequence').execute();
}

/** What is added from now on must come after what was restored. */
async function continueSequences(database: Database): Promise<void> {
  for (const table of ['outbox', 'audit'] as const) {
    const newest = sql`greatest((select max(sequence) from ${sql.table(table)}), 1)`;
    await sql`select setval(pg_get_serial_sequence(${table}, 'sequence'), ${newest})`.execute(database);
  }
}
