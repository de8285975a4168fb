import { setBack } from '../domain/instant.ts';
import type { Duration } from '../domain/instant.ts';
import { itemName } from '../domain/zabbix.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type { Clock, Log, QueuedValue, Store, WriteZabbix } from '../ports.ts';
import type { VerifyZabbix } from '../zabbix-ports.ts';
import { WorldError } from '../ports.ts';
import { overflow, settle } from './outbox.ts';

/** What sending needs of the world. */
export interface SendingParts {
  readonly store: Store;
  readonly writer: WriteZabbix;
  readonly verifier: VerifyZabbix;
  readonly clock: Clock;
  readonly log: Log;
}

/** How many values may wait for Zabbix; beyond that the newest of each key count and older ones are dropped. */
export const mostWaiting = 50_000;

/** So many values go out before it is looked whether they may still. */
const atOnce = 1000;

/** How long a refused value is sent again: an item new to Zabbix is known to its server after a cache sync. */
const giveUpAfter: Duration = 600;
/** A cache sync takes up to a minute as Zabbix comes, and what discovery makes one more: a refusal older than that is no delay. */
const refusedInEarnest: Duration = 150;

/** Brings the outbox to Zabbix: what is taken or given up leaves it, the rest is sent again in the next cycle. */
export class Sending {
  readonly #parts: SendingParts;
  readonly #toldRefused = new Set<string>();
  #waiting = 0;
  #toldSetBack = false;
  #hasDropped = false;
  #waitingItems: ReadonlySet<string> = new Set();

  constructor(parts: SendingParts) {
    this.#parts = parts;
  }

  /** Looks what was left by a process before; rejects with `WorldError` when the store can't be read. */
  async load(): Promise<void> {
    this.#wait(await this.#parts.store.outbox());
  }

  /** How many values wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** The items whose values wait, by their names. */
  get waitingItems(): ReadonlySet<string> {
    return this.#waitingItems;
  }

  /** Whether values were dropped in the last sending, so that what Zabbix shows has a gap. */
  get hasDropped(): boolean {
    return this.#hasDropped;
  }

  /** Sends all that waits, in order, and names the items that Zabbix took values for; rejects with `WorldError`. */
  async send(): Promise<ReadonlySet<string>> {
    const { store, writer, clock } = this.#parts;
    const sending = await this.#fitting(await store.outbox());
    this.#wait(sending);
    if (sending.length === 0) return new Set();
    this.#tellSetBack(sending);
    const refused: OutgoingValue[] = [];
    const reasons = new Map<OutgoingValue, string>();
    const open = new Set(sending);
    for (let sent = 0; sent < sending.length; sent += atOnce) {
      const part = sending.slice(sent, sent + atOnce);
      const outcome = await writer.send(part.map(({ value }) => value));
      refused.push(...outcome.refused);
      for (const [value, reason] of outcome.reasons ?? []) reasons.set(value, reason);
      // What was refused before may be known by now that a later value of its item was taken.
      const soFar = refused.length === 0 ? part : sending.slice(0, sent + atOnce);
      const { done, givenUp } = settle(soFar, refused, { now: clock.now(), giveUpAfter });
      const over = [...done, ...givenUp].filter((entry) => open.has(entry));
      // Each part by itself: who was stopped for long in between learns here that another one has sent the rest.
      await store.confirm(over.map((entry) => entry.sequence));
      for (const entry of over) open.delete(entry);
      this.#wait([...open]);
    }
    const now = clock.now();
    const left = new Set(refused);
    const taken = new Set(sending.filter(({ value }) => !left.has(value)).map(({ value }) => itemName(value)));
    for (const name of taken) this.#toldRefused.delete(name);
    const inEarnest = refused.filter((value) => now - value.clock > refusedInEarnest && !taken.has(itemName(value)));
    await this.#tellRefused(inEarnest, reasons);
    return taken;
  }

  #wait(queued: readonly QueuedValue[]): void {
    this.#waiting = queued.length;
    this.#waitingItems = new Set(queued.map(({ value }) => itemName(value)));
  }

  /** Drops what is too much, and gives the rest. */
  async #fitting(queued: readonly QueuedValue[]): Promise<readonly QueuedValue[]> {
    const { store, log } = this.#parts;
    const tooMany = overflow(queued, mostWaiting);
    this.#hasDropped = tooMany.length > 0;
    if (!this.#hasDropped) return queued;
    log.warn({ dropped: tooMany.length, most: mostWaiting }, 'too many values wait for Zabbix; the oldest are dropped');
    await store.confirm(tooMany.map((entry) => entry.sequence));
    const dropped = new Set(tooMany);
    return queued.filter((entry) => !dropped.has(entry));
  }

  /** What was sent while the clock ran ahead is the newest that Zabbix has, until later times come. */
  #tellSetBack(sending: readonly QueuedValue[]): void {
    const ahead = Math.max(...sending.map(({ value }) => value.clock)) - this.#parts.clock.now();
    if (ahead > setBack && !this.#toldSetBack) {
      const message =
        'the clock was set back: values go on bearing the times of before, so that Zabbix shows them; see whether this machine keeps time';
      this.#parts.log.warn({ ahead: Math.round(ahead) }, message);
    }
    this.#toldSetBack = ahead > setBack;
  }

  /** Says once of each item why it gets no values; of many with one reason, in one line. */
  async #tellRefused(values: readonly OutgoingValue[], reasons: ReadonlyMap<OutgoingValue, string>): Promise<void> {
    const fresh = new Map(values.map((value) => [itemName(value), value]));
    for (const name of this.#toldRefused) fresh.delete(name);
    if (fresh.size === 0) return;
    const likely = await this.#whyRefused([...fresh.values()]);
    const groups = new Map<string, { readonly host: string; readonly reason: string; readonly keys: string[] }>();
    for (const [name, value] of fresh) {
      this.#toldRefused.add(name);
      const said = reasons.get(value);
      const reason = `${likely.get(name) ?? unknownReason}${said === undefined ? '' : ` (Zabbix says: "${said}")`}`;
      const group = groups.get(`${value.host}\n${reason}`) ?? { host: value.host, reason, keys: [] };
      groups.set(`${value.host}\n${reason}`, group);
      group.keys.push(value.key);
    }
    for (const { host, reason, keys } of groups.values()) {
      const more = keys.length > mostNamed ? { more: keys.length - mostNamed } : {};
      this.#parts.log.warn(
        { host, keys: keys.slice(0, mostNamed), ...more, reason },
        'Zabbix refuses values; each is sent again for ten minutes and then given up',
      );
    }
  }

  async #whyRefused(values: readonly OutgoingValue[]): Promise<ReadonlyMap<string, string>> {
    try {
      return await this.#parts.verifier.whyRefused(values);
    } catch (error) {
      if (error instanceof WorldError) return new Map();
      throw error;
    }
  }
}

const mostNamed = 5;
const unknownReason =
  'Zabbix has no such trapper item, or does not take values for it from here: run linchpin provision';
