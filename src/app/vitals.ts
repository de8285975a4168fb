import { toIso } from '../domain/instant.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { FreshnessDocument } from '../http/api/schema.ts';
import type { SavedCycle } from '../ports.ts';
import type { CycleReport } from './cycle.ts';

/** What of a running Linchpin does not work now; none of it: ready (contracts, HTTP). */
export type Failing = FreshnessDocument['failing'][number];

/** By how much what is shown may be older than two intervals: a cycle takes its time, and who stands by looks once in one. */
const leeway: Duration = 20;

/** What the cycles so far say about Linchpin itself. */
export class Vitals {
  readonly #interval: Duration;
  #last: { readonly at: Instant; readonly report: CycleReport } | undefined;
  #readAt: Instant | undefined;

  constructor(interval: Duration) {
    this.#interval = interval;
  }

  /** Takes note of a cycle that has ended; of who stands by counts what the one who leads had read. */
  note(report: CycleReport, at: Instant): void {
    this.#last = { at, report };
    if (report.standsBy === true) {
      // Of a store that does not answer nothing else is known than before.
      if (report.saved !== undefined) this.#readAt = report.saved.readAt;
      return;
    }
    if (report.readError === undefined) this.#readAt = at;
  }

  /** When Zabbix was last read for what is shown, and the cycle that did so had ended. */
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
    const reason = this.#reason(now);
    const isStale = reason !== undefined;
    return {
      now: toIso(now),
      ...(this.#readAt !== undefined && { readAt: toIso(this.#readAt) }),
      isStale,
      ...(isStale && this.#readAt !== undefined && { staleSince: toIso(this.#readAt) }),
      ...(isStale && { reason }),
      failing: this.failing(now),
      interval: this.#interval,
    };
  }

  #isLate(now: Instant): boolean {
    return this.#last !== undefined && now - this.#last.at > Math.max(60, 3 * this.#interval);
  }

  /** Why what is shown is not the present; `undefined` where it is. */
  #reason(now: Instant): string | undefined {
    if (this.#last === undefined) return 'No cycle has ended yet.';
    const { readError, saveError, standsBy, saved } = this.#last.report;
    if (standsBy === true) {
      // Who stands by shows what the store holds, and without it knows neither that nor whether anybody leads.
      if (saveError !== undefined) return saveError.message;
      if (isBlind(saved)) return 'The Linchpin that leads could not read Zabbix: see its log.';
      return this.#isOld(now) ? 'The Linchpin that leads has judged nothing for long: see its log.' : undefined;
    }
    // Who leads judges the present without a store too.
    if (readError !== undefined) return readError.message;
    return this.#isOld(now) ? 'No cycle has ended for long: see the log of Linchpin.' : undefined;
  }

  #isOld(now: Instant): boolean {
    return this.#readAt === undefined || now - this.#readAt > 2 * this.#interval + Math.max(leeway, this.#interval / 2);
  }
}

/** The one who leads had judged what it could not read anew. */
function isBlind(saved: SavedCycle | undefined): boolean {
  return saved?.readAt !== undefined && saved.readAt < saved.judgedAt;
}
