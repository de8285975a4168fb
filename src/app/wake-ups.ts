import type { Duration } from '../domain/instant.ts';
import type { Log } from '../ports.ts';

/** How hints become cycles. */
export interface WakeUpParts {
  /** How long hints are collected before one cycle answers them all. */
  readonly debounce: Duration;
  /** The most woken cycles per second, as an average over a minute, or over the time for one where that is longer. */
  readonly atMost: number;
  readonly log: Log;
  /** Starts a cycle; says whether that makes one more. */
  readonly wake: () => boolean;
}

/**
 * Turns hints that something happened into cycles: one for each burst, and never more than `atMost` says. What is
 * beyond is dropped and counted: polling is the truth, a hint only makes it quick.
 */
export class WakeUps {
  readonly #parts: WakeUpParts;
  readonly #windowMs: number;
  readonly #most: number;
  readonly #tell: Dropped;
  /** When the cycles of the present window were woken, oldest first. */
  #wokenMs: readonly number[] = [];
  #collected = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: WakeUpParts) {
    const window = Math.max(60, 1 / parts.atMost);
    this.#parts = parts;
    this.#windowMs = window * 1000;
    // 6/min is held as a number per second, which times 60 may fall short of 6.
    this.#most = Math.floor(parts.atMost * window + 1e-6);
    this.#tell = new Dropped(parts.log);
  }

  /** Takes a hint; returns at once. */
  hint(): void {
    this.#collected += 1;
    // Not put off by further hints: in a storm that would be for ever.
    this.#timer ??= setTimeout(() => this.#answer(), this.#parts.debounce * 1000);
  }

  /** Takes back what is collected. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #answer(): void {
    const hints = this.#collected;
    this.#collected = 0;
    this.#timer = undefined;
    const nowMs = performance.now();
    this.#wokenMs = this.#wokenMs.filter((wokenMs) => nowMs - wokenMs < this.#windowMs);
    if (this.#wokenMs.length >= this.#most) {
      this.#tell.note(hints, nowMs);
      return;
    }
    if (!this.#parts.wake()) return;
    this.#wokenMs = [...this.#wokenMs, nowMs];
    this.#parts.log.debug({ hints }, 'a hint wakes a cycle');
  }
}

const tellEveryMs = 60_000;

/** Says at once that hints are dropped, and then how many, but not more than once a minute. */
class Dropped {
  readonly #log: Log;
  #untold = 0;
  #total = 0;
  #toldMs = -Infinity;

  constructor(log: Log) {
    this.#log = log;
  }

  note(hints: number, nowMs: number): void {
    this.#untold += hints;
    this.#total += hints;
    if (nowMs - this.#toldMs < tellEveryMs) return;
    const facts = { dropped: this.#untold, total: this.#total };
    this.#log.warn(facts, 'more hints than `wake.atMost` allows; they are dropped, the timetable goes on');
    this.#toldMs = nowMs;
    this.#untold = 0;
  }
}
