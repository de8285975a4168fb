import type { Duration, Instant } from '../domain/instant.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import type { ReadZabbix } from '../ports.ts';
import type { SteadyReader } from './steady-reader.ts';

/** What has been read is held for so long, and so many values of it, while nobody is known to have judged it. */
const longestHeld: Duration = 900;
const mostHeld = 5_000_000;

/** How far apart the clocks of two instances may be. */
const apart: Duration = 60;

/**
 * Reads on while another instance leads, so that the first cycle after a take-over knows Zabbix's structure already and
 * lacks no value: what the other one has not judged comes with it.
 */
export class WarmReader implements ReadZabbix {
  readonly #reader: Pick<SteadyReader, 'read' | 'renew' | 'goOnFrom'>;
  readonly #slack: Duration;
  #held: readonly ZabbixSnapshot[] = [];
  /** Of what came before this, not all is held, unless the one who leads has judged it. */
  #heldFrom: Instant = Infinity;

  /** `interval` is how far apart readings are. */
  constructor(reader: Pick<SteadyReader, 'read' | 'renew' | 'goOnFrom'>, interval: Duration) {
    this.#reader = reader;
    this.#slack = Math.max(apart, interval);
  }

  /** Reads for a cycle that judges it, with all that is held. */
  async read(now: Instant): Promise<ZabbixSnapshot> {
    const snapshot = await this.#reader.read(now);
    const held = this.#held;
    this.#held = [];
    return held.length === 0 ? snapshot : { ...snapshot, values: [...held, snapshot].flatMap(({ values }) => values) };
  }

  /** Reads for nobody yet; what the one who leads had judged by `judgedAt` is let go. */
  async keepUp(now: Instant, judgedAt: Instant | undefined): Promise<void> {
    const snapshot = await this.#reader.read(now);
    if (this.#heldFrom === Infinity) this.#heldFrom = snapshot.at;
    this.#held = [...this.#held, snapshot];
    const until = this.#certainly(judgedAt);
    this.#held = this.#held.filter(({ at }) => at > until);
    if (this.#heldFrom <= until) this.#heldFrom = -Infinity;
    this.#letGo(now);
  }

  /** What was read last may not have been judged. */
  missed(now: Instant): void {
    this.#held = [];
    this.#heldFrom = now;
  }

  /** From here on cycles judge: after what was judged last, by whomever. Where not all since then is held, it is read anew. */
  goOnFrom(judgedAt: Instant | undefined, now: Instant): void {
    const isWhole = this.#heldFrom <= this.#certainly(judgedAt);
    this.#heldFrom = -Infinity;
    if (isWhole) return;
    this.#held = [];
    // What was judged already changes nothing when it comes again.
    if (judgedAt === undefined) this.#reader.renew();
    else this.#reader.goOnFrom(Math.min(judgedAt - apart, now), now);
  }

  #certainly(judgedAt: Instant | undefined): Instant {
    return (judgedAt ?? -Infinity) - this.#slack;
  }

  #letGo(now: Instant): void {
    let count = this.#held.reduce((sum, { values }) => sum + values.length, 0);
    this.#held = this.#held.filter(({ at, values }) => {
      if (count <= mostHeld && Math.abs(now - at) <= longestHeld) return true;
      count -= values.length;
      this.#heldFrom = Math.max(this.#heldFrom, at);
      return false;
    });
  }
}
