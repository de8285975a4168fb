import { afterAll, beforeAll } from 'vitest';
import { Secret } from '../../src/config/secrets.ts';
import { openStore } from '../../src/store/open-store.ts';
import { storeContract } from '../contract/store.contract.ts';
import type { StoreOpener } from '../contract/store.contract.ts';
import { storeClockContract } from '../contract/store-clock.contract.ts';
import { storeForgettingContract } from '../contract/store-forgetting.contract.ts';
import { storeHistoryContract } from '../contract/store-history.contract.ts';
import { storeEmbedKeysContract } from '../contract/store-embed-keys.contract.ts';
import { storeLeaseContract } from '../contract/store-lease.contract.ts';
import { storeRecoveryContract } from '../contract/store-recovery.contract.ts';
import { PostgresCluster } from '../../scripts/lib/postgres-cluster.ts';

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await PostgresCluster.make();
});
afterAll(() => cluster.remove());

const onPostgres = async (): Promise<StoreOpener> => {
  const name = await cluster.makeDatabase();
  return (limits) => openStore({ postgres: { name, url: new Secret(cluster.url(name)) }, ...limits });
};
storeContract('the store on PostgreSQL', onPostgres);
storeHistoryContract('the history on PostgreSQL', onPostgres);
storeForgettingContract('the history on PostgreSQL', onPostgres);
storeLeaseContract('the lease on PostgreSQL', onPostgres);
storeEmbedKeysContract('the keys of frames on PostgreSQL', onPostgres);
storeClockContract('the history on PostgreSQL', onPostgres);
storeRecoveryContract('what recovery keeps on PostgreSQL', onPostgres);
