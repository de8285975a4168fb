import { toIso } from '../domain/instant.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { FreshnessDocument } from '../http/api/schema.ts';
import type { WorldError } from '../ports.ts';
import type { CycleReport } from './cycle.ts';

/** What of a running Linchpin does not work now; none of it: ready (contracts, HTTP). */
export type Failing = FreshnessDocument['failing'][number];

/** What the cycles so far say about Linchpin itself. */
export class Vitals {
  readonly #interval: Duration;
  #last: { readonly at: Instant; readonly report: CycleReport } | undefined;
  #readAt: Instant | undefined;
  #trueAt: Instant | undefined;

  constructor(interval: Duration) {
    this.#interval = interval;
  }

  /** Takes note of a cycle that has ended. */
  note(report: CycleReport, at: Instant): void {
    this.#last = { at, report };
    if (report.readError === undefined) this.#readAt = at;
    if (blindness(report) === undefined) this.#trueAt = at;
  }

  /** When Zabbix was last read, and the cycle that did so had ended. */
  get readAt(): Instant | undefined {
    return this.#readAt;
  }

  /** Whether another instance leads. */
  get standsBy(): boolean {
    return this.#last?.report.standsBy === true;
  }

  /** When the last cycle ended. */
  get cycleAt(): Instant | undefined {
    return this.#last?.at;
  }

  /** What fails now; before the first cycle nothing is known to work. */
  failing(now: Instant): readonly Failing[] {
    if (this.#last === undefined) return ['cycle', 'store', 'zabbix'];
    const { report } = this.#last;
    return [
      ...(this.#isLate(now) ? (['cycle'] as const) : []),
      ...(report.saveError === undefined ? [] : (['store'] as const)),
      ...(report.readError === undefined && report.sendError === undefined ? [] : (['zabbix'] as const)),
    ];
  }

  /** How far what is shown can be believed to be the present. */
  freshness(now: Instant): FreshnessDocument {
    const isStale = this.#last === undefined || this.#isLate(now) || blindness(this.#last.report) !== undefined;
    const reason = this.#reason(now);
    return {
      now: toIso(now),
      ...(this.#readAt !== undefined && { readAt: toIso(this.#readAt) }),
      isStale,
      ...(isStale && this.#trueAt !== undefined && { staleSince: toIso(this.#trueAt) }),
      ...(isStale && reason !== undefined && { reason }),
      failing: this.failing(now),
      interval: this.#interval,
    };
  }

  #isLate(now: Instant): boolean {
    return this.#last !== undefined && now - this.#last.at > Math.max(60, 3 * this.#interval);
  }

  #reason(now: Instant): string | undefined {
    if (this.#last === undefined) return 'No cycle has ended yet.';
    const error = blindness(this.#last.report);
    if (error !== undefined) return error.message;
    return this.#isLate(now) ? 'No cycle has ended for long: see the log of Linchpin.' : undefined;
  }
}

/**
 * What kept a turn from showing the present. Who leads judges it without a store too; who stands by shows what the store
 * holds, and without it knows neither that nor whether anybody leads.
 */
function blindness({ readError, saveError, standsBy }: CycleReport): WorldError | undefined {
  return readError ?? (standsBy === true ? saveError : undefined);
}
