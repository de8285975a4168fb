import type { Settings } from '../../config/settings.ts';
import type { Store } from '../../ports.ts';
import { WorldError } from '../../ports.ts';
import { openStore } from '../../store/open-store.ts';

/**
 * The store as those use it who ask over HTTP: a connection beside that of the cycles, so that long questions about
 * history hold up no cycle. It is opened when something is first asked, and anew after it could not be reached.
 */
export class StoreDoor {
  readonly #settings: Pick<Settings, 'store'>;
  #opened: Promise<Store> | undefined;

  constructor(settings: Pick<Settings, 'store'>) {
    this.#settings = settings;
  }

  /** Asks the store; rejects with `WorldError`. */
  async ask<Answer>(question: (store: Store) => Promise<Answer>): Promise<Answer> {
    const opened = (this.#opened ??= openStore(this.#settings.store, 'change'));
    let store: Store | undefined;
    try {
      store = await opened;
      return await question(store);
    } catch (error) {
      // A refusal is an answer, and others may still be asking.
      if (store === undefined || (error instanceof WorldError && error.retryable)) await this.#leave(opened);
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#opened !== undefined) await this.#leave(this.#opened);
  }

  async #leave(opened: Promise<Store>): Promise<void> {
    if (this.#opened === opened) this.#opened = undefined;
    const store = await opened.catch(() => undefined);
    await store?.close();
  }
}
