import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { derive } from '../../src/derive/derive.ts';
import type { HealthReport } from '../../src/domain/health.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { engineOn, plain } from '../support/plain-verdicts.ts';
import { afterChanges, changes } from '../support/random-changes.ts';
import { cases, reportOf } from '../support/random-model.ts';

/** The report of a cycle as one that says at which containers it differs from the one before. */
function telling(report: HealthReport, { containers: from }: HealthReport): HealthReport {
  const at = from.flatMap((own, index) => (own === report.containers[index] ? [] : [index]));
  return { ...report, differs: { from, at } };
}

describe('what changed since the cycle before (semantics 4, 5)', () => {
  it.each([
    ['found', (report: HealthReport) => report],
    ['told', telling],
  ])(
    'leads to the same as everything anew, cycle after cycle, where it is %s',
    (_how, reported) => {
      fc.assert(
        fc.property(cases, fc.array(changes, { minLength: 1, maxLength: 4 }), (first, cycles) => {
          const graph = buildGraph(first.model);
          const { onsetTolerance } = first;
          let drawn = first;
          let before: Verdicts = engineOn(first, graph);
          for (const change of cycles) {
            drawn = afterChanges(drawn, change);
            before = derive(graph, reported(reportOf(graph, drawn), before.health), { onsetTolerance, before });
            expect(plain(before)).toEqual(plain(engineOn(drawn, graph)));
          }
        }),
        { numRuns: 1000 },
      );
    },
    120_000,
  );

  it('leads to the same where much of it changed at once', () => {
    const many = fc.array(changes, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(cases, many, many, (any, here, there) => {
        const graph = buildGraph(any.model);
        const { onsetTolerance } = any;
        const [one, other] = [here, there].map((all) => all.reduce(afterChanges, any));
        const after = derive(graph, reportOf(graph, other!), { onsetTolerance, before: engineOn(one!, graph) });
        expect(plain(after)).toEqual(plain(engineOn(other!, graph)));
      }),
      { numRuns: 700 },
    );
  });

  it('does not look at what it was in another model', () => {
    fc.assert(
      fc.property(cases, cases, (one, other) => {
        const graph = buildGraph(one.model);
        const options = { onsetTolerance: one.onsetTolerance, before: engineOn(other) };
        expect(plain(derive(graph, reportOf(graph, one), options))).toEqual(plain(engineOn(one, graph)));
      }),
      { numRuns: 300 },
    );
  });
});
