import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { derive } from '../../src/derive/derive.ts';
import type { Evidence, OwnHealth } from '../../src/domain/health.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { defaultSeverities } from '../../src/domain/severity.ts';
import type { SeverityByEffect } from '../../src/domain/severity.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { track } from '../../src/incident/track.ts';
import { cases, reportOf } from '../support/random-model.ts';
import type { Case } from '../support/random-model.ts';
import { RankReference } from '../support/rank-reference.ts';

/** Every effect alike: all incidents stand in one queue. */
const alike: SeverityByEffect = { critical: 3, 'at-risk': 3, unseen: 3, warning: 3, unknown: 3, planned: 3 };

const drawn = fc.record({
  one: cases,
  exited: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  levels: fc.array(fc.constantFrom(10.5, 100, 100, 300), { minLength: 7, maxLength: 7 }),
  severities: fc.constantFrom(alike, defaultSeverities),
  ranking: fc.constantFrom('share' as const, 'level' as const),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

const exit: Evidence = { rule: 'status', class: 'direct', signal: 'status', value: 'exited', since: 50 };

/** The drawn case with other bucket levels, and more containers that have exited than a random case has. */
function worsen({ one, exited, levels, ranking }: Drawn): Case {
  const health = [...one.health].map(([id, own], index): readonly [string, OwnHealth] => {
    const evidence = own.evidence.map((found, number): Evidence => {
      if (!found.growth) return found;
      return { ...found, growth: { ...found.growth, level: levels[(index + number) % levels.length]! } };
    });
    if (!id.startsWith('container/') || !exited[index % exited.length]) return [id, { ...own, evidence }];
    return [id, { ...own, state: 'failed', evidence: [exit, ...evidence], onset: Math.min(50, own.onset ?? 50) }];
  });
  return { ...one, health: new Map(health), model: { ...one.model, defaults: { ...one.model.defaults, ranking } } };
}

function incidentsOf(all: Drawn): { readonly open: readonly Incident[]; readonly verdicts: Verdicts } {
  const one = worsen(all);
  const graph = buildGraph(one.model);
  const verdicts = derive(graph, reportOf(graph, one), { onsetTolerance: one.onsetTolerance });
  const { incidents } = track({ graph, verdicts, severities: all.severities }, { open: [], ended: [] });
  return { open: incidents.open, verdicts };
}

describe('rank against a second reading of the text (semantics 6)', () => {
  it('gives the same order on random incidents', () => {
    fc.assert(
      fc.property(drawn, (all) => {
        const { open, verdicts } = incidentsOf(all);
        expect(open.map(({ root }) => root)).toEqual(new RankReference(open, verdicts).roots());
      }),
      { numRuns: 2000 },
    );
  });

  it('is compared where waiting changes the order, also for a resource', () => {
    let changed = 0;
    let resourcesWaitedFor = 0;
    fc.assert(
      fc.property(drawn, (all) => {
        const { open, verdicts } = incidentsOf(all);
        const reference = new RankReference(open, verdicts);
        const [inOrder, byKeys] = [reference.roots(), reference.rootsWithoutWaiting()];
        if (inOrder.join() === byKeys.join()) return;
        changed += 1;
        if (inOrder.some((root, place) => /^(server|disk)/.test(root) && byKeys.indexOf(root) > place))
          resourcesWaitedFor += 1;
      }),
      { numRuns: 1000 },
    );
    expect([changed, resourcesWaitedFor]).toEqual([
      expect.toSatisfy((n: number) => n >= 50),
      expect.toSatisfy((n: number) => n >= 5),
    ]);
  });
});
