import type { Settings } from '../../config/settings.ts';
import { toIso } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import { Refusal } from '../../http/api/refusal.ts';
import type { Clock, Store } from '../../ports.ts';
import { WorldError } from '../../ports.ts';
import type { CycleReport, Judged } from '../cycle.ts';
import { Past } from '../past.ts';
import type { Then } from '../past.ts';

/** What scenes are made of. */
export interface SceneParts {
  readonly settingsNow: () => Settings;
  readonly clock: Clock;
  /** Asks the store; rejects with `WorldError`. */
  readonly ask: <Answer>(question: (store: Store) => Promise<Answer>) => Promise<Answer>;
}

/** Where Zabbix could not be read, its hosts, items and problems are those that it showed last. */
function withWhatWasRead({ observed, ...judged }: Judged, before: Judged | undefined): Judged {
  const { hosts, problems, itemsOf } =
    observed.hosts === undefined && before !== undefined ? before.observed : observed;
  return {
    ...judged,
    observed: { ...observed, ...(hosts && { hosts }), ...(problems && { problems }), ...(itemsOf && { itemsOf }) },
  };
}

/**
 * The states that questions are asked about: that of the newest cycle, and those of times before. Where this instance
 * judges nothing, since another one leads or it has just started, the newest that the store holds.
 */
export class Scenes {
  readonly #parts: SceneParts;
  readonly #past: Past;
  #judged: Judged | undefined;
  #count = 0;
  #stored: { readonly count: number; readonly then: Promise<Then> } | undefined;

  constructor(parts: SceneParts) {
    this.#parts = parts;
    this.#past = new Past(parts.settingsNow);
  }

  /** Takes note of a cycle that has ended, or of a turn of one who stands by. */
  note({ judged, standsBy }: Pick<CycleReport, 'judged' | 'standsBy'>): void {
    this.#count += 1;
    if (judged !== undefined) this.#judged = withWhatWasRead(judged, this.#judged);
    else if (standsBy === true) this.#judged = undefined;
  }

  /** What the newest cycle judged; absent where none has, or another instance leads. */
  get judged(): Judged | undefined {
    return this.#judged;
  }

  /** Grows with each cycle. */
  get count(): number {
    return this.#count;
  }

  /** The state of a time, or of now; rejects with `Refusal` where nothing is known of it. */
  async at(at?: Instant): Promise<Then> {
    if (at !== undefined) return this.#before(at);
    if (this.#judged !== undefined) {
      const { world, evaluation } = this.#judged;
      return { state: { ...evaluation, world } };
    }
    if (this.#stored?.count !== this.#count) this.#stored = { count: this.#count, then: this.#newest() };
    return this.#stored.then;
  }

  async #newest(): Promise<Then> {
    try {
      return await this.#before(this.#parts.clock.now());
    } catch (error) {
      this.#stored = undefined;
      // Before its first cycle Linchpin has not made its store.
      const isExpected = error instanceof Refusal || (error instanceof WorldError && this.#count === 0);
      if (!isExpected) throw error;
      throw new Refusal(
        'not-yet',
        'no cycle has judged anything yet; the first one reads Zabbix as a whole: ask again soon',
      );
    }
  }

  async #before(at: Instant): Promise<Then> {
    try {
      return await this.#parts.ask((store) => this.#past.at(store, at));
    } catch (error) {
      if (!(error instanceof WorldError) || error.kind !== 'refused') throw error;
      throw new Refusal('not-kept', `nothing is known of ${toIso(at)}: ${error.message}`);
    }
  }
}
