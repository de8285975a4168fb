import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { soundHealth } from '../../src/domain/health.ts';
import type { OwnHealth } from '../../src/domain/health.ts';
import type { NodeState } from '../../src/domain/verdict.ts';
import { encounters, encountersIn } from '../support/encounters.ts';
import { engineOn, plain } from '../support/plain-verdicts.ts';
import { cases } from '../support/random-model.ts';
import { Reference } from '../support/reference.ts';

describe('masking, roll-up and functions against a second reading of the text (semantics 4, 5)', () => {
  it('agree on random models', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        expect(plain(engineOn(drawn))).toEqual(new Reference(drawn).verdicts());
      }),
      { numRuns: 2500 },
    );
  }, 120_000);

  it('are compared where everything that masking and roll-up know of happens', () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(cases, (drawn) => {
        for (const one of encountersIn(drawn)) met.set(one, (met.get(one) ?? 0) + 1);
      }),
      { numRuns: 1000, seed: 1 },
    );
    expect(encounters.filter((one) => (met.get(one) ?? 0) < 4)).toEqual([]);
  });
});

describe('a worse leaf (semantics 5)', () => {
  const badness: Readonly<Record<NodeState, number>> = { working: 0, unknown: 1, failed: 2 };
  const worseThan = (own: OwnHealth): readonly OwnHealth[] => [
    { ...own, state: 'failed', onset: 0 },
    ...(own.state === 'working'
      ? [
          { ...own, state: 'unknown' as const },
          { ...soundHealth, strained: true },
        ]
      : []),
  ];

  let compared = 0;

  it('never betters what it is part of, as long as it changes no mask', () => {
    fc.assert(
      fc.property(cases, fc.nat(), fc.nat(), (drawn, pick, by) => {
        const leaves = drawn.model.containers.filter(({ id }) => drawn.health.has(id));
        const leaf = leaves[pick % leaves.length];
        if (!leaf) return;
        const worse = worseThan(drawn.health.get(leaf.id)!);
        const health = new Map([...drawn.health, [leaf.id, worse[by % worse.length]!] as const]);
        const before = plain(engineOn(drawn));
        const after = plain(engineOn({ ...drawn, health }));
        if (Object.keys(before.culprits).join() !== Object.keys(after.culprits).join()) return;
        compared += 1;
        for (const [id, { reserve }] of Object.entries(before.reserves)) {
          expect(badness[after.states[id]!]).toBeGreaterThanOrEqual(badness[before.states[id]!]);
          expect(after.reserves[id]!.reserve ?? Infinity).toBeLessThanOrEqual(reserve ?? Infinity);
        }
        for (const [id, state] of Object.entries(before.functions)) {
          if (state === 'lost') expect(after.functions[id]).toBe('lost');
          if (after.functions[id] === 'available') expect(state).toBe('available');
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('is compared often enough to mean something', () => {
    expect(compared).toBeGreaterThan(500);
  });
});
