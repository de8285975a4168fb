import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import type { PoolClient, PoolConfig, QueryConfig } from 'pg';
import { WorldError } from '../ports.ts';
import { tableNames } from './dump.ts';
import type { Engine } from './engine.ts';
import { postgresFault } from './postgres-faults.ts';
import type { Tables } from './tables.ts';

/** A PostgreSQL database by a name for people, and its address with its password; or why nobody can say it. */
export type PostgresAddress =
  { readonly name: string; readonly url: { reveal(): string } } | { readonly name: string; readonly mistake: string };

const connectTimeoutMs = 10_000;
const answerTimeoutMs = 30_000;
/** What goes through whole tables. */
const slow = /^\s*(?:delete|select sum)/u;
const slowTimeoutMs = 600_000;
const lockTimeoutMs = 5000;
/** A program that is stopped inside a transaction must not hold up the others for ever. */
const idleInTransactionMs = 60_000;

/** Whether every query may take as long as one that goes through whole tables. */
interface Patience {
  readonly forAll: boolean;
}

/** Opens a PostgreSQL database; nothing is asked of it before the first query. Throws `WorldError` ("invalid"). */
export function openPostgres(address: PostgresAddress): Engine {
  const { name } = address;
  if ('mistake' in address) throw new WorldError('E407', `The store can't be opened: ${address.mistake}.`);
  const patience = { forAll: false };
  const pool = poolOf(address.url.reveal(), patience);
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'postgres',
    name,
    database,
    faultOf: postgresFault,
    patiently: async (work) => {
      patience.forAll = true;
      try {
        return await work();
      } finally {
        patience.forAll = false;
      }
    },
    size: () => sizeOf(database),
    // No `giveBack`: to make the files smaller would lock the tables. Autovacuum lets rows to come use the room.
  };
}

function poolOf(url: string, patience: Patience): PostgresPool {
  const pool = new pg.Pool({
    connectionString: withTls(url),
    application_name: 'linchpin',
    max: 4,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: parsers,
  } satisfies PoolConfig);
  // A connection that breaks while nobody uses it: the pool has let go of it, and the next query opens another one.
  pool.on('error', () => undefined);
  // Also one that breaks as soon as it is there, when neither the pool listens nor yet who asked for it; and one that
  // breaks while it is used, when the pool does not listen: its query fails by itself.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const prepared = new WeakSet<PoolClient>();
  const connect: PostgresPool['connect'] = async () => {
    const client = await pool.connect();
    const connection = guarded(client, patience);
    if (prepared.has(client)) return connection;
    try {
      await prepare(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
    prepared.add(client);
    return connection;
  };
  return { connect, end: () => pool.end() };
}

/** Asked for once connected: a pooler in between refuses a start with parameters that it does not know. */
async function prepare(client: PoolClient): Promise<void> {
  await client.query(`set lock_timeout = ${lockTimeoutMs}`);
  await client.query(`set idle_in_transaction_session_timeout = ${idleInTransactionMs}`);
  const { rows } = await client.query<{ encoding: string }>("select current_setting('server_encoding') as encoding");
  const encoding = rows[0]?.encoding;
  if (encoding === 'UTF8') return;
  throw new WorldError(
    'E408',
    `The database of the store has the encoding ${String(encoding)}, which cannot hold every name: create it with encoding 'UTF8' and template template0.`,
  );
}

/** A connection that was not answered in time is not used again: whatever comes over it later answers another question. */
function guarded(client: PoolClient, patience: Patience): Awaited<ReturnType<PostgresPool['connect']>> {
  let broken: Error | undefined;
  const breaks = (error: Error): void => void (broken ??= error);
  client.on('error', breaks);
  const query = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
    if (broken !== undefined) throw broken;
    try {
      const timeout = patience.forAll || slow.test(text) ? slowTimeoutMs : answerTimeoutMs;
      return await client.query({ text, values: values.map(storable), query_timeout: timeout } as QueryConfig);
    } catch (error) {
      if (error instanceof Error && error.message === 'Query read timeout') broken = error;
      throw error;
    }
  };
  const release = (): void => {
    client.off('error', breaks);
    client.release(broken);
  };
  return { query, release } as Awaited<ReturnType<PostgresPool['connect']>>;
}

/** PostgreSQL takes no NUL in text; a name that holds one must not keep a whole cycle from being saved. */
function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value;
}

const bigint = pg.types.builtins.INT8;

// Counts and sequences are below 2^53; as text they would not be what SQLite gives.
const parsers = new pg.TypeOverrides();
parsers.setTypeParser(bigint, Number);

/**
 * Without a word about it, TLS with the certificate verified, but within this machine; which host that is, is said here,
 * since the client would else take it from PGHOST.
 */
function withTls(text: string): string {
  const url = new URL(text);
  if (url.searchParams.get('host') === '') url.searchParams.delete('host');
  if (url.hostname === '' && !url.searchParams.has('host')) url.searchParams.set('host', 'localhost');
  if (!url.searchParams.has('sslmode')) url.searchParams.set('sslmode', isLocal(url) ? 'disable' : 'verify-full');
  return url.href;
}

function isLocal(url: URL): boolean {
  const host = decodeURIComponent(url.searchParams.get('host') ?? url.hostname);
  return host.startsWith('/') || /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/u.test(host);
}

/** What the rows take, without the room that PostgreSQL keeps for those to come. */
async function sizeOf(database: Kysely<Tables>): Promise<number> {
  let bytes = 0;
  for (const table of tableNames) {
    const query = sql<{ size: number | null }>`
      select sum(octet_length(whole_row::text))::bigint as size from ${sql.table(table)} as whole_row`;
    bytes += (await query.execute(database)).rows[0]?.size ?? 0;
  }
  return bytes;
}
