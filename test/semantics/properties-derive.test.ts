import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { OwnHealth } from '../../src/domain/health.ts';
import { defaultSeverities } from '../../src/domain/severity.ts';
import type { NodeState, Verdicts } from '../../src/domain/verdict.ts';
import { derive } from '../../src/derive/derive.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { track } from '../../src/incident/track.ts';
import { cases } from '../support/random-model.ts';
import type { Case } from '../support/random-model.ts';
import { Reference } from '../support/reference.ts';
import type { ReferenceVerdicts } from '../support/reference.ts';

function engine({ model, health }: Case): Verdicts {
  return derive(buildGraph(model), health);
}

/** The engine's verdicts in the reference's form. */
function plain({ model }: Case, { leaves, rollUps, functions }: Verdicts): ReferenceVerdicts {
  const containers = model.containers.map(({ id }) => [id, leaves.get(id)!] as const);
  return {
    culprits: Object.fromEntries(
      containers.flatMap(([id, { culprits }]) => (culprits.length > 0 ? [[id, culprits]] : [])),
    ),
    states: Object.fromEntries([
      ...containers.map(([id, { state }]) => [id, state] as const),
      ...[...rollUps].map(([id, { state }]) => [id, state] as const),
    ]),
    reserves: Object.fromEntries(
      [...rollUps].map(([id, { reserve, reserveLacksData }]) => [id, { reserve, lacksData: reserveLacksData }]),
    ),
    functions: Object.fromEntries(functions),
  };
}

describe('masking, roll-up and functions against a second reading of the text (semantics 4, 5)', () => {
  it('agree on random models', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        expect(plain(drawn, engine(drawn))).toEqual(new Reference(drawn).verdicts());
      }),
      { numRuns: 3000 },
    );
  });

  it('are compared where something happens', () => {
    const met = { masked: 0, standing: 0, unknown: 0, impaired: 0 };
    fc.assert(
      fc.property(cases, (drawn) => {
        const { leaves, rollUps, functions } = engine(drawn);
        const all = drawn.model.containers.map(({ id }) => leaves.get(id)!);
        if (all.some(({ culprits }) => culprits.length > 0)) met.masked += 1;
        if ([...rollUps.values()].some(({ state }) => state === 'unknown')) met.unknown += 1;
        if ([...functions.values()].includes('impaired')) met.impaired += 1;
        const always = { ...drawn.model, defaults: { ...drawn.model.defaults, standing: Infinity } };
        const without = engine({ ...drawn, model: always });
        if (
          all.some(({ culprits }, index) => culprits.length !== [...without.leaves.values()][index]?.culprits.length)
        ) {
          met.standing += 1;
        }
      }),
      { numRuns: 1000 },
    );
    expect(met.masked).toBeGreaterThan(300);
    expect(met.unknown).toBeGreaterThan(300);
    expect(met.impaired).toBeGreaterThan(20);
    expect(met.standing).toBeGreaterThan(20);
  });
});

describe('incidents of random models (semantics 4.8, 6)', () => {
  const incidentsOf = (drawn: Case) => {
    const graph = buildGraph(drawn.model);
    const verdicts = derive(graph, drawn.health);
    const grounds = { graph, verdicts, severities: defaultSeverities, changed: new Map() };
    return { verdicts, ...track(grounds, { open: [], ended: [] }).incidents };
  };

  it('every symptom is masked by open roots, and no culprit is itself a symptom', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open, maskedBy, verdicts } = incidentsOf(drawn);
        const roots = new Set(open.map(({ root }) => root));
        for (const [id, { culprits }] of verdicts.leaves) {
          if (culprits.length > 0) expect(maskedBy.get(id)?.length).toBeGreaterThan(0);
        }
        for (const [id, behind] of maskedBy) {
          for (const root of behind) {
            expect(roots).toContain(root);
            expect(maskedBy.has(root)).toBe(false);
            expect(open.find((incident) => incident.root === root)?.symptoms).toContain(id);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('every failed container is in an incident, and one at most but for those on several failed resources', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open, verdicts } = incidentsOf(drawn);
        for (const { id } of drawn.model.containers) {
          const holding = open.filter(({ containers }) => containers.includes(id));
          const { state, strained, culprits } = verdicts.leaves.get(id)!;
          const isExpected = state === 'failed' || (state === 'working' && strained && culprits.length === 0);
          expect(holding.length).toBe(isExpected ? 1 : 0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('ranks are 1, 2, 3 … with falling severity', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { open } = incidentsOf(drawn);
        expect(open.map(({ rank }) => rank)).toEqual(open.map((_incident, index) => index + 1));
        for (const [index, { zabbixSeverity }] of open.entries()) {
          if (index > 0) expect(zabbixSeverity).toBeLessThanOrEqual(open[index - 1]!.zabbixSeverity);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a worse leaf (semantics 5)', () => {
  const badness: Readonly<Record<NodeState, number>> = { working: 0, unknown: 1, failed: 2 };

  it('never betters what it is part of, as long as it changes no mask', () => {
    let compared = 0;
    fc.assert(
      fc.property(cases, fc.nat(), (drawn, pick) => {
        const leaf = drawn.model.containers[pick % drawn.model.containers.length]!;
        const own = drawn.health.nodes.get(leaf.id)!;
        const worse: OwnHealth = { ...own, state: 'failed', onset: 0 };
        const nodes = new Map([...drawn.health.nodes, [leaf.id, worse] as const]);
        const before = engine(drawn);
        const after = engine({ ...drawn, health: { ...drawn.health, nodes } });
        const masks = ({ leaves }: Verdicts) =>
          [...leaves].filter(([, { culprits }]) => culprits.length > 0).map(([id]) => id);
        if (masks(before).join() !== masks(after).join()) return;
        compared += 1;
        for (const [id, { state, reserve }] of before.rollUps) {
          const then = after.rollUps.get(id)!;
          expect(badness[then.state]).toBeGreaterThanOrEqual(badness[state]);
          expect(then.reserve ?? Infinity).toBeLessThanOrEqual(reserve ?? Infinity);
        }
      }),
      { numRuns: 1500 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});
