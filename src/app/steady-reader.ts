import { setBack } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import type { ReadZabbix } from '../ports.ts';

/**
 * Reads on where the clock was set back: with a new reader, since the one before waits for what is later than all that
 * it has read, and so would see nothing until the clock has caught up. Likewise where it is said to begin anew.
 */
export class SteadyReader implements ReadZabbix {
  readonly #make: () => ReadZabbix;
  #reader: ReadZabbix;
  #lastAt: Instant = -Infinity;

  constructor(make: () => ReadZabbix) {
    this.#make = make;
    this.#reader = make();
  }

  read(now: Instant): Promise<ZabbixSnapshot> {
    if (now < this.#lastAt - setBack) this.#reader = this.#make();
    this.#lastAt = now;
    return this.#reader.read(now);
  }

  /** The next reading is as after a start: other items than before may be wanted, or the same stand for something else. */
  renew(): void {
    this.#reader = this.#make();
  }
}
