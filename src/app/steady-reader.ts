import type { Duration, Instant } from '../domain/instant.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import type { ReadZabbix } from '../ports.ts';

/** A reader that can be asked to list anew what there is. */
interface Listing extends ReadZabbix {
  relist(): void;
}

/** Smaller steps are a clock being kept right. */
const setBack: Duration = 60;

/**
 * Reads on where the clock was set back: with a new reader, since the one before waits for what is later than all that
 * it has read, and so would see nothing until the clock has caught up.
 */
export class SteadyReader implements ReadZabbix {
  readonly #make: () => Listing;
  #reader: Listing;
  #lastAt: Instant = -Infinity;

  constructor(make: () => Listing) {
    this.#make = make;
    this.#reader = make();
  }

  read(now: Instant): Promise<ZabbixSnapshot> {
    if (now < this.#lastAt - setBack) this.#reader = this.#make();
    this.#lastAt = now;
    return this.#reader.read(now);
  }

  /** The next reading lists all that there is, since other items than before may be wanted. */
  relist(): void {
    this.#reader.relist();
  }
}
