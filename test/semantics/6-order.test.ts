import { describe, expect, it } from 'vitest';

import { Installation, worldOf } from '../support/installation.ts';
import { incidentAt, rootsIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

/** Where names, places and systems come in other orders than ids: what an incident lists must not depend on them. */
const world = worldOf(`
  systems: { one: { subsystems: [zoo] }, two: { subsystems: [ark] } }
  subsystems: { zoo: { pods: [a, a-b] }, ark: { pods: [z] } }
  pods:
    a: { kind: stateless, containers: "last-{replica}" }
    a-b: { kind: stateless, containers: "mid-{replica}" }
    z: { kind: stateless, shards: [a, b], containers: "first-{shard}-{replica}" }
  servers: { vm-01: , vm-02: }
  containers:
    - { name: last-1, server: vm-01 }
    - { name: mid-1, server: vm-01 }
    - { name: first-a-1, server: vm-02 }
    - { name: first-b-1, server: vm-01 }
  rules: { status: { for: 0s }, health: { for: 0s }, reachable: { for: 0s }, memory: { above: 80%, for: 0s } }
`);
const [firstA, firstB] = ['container/vm-02/first-a-1', 'container/vm-01/first-b-1'];
const exited = { status: 'exited' };

function site(): Site {
  return new Site(world)
    .allSay(
      world.graph.model.containers.map(({ id }) => id),
      { status: 'running', health: 'none', memory: 10, memoryLimit: 100 },
    )
    .begun();
}

describe('the order of what an incident lists (semantics 6)', () => {
  it('of containers, shards, pods, subsystems and systems is that of their ids', () => {
    const evaluation = site().says('server/vm-01', { reachable: 0 }).cycle();
    expect(incidentAt(evaluation, 'server/vm-01')).toMatchObject({
      shards: ['shard/a-b/0', 'shard/a/0', 'shard/z/b'],
      failed: ['pod/a', 'pod/a-b', 'pod/z', 'subsystem/ark', 'subsystem/zoo', 'system/one', 'system/two'],
    });
    expect(incidentAt(site().allSay([firstA, firstB], exited).cycle(), 'pod/z').containers).toEqual([firstB, firstA]);
  });

  it('of evidence is that of time, then of the node, then of the rule', () => {
    const running = site().says(firstB, { memory: 90 });
    const early = running.cycle().health.at;
    running.says(firstA, exited);
    const late = running.cycle().health.at;
    const evaluation = running
      .says(firstA, { memory: 90 })
      .says(firstB, { ...exited, health: 'unhealthy' })
      .cycle();
    const latest = evaluation.health.at;
    const told = incidentAt(evaluation, 'pod/z').evidence.map(({ since, node, rule }) => [since, node, rule]);
    expect(told).toEqual([
      [early, firstB, 'memory'],
      [late, firstA, 'status'],
      [latest, firstB, 'health'],
      [latest, firstB, 'status'],
      [latest, firstA, 'memory'],
    ]);
  });
});

describe('what fails with an incident (semantics 6, `failed`)', () => {
  it('is told apart for each, however many pods there are', () => {
    const pods = Array.from({ length: 13 }, (_pod, index) => `p${String(index).padStart(2, '0')}`);
    const many = worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [${pods.join(', ')}] } }
      pods: { ${pods.map((pod) => `${pod}: { kind: stateless, containers: "${pod}-{replica}" }`).join(', ')} }
      servers: { vm-01: , vm-02: }
      containers: [${pods.map((pod) => `{ name: ${pod}-1, server: ${['p01', 'p02'].includes(pod) ? 'vm-01' : 'vm-02'} }`).join(', ')}]
      rules: { status: { for: 0s }, reachable: { for: 0s } }
    `);
    const evaluation = new Installation(many)
      .observe('server/vm-01', 'reachable', 0)
      .observe('container/vm-02/p12-1', 'status', 'exited')
      .cycle();
    const failedAt = (root: string) => incidentAt(evaluation, root).failed.filter((id) => id.startsWith('pod/'));
    expect(failedAt('server/vm-01')).toEqual(['pod/p01', 'pod/p02']);
    expect(failedAt('container/vm-02/p12-1')).toEqual(['pod/p12']);
  });
});

describe('the functions that an incident impairs (semantics 6)', () => {
  it('are those that reach a pod that it failed, and no others, however many there are', () => {
    const numbers = Array.from({ length: 66 }, (_number, index) => index);
    const nameOf = (number: number): string => `f${String(number).padStart(2, '0')}`;
    const front = ['a', 'b', 'c'];
    const calls = { a: 'x', b: 'z', c: 'y' };
    const tiers = worldOf(`
      system: { id: mail }
      subsystems:
        web:
          pods: [a, b, c]
          functions: { ${numbers.map((number) => `${nameOf(number)}: { needs: [${front[number % 3]!}] }`).join(', ')} }
        data: { pods: [x, y, z] }
      pods:
        ${Object.entries(calls)
          .map(([pod, called]) => `${pod}: { kind: stateless, calls: [${called}], containers: "${pod}-{replica}" }`)
          .join('\n        ')}
        x: { kind: stateless, containers: "x-{replica}" }
        y: { kind: stateless, containers: "y-{replica}" }
        z: { kind: stateless, containers: "z-{replica}" }
      servers: { vm-01: }
      containers: [${['a', 'b', 'c', 'x', 'y', 'z'].map((pod) => `{ name: ${pod}-1, server: vm-01 }`).join(', ')}]
      rules: { status: { for: 0s } }
    `);
    const running = new Site(tiers).allSay(
      ['a', 'b', 'c'].map((pod) => `container/vm-01/${pod}-1`),
      { status: 'running' },
    );
    const evaluation = running
      .allSay(
        ['x', 'y', 'z'].map((pod) => `container/vm-01/${pod}-1`),
        exited,
      )
      .cycle();
    expect([...rootsIn(evaluation)].sort()).toHaveLength(3);
    for (const [place, pod] of front.entries()) {
      const expected = numbers
        .filter((number) => number % 3 === place)
        .map((number) => `function/web.${nameOf(number)}`);
      const root = `container/vm-01/${calls[pod as keyof typeof calls]}-1`;
      expect(incidentAt(evaluation, root)).toMatchObject({ functionsLost: [], functionsImpaired: expected });
    }
  });
});
