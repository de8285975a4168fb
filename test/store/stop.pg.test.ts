import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresCluster } from '../../scripts/lib/postgres-cluster.ts';
import { Secret } from '../../src/config/secrets.ts';
import { openStore } from '../../src/store/open-store.ts';

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await PostgresCluster.make();
});
afterAll(() => cluster.remove());

it('a stop of recovery is in force at once, also while a save of whoever leads goes on and on', async () => {
  const url = cluster.url(await cluster.makeDatabase());
  const store = await openStore({ postgres: { name: 'the database', url: new Secret(url) } });
  const saving = new pg.Client({ connectionString: url });
  await saving.connect();
  await saving.query('begin');
  await saving.query('update lease set renewed_at = renewed_at');
  const stop = { at: 10, by: 'anna', via: 'command' } as const;
  // That nothing begins any more can't be confirmed as long as somebody may be writing that it does.
  await expect(store.stopRecovery(stop)).rejects.toMatchObject({ code: 'E401' });
  expect(await store.recoveryStop()).toEqual(stop);
  await saving.query('rollback');
  await saving.end();
  await store.close();
});
