import type { cycleStages } from '../domain/counts.ts';
import type { Duration } from '../domain/instant.ts';

type Stage = (typeof cycleStages)[number];

/** How long each stage of a cycle took, as far as it came. */
export type StageTimes = Readonly<Partial<Record<Stage, Duration>>>;

/** Measures the stages of one cycle, whatever the system's clock does meanwhile. */
export class StageClock {
  #sinceMs = performance.now();
  #times: StageTimes = {};

  /** A stage ends here; it began where the one before ended. */
  ended(stage: Stage): void {
    const nowMs = performance.now();
    this.#times = { ...this.#times, [stage]: (nowMs - this.#sinceMs) / 1000 };
    this.#sinceMs = nowMs;
  }

  /** How long all of them took together. */
  get total(): Duration {
    return Object.values(this.#times).reduce((sum, time) => sum + time, 0);
  }

  get times(): StageTimes {
    return this.#times;
  }
}
