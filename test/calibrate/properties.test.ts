import fc from 'fast-check';
import { expect, test } from 'vitest';

import { calibrate } from '../../src/calibrate/calibrate.ts';
import { growthOf, highestLevel, proposeAllowance } from '../../src/calibrate/growth.ts';
import type { Stretch } from '../../src/calibrate/past.ts';
import { replay } from '../../src/calibrate/replay.ts';
import type { Sample } from '../../src/domain/memory.ts';
import type { GrowthRule } from '../../src/domain/rule.ts';
import { errors, minute, podPast, staleAfter } from './counted.ts';

const rule = errors as GrowthRule;

/** Samples of a counter at uneven times, with bursts, long pauses and resets. */
const counter = fc
  .array(
    fc.record({
      gap: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 90 }) }, fc.integer({ min: 100, max: 5000 })),
      grown: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 20 }) }, fc.integer({ min: 0, max: 5000 })),
      isReset: fc.integer({ min: 0, max: 30 }).map((one) => one === 0),
    }),
    { minLength: 3, maxLength: 60 },
  )
  .map((steps) => {
    let [at, value] = [0, 0];
    return steps.map(({ gap, grown, isReset }): Sample => {
      at += gap;
      value = isReset ? grown : value + grown;
      return { at, value };
    });
  });

function stretchOf(signals: Readonly<Record<string, readonly Sample[]>>): Stretch {
  return { node: 'container/vm/web-1', signals: new Map(Object.entries(signals)), interval: minute };
}

const stretches = fc.array(fc.record({ errors: counter, requests: counter }).map(stretchOf), {
  minLength: 1,
  maxLength: 4,
});
const per = fc.constantFrom('time' as const, 'requests' as const);

function proposed(found: readonly Stretch[], by: 'time' | 'requests'): GrowthRule {
  const today = { per: by, rate: by === 'time' ? 1 / 60 : 0.01, burst: 10 };
  const each = found.map((stretch) => ({ growth: growthOf(rule, by, [stretch]), stretches: [stretch] }));
  const { onceRequestsSeen: _, ...plain } = rule;
  return { ...plain, allowance: proposeAllowance(rule, today, each) };
}

test('a proposed rule never fires in the healthy time that it was made from', () => {
  fc.assert(
    fc.property(stretches, per, (found, by) => {
      const next = proposed(found, by);
      expect(found.map((stretch) => replay(stretch, next, staleAfter).times)).toEqual(found.map(() => 0));
    }),
  );
});

test('with less burst than the bucket ever held, the same rate fires', () => {
  fc.assert(
    fc.property(stretches, (found) => {
      const { allowance } = proposed(found, 'time');
      const levels = found.map((stretch) => highestLevel(rule, allowance, stretch));
      const highest = Math.max(...levels);
      fc.pre(highest > 1);
      const { onceRequestsSeen: _, ...plain } = rule;
      const tighter = { ...plain, allowance: { ...allowance, burst: highest * 0.999 } };
      const fired = found.map((stretch) => replay(stretch, tighter, staleAfter).times);
      expect(Math.max(...fired)).toBeGreaterThan(0);
    }),
  );
});

test('nothing depends on the order of containers', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ errors: counter }), { minLength: 1, maxLength: 4 }), (all) => {
      const length = 100_000;
      const terms = { staleAfter, atLeast: 1 };
      const found = calibrate(podPast([errors], all, { length }), terms);
      const turned = calibrate(podPast([errors], all.toReversed(), { length }), terms);
      // Sums of times differ in the last digit by the order in which they are added.
      const rounded = (value: unknown): unknown =>
        JSON.parse(
          JSON.stringify(value, (_key, part: unknown) =>
            typeof part === 'number' ? Number(part.toPrecision(9)) : part,
          ),
        );
      expect(rounded(turned)).toEqual(rounded(found));
    }),
  );
});
