import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Model, Pod } from '../../src/domain/model.ts';
import { kindOf, localId } from '../../src/domain/node.ts';
import { Installation, worldOf } from '../support/installation.ts';
import { cases } from '../support/random-model.ts';

interface Observed {
  readonly cycle: number;
  readonly node: number;
  readonly signal: string;
  readonly value: number | string;
  readonly second: number;
}

/** How a container fares over the cycles. */
interface Course {
  readonly trouble: 'none' | 'errors' | 'timeouts' | 'exited' | 'silent';
  readonly from: number;
  readonly second: number;
}

const cycles = [0, 1, 2, 3];

const course: fc.Arbitrary<Course> = fc.record({
  trouble: fc.constantFrom('none', 'errors', 'errors', 'timeouts', 'exited', 'silent'),
  from: fc.integer({ min: 1, max: 3 }),
  second: fc.nat(59),
});

/** What is observed of a container that fares so: status and counters in every cycle. */
function observationsOf({ trouble, from, second }: Course, node: number): readonly Observed[] {
  return cycles.flatMap((cycle) => {
    const since = Math.max(0, cycle - from + 1);
    if (trouble === 'silent' && since > 0) return [];
    const at = { cycle, node, second };
    return [
      { ...at, signal: 'status', value: trouble === 'exited' && since > 0 ? 'exited' : 'running' },
      { ...at, signal: 'errors', value: trouble === 'errors' ? 400 * since : 0 },
      { ...at, signal: 'timeouts', value: trouble === 'timeouts' ? 400 * since : 0 },
    ];
  });
}

const signals = fc.oneof(
  fc.record({ signal: fc.constant('role'), value: fc.constantFrom('primary', 'replica') }),
  fc.record({ signal: fc.constantFrom('errors', 'requests', 'oomKills'), value: fc.nat(400) }),
  fc.record({ signal: fc.constantFrom('memory', 'memoryLimit'), value: fc.constantFrom(0, 90, 100) }),
);
const observations: fc.Arbitrary<readonly Observed[]> = fc
  .record({
    courses: fc.array(course, { minLength: 40, maxLength: 40 }),
    others: fc.array(
      fc
        .tuple(signals, fc.record({ cycle: fc.nat(3), node: fc.nat(40), second: fc.nat(59) }))
        .map(([what, where]) => ({ ...what, ...where })),
      { maxLength: 20 },
    ),
  })
  .map(({ courses, others }) => [...courses.flatMap(observationsOf), ...others]);

/** A pod as people write it, with as many replicas as its largest shard declares: some are missing. */
function writtenPod({ kind, calls, suppression, failover, minReplicas, scales, shards }: Pod): object {
  const least = typeof minReplicas === 'object' ? '50%' : minReplicas;
  return {
    kind,
    suppression,
    calls: calls.map(localId),
    shards: shards.map((shard) => shard.name),
    replicas: scales ?? Math.max(...shards.map(({ replicas }) => replicas)),
    ...(kind === 'primary-replica' ? { failover } : {}),
    ...(least === undefined ? {} : { minReplicas: least }),
  };
}

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
    pods: Object.fromEntries(model.pods.map((pod) => [name(pod.id), writtenPod(pod)])),
    servers: Object.fromEntries(
      model.resources.filter(({ kind }) => kind === 'server').map(({ id }) => [name(id), { disks: { data: {} } }]),
    ),
    containers: model.containers
      .filter(({ missing }) => !missing)
      .map(({ id, pod, shard, role, runsOn }) => {
        const [server, container] = name(id).split('/');
        const disks = runsOn.some((resource) => kindOf(resource) === 'disk') ? { disks: ['data'] } : {};
        const place = { server, pod: name(pod), shard: name(shard).split('/')[1] };
        return { name: container, ...place, ...disks, ...(role ? { role } : {}) };
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
  return cycles.map((cycle) => {
    for (const one of observed.filter((other) => other.cycle === cycle && other.node < nodes.length)) {
      installation.observe(nodes[one.node]!, one.signal, one.value, installation.now + one.second);
    }
    const { result, commands } = installation.cycle(60);
    return { result, commands };
  });
}

describe('order (semantics 4, style 7)', () => {
  it('of what is declared and of what is observed changes nothing', () => {
    let masked = 0;
    fc.assert(
      fc.property(
        cases,
        observations,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (drawn, seen, stream) => {
          const random = (): number => stream.next().value as number;
          const model = written(drawn.model);
          const nodes = drawn.model.containers.filter(({ missing }) => !missing).map(({ id }) => id);
          if (nodes.length === 0) return;
          const other = history(shuffled(model, random) as object, nodes, shuffle(seen, random));
          const first = history(model, nodes, seen);
          expect(other).toEqual(first);
          if (first.some(({ result }) => result.containers.some(({ maskedBy }) => maskedBy !== undefined))) masked += 1;
        },
      ),
      { numRuns: 100 },
    );
    expect(masked).toBeGreaterThan(5);
  });
});
