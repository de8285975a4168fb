import { setBack } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import type { Database } from './queries.ts';

/** Where a cycle goes into the history. */
interface Beginning {
  /** Never before what is there: the newest row of the history is always the last one that was written. */
  readonly at: Instant;
  /** How everything stands now is to be kept anew. */
  readonly isAnew: boolean;
}

/**
 * Forgets the history of times that have not come yet, since the clock had leapt ahead and was set back: when they come,
 * it would be told of them. A clock that is behind by no more than a clock is kept right by waits for what is there.
 */
export async function forgetFuture(database: Database, now: Instant): Promise<Beginning> {
  const { last } = await database
    .selectFrom('judged')
    .select(({ fn }) => fn.max<number | null>('until').as('last'))
    .executeTakeFirstOrThrow();
  if (last === null || last <= now + setBack) return { at: Math.max(now, last ?? now), isAnew: false };
  for (const table of ['node_change', 'incident_change', 'incident_order', 'model_change'] as const) {
    await database.deleteFrom(table).where('at', '>', now).execute();
  }
  await database.deleteFrom('judged').where('since', '>', now).execute();
  await database.updateTable('judged').set({ until: now }).where('until', '>', now).execute();
  return { at: now, isAnew: true };
}
