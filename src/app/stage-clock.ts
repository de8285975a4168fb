import type { Duration } from '../domain/instant.ts';

/** What a cycle does, one after the other (semantics 9). */
export const stages = ['read', 'judge', 'save', 'send', 'annotate', 'tidy'] as const;

/** How long each stage of a cycle took, as far as it came. */
export type StageTimes = Readonly<Partial<Record<(typeof stages)[number], Duration>>>;

/** Measures the stages of one cycle, whatever the system's clock does meanwhile. */
export class StageClock {
  #sinceMs = performance.now();
  #times: StageTimes = {};

  /** A stage ends here; it began where the one before ended. */
  ended(stage: (typeof stages)[number]): void {
    const nowMs = performance.now();
    this.#times = { ...this.#times, [stage]: (nowMs - this.#sinceMs) / 1000 };
    this.#sinceMs = nowMs;
  }

  get times(): StageTimes {
    return this.#times;
  }
}
