import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { offlineWorld } from '../../src/app/offline-world.ts';
import { soundHealth } from '../../src/domain/health.ts';
import type { Evidence, OwnHealth } from '../../src/domain/health.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { NodeId } from '../../src/domain/node.ts';
import { conclude } from '../../src/evaluate.ts';
import type { World } from '../../src/evaluate.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { healthyReport } from '../../src/twin/healthy.ts';
import { whatIf } from '../../src/twin/what-if.ts';
import { plain } from '../support/plain-verdicts.ts';
import { cases, reportOf } from '../support/random-model.ts';
import type { Case } from '../support/random-model.ts';

function worldFor({ model, onsetTolerance }: Case): World {
  return offlineWorld(buildGraph(model), { interval: onsetTolerance });
}

/** The same case with direct failures alone: all else works, nothing is strained, and what was retired is back. */
function withDirectFailuresOnly(drawn: Case): Case {
  const { model, health } = drawn;
  const direct = (id: NodeId): readonly Evidence[] =>
    (health.get(id)?.evidence ?? []).filter((one) => one.class === 'direct');
  const failedOnly = (id: NodeId, through: readonly NodeId[]): readonly [NodeId, OwnHealth] => {
    const evidence = direct(id);
    const isFailed = evidence.length > 0 || through.length > 0;
    return [id, isFailed ? { ...soundHealth, state: 'failed', evidence, through, onset: 0 } : soundHealth];
  };
  const resources = model.resources.map(({ id }) => failedOnly(id, []));
  const failed = resources.filter(([, { state }]) => state === 'failed').map(([id]) => id);
  const containers = model.containers.map(({ id, runsOn }) =>
    failedOnly(
      id,
      runsOn.filter((resource) => failed.includes(resource)),
    ),
  );
  return { ...drawn, health: new Map([...resources, ...containers]) };
}

/** What failed by itself: resources, and containers that no failed resource explains. */
function failuresOf({ health }: Case): readonly NodeId[] {
  return [...health].filter(([, { evidence }]) => evidence.length > 0).map(([id]) => id);
}

/** What a root does, whatever the rule that accuses it. */
function effectOf({ root, containers, severity, shards, symptoms, failed, reserve, ...incident }: Incident) {
  const { functionsLost, functionsImpaired } = incident;
  return { root, containers, severity, shards, symptoms, failed, reserve, functionsLost, functionsImpaired };
}

describe('what-if on a healthy model (semantics 7)', () => {
  it('of the present failures is the present', () => {
    fc.assert(
      fc.property(cases, (any) => {
        const drawn = withDirectFailuresOnly(any);
        const world = worldFor(drawn);
        const present = conclude(world, reportOf(world.graph, drawn), emptyMemory);
        const supposed = whatIf(world, { fail: failuresOf(drawn), on: healthyReport(world.graph, present.health.at) });
        expect(plain(supposed.verdicts)).toEqual(plain(present.verdicts));
        for (const { id } of [...drawn.model.pods, ...drawn.model.subsystems, ...drawn.model.systems]) {
          expect([id, supposed.incidents.severities.get(id)]).toEqual([id, present.incidents.severities.get(id)]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of failed resources has the same incidents at them as the present', () => {
    let compared = 0;
    fc.assert(
      fc.property(cases, (any) => {
        const drawn = withDirectFailuresOnly(any);
        const world = worldFor(drawn);
        const atResources = (incidents: readonly Incident[]) =>
          incidents
            .filter(({ root }) => world.graph.resources.has(root))
            .map(effectOf)
            .sort((a, b) => (a.root < b.root ? -1 : 1));
        const present = conclude(world, reportOf(world.graph, drawn), emptyMemory);
        const supposed = whatIf(world, { fail: failuresOf(drawn), on: healthyReport(world.graph, present.health.at) });
        const found = atResources(present.incidents.open);
        compared += found.length;
        expect(atResources(supposed.incidents.open)).toEqual(found);
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(15);
  });

  it('of what has failed already changes no state of the present', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const world = worldFor(drawn);
        const present = conclude(world, reportOf(world.graph, drawn), emptyMemory);
        const failed = [...drawn.health].filter(([, { state }]) => state === 'failed').map(([id]) => id);
        const supposed = whatIf(world, { fail: failed, on: present.health });
        expect(plain(supposed.verdicts).states).toEqual(plain(present.verdicts).states);
      }),
      { numRuns: 300 },
    );
  });
});
