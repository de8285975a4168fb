import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { derive } from '../../src/derive/derive.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { engineOn, plain } from '../support/plain-verdicts.ts';
import { afterChanges, changes } from '../support/random-changes.ts';
import { cases, reportOf } from '../support/random-model.ts';

describe('what changed since the cycle before (semantics 4, 5)', () => {
  it('leads to the same as everything anew, cycle after cycle', () => {
    fc.assert(
      fc.property(cases, fc.array(changes, { minLength: 1, maxLength: 4 }), (first, cycles) => {
        const graph = buildGraph(first.model);
        let drawn = first;
        let before: Verdicts | undefined;
        for (const change of [[], ...cycles]) {
          drawn = afterChanges(drawn, change);
          before = derive(graph, reportOf(graph, drawn), { onsetTolerance: drawn.onsetTolerance, before });
          expect(plain(before)).toEqual(plain(engineOn(drawn, graph)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('leads to the same from the verdicts of any other health', () => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(changes), (first, stream) => {
        const graph = buildGraph(first.model);
        const [a, b] = [0, 1].map(() =>
          Array.from({ length: 6 }, () => stream.next().value as Parameters<typeof afterChanges>[1]).reduce(
            afterChanges,
            first,
          ),
        );
        const after = derive(graph, reportOf(graph, b!), {
          onsetTolerance: b!.onsetTolerance,
          before: engineOn(a!, graph),
        });
        expect(plain(after)).toEqual(plain(engineOn(b!, graph)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is not worked out from the verdicts of another model', () => {
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
