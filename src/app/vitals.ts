import type { Duration, Instant } from '../domain/instant.ts';
import type { CycleReport } from './cycle.ts';

/** What of a running Linchpin does not work now; none of it: ready (contracts, HTTP). */
export type Failing = 'cycle' | 'store' | 'zabbix';

/** What the cycles so far say about Linchpin itself. */
export class Vitals {
  readonly #interval: Duration;
  #last: { readonly at: Instant; readonly report: CycleReport } | undefined;

  constructor(interval: Duration) {
    this.#interval = interval;
  }

  /** Takes note of a cycle that has ended. */
  note(report: CycleReport, at: Instant): void {
    this.#last = { at, report };
  }

  /** What fails now; before the first cycle nothing is known to work. */
  failing(now: Instant): readonly Failing[] {
    if (this.#last === undefined) return ['cycle', 'store', 'zabbix'];
    const { at, report } = this.#last;
    const isLate = now - at > Math.max(60, 3 * this.#interval);
    return [
      ...(isLate ? (['cycle'] as const) : []),
      ...(report.saveError === undefined ? [] : (['store'] as const)),
      ...(report.readError === undefined && report.sendError === undefined ? [] : (['zabbix'] as const)),
    ];
  }
}
