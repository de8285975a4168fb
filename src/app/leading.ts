import pLimit from 'p-limit';
import type { Duration } from '../domain/instant.ts';
import { LeadLostError } from '../domain/lead-lost.ts';
import type { Log, Store } from '../ports.ts';

/**
 * A lease lasts so many poll intervals, which leaves the rest of two for taking over; long enough for a busy machine to
 * prolong it in time.
 */
const intervals = 1.5;
const shortest: Duration = 10;
const longest: Duration = 60;

/** What is written to Zabbix ends by this part of a lease before the lease does: two clocks never run alike. */
const margin = 0.1;

/** How often a lease is prolonged while it lasts, and looked at by who waits for it. */
const renewals = 3;
const longestLook: Duration = 1;

/** How long a lease of the store lasts, by how far apart cycles are: so that another one takes over within two of them. */
export function leaseOf(interval: Duration): Duration {
  return Math.min(Math.max(intervals * interval, shortest), longest);
}

/** Whether this instance leads, of all that share a store: it holds the store's lease, or waits for it (docs/failover.md). */
export class Leading {
  readonly #lasts: Duration;
  readonly #log: Log;
  readonly #oneAtATime = pLimit(1);
  #store: Pick<Store, 'claim'> | undefined;
  #onLead: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #term: number | undefined;
  /** The last one, while nothing says who leads now. */
  #lostTerm: number | undefined;
  #leader: string | undefined;
  #hasTakenOver = false;
  #end = { ms: 0, wallMs: 0 };

  constructor(lasts: Duration, log: Log) {
    this.#lasts = lasts;
    this.#log = log;
  }

  /** Which term this one leads in; `undefined` while it does not. In another one, others may have led in between. */
  get term(): number | undefined {
    return this.#term;
  }

  /** Whether the one who led before let the lease run out: it may have written to Zabbix what it could not say any more. */
  get hasTakenOver(): boolean {
    return this.#hasTakenOver;
  }

  /** Who leads while this one does not, as far as that is known. */
  get leader(): string | undefined {
    return this.#leader;
  }

  /** From here on keeps the lease, or takes it when it is free and says so; `claim` asks for it at once. */
  follow(store: Pick<Store, 'claim'>, onLead: () => void): void {
    this.#store = store;
    this.#onLead = onLead;
    this.#lookLater();
  }

  /** Looks at the lease no more, nor asks for it once this has resolved. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#store = undefined;
    this.#term = undefined;
    await this.#oneAtATime(() => undefined);
  }

  /** Prolongs the lease, or tries to take it; says whether this one leads. Rejects with `WorldError`. */
  claim(): Promise<boolean> {
    return this.#oneAtATime(async () => {
      if (this.#store === undefined) return false;
      const asked = { ms: performance.now(), wallMs: Date.now() };
      const claim = await this.#store.claim(this.#lasts);
      if (claim.kind === 'held') this.#standBy(claim.by);
      else this.#lead(claim.term, claim.from);
      const until = this.#lasts * (1 - margin) * 1000;
      this.#end = { ms: asked.ms + until, wallMs: asked.wallMs + until };
      return this.#term !== undefined;
    });
  }

  /** Takes note that the store or the time said that this one leads no more; it does again when the next claim says so. */
  lost(): void {
    this.#lostTerm ??= this.#term;
    this.#term = undefined;
  }

  /** Sees that the lease of a term lasts long enough for what comes next. Rejects with `LeadLostError` where it is over. */
  async ready(term: number): Promise<void> {
    if (this.#leftMs() < (this.#lasts * 1000) / 2) await this.claim();
    if (this.#term !== term) throw new LeadLostError();
  }

  /** To be asked right before something is written to Zabbix: throws `LeadLostError` where another one may lead by now. */
  mayWrite(): void {
    if (this.#term === undefined || this.#leftMs() <= 0) throw new LeadLostError();
  }

  /** By whichever clock says that more time has passed: one of them stands still while a machine sleeps, the other may be set. */
  #leftMs(): number {
    return Math.min(this.#end.ms - performance.now(), this.#end.wallMs - Date.now());
  }

  #lead(term: number, from: string | undefined): void {
    const isNew = term !== this.#term && term !== this.#lostTerm;
    this.#term = term;
    this.#lostTerm = undefined;
    this.#leader = undefined;
    if (isNew) this.#hasTakenOver = from !== undefined;
    if (isNew) this.#log.info({ term, ...(from !== undefined && { after: from }) }, 'this Linchpin leads');
  }

  #standBy(leader: string): void {
    const hasLed = this.#term !== undefined || this.#lostTerm !== undefined;
    this.#term = undefined;
    this.#lostTerm = undefined;
    if (hasLed) this.#log.warn({ leader }, 'another Linchpin has taken over; this one stands by');
    else if (leader !== this.#leader) this.#log.info({ leader }, 'another Linchpin leads; this one stands by');
    this.#leader = leader;
  }

  #lookLater(): void {
    const after = this.#term === undefined ? Math.min(longestLook, this.#lasts / 10) : this.#lasts / renewals;
    this.#timer = setTimeout(() => void this.#look(), after * 1000).unref();
  }

  async #look(): Promise<void> {
    const before = this.#term;
    // A store that does not answer is told by the next cycle, which asks it too.
    await this.claim().catch(() => false);
    if (this.#store === undefined) return;
    if (this.#term !== undefined && this.#term !== before) this.#onLead();
    this.#lookLater();
  }
}
