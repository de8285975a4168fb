import { expect, test } from 'vitest';

import type { Shard } from '../../src/domain/model.ts';
import { shareOf } from '../../src/domain/redundancy.ts';
import { shareIn } from '../../src/model/units.ts';
import { findingsOf, modelOf } from './reading.ts';

function shardOf(pod: string, containers: readonly string[] = []): Shard {
  const model = modelOf(`
system: { id: s }
subsystems: { all: { pods: [p] } }
pods:
  p: { ${pod} }
servers: { vm: }
containers: [${containers.map((name) => `{ name: ${name}, server: vm }`).join(', ')}]
`);
  return model.pods[0]!.shards[0]!;
}

test.each([
  ['kind: quorum, replicas: 1', 1],
  ['kind: quorum, replicas: 2', 2],
  ['kind: quorum, replicas: 3', 2],
  ['kind: quorum, replicas: 4', 3],
  ['kind: quorum, replicas: 5', 3],
  ['kind: stateless, replicas: 5', 1],
  ['kind: stateless, replicas: 5, minReplicas: 0', 0],
  ['kind: stateless, replicas: 5, minReplicas: 4', 4],
  ['kind: stateless, replicas: 5, minReplicas: 50%', 3],
  ['kind: stateless, replicas: 6, minReplicas: "50%"', 3],
  ['kind: stateless, replicas: 100, minReplicas: 7%', 7],
  ['kind: stateless, replicas: 3, minReplicas: 33.3%', 1],
  ['kind: stateless, replicas: 3, minReplicas: 33.4%', 2],
  ['kind: all, replicas: 4', 4],
  ['kind: primary-replica, replicas: 1', 1],
  ['kind: primary-replica, replicas: 3', 2],
  ['kind: primary-replica, replicas: 3, minReplicas: 0', 1],
  ['kind: primary-replica, replicas: 5, minReplicas: 50%, failover: automatic', 4],
])('of a shard with { %s } %i must work', (pod, required) => {
  expect(shardOf(pod).required).toBe(required);
});

test('percentages are exact shares, which round up where binary fractions would not', () => {
  expect(shareIn('33.3%')).toEqual({ numerator: 333, denominator: 1000 });
  // 0.07 · 100 is 7.000000000000001 in floating point.
  expect(shareOf(shareIn('7%'), 100)).toBe(7);
  expect(shareOf(shareIn('14%'), 50)).toBe(7);
  expect(shareOf(shareIn('0.000001%'), 1)).toBe(1);
});

test.each<readonly [readonly string[], readonly string[]]>([
  [[], ['1', '2', '3']],
  [['c-2'], ['1', '3']],
  [['c-1', 'c-3'], ['2']],
  [['c-0', 'c-1'], ['2']],
  [['c-4', 'c-2'], ['1']],
  [['c-x', 'c-y'], ['1']],
  [['c-x'], ['1', '2']],
  [['c-01', 'c-02'], ['3']],
])('beside %j the replicas %j are missing of three', (present, missing) => {
  const { containers } = shardOf('kind: quorum, replicas: 3, containers: "c-{replica}"', present);
  expect(containers).toEqual([
    ...missing.map((replica) => `container/-/p.0.${replica}`),
    ...present.toSorted().map((name) => `container/vm/${name}`),
  ]);
});

test('a missing replica is a container that stands on nothing and has the rules of its pod', () => {
  const model = modelOf(`
system: { id: s }
subsystems: { all: { pods: [p] } }
pods: { p: { kind: stateless, shards: [a, b], replicas: 1, rules: { errors: off } } }
servers: { vm: }
containers: [{ name: x, server: vm, pod: p, shard: a }]
`);
  const [missing, present] = model.containers;
  expect(missing).toMatchObject({
    id: 'container/-/p.b.1',
    name: 'p.b.1',
    shard: 'shard/p/b',
    missing: true,
    runsOn: [],
  });
  expect(present).toMatchObject({ id: 'container/vm/x', missing: false });
  expect(missing?.rules).toBe(present?.rules);
});

test('without `replicas` a shard has as many as the inventory', () => {
  expect(shardOf('kind: quorum, containers: "c-{replica}"', ['c-1', 'c-2', 'c-5'])).toMatchObject({
    replicas: 3,
    required: 2,
    containers: ['container/vm/c-1', 'container/vm/c-2', 'container/vm/c-5'],
  });
});

test('a shard of which nobody says how many replicas it has is an error', () => {
  const text = 'system: { id: s }\nsubsystems: { all: { pods: [p] } }\npods:\n  p: { kind: quorum }\n';
  expect(findingsOf(text)).toEqual([
    '4:3 error no-replicas nobody says how many replicas shard `p/0` has: give `replicas`, or name its containers under `containers`',
  ]);
});

test('a container stands on its server, its disks and the network of the server, in the order of ids', () => {
  const model = modelOf(`
system: { id: s }
subsystems: { all: { pods: [p] } }
pods: { p: { kind: stateless, replicas: 1 } }
servers:
  vm: { name: mail-vm, disks: { ssd: { mount: /ssd }, data: }, tags: { rack: 1 } }
containers: [{ name: x, server: vm, pod: p, disks: [ssd, data] }]
`);
  expect(model.containers[0]?.runsOn).toEqual(['disk/vm/data', 'disk/vm/ssd', 'network/vm', 'server/vm']);
  expect(model.resources.map(({ id, kind, server, name, tags }) => [id, kind, server, name, tags])).toEqual([
    ['disk/vm/data', 'disk', 'server/vm', 'data', {}],
    ['disk/vm/ssd', 'disk', 'server/vm', '/ssd', {}],
    ['network/vm', 'network', 'server/vm', 'mail-vm', {}],
    ['server/vm', 'server', 'server/vm', 'mail-vm', { rack: '1' }],
  ]);
});

test('containers on the same server and disks share one list of what they stand on', () => {
  const model = modelOf(`
system: { id: s }
subsystems: { all: { pods: [p] } }
pods: { p: { kind: stateless, replicas: 3 } }
servers: { vm: { disks: { data: , logs: } } }
containers:
  - { name: a, server: vm, pod: p, disks: [data] }
  - { name: b, server: vm, pod: p, disks: [data] }
  - { name: c, server: vm, pod: p, disks: [logs] }
`);
  const [a, b, c] = model.containers.map(({ runsOn }) => runsOn);
  expect(a).toBe(b);
  expect(c).toEqual(['disk/vm/logs', 'network/vm', 'server/vm']);
});
