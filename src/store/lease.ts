import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Duration } from '../domain/instant.ts';
import { LeadLostError } from '../domain/lead-lost.ts';
import type { Claim } from '../ports.ts';
import type { Engine } from './engine.ts';
import { hasEnded, newHolder } from './holder.ts';
import type { Holder } from './holder.ts';
import type { Database } from './queries.ts';

/** A lease as it is in the database, and that database's time; `holder` is empty where it was given back. */
interface Found {
  readonly term: number;
  readonly holder: string;
  readonly renewed_at: number;
  readonly lasts: Duration;
  readonly now: number;
}

/** Whoever stands still within a save must not hold the lease's row for longer than the lease itself lasts. */
const longestStandstill = { least: 3, part: 0.5 };

/**
 * The right to save into a store: one holder at a time, for a time that it prolongs (docs/failover.md). Each who takes it
 * begins a new term, and what is saved is fenced by that: who has lost it without noticing saves nothing any more.
 */
export class Lease {
  readonly #engine: Engine;
  readonly #holder = JSON.stringify(newHolder());
  #term: number | undefined;
  /** The term in which what the store holds was taken up: before that, what others left would be overwritten unseen. */
  #takenUpIn: number | undefined;
  #lasts: Duration = 0;
  #wasClaimed = false;
  /** Of the one who holds it, since when by this process's own clock nothing was heard. */
  #watched: { readonly mark: string; readonly sinceMs: number } | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Prolongs it, or takes it where it is free. */
  async claim(lasts: Duration): Promise<Claim> {
    const { database, kind } = this.#engine;
    this.#lasts = lasts;
    this.#wasClaimed = true;
    if (this.#term !== undefined && (await this.#renew(database))) return { kind: 'kept', term: this.#term };
    this.#term = undefined;
    const found = await readLease(this.#engine);
    if (!this.#isFree(found)) return { kind: 'held', by: nameOf(found.holder) };
    const { rows } = await sql<{ term: number }>`
      update lease set holder = ${this.#holder}, term = term + 1, renewed_at = ${nowOf(kind)}, lasts = ${lasts}
      where term = ${found.term} and renewed_at = ${found.renewed_at} and holder = ${found.holder}
      returning term`.execute(database);
    const [taken] = rows;
    // Somebody was quicker; who that is, the next claim sees.
    if (taken === undefined) return { kind: 'held', by: 'another one' };
    this.#term = taken.term;
    const isOther = found.holder !== '' && found.holder !== this.#holder;
    return { kind: 'taken', term: taken.term, ...(isOther && { from: nameOf(found.holder) }) };
  }

  /**
   * To be the first statement of whatever only the holder may write: rejects with `LeadLostError` where another one has it,
   * and lets nobody take it until the transaction ends.
   */
  async fence(transaction: Database): Promise<void> {
    if (!this.#wasClaimed) throw new Error('Claim the lease, and load what the store holds, before anything is saved.');
    if (this.#term !== undefined && this.#takenUpIn === this.#term && (await this.#renew(transaction))) return;
    throw new LeadLostError();
  }

  /** From here on what the store holds is known, so that it may be replaced. */
  isTakenUp(): void {
    this.#takenUpIn = this.#term;
  }

  /** Gives it back, so that another one need not wait; nothing where this one does not have it. */
  async release(): Promise<void> {
    const term = this.#term;
    if (term === undefined) return;
    this.#term = undefined;
    const { database } = this.#engine;
    await sql`update lease set holder = '' where term = ${term} and holder = ${this.#holder}`.execute(database);
  }

  async #renew(database: Database): Promise<boolean> {
    const { kind } = this.#engine;
    const { rows } = await sql<{ term: number }>`
      update lease set renewed_at = ${nowOf(kind)}, lasts = ${this.#lasts}
      where term = ${this.#term} and holder = ${this.#holder}
      returning term ${kind === 'postgres' ? this.#patience() : sql``}`.execute(database);
    return rows.length > 0;
  }

  /** PostgreSQL ends the transaction of a program that stands still in it, and gives the row free. */
  #patience(): RawBuilder<unknown> {
    const ms = Math.ceil(1000 * Math.max(longestStandstill.least, longestStandstill.part * this.#lasts));
    return sql`, set_config('idle_in_transaction_session_timeout', ${String(ms)}, true)`;
  }

  /**
   * Given back; run out by the database's clock; held by a process of this machine that has ended; or not prolonged for as
   * long as it lasts by the clock of this process, whatever becomes of the database's.
   */
  #isFree(found: Found): boolean {
    // Its own where the answer to a claim was lost on the way.
    if (found.holder === '' || found.holder === this.#holder) return true;
    const mark = JSON.stringify([found.term, found.renewed_at, found.holder]);
    if (this.#watched?.mark !== mark) this.#watched = { mark, sinceMs: performance.now() };
    const holder = holderOf(found.holder);
    if (holder !== undefined && hasEnded(holder)) return true;
    const isOver = found.now >= found.renewed_at + found.lasts;
    return isOver || performance.now() - this.#watched.sinceMs >= found.lasts * 1000;
  }
}

/** Whose lease is in force, for who may not save while it is; `undefined` where it is free. */
export async function leaseHolder(engine: Pick<Engine, 'kind'>, database: Database): Promise<string | undefined> {
  const { holder, renewed_at, lasts, now } = await readLease({ ...engine, database });
  const known = holderOf(holder);
  if (known === undefined || hasEnded(known) || now >= renewed_at + lasts) return undefined;
  return known.name;
}

/** Ends whatever term there is: nobody who held it until now saves any more. */
export async function endTerm(database: Database): Promise<void> {
  await sql`update lease set term = term + 1, holder = ''`.execute(database);
}

/**
 * Waits for what the holder of the lease is writing: it is done with then, and what he writes next goes by all that was
 * written before this.
 */
export async function outwait(transaction: Database): Promise<void> {
  await sql`update lease set term = term`.execute(transaction);
}

async function readLease({
  kind,
  database,
}: {
  readonly kind: Engine['kind'];
  readonly database: Database;
}): Promise<Found> {
  const { rows } = await sql<Found>`
    select term, holder, renewed_at, lasts, ${nowOf(kind)} as now from lease`.execute(database);
  const [found] = rows;
  if (found === undefined) throw new Error('The table of the lease has no row.');
  return found;
}

/** The database's own time, in Unix seconds: all who share it go by one clock. */
function nowOf(kind: Engine['kind']): RawBuilder<number> {
  return kind === 'postgres' ? sql`extract(epoch from clock_timestamp())::double precision` : sql`unixepoch('subsec')`;
}

function holderOf(text: string): Holder | undefined {
  return text === '' ? undefined : (JSON.parse(text) as Holder);
}

function nameOf(text: string): string {
  return holderOf(text)?.name ?? 'nobody';
}
