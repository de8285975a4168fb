import { expect, test } from 'vitest';

import { withPatterns } from '../../src/init/distinct-patterns.ts';
import { guessPods } from '../../src/init/guess-pods.ts';

/** The pods guessed from names, each as `id: pattern, shards x replicas, kind`. */
function guessed(...names: readonly string[]): readonly string[] {
  const seen = names.map((name, index) => ({ server: `vm-${String(index % 3)}`, name, tellsRole: false }));
  return withPatterns(guessPods(seen)).map(
    ({ id, pattern, shards, replicas, kind }) =>
      `${id}: ${pattern}, ${shards.length === 0 ? '-' : shards.join('/')} x ${String(replicas)}, ${kind}`,
  );
}

const forms: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['a last number is a replica', ['web-1', 'web-2', 'web-3'], ['web: web-{replica}, - x 3, stateless']],
  ['a number alone is a replica too', ['web-1'], ['web: web-{replica}, - x 1, stateless']],
  [
    'of two numbers the first is a shard',
    ['kv-1-1', 'kv-1-2', 'kv-1-3', 'kv-2-1', 'kv-2-2', 'kv-2-3'],
    ['kv: kv-{shard}-{replica}, 1/2 x 3, quorum'],
  ],
  ['a number that never differs is part of the name', ['db-1-1', 'db-1-2'], ['db-1: db-1-{replica}, - x 2, stateless']],
  [
    'compose says project, service and number',
    ['shop_web_1', 'shop_web_2'],
    ['shop_web: shop_web_{replica}, - x 2, stateless'],
  ],
  [
    'a number within a word tells pods apart',
    ['ipv4-relay-1', 'ipv6-relay-1'],
    ['ipv4-relay: ipv4-relay-{replica}, - x 1, stateless', 'ipv6-relay: ipv6-relay-{replica}, - x 1, stateless'],
  ],
  [
    'years are shards',
    ['idx-y2024-1', 'idx-y2025-1', 'idx-y2026-1'],
    ['idx-y: idx-y{shard}-{replica}, 2024/2025/2026 x 1, stateless'],
  ],
  ['letters may count too', ['kv-a-1', 'kv-b-1'], ['kv: kv-{shard}-{replica}, a/b x 1, stateless']],
  [
    'a name without numbers is a pod',
    ['grafana', 'oauth2'],
    ['grafana: grafana, - x 1, stateless', 'oauth2: oauth2, - x 1, stateless'],
  ],
  [
    'a role in the name is one',
    ['pg-primary-1', 'pg-replica-1', 'pg-replica-2'],
    ['pg: pg-{role}-{replica}, - x 3, primary-replica'],
  ],
  [
    'a pattern does not take the containers of another pod',
    ['mail-1', 'mail-2', 'mail-db'],
    ['mail: /mail-(?<replica>\\d+)/, - x 2, stateless', 'mail-db: mail-db, - x 1, stateless'],
  ],
  ['a store of three needs its majority', ['etcd-1', 'etcd-2', 'etcd-3'], ['etcd: etcd-{replica}, - x 3, quorum']],
  [
    'what uses a store is none',
    ['queue-api-1', 'queue-api-2', 'queue-api-3'],
    ['queue-api: queue-api-{replica}, - x 3, stateless'],
  ],
  [
    'suffixes that Kubernetes makes up are no names',
    ['prod/api-5d4f8c7b9d-x7k2p/api', 'prod/api-5d4f8c7b9d-zz8fq/api', 'prod/kv-0/kv', 'prod/kv-1/kv'],
    ['prod-api-api: prod/api-{any}/api, - x 2, stateless', 'prod-kv-kv: prod/kv-{replica}/kv, - x 2, stateless'],
  ],
  [
    'tasks of a swarm are replicas',
    ['web.1.q5lxz0sb3ymn8kxw2pbyvmg1c', 'web.2.a1lxz0sb3ymn8kxw2pbyvmg1c'],
    ['web: web.{replica}.{any}, - x 2, stateless'],
  ],
];

test.each(forms)('%s', (_claim, names, pods) => {
  expect(guessed(...names)).toEqual(pods);
});

test('a container of one name on several servers is as many replicas', () => {
  const seen = ['a', 'b', 'c'].map((server) => ({ server, name: 'node-exporter', tellsRole: false }));
  expect(guessPods(seen)).toMatchObject([{ id: 'node-exporter', replicas: 3, minReplicas: '50%' }]);
});

test('of a pair of which Zabbix tells the role one is the primary', () => {
  const seen = ['kv-1', 'kv-2'].map((name) => ({ server: 'a', name, tellsRole: true }));
  expect(guessPods(seen)).toMatchObject([{ kind: 'primary-replica' }]);
});
