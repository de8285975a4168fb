import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { PostgresCluster } from '../../scripts/lib/postgres-cluster.ts';
import { Secret } from '../../src/config/secrets.ts';
import { storeUpgradeContract } from '../contract/store-upgrade.contract.ts';

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await PostgresCluster.make();
});
afterAll(() => cluster.remove());

storeUpgradeContract('a store on PostgreSQL that an older Linchpin left, as in 0002.pg.sql,', async () => {
  const name = await cluster.makeDatabase();
  const url = cluster.url(name);
  const ask = async (query: string): Promise<readonly never[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(query)).rows as never[];
    } finally {
      await client.end();
    }
  };
  await ask(readFileSync('test/store/older/0002.pg.sql', 'utf8'));
  const environment = { LINCHPIN_STORE_SQLITE: undefined, LINCHPIN_STORE_POSTGRES_URL: url };
  return { place: { postgres: { name, url: new Secret(url) } }, environment, rows: ask };
});
