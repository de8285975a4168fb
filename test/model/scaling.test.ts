import { expect, test } from 'vitest';

import { findingsOf, modelOf } from './reading.ts';

function text(pod: string, containers: readonly string[]): string {
  return `
system: { id: s }
subsystems: { all: { pods: [p] } }
pods:
  p: { ${pod}, containers: "c-{replica}" }
servers: { vm: }
containers: [${containers.map((name) => `{ name: ${name}, server: vm }`).join(', ')}]
`;
}

function shardOf(pod: string, containers: readonly string[]): unknown {
  const [shard] = modelOf(text(pod, containers)).pods[0]!.shards;
  return { ...shard, containers: shard!.containers.map((id) => id.replace('container/', '')) };
}

test.each([
  ['stateless', ['c-1', 'c-2', 'c-3'], { replicas: 3, required: 1, containers: ['vm/c-1', 'vm/c-2', 'vm/c-3'] }],
  ['all', ['c-1', 'c-2', 'c-3'], { replicas: 3, required: 3 }],
  ['stateless', ['c-2'], { replicas: 2, required: 1, containers: ['-/p.0.1', 'vm/c-2'] }],
  ['all', [], { replicas: 2, required: 2, containers: ['-/p.0.1', '-/p.0.2'] }],
])('of a %s pod that scales between 2 and 4 the containers %j are counted within the bounds', (...row) => {
  const [kind, containers, shard] = row;
  expect(shardOf(`kind: ${kind}, replicas: { min: 2, max: 4 }`, containers)).toMatchObject(shard);
});

test('a pod that scales says between which bounds, another does not', () => {
  const scales = (replicas: string): unknown => modelOf(text(`kind: all, replicas: ${replicas}`, [])).pods[0]?.scales;
  expect(scales('{ min: 1, max: 3 }')).toEqual({ min: 1, max: 3 });
  expect(scales('3')).toBeUndefined();
});

test('what may scale to nothing needs nothing', () => {
  expect(shardOf('kind: stateless, replicas: { min: 0, max: 3 }', [])).toMatchObject({
    replicas: 0,
    required: 0,
    containers: [],
  });
});

test('a share of what scales is of what there is', () => {
  const pod = 'kind: stateless, replicas: { min: 2, max: 9 }, minReplicas: 50%';
  expect(shardOf(pod, ['c-1', 'c-2', 'c-3', 'c-4', 'c-5'])).toMatchObject({ replicas: 5, required: 3 });
});

test('more containers than a pod may scale to are an error', () => {
  expect(findingsOf(text('kind: stateless, replicas: { min: 1, max: 2 }', ['c-1', 'c-2', 'c-3']))).toEqual([
    '5:35 error too-many-containers shard `p/0` has 3 containers (c-1, c-2, c-3), but 2 replicas are declared; correct `replicas` or the inventory',
  ]);
});

const toCompletion = 'kind: stateless, replicas: 3, runs: to-completion';

test.each([
  [[], { replicas: 0, required: 0, containers: [] }],
  [['c-2'], { replicas: 1, required: 1, containers: ['vm/c-2'] }],
])('what runs to completion has the containers %j and lacks none', (containers, shard) => {
  expect(shardOf(toCompletion, containers)).toMatchObject(shard);
});

test('nothing is said of a replica that ran to completion and is not there', () => {
  expect(findingsOf(text(toCompletion, ['c-2']))).toEqual([]);
});

test('a container that runs to completion may end, and nobody asks where it went', () => {
  const { pods, containers } = modelOf(text(toCompletion, ['c-1']));
  expect(pods[0]?.toCompletion).toBe(true);
  expect(containers[0]?.unwatched).toEqual(['gone', 'missing']);
  expect(containers[0]?.rules.find(({ name }) => name === 'status')).toMatchObject({ condition: { mayEnd: true } });
});

test('a missing replica that nobody asks for is told as such', () => {
  const pod = 'kind: stateless, replicas: 2, rules: { missing: off }';
  expect(findingsOf(text(pod, ['c-2']))).toEqual([
    '5:35 warning missing-replica shard `p/0` lacks a declared replica in the inventory; not judged, since `missing` is off: container/-/p.0.1',
  ]);
});

test('too many `minReplicas` are told once, however many shards a pod has', () => {
  const pod = 'kind: stateless, shards: 9, minReplicas: 3, replicas: 2, rules: { missing: off }';
  const errors = findingsOf(text(pod, [])).filter((line) => line.includes(' error '));
  expect(errors).toHaveLength(1);
});

test('without `replicas` the smallest shard bounds `minReplicas`', () => {
  const containers =
    '[{ name: a, server: vm, pod: p, shard: 1 }, { name: b, server: vm, pod: p, shard: 1 }, { name: c, server: vm, pod: p, shard: 2 }]';
  const written = text('kind: stateless, shards: 2, minReplicas: 2', []).replace(
    'containers: []',
    `containers: ${containers}`,
  );
  expect(findingsOf(written).filter((line) => line.includes(' error '))).toEqual([
    '5:49 error wrong-value `minReplicas`: found 2, expected at most 1, for shard `p/2` has no more',
  ]);
});
