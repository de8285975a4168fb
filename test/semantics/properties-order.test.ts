import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Model } from '../../src/domain/model.ts';
import { localId } from '../../src/domain/node.ts';
import { Installation, worldOf } from '../support/installation.ts';
import { cases } from '../support/random-model.ts';

interface Observed {
  readonly cycle: number;
  readonly node: number;
  readonly signal: string;
  readonly value: number | string;
  readonly second: number;
}

const signals = fc.oneof(
  fc.record({ signal: fc.constant('status'), value: fc.constantFrom('running', 'exited') }),
  fc.record({ signal: fc.constantFrom('errors', 'timeouts', 'requests', 'oomKills'), value: fc.nat(400) }),
  fc.record({ signal: fc.constantFrom('memory', 'memoryLimit'), value: fc.constantFrom(0, 90, 100) }),
);
const observations: fc.Arbitrary<readonly Observed[]> = fc.array(
  fc
    .tuple(signals, fc.record({ cycle: fc.nat(3), node: fc.nat(40), second: fc.nat(59) }))
    .map(([what, where]) => ({ ...what, ...where })),
  { maxLength: 60 },
);

/** JSON is YAML: the model as people might have written it. */
function written(model: Model): object {
  const name = (id: string): string => localId(id);
  return {
    system: { id: 'all' },
    subsystems: Object.fromEntries(
      model.subsystems.map(({ id, pods }) => [
        name(id),
        { pods: pods.map(name), functions: { all: {}, one: { needs: pods.slice(0, 1).map(name) } } },
      ]),
    ),
    pods: Object.fromEntries(
      model.pods.map(({ id, kind, calls, suppression, shards }) => [
        name(id),
        { kind, suppression, calls: calls.map(name), shards: shards.map((shard) => shard.name) },
      ]),
    ),
    servers: Object.fromEntries(model.resources.map(({ id }) => [name(id), {}])),
    containers: model.containers.map(({ id, pod, shard }) => {
      const [server, container] = name(id).split('/');
      return { name: container, server, pod: name(pod), shard: name(shard).split('/')[1] };
    }),
    rules: { status: { for: '0s' }, errors: { rate: '1/s', burst: 10 }, memory: { above: '80%' } },
  };
}

/** The same with every list and every key in another order. */
function shuffled(value: unknown, random: () => number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return shuffle(value, random).map((entry) => shuffled(entry, random));
  return Object.fromEntries(
    shuffle(Object.entries(value), random).map(([key, entry]) => [key, shuffled(entry, random)]),
  );
}

function shuffle<T>(list: readonly T[], random: () => number): readonly T[] {
  return list
    .map((entry) => ({ entry, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}

/** Everything that four cycles give out. */
function history(model: object, nodes: readonly string[], observed: readonly Observed[]) {
  const installation = new Installation(worldOf(JSON.stringify(model)));
  return [0, 1, 2, 3].map((cycle) => {
    for (const one of observed.filter((other) => other.cycle === cycle)) {
      installation.observe(nodes[one.node % nodes.length]!, one.signal, one.value, installation.now + one.second);
    }
    const { result, commands } = installation.cycle(60);
    return { result, commands };
  });
}

describe('order (semantics 4, style 7)', () => {
  it('of what is declared and of what is observed changes nothing', () => {
    fc.assert(
      fc.property(
        cases,
        observations,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (drawn, seen, stream) => {
          const random = (): number => stream.next().value as number;
          const model = written(drawn.model);
          const nodes = drawn.model.containers.map(({ id }) => id);
          const other = history(shuffled(model, random) as object, nodes, shuffle(seen, random));
          expect(other).toEqual(history(model, nodes, seen));
        },
      ),
      { numRuns: 150 },
    );
  });
});
