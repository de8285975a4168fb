import { expect, it } from 'vitest';

import type { NodeMemory } from '../../src/domain/memory.ts';
import { Installation, worldOf } from '../support/installation.ts';
import { evidenceOf } from '../support/look.ts';

const withContainers = (...names: readonly string[]) =>
  worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [api] } }
    pods: { api: { kind: stateless, replicas: 2, containers: "api-{replica}" } }
    servers: { vm-01: }
    containers: [${names.map((name) => `{ name: ${name}, server: vm-01 }`).join(', ')}]
  `);
const missing = 'container/-/api.0.2';

/** The memory of a Linchpin after one cycle with such a model; a restart keeps what survives JSON. */
function afterCycle(names: readonly string[], { memory, now }: Pick<Installation, 'memory' | 'now'>): Installation {
  const running = new Installation(withContainers(...names), now);
  const nodes = new Map(JSON.parse(JSON.stringify([...memory.nodes])) as [string, NodeMemory][]);
  running.memory = { ...memory, nodes };
  return running;
}

it('a declared replica is missing since the first cycle that looked for it, whatever restarts (semantics 5)', () => {
  const first = new Installation(withContainers('api-1'));
  first.cycle();
  const evaluation = afterCycle(['api-1'], first).cycle(3600);
  expect(evidenceOf(evaluation, missing, 'missing').since).toBe(first.now);
});

it('one that was there in between is missing since it is looked for again (semantics 5)', () => {
  const first = new Installation(withContainers('api-1'));
  first.cycle();
  const there = afterCycle(['api-1', 'api-2'], first);
  there.cycle(3600);
  const again = afterCycle(['api-1'], there);
  const evaluation = again.cycle(86_400);
  expect(evidenceOf(evaluation, missing, 'missing').since).toBe(again.now);
});

it('that it was there is saved with the cycle that saw it (semantics 5)', () => {
  const first = new Installation(withContainers('api-1'));
  first.cycle();
  const { changedNodes } = afterCycle(['api-1', 'api-2'], first).cycle(3600);
  expect(changedNodes.get(missing)).toEqual({ signals: {}, rules: {} });
});
