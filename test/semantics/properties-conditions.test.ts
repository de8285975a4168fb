import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { NodeMemory } from '../../src/domain/memory.ts';
import type { NodeId } from '../../src/domain/node.ts';
import type { Condition, ConditionRule, Smoothing, Threshold } from '../../src/domain/rule.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { assess } from '../../src/health/assess.ts';
import { saysAtEnd } from '../support/condition-reference.ts';
import type { HistoryCycle, Says, SignalSample } from '../support/condition-reference.ts';
import { worldOf } from '../support/installation.ts';

const container = 'container/vm-01/db-1';
const staleAfter = 30;
const { model } = worldOf(`
  system: { id: mail }
  defaults: { staleAfter: 30s }
  subsystems: { mail: { pods: [db] } }
  pods: { db: { kind: stateless, containers: "db-{replica}" } }
  servers: { vm-01: }
  containers: [{ name: db-1, server: vm-01 }]
`).graph;

const signals = fc.constantFrom('a', 'b', 'c');
const smoothings: fc.Arbitrary<Smoothing> = fc.record({
  function: fc.constantFrom('avg', 'max', 'min', 'increase'),
  window: fc.constantFrom(10, 25),
});
const thresholds: fc.Arbitrary<Threshold> = fc
  .record({
    signal: signals,
    comparison: fc.constantFrom('above', 'below'),
    limit: fc.integer({ min: 2, max: 6 }),
    back: fc.option(fc.integer({ min: 0, max: 3 })),
    smoothing: fc.option(smoothings),
  })
  .map(({ back, smoothing, ...rest }) => ({
    kind: 'threshold',
    ...rest,
    ...(back === null ? {} : { until: rest.comparison === 'above' ? rest.limit - back : rest.limit + back }),
    ...(smoothing === null ? {} : { smoothing }),
  }));
const { condition: conditions } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    { weight: 3, arbitrary: thresholds },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('is' as const),
        signal: signals,
        value: fc.integer({ min: 0, max: 8 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        parts: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), part: tie('condition') }) },
  ),
}));
const rules: fc.Arbitrary<ConditionRule> = fc.record({
  kind: fc.constant('condition' as const),
  class: fc.constant('direct' as const),
  name: fc.constant('odd'),
  condition: conditions,
  for: fc.constantFrom(0, 10, 20),
  recoverFor: fc.constantFrom(0, 10, 30),
});

/** Cycles a few seconds apart, now and then after a gap; samples come late, twice, or not at all. */
const histories: fc.Arbitrary<readonly HistoryCycle[]> = fc
  .array(
    fc.record({
      after: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 12 }) }, fc.constantFrom(31, 70)),
      samples: fc.array(
        fc.record({ signal: signals, age: fc.integer({ min: 0, max: 15 }), value: fc.integer({ min: 0, max: 8 }) }),
        { maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((steps) => {
    let at = 1000;
    return steps.map(({ after, samples }) => {
      at += after;
      return { at, samples: samples.map(({ signal, age, value }) => ({ signal, at: at - age, value })) };
    });
  });

/** The engine's answer at the end of a history; between the cycles its memory goes through JSON. */
function engineSays(
  rule: ConditionRule,
  history: readonly HistoryCycle[],
  order: (samples: readonly SignalSample[]) => readonly SignalSample[],
): Says {
  const graph = buildGraph({ ...model, containers: model.containers.map((each) => ({ ...each, rules: [rule] })) });
  let memory: ReadonlyMap<NodeId, NodeMemory> = new Map();
  let says: Says = { says: 'no' };
  for (const { at, samples } of history) {
    const observations = order(samples).map((sample) => ({ ...sample, node: container }));
    // Another signal keeps the container heard, so that only the rule can make it unknown.
    observations.push({ node: container, signal: 'status', at, value: 1 });
    const { report, changed } = assess(graph, memory, { at, observations, intervals: new Map() });
    memory = new Map(JSON.parse(JSON.stringify([...memory, ...changed])) as [NodeId, NodeMemory][]);
    const own = report.containers[graph.topology.indexOf.get(container) ?? -1];
    const [evidence] = own?.evidence ?? [];
    if (evidence !== undefined) says = { says: 'yes', since: evidence.since };
    else says = { says: own?.state === 'unknown' ? 'unknown' : 'no' };
  }
  return says;
}

describe('conditions against the obvious definition (semantics 3)', () => {
  it('say at every cycle what looking at the whole history says', () => {
    fc.assert(
      fc.property(rules, histories, (rule, history) => {
        expect(engineSays(rule, history, (samples) => samples)).toEqual(saysAtEnd(rule, history, staleAfter));
      }),
      { numRuns: 800 },
    );
  });

  it('say the same whatever the order of samples within a cycle', () => {
    fc.assert(
      fc.property(rules, histories, (rule, history) => {
        const forwards = engineSays(rule, history, (samples) => samples);
        expect(engineSays(rule, history, (samples) => samples.toReversed())).toEqual(forwards);
      }),
      { numRuns: 500 },
    );
  });

  it('come out in every way often enough for the comparison to mean something', () => {
    const seen = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(rules, histories, (rule, history) => {
        seen[saysAtEnd(rule, history, staleAfter).says] += 1;
      }),
      { numRuns: 1000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  });
});
