import { setBack } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import type { Database } from './queries.ts';

/**
 * Forgets the history of times that have not come yet, since the clock had leapt ahead and was set back: when they come,
 * it would be told of them. Says whether there was any: then how everything stands now is to be kept anew.
 */
export async function forgetFuture(database: Database, now: Instant): Promise<boolean> {
  const { last } = await database
    .selectFrom('judged')
    .select(({ fn }) => fn.max<number | null>('until').as('last'))
    .executeTakeFirstOrThrow();
  if (last === null || last <= now + setBack) return false;
  for (const table of ['node_change', 'incident_change', 'incident_order', 'model_change'] as const) {
    await database.deleteFrom(table).where('at', '>', now).execute();
  }
  await database.deleteFrom('judged').where('since', '>', now).execute();
  await database.updateTable('judged').set({ until: now }).where('until', '>', now).execute();
  return true;
}
