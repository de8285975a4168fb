import { toIso } from '../domain/instant.ts';
import type { Clock, Log, Store, Tidied } from '../ports.ts';
import { WorldError } from '../ports.ts';

/** Lets the store forget a little of what is too old or too much, and says what went early. What fails is tried again in an hour. */
export async function tidy({
  store,
  clock,
  log,
}: {
  readonly store: Pick<Store, 'tidy'>;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  try {
    const tidied = await store.tidy(clock.now());
    if (tidied !== undefined) tell(tidied, log);
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    log.warn(
      { code: error.code, reason: error.message },
      'old history could not be forgotten; it is tried again in an hour',
    );
  }
}

function tell({ shrunk, isTooLarge }: Tidied, log: Log): void {
  if (shrunk === undefined) return;
  const facts = { size: shrunk.size, forgottenBefore: toIso(shrunk.forgottenBefore) };
  if (isTooLarge)
    log.warn(facts, 'the store is larger than `store.maxSize`, and what is left may not be forgotten: raise it');
  else log.warn(facts, 'the store was larger than `store.maxSize`: history before this time is forgotten early');
}
