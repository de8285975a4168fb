import { setTimeout as sleep, setImmediate as breathe } from 'node:timers/promises';
import type { Tidied } from '../ports.ts';

/** How long a cycle waits for it at most: until then what is left goes on in the next one. */
const patienceMs = 200;

/** Goes through what is too old or too much a little at each cycle. */
export class Pass {
  readonly #slices: AsyncGenerator<void, Tidied>;
  #next: Promise<IteratorResult<void, Tidied>> | undefined;

  constructor(slices: AsyncGenerator<void, Tidied>) {
    this.#slices = slices;
  }

  /** Goes on for a while; gives what became of it once it is through. */
  async goOn(): Promise<Tidied | undefined> {
    const patience = new AbortController();
    const late = sleep(patienceMs, 'late' as const, { signal: patience.signal }).catch(() => 'late' as const);
    const startedMs = performance.now();
    try {
      while (performance.now() - startedMs < patienceMs) {
        this.#next ??= this.#slices.next();
        // Nobody waits for one that takes longer; what becomes of it the next cycle hears.
        this.#next.catch(() => undefined);
        const found = await Promise.race([this.#next, late]);
        if (found === 'late') return undefined;
        this.#next = undefined;
        if (found.done === true) return found.value;
        // A database within this process leaves no time to anybody else meanwhile.
        await breathe();
      }
      return undefined;
    } finally {
      patience.abort();
    }
  }
}
