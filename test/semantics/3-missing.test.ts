import { expect, it } from 'vitest';

import { emptyMemory } from '../../src/domain/memory.ts';
import { Installation, worldOf } from '../support/installation.ts';
import { evidenceOf } from '../support/look.ts';

const missing = 'container/-/api.0.2';
const [api1, api2] = ['container/vm-01/api-1', 'container/vm-01/api-2'];

/** What goes on with the memory of another after its model changed to one with these containers. */
function carryOn({ memory, now }: Pick<Installation, 'memory' | 'now'>, ...names: readonly string[]): Installation {
  const running = new Installation(
    worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [api] } }
      pods: { api: { kind: stateless, replicas: 2, containers: "api-{replica}" } }
      servers: { vm-01: }
      containers: [${names.map((name) => `{ name: ${name}, server: vm-01 }`).join(', ')}]
    `),
    now,
  );
  running.memory = memory;
  return running;
}

const first = (): Installation => {
  const running = carryOn({ memory: emptyMemory, now: 1_800_000_000 }, 'api-1').observe(api1, 'cpu', 1);
  running.cycle();
  return running;
};

it('a replica is missing since it was first looked for, also under a model that was read anew (semantics 5)', () => {
  const before = first();
  const { changedNodes } = carryOn(before, 'api-1').cycle(60);
  expect([...changedNodes.keys()]).toEqual([]);
  const evaluation = carryOn(before, 'api-1').cycle(3600);
  expect(evidenceOf(evaluation, missing, 'missing').since).toBe(before.now);
});

it('a replica that came forgets that it was missing, and no other node forgets anything (semantics 5)', () => {
  const there = carryOn(first(), 'api-1', 'api-2');
  const { changedNodes } = there.cycle(60);
  expect([...changedNodes]).toEqual([
    [missing, { signals: {}, rules: {} }],
    [api2, { signals: {}, rules: {}, awaitedSince: there.now }],
  ]);
  const gone = carryOn(there, 'api-1').cycle(60);
  expect([...gone.changedNodes.keys()]).toEqual([missing]);
  expect(evidenceOf(gone, missing, 'missing').since).toBe(gone.health.at);
});
