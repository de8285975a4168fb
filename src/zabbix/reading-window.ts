import type { Duration, Instant } from '../domain/instant.ts';
import type { ItemValue } from '../domain/zabbix.ts';

/** How far back readings look. */
export interface WindowTerms {
  /** How late a value may reach Zabbix's database after its own time; where values come later, more is allowed for. */
  readonly overlap: Duration;
  /** How much is made up for after a pause. */
  readonly catchUp: Duration;
  /** When somebody before had read last; absent where nobody had. */
  readonly since?: Instant;
}

/** Clocks further apart than this are somebody's to mend; and after a silence the newest value is old for another reason. */
const longestLag: Duration = 120;
/** Values later than this are left to the look-up. */
const longestOverlap: Duration = 60;
/** So many values in one reading take some hundred megabytes: a large site's pause is made up for less far back. */
const mostValues = 1_000_000;

/** From when on each reading asks for values: from the one before, but for how late values come. */
export class ReadingWindow {
  readonly #terms: WindowTerms;
  #lastReadAt: Instant | undefined;
  /** How late values came lately. */
  #lateness: Duration = 0;
  /** How far the newest value was behind Linchpin's clock when values came last: theirs may run slow. */
  #lag: Duration = 0;

  constructor(terms: WindowTerms) {
    this.#terms = terms;
  }

  /** When it was read last, by this process; `undefined` at first. */
  get lastReadAt(): Instant | undefined {
    return this.#lastReadAt;
  }

  /** How much later than others of its time a value may come. */
  get overlap(): Duration {
    return Math.min(Math.max(this.#terms.overlap, 3 * this.#lateness), longestOverlap);
  }

  /** How long nobody read, where that is longer than is made up for of a site that gives so many values a second. */
  pauseAt(now: Instant, perSecond: number): Duration | undefined {
    const pause = now - (this.#lastReadAt ?? this.#terms.since ?? now);
    return pause > this.#catchUp(perSecond) ? pause : undefined;
  }

  /** The start of the window; `undefined` where nobody has read before. */
  startAt(now: Instant, perSecond: number): Instant | undefined {
    const earliest = now - this.#catchUp(perSecond);
    if (this.#lastReadAt !== undefined) return Math.max(this.#lastReadAt - this.#lag - this.overlap, earliest);
    const { since } = this.#terms;
    // How late values came to whoever read then is not known.
    return since === undefined ? undefined : Math.max(since - longestOverlap, earliest);
  }

  #catchUp(perSecond: number): Duration {
    return Math.min(this.#terms.catchUp, mostValues / perSecond);
  }

  /** Takes note of what came by a reading that asked from `from` on. */
  readAt(now: Instant, values: readonly ItemValue[], from: Instant | undefined): void {
    this.#lateness = Math.max(0.9 * this.#lateness, this.#latenessOf(values, from));
    const newestAt = values.reduce((newest, { at }) => Math.max(newest, at), 0);
    this.#lag = values.length === 0 ? this.#lag : Math.min(Math.max(0, now - newestAt), longestLag);
    this.#lastReadAt = now;
  }

  /** How much older than the newest value of the readings before the oldest of those is that came only now. */
  #latenessOf(values: readonly ItemValue[], from: Instant | undefined): Duration {
    if (this.#lastReadAt === undefined || from === undefined) return 0;
    const newestBefore = this.#lastReadAt - this.#lag;
    return values.reduce((late, { at }) => (at >= from ? Math.max(late, newestBefore - at) : late), 0);
  }
}
