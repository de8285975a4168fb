import type { Duration } from '../domain/instant.ts';
import type { SelfObservation } from '../domain/signal.ts';

/** What of Linchpin's own health a cycle can't find out by itself. */
export type OwnHealth = Pick<SelfObservation, 'modelRefused' | 'missed'> & { readonly isUnwell: boolean };

const window: Duration = 3600;

interface Missed {
  readonly atMs: number;
  readonly cycles: number;
}

/** What is known of Linchpin's own health beside its cycles, for Zabbix to show it. */
export class OwnState {
  /** The newest model or configuration was refused, and the one before is in force. */
  isModelRefused = false;
  /** Zabbix lacks objects that the model in force needs there. */
  isIncomplete = false;
  /** Monotonic times, so that setting the system's clock forgets nothing. */
  #missed: readonly Missed[] = [];

  /** Takes note of cycles that were due and did not run. */
  missed(cycles: number): void {
    this.#missed = [...this.#recent(), { atMs: performance.now(), cycles }];
  }

  /** As of now. */
  get health(): OwnHealth {
    const missed = this.#recent().reduce((sum, { cycles }) => sum + cycles, 0);
    return { modelRefused: this.isModelRefused, missed, isUnwell: this.isIncomplete };
  }

  #recent(): readonly Missed[] {
    const fromMs = performance.now() - window * 1000;
    return this.#missed.filter(({ atMs }) => atMs > fromMs);
  }
}
