import type { Log } from '../ports.ts';

/** A log for who is told by what is answered: nobody reads it. */
export const silentLog: Log = { info: nothing, warn: nothing, error: nothing, debug: nothing };

function nothing(): void {
  // Nothing is said.
}
