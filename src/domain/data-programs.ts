/** Programs that keep data, and of which several agree among each other, by what they are called everywhere. */
export const dataPrograms: readonly string[] = [
  ...['postgres', 'mysql', 'mariadb', 'percona', 'mongo', 'redis', 'valkey', 'keydb', 'etcd', 'consul', 'zookeeper'],
  ...['kafka', 'rabbitmq', 'nats', 'tarantool', 'cassandra', 'scylla', 'elasticsearch', 'opensearch', 'clickhouse'],
  ...['cockroach', 'minio', 'vault', 'couchdb', 'influxdb', 'tidb', 'tikv', 'neo4j'],
];
