import Sqlite from 'better-sqlite3';
import { Client } from 'pg';

import type { ComputedValue } from './oracle.ts';
import type { StoreAt } from './store-at.ts';

/** Keeps word, inside the store and in its own transactions, of every value that was ever to be sent. */
export interface Ledger {
  /** All of them, in the order of computing. */
  computed(): Promise<readonly ComputedValue[]>;
  standing(): Promise<Standing>;
  close(): Promise<void>;
}

/** How far sending has come; times in Unix seconds. */
export interface Standing {
  readonly waiting: number;
  /** The time of the oldest value that waits; `Infinity` where none does. */
  readonly oldestWaiting: number;
  /** Up to which time values were computed and confirmed; 0 while none was. */
  readonly confirmedUpTo: number;
}

/** A number, which PostgreSQL writes as a text where it is a large one. */
type Wire = number | string;

interface Row {
  readonly sequence: Wire;
  readonly host: string;
  readonly key: string;
  readonly value: string;
  readonly clock: Wire;
  readonly ns: Wire;
  readonly confirmed_at: Wire | null;
}

interface StandingRow {
  readonly waiting: Wire;
  readonly oldest: Wire | null;
  readonly confirmed: Wire | null;
}

const columns = 'host text not null, key text not null, value text not null';
const select = 'select sequence, host, key, value, clock, ns, confirmed_at from faults_ledger order by sequence';
const standing = `select (select count(*) from outbox) as waiting, (select min(clock + ns / 1e9) from outbox) as oldest,
  (select max(clock + ns / 1e9) from faults_ledger where confirmed_at is not null) as confirmed`;

/**
 * Begins to keep word in a store that was made and that nobody writes to. Triggers of the database do it: what is saved
 * is in the ledger as well, what is rolled back in neither, whatever becomes of the process.
 */
export function keepLedger(store: StoreAt): Promise<Ledger> {
  return 'sqlite' in store ? Promise.resolve(onSqlite(store.sqlite)) : onPostgres(store.postgres);
}

function onSqlite(file: string): Ledger {
  const database = new Sqlite(file, { timeout: 10_000 });
  database.exec(`
    create table faults_ledger (
      sequence integer primary key, ${columns}, clock integer not null, ns integer not null, confirmed_at real
    );
    create trigger faults_computed after insert on outbox begin
      insert into faults_ledger values (new.sequence, new.host, new.key, new.value, new.clock, new.ns, null);
    end;
    create trigger faults_confirmed after delete on outbox begin
      update faults_ledger set confirmed_at = (julianday('now') - 2440587.5) * 86400 where sequence = old.sequence;
    end;`);
  const all = <T>(text: string): Promise<readonly T[]> =>
    Promise.resolve().then(() => database.prepare(text).all() as readonly T[]);
  return {
    ...reading(all),
    close: () => Promise.resolve(void database.close()),
  };
}

async function onPostgres(url: string): Promise<Ledger> {
  const ask = async <T>(text: string): Promise<readonly T[]> => {
    // A connection for each question: the server is stopped and started meanwhile.
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000, query_timeout: 10_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(text)).rows as readonly T[];
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  await ask(`
    create table faults_ledger (
      sequence bigint primary key, ${columns}, clock bigint not null, ns integer not null, confirmed_at double precision
    );
    create function faults_computed() returns trigger language plpgsql as $$ begin
      insert into faults_ledger values (new.sequence, new.host, new.key, new.value, new.clock, new.ns, null);
      return null;
    end $$;
    create function faults_confirmed() returns trigger language plpgsql as $$ begin
      update faults_ledger set confirmed_at = extract(epoch from clock_timestamp()) where sequence = old.sequence;
      return null;
    end $$;
    create trigger faults_computed after insert on outbox for each row execute function faults_computed();
    create trigger faults_confirmed after delete on outbox for each row execute function faults_confirmed();`);
  return { ...reading(ask), close: () => Promise.resolve() };
}

function reading(ask: <T>(text: string) => Promise<readonly T[]>): Omit<Ledger, 'close'> {
  return {
    computed: async () => (await ask<Row>(select)).map(computedOf),
    standing: async () => {
      const [row] = await ask<StandingRow>(standing);
      return {
        waiting: Number(row?.waiting ?? 0),
        oldestWaiting: Number(row?.oldest ?? Infinity),
        confirmedUpTo: Number(row?.confirmed ?? 0),
      };
    },
  };
}

function computedOf({ sequence, host, key, value, clock, ns, confirmed_at }: Row): ComputedValue {
  return {
    sequence: Number(sequence),
    host,
    key,
    value: JSON.parse(value) as ComputedValue['value'],
    clock: Number(clock),
    ns: Number(ns),
    ...(confirmed_at !== null && { confirmedAt: Number(confirmed_at) }),
  };
}
