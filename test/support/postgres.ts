export { PostgresCluster } from '../../scripts/lib/postgres-cluster.ts';
