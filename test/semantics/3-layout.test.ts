import { expect, it } from 'vitest';

import type { Evaluation, World } from '../../src/evaluate.ts';
import { worldOf } from '../support/installation.ts';
import { Site } from '../support/site.ts';
import { container, oneContainer } from '../support/small-worlds.ts';

// How a model is laid out is kept with it: each of these tests reads a model of its own.

/** The ids of the containers that health leaves out. */
function retired({ graph: { topology } }: World, { health }: Evaluation): readonly string[] {
  return topology.containerIds.filter((_id, index) => health.containers[index] === undefined);
}

it('of pods that scale by themselves, and of no others, containers are retired down to `min` of each shard', () => {
  const world = worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [api, mid, zoo] } }
    pods:
      api: { kind: stateless, containers: "api-{replica}" }
      mid: { kind: stateless, replicas: { min: 2, max: 9 }, containers: "mid-{replica}" }
      zoo: { kind: stateless, containers: "zoo-{replica}" }
    servers: { vm-01: }
    containers:
      - { name: api-1, server: vm-01 }
      - { name: api-2, server: vm-01 }
      - { name: mid-1, server: vm-01 }
      - { name: mid-2, server: vm-01 }
      - { name: mid-3, server: vm-01 }
      - { name: mid-4, server: vm-01 }
      - { name: zoo-1, server: vm-01 }
  `);
  const [all, none] = [new Site(world), new Site(world)];
  all.says('server/vm-01', { cpu: 5 });
  for (const replica of [1, 2, 3]) all.says(`container/vm-01/mid-${replica}`, { status: 'running' });
  expect(retired(world, all.cycle())).toEqual(['container/vm-01/mid-4']);
  expect(retired(world, none.cycle())).toEqual(['container/vm-01/mid-1', 'container/vm-01/mid-2']);
});

it('each shard of a pod with a primary has the one of its own containers that claims it, and no other shard has one', () => {
  const world = worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [api, db, dc] } }
    pods:
      api: { kind: stateless, containers: "api-{replica}" }
      db: { kind: primary-replica, containers: "db-{replica}" }
      dc: { kind: primary-replica, containers: "dc-{replica}" }
    servers: { vm-01: }
    containers:
      - { name: api-1, server: vm-01 }
      - { name: db-1, server: vm-01 }
      - { name: db-2, server: vm-01 }
      - { name: dc-1, server: vm-01, role: primary }
      - { name: dc-2, server: vm-01 }
  `);
  const { containerIds, shardIds } = world.graph.topology;
  const primaries = (evaluation: Evaluation) =>
    [...evaluation.health.primaries].map(([shard, index]) => [shardIds[shard], containerIds[index]]).toSorted();
  const running = new Site(world).says('container/vm-01/api-1', { role: 'primary' });
  expect(primaries(running.cycle())).toEqual([[expect.stringContaining('dc'), 'container/vm-01/dc-1']]);
  running.says('container/vm-01/db-2', { role: 'primary' }).says('container/vm-01/dc-2', { role: 'primary' });
  expect(primaries(running.cycle())).toEqual([
    [expect.stringContaining('db'), 'container/vm-01/db-2'],
    [expect.stringContaining('dc'), 'container/vm-01/dc-2'],
  ]);
});

it.each([
  { of: 'a rule', condition: 'signal: queue, avg: 60s, above: 10' },
  { of: 'a part of `all`', condition: 'all: [{ signal: queue, avg: 60s, above: 10 }, { signal: mode, is: odd }]' },
  { of: 'a part of `any`', condition: 'any: [{ signal: queue, avg: 60s, above: 10 }, { signal: mode, is: odd }]' },
  { of: 'a `not`', condition: 'not: { signal: queue, avg: 60s, above: 10 }' },
])('the samples that the smoothing in $of needs are kept', ({ condition }) => {
  const running = new Site(oneContainer(`{ custom: { odd: { on: container, class: direct, ${condition} } } }`));
  running.says(container, { queue: 5, mode: 'well' }).cycle();
  running.cycle();
  const signals = running.installation.memory.nodes.get(container)?.signals;
  expect(signals?.['queue']?.window).toHaveLength(2);
  expect(signals?.['mode']).not.toHaveProperty('window');
});

it('a server is heard by its own disks and containers', () => {
  const world = worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [api] } }
    pods: { api: { kind: stateless, containers: "api-{replica}" } }
    servers: { vm-01: { disks: { data1: } }, vm-02: { disks: { data1: } }, vm-03: }
    containers: [{ name: api-1, server: vm-01 }, { name: api-2, server: vm-02 }, { name: api-3, server: vm-03 }]
  `);
  const running = new Site(world);
  running.allSay(['server/vm-01', 'server/vm-02', 'server/vm-03'], { cpu: 5 }).cycle();
  running.silence('server/vm-01', 'server/vm-02', 'server/vm-03');
  running.says('disk/vm-01/data1', { used: 5 }).says('network/vm-02', { up: 1 });
  running.says('container/vm-03/api-3', { status: 'running' });
  expect([...running.run(300).health.unseen.keys()]).toEqual(['server/vm-02']);
});
