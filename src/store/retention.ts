import { sql } from 'kysely';
import type { Duration, Instant } from '../domain/instant.ts';
import type { Tidied } from '../ports.ts';
import type { Engine } from './engine.ts';
import type { Database } from './queries.ts';

/** How long history is kept, and how many bytes all of the store may take. */
export interface Limits {
  readonly keep: Duration;
  readonly maxSize: number;
}

/** Each step over the limit takes this part of the time that history goes back. */
const step = 0.2;
const mostSteps = 25;

/** Forgets what is older than is to be kept, and then the oldest of the rest until the store is as small as it must be. */
export async function forget(engine: Engine, { keep, maxSize }: Limits, now: Instant): Promise<Tidied> {
  let before = now - keep;
  if (Number.isFinite(before)) await forgetBefore(engine.database, before);
  await engine.giveBack();
  let size = await engine.size();
  if (size <= maxSize) return { size, isTooLarge: false };
  before = Math.max(before, await oldest(engine.database, now));
  for (let taken = 0; taken < mostSteps && size > maxSize; taken += 1) {
    before += (now - before) * step;
    await forgetBefore(engine.database, before);
    size = await engine.size();
  }
  await engine.giveBack();
  return { size, forgottenBefore: before, isTooLarge: size > maxSize };
}

async function forgetBefore(database: Database, before: Instant): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('incident').where('state', '=', 'closed').where('changed_at', '<', before).execute();
    // How an incident and a node stood at that time must still be known: the last change before it stays.
    await transaction
      .deleteFrom('incident_change')
      .where('at', '<', before)
      .where((query) =>
        query.or([
          query('id', 'not in', query.selectFrom('incident').select('incident.id')),
          query.exists(
            query
              .selectFrom('incident_change as later')
              .select('later.id')
              .whereRef('later.id', '=', 'incident_change.id')
              .whereRef('later.at', '>', 'incident_change.at')
              .where('later.at', '<=', before),
          ),
        ]),
      )
      .execute();
    await transaction
      .deleteFrom('node_change')
      .where('at', '<', before)
      .where((query) =>
        query.exists(
          query
            .selectFrom('node_change as later')
            .select('later.node')
            .whereRef('later.node', '=', 'node_change.node')
            .whereRef('later.at', '>', 'node_change.at')
            .where('later.at', '<=', before),
        ),
      )
      .execute();
    // Of a node that left the model long ago, nothing need be known.
    await transaction.deleteFrom('node_change').where('at', '<', before).where('became', '=', 'null').execute();
    await forgetModels(transaction, before);
    await transaction.deleteFrom('silence').where('until', '<', before).execute();
  });
}

/** The model in force at that time stays, like that of a node. */
async function forgetModels(database: Database, before: Instant): Promise<void> {
  await database
    .deleteFrom('model_version')
    .where('since', '<', before)
    .where((query) =>
      query.exists(
        query
          .selectFrom('model_version as later')
          .select('later.hash')
          .whereRef('later.since', '>', 'model_version.since')
          .where('later.since', '<=', before),
      ),
    )
    .execute();
  await database
    .deleteFrom('model_source')
    .where('hash', 'not in', (all) => all.selectFrom('model_version').select('hash'))
    .execute();
}

async function oldest(database: Database, now: Instant): Promise<Instant> {
  const { rows } = await sql<{ at: number | null }>`
    select min(at) as at from (
      select min(at) as at from node_change
      union all select min(at) from incident_change
      union all select min(since) from model_version
    ) as oldest`.execute(database);
  return rows[0]?.at ?? now;
}
