import { setBack } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import type { ReadZabbix } from '../ports.ts';

/**
 * Reads on where the clock was set back: with a new reader, since the one before waits for what is later than all that
 * it has read, and so would see nothing until the clock has caught up. Likewise where it is said to begin anew.
 */
export class SteadyReader implements ReadZabbix {
  readonly #make: (since?: Instant) => ReadZabbix;
  #reader: ReadZabbix;
  #lastAt: Instant = -Infinity;
  /** Of the last reading that gave something. */
  #readAt: Instant | undefined;

  /** A reader is made with the time of the last reading before it, where what came since is to be made up for. */
  constructor(make: (since?: Instant) => ReadZabbix) {
    this.#make = make;
    this.#reader = make();
  }

  async read(now: Instant): Promise<ZabbixSnapshot> {
    if (now < this.#lastAt - setBack) this.#reader = this.#make();
    this.#lastAt = now;
    const snapshot = await this.#reader.read(now);
    this.#readAt = now;
    return snapshot;
  }

  /** A process before had read last at this time; a time that is yet to come says nothing. */
  goOnFrom(readAt: Instant, now: Instant): void {
    if (readAt > now) return;
    this.#readAt = readAt;
    this.renew();
  }

  /** The next reading is as after a start: other items than before may be wanted, or the same stand for something else. */
  renew(): void {
    this.#reader = this.#make(this.#readAt);
  }
}
