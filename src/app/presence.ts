import type { Clock, Store } from '../ports.ts';
import { LeadLostError } from '../domain/lead-lost.ts';
import { WorldError } from '../ports.ts';
import type { CycleReport, CycleRunner } from './cycle.ts';
import type { Leading } from './leading.ts';
import type { Performing } from './recovery/performing.ts';
import { StageClock } from './stage-clock.ts';
import type { WarmReader } from './warm-reader.ts';

/** What an instance with an open store is made of. */
export interface PresenceParts {
  readonly store: Store;
  readonly leading: Leading;
  readonly reader: WarmReader;
  /** Takes up what the store holds and gives the cycles that lead for a term. */
  readonly begin: (term: number) => Promise<CycleRunner>;
  readonly clock: Clock;
  /** What carries actions of recovery out beside the cycles. */
  readonly performing: Pick<Performing, 'settled' | 'close'>;
}

/** An instance that leads, or stands by while another one of the same store does. */
export class Presence {
  readonly #parts: PresenceParts;
  #reign: { readonly term: number; readonly runner: CycleRunner } | undefined;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
  }

  /** Runs one cycle, or, while another one leads, reads what a cycle would; failures of the world are in the report. */
  async turn(): Promise<CycleReport> {
    const { leading, reader, clock } = this.#parts;
    const hasLed = this.#reign !== undefined;
    try {
      const runner = await this.#runner();
      if (runner !== undefined && !(runner instanceof WorldError)) return await runner.run();
      if (hasLed) reader.missed(clock.now());
      return { ...(await this.#standBy()), ...(runner && { saveError: runner }) };
    } catch (error) {
      if (!(error instanceof LeadLostError)) throw error;
      // Who leads now is seen by the next claim.
      leading.lost();
      this.#reign = undefined;
      reader.missed(clock.now());
      return { standsBy: true, stages: {}, waiting: 0 };
    }
  }

  /** Waits until what the cycles have begun beside them is through. */
  settled(): Promise<void> {
    return this.#parts.performing.settled();
  }

  /** Ends it: another one may lead at once. */
  async close(): Promise<void> {
    // What goes on is written down as the one who leads.
    await this.#parts.performing.close();
    await this.#parts.leading.stop();
    await this.#parts.store.close();
  }

  /** The cycles of this one while it leads; what keeps the store from saying who does. */
  async #runner(): Promise<CycleRunner | WorldError | undefined> {
    const { leading, begin } = this.#parts;
    if (this.#reign !== undefined && this.#reign.term === leading.term) return this.#reign.runner;
    this.#reign = undefined;
    try {
      if (leading.term === undefined) await leading.claim();
      const { term } = leading;
      if (term === undefined) return undefined;
      this.#reign = { term, runner: await begin(term) };
      return this.#reign.runner;
    } catch (error) {
      if (error instanceof WorldError && error.retryable) return error;
      throw error;
    }
  }

  async #standBy(): Promise<CycleReport> {
    const { store, reader, clock } = this.#parts;
    const stages = new StageClock();
    // What a store that does not answer holds by now, a later turn sees.
    const saved = await store.savedCycle().catch(unlessOurFault);
    const report = { standsBy: true, waiting: 0, ...(saved && { saved }) } as const;
    try {
      await reader.keepUp(clock.now(), saved?.judgedAt);
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      return { ...report, stages: stages.times, readError: error };
    }
    stages.ended('read');
    return { ...report, stages: stages.times };
  }
}

function unlessOurFault(error: unknown): undefined {
  if (!(error instanceof WorldError)) throw error;
}
