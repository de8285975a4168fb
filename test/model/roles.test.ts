import { expect, test } from 'vitest';

import { findingsOf, modelOf } from './reading.ts';

/** A pod of two replicas in each shard, and its containers as written. */
function text(pod: string, containers: readonly string[]): string {
  return `
system: { id: s }
subsystems: { all: { pods: [p] } }
pods:
  p: { replicas: 2, ${pod} }
servers: { vm: }
containers:
${containers.map((container) => `  - { server: vm, pod: p, ${container} }`).join('\n')}
`;
}

const given = ['name: a, role: primary', 'name: b, role: replica'];
const byName = ['name: db-primary', 'name: db-replica'];

test.each([
  ['the inventory', 'kind: primary-replica', given],
  ['the name', 'kind: primary-replica, containers: "db-{role}"', byName],
  ['a regular expression', 'kind: primary-replica, containers: "/db-(?<role>.*)/"', byName],
])('a container has the role that %s gives', (...[, pod, containers]) => {
  expect(findingsOf(text(pod, containers))).toEqual([]);
  expect(modelOf(text(pod, containers)).containers.map(({ role }) => role)).toEqual(['primary', 'replica']);
});

test('what the inventory says outweighs the name', () => {
  const pod = 'kind: primary-replica, containers: "db-{role}"';
  const containers = ['name: db-primary, role: replica', 'name: db-replica, role: primary'];
  expect(modelOf(text(pod, containers)).containers.map(({ role }) => role)).toEqual(['replica', 'primary']);
});

test('a container of another kind of pod has no role, however it is called', () => {
  const { containers } = modelOf(text('kind: quorum, containers: "db-{role}"', byName));
  expect(containers.map(({ role }) => role)).toEqual([undefined, undefined]);
});

test('a role that has no effect is a warning', () => {
  expect(findingsOf(text('kind: quorum', given))).toEqual([
    '8:42 warning role-without-use `role` of container `a` has no effect, for pod `p` is `kind: quorum`; take it away or make the pod `primary-replica`',
    '9:42 warning role-without-use `role` of container `b` has no effect, for pod `p` is `kind: quorum`; take it away or make the pod `primary-replica`',
  ]);
});

const twoPrimaries = ['name: a, role: primary', 'name: b, role: primary'];

test('two primaries of a shard are an error that names both, while failover is manual', () => {
  expect(findingsOf(text('kind: primary-replica', twoPrimaries))).toEqual([
    '9:42 error two-primaries containers `a` and `b` are both `primary` of shard `p/0`, which has one while `failover` is manual; make one of them a `replica`',
  ]);
  expect(findingsOf(text('kind: primary-replica, failover: automatic', twoPrimaries))).toEqual([]);
});

test('two primaries by their names are found at the name of the second', () => {
  const pod = 'kind: primary-replica, containers: "{role}-{replica}"';
  const [found] = findingsOf(text(pod, ['name: primary-1', 'name: primary-2']));
  expect(found).toMatch(/^9:33 error two-primaries/);
});

test('each shard may have its primary', () => {
  const containers = ['name: a, role: primary, shard: 1', 'name: b, role: primary, shard: 2'];
  expect(
    findingsOf(text('kind: primary-replica, shards: 2, rules: {}', containers)).map((line) => line.split(' ')[2]),
  ).toEqual(['missing-replica', 'missing-replica']);
});

const none = ['name: a', 'name: b, role: replica'];

test('no primary in a shard is a warning, while failover is manual', () => {
  expect(findingsOf(text('kind: primary-replica', none))).toEqual([
    '5:3 warning no-primary no container of shard p/0 is `primary` in the inventory, so until a `role` is observed pod `p` is unknown; give `role: primary` to one',
  ]);
  expect(findingsOf(text('kind: primary-replica, failover: automatic', none))).toEqual([]);
});

test('of a shard without any container nobody asks for the primary', () => {
  expect(findingsOf(text('kind: primary-replica', [])).map((line) => line.split(' ')[2])).toEqual(['missing-replica']);
});

test('failover is manual unless the model says otherwise', () => {
  const failover = (pod: string): unknown => modelOf(text(pod, given)).pods[0]?.failover;
  expect(failover('kind: primary-replica')).toBe('manual');
  expect(failover('kind: primary-replica, failover: automatic')).toBe('automatic');
});

test('of a pod with a misspelt kind only that is said', () => {
  expect(findingsOf(text('kind: primary-replca', given)).map((line) => line.split(' ')[2])).toEqual(['wrong-value']);
});
