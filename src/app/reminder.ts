import type { Duration, Instant } from '../domain/instant.ts';
import type { Log } from '../ports.ts';
import type { WorldError } from '../ports.ts';

/** Says that something fails once, then at intervals while it lasts, and once that it works again. */
export class Reminder {
  readonly #log: Log;
  readonly #what: string;
  readonly #every: Duration;
  #failingSince: Instant | undefined;
  #saidAt = 0;

  constructor(log: Log, what: string, every: Duration = 300) {
    this.#log = log;
    this.#what = what;
    this.#every = every;
  }

  /** Takes note of how it went this time. */
  note(error: WorldError | undefined, now: Instant): void {
    if (error === undefined) this.#worked(now);
    else this.#failed(error, now);
  }

  #failed(error: WorldError, now: Instant): void {
    const isFirst = this.#failingSince === undefined;
    this.#failingSince ??= now;
    // Also where the clock was set back.
    if (!isFirst && Math.abs(now - this.#saidAt) < this.#every) return;
    this.#saidAt = now;
    const facts = {
      what: this.#what,
      kind: error.kind,
      code: error.code,
      reason: error.message,
      failingFor: Math.round(now - this.#failingSince),
    };
    if (error.kind === 'unreachable')
      this.#log.warn(facts, isFirst ? 'cannot be reached; waiting' : 'still cannot be reached; waiting');
    else this.#log.error(facts, isFirst ? 'was refused; trying on' : 'is still refused; trying on');
  }

  #worked(now: Instant): void {
    if (this.#failingSince === undefined) return;
    this.#log.info({ what: this.#what, failedFor: Math.round(now - this.#failingSince) }, 'works again');
    this.#failingSince = undefined;
  }
}
