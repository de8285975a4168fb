import type { CycleEventDocument, FreshnessDocument } from '../http/api/schema.ts';
import { addressOf, get } from './api.ts';

/** How the page stands to its server; what is shown while the connection is gone is of the time before. */
export interface Connection {
  readonly isGone: boolean;
  /** Since when, in milliseconds. */
  readonly since: number;
  /** The server wants to know who asks. */
  readonly isLockedOut: boolean;
  /** Grows whenever there may be something new to read. */
  readonly cycle: number;
  /** Which model is in force, as far as that was told. */
  readonly model: string;
  /** How true what the server tells is, as it said last. */
  readonly freshness?: FreshnessDocument;
}

/** Before anything is known. */
export const unknownYet: Connection = { isGone: false, since: Date.now(), isLockedOut: false, cycle: 0, model: '' };

/** How often is asked where no event comes, be it that a proxy on the way holds them back. */
const askEveryMs = 15_000;

/** An event source that was closed by the server's answer is opened anew after this. */
const reopenAfterMs = 5000;

/** Watches for new cycles, by events and where none come by asking; tells each change of the connection. */
export class Live {
  readonly #tell: (connection: Connection) => void;
  #connection = unknownYet;
  #source: EventSource | undefined;
  #heardAt = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;
  #reopening: ReturnType<typeof setTimeout> | undefined;
  readonly #closed = new AbortController();

  constructor(tell: (connection: Connection) => void) {
    this.#tell = tell;
    this.#timer = setInterval(() => void this.#look(), askEveryMs);
    const { signal } = this.#closed;
    addEventListener('online', () => void this.#ask(), { signal });
    document.addEventListener('visibilitychange', () => void (document.hidden || this.#ask()), { signal });
    this.#open();
  }

  close(): void {
    this.#closed.abort();
    clearInterval(this.#timer);
    clearTimeout(this.#reopening);
    this.#source?.close();
  }

  #open(): void {
    this.#source?.close();
    const source = new EventSource(addressOf('events'));
    this.#source = source;
    source.addEventListener('open', () => this.#heard());
    source.addEventListener('cycle', ({ data }: MessageEvent<string>) => {
      const { model, freshness } = JSON.parse(data) as CycleEventDocument;
      this.#heard({ freshness, ...(model !== undefined && { model }) });
    });
    source.addEventListener('pulse', ({ data }: MessageEvent<string>) => {
      this.#heardAt = Date.now();
      this.#become({ isGone: false, isLockedOut: false, freshness: JSON.parse(data) as FreshnessDocument });
    });
    source.addEventListener('error', () => {
      void this.#ask();
      if (source.readyState === EventSource.CLOSED) this.#reopening = setTimeout(() => this.#open(), reopenAfterMs);
    });
  }

  async #look(): Promise<void> {
    if (Date.now() - this.#heardAt >= askEveryMs) await this.#ask();
  }

  async #ask(): Promise<void> {
    const answer = await get('session');
    if ('document' in answer) this.#heard();
    else if (answer.problem.status === 401) this.#become({ isGone: false, isLockedOut: true });
    // Of other refusals each view tells what the server said.
    else this.#become({ isGone: isSilence(answer.problem.status), isLockedOut: false });
  }

  #heard(told: Pick<Partial<Connection>, 'model' | 'freshness'> = {}): void {
    this.#heardAt = Date.now();
    this.#become({ isGone: false, isLockedOut: false, cycle: this.#connection.cycle + 1, ...told });
  }

  #become(next: Omit<Partial<Connection>, 'since'>): void {
    const before = this.#connection;
    const isTurn = next.isGone !== undefined && next.isGone !== before.isGone;
    // What was last heard is of then, so that is since when nothing is known.
    this.#connection = { ...before, ...next, since: isTurn ? this.#heardAt : before.since };
    this.#tell(this.#connection);
  }
}

/** Nobody answered, or only a proxy that did not reach the server. */
function isSilence(status: number): boolean {
  return status === 0 || status >= 500;
}
