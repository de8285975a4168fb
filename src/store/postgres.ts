import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import type { PoolClient, PoolConfig, QueryConfig } from 'pg';
import { WorldError } from '../ports.ts';
import type { Engine } from './engine.ts';
import { postgresFault } from './postgres-faults.ts';
import type { Tables } from './tables.ts';

/** A PostgreSQL database by a name for people, and its address with its password; or why nobody can say it. */
export type PostgresAddress =
  { readonly name: string; readonly url: { reveal(): string } } | { readonly name: string; readonly mistake: string };

const connectTimeoutMs = 10_000;
const answerTimeoutMs = 30_000;
/** It writes the tables anew. */
const vacuumTimeoutMs = 900_000;
const lockTimeoutMs = 5000;
/** A program that is stopped inside a transaction must not hold up the others for ever. */
const idleInTransactionMs = 60_000;

/** Opens a PostgreSQL database; nothing is asked of it before the first query. Throws `WorldError` ("invalid"). */
export function openPostgres(address: PostgresAddress): Engine {
  const { name } = address;
  if ('mistake' in address) throw new WorldError('invalid', `The store can't be opened: ${address.mistake}.`);
  const pool = poolOf(address.url.reveal());
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'postgres',
    name,
    database,
    faultOf: postgresFault,
    size: () => sizeOf(database),
    giveBack: ({ thoroughly }) => (thoroughly ? vacuum(database) : Promise.resolve()),
  };
}

function poolOf(url: string): PostgresPool {
  const pool = new pg.Pool({
    connectionString: withTls(url),
    application_name: 'linchpin',
    max: 4,
    connectionTimeoutMillis: connectTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
    types: parsers,
  } satisfies PoolConfig);
  // A connection that breaks while nobody uses it: the pool has let go of it, and the next query opens another one.
  pool.on('error', () => undefined);
  return { connect: async () => guarded(await pool.connect()), end: () => pool.end() };
}

/** A connection that was not answered in time is not used again: whatever comes over it later answers another question. */
function guarded(client: PoolClient): Awaited<ReturnType<PostgresPool['connect']>> {
  let broken: Error | undefined;
  const query = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
    if (broken !== undefined) throw broken;
    try {
      const timeout = text.startsWith('vacuum') ? vacuumTimeoutMs : answerTimeoutMs;
      return await client.query({ text, values: values.map(storable), query_timeout: timeout } as QueryConfig);
    } catch (error) {
      if (error instanceof Error && error.message === 'Query read timeout') broken = error;
      throw error;
    }
  };
  return { query, release: () => client.release(broken) } as Awaited<ReturnType<PostgresPool['connect']>>;
}

/** PostgreSQL takes no NUL in text; a name that holds one must not keep a whole cycle from being saved. */
function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value;
}

const bigint = pg.types.builtins.INT8;

// Counts and sequences are below 2^53; as text they would not be what SQLite gives.
const parsers = new pg.TypeOverrides();
parsers.setTypeParser(bigint, Number);

/** Without a word about it, TLS with the certificate verified, but within this machine. */
function withTls(text: string): string {
  const url = new URL(text);
  if (!url.searchParams.has('sslmode')) url.searchParams.set('sslmode', isLocal(url) ? 'disable' : 'verify-full');
  return url.href;
}

function isLocal(url: URL): boolean {
  const host = decodeURIComponent(url.searchParams.get('host') ?? url.hostname);
  return host === '' || host.startsWith('/') || /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/u.test(host);
}

const tables = [
  'node_memory',
  'memory',
  'piece',
  'incident',
  'incident_change',
  'node_change',
  'model_source',
  'model_version',
  'silence',
  'outbox',
];

async function sizeOf(database: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{
    size: number;
  }>`select sum(pg_total_relation_size(to_regclass(name)))::bigint as size from unnest(${tables}::text[]) as name`.execute(
    database,
  );
  return rows[0]?.size ?? 0;
}

const history = ['incident', 'incident_change', 'node_change', 'model_source'] as const;

async function vacuum(database: Kysely<Tables>): Promise<void> {
  for (const table of history) await sql`vacuum (full, analyze) ${sql.table(table)}`.execute(database);
}
