import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { GrowthMemory } from '../../src/domain/memory.ts';
import type { GrowthRule } from '../../src/domain/rule.ts';
import { takeGrowth } from '../../src/health/growth.ts';
import { pointsByRequests, pointsByTime, violatedSince } from '../support/growth-reference.ts';
import type { CounterSample, Curve } from '../support/growth-reference.ts';
import { Installation } from '../support/installation.ts';
import { evidenceOf, violatedBy } from '../support/look.ts';
import { container, oneContainer } from '../support/small-worlds.ts';

/** Whole numbers, so that the reference needs no tolerance. */
const curves: fc.Arbitrary<Curve> = fc.record({
  rate: fc.integer({ min: 0, max: 3 }),
  burst: fc.integer({ min: 0, max: 20 }),
  recoverFor: fc.integer({ min: 1, max: 40 }),
});

/** A counter that mostly crawls, sometimes jumps, sometimes is reset. */
const counters: fc.Arbitrary<readonly CounterSample[]> = fc
  .array(
    fc.record({
      after: fc.integer({ min: 1, max: 30 }),
      grows: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 6 }) }, fc.integer({ min: 0, max: 120 })),
      isReset: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    }),
    { maxLength: 25 },
  )
  .map((steps) => {
    let [at, value] = [1000, 0];
    return steps.map(({ after, grows, isReset }) => {
      at += after;
      value = isReset ? grows : value + grows;
      return { at, value };
    });
  });

/** How many samples of each kind arrive in each poll. */
const polls = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { maxLength: 15 });

function ruleOf({ rate, burst, recoverFor }: Curve, per: 'time' | 'requests'): GrowthRule {
  return {
    kind: 'growth',
    class: 'growth',
    name: 'errors',
    signal: 'errors',
    allowance: { per, rate, burst },
    recoverFor,
  };
}

describe('growth against the obvious definition (semantics 3)', () => {
  it('by time, the bucket says what all pairs of samples say, at every poll', () => {
    fc.assert(
      fc.property(curves, counters, polls, (curve, counter, sizes) => {
        const rule = ruleOf(curve, 'time');
        let memory: GrowthMemory | undefined;
        let taken = 0;
        for (const [size] of [...sizes, [counter.length] as const]) {
          memory = takeGrowth(rule, memory, {
            counter: counter.slice(taken, taken + size),
            requests: [],
            requestsSeen: false,
            coverWithin: Infinity,
          });
          taken = Math.min(counter.length, taken + size);
          expect(memory.violation?.since).toBe(violatedSince(pointsByTime(counter.slice(0, taken)), curve, false));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('per requests, the bucket says what all pairs of samples say, however either counter lags', () => {
    fc.assert(
      fc.property(curves, counters, fc.tuple(counters, polls), (curve, counter, [requests, sizes]) => {
        const rule = ruleOf(curve, 'requests');
        let memory: GrowthMemory | undefined;
        let [counted, served] = [0, 0];
        for (const [few, many] of [...sizes, [counter.length, requests.length] as const]) {
          memory = takeGrowth(rule, memory, {
            counter: counter.slice(counted, counted + few),
            requests: requests.slice(served, served + many),
            requestsSeen: true,
            coverWithin: Infinity,
          });
          counted = Math.min(counter.length, counted + few);
          served = Math.min(requests.length, served + many);
          const points = pointsByRequests(counter.slice(0, counted), requests.slice(0, served));
          expect(memory.violation?.since).toBe(violatedSince(points, curve, true));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('violates, recovers and violates again often enough for the comparison to mean something', () => {
    const seen = { violated: 0, recovered: 0, well: 0 };
    fc.assert(
      fc.property(curves, counters, (curve, counter) => {
        const points = pointsByTime(counter);
        const at = points.map((_point, index) => violatedSince(points.slice(0, index + 1), curve, false) !== undefined);
        if (at.at(-1) === true) seen.violated += 1;
        else if (at.includes(true)) seen.recovered += 1;
        else seen.well += 1;
      }),
      { numRuns: 1000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  });
});

describe('polls (semantics 3)', () => {
  const world = (per: string) => oneContainer(`{ errors: { rate: 1${per}, burst: 10, recoverFor: 20s } }`);
  const worlds = { time: world('/s'), requests: world(', per: requests') };

  it.each(['time', 'requests'] as const)('splitting a poll in two changes no verdict of growth per %s', (per) => {
    fc.assert(
      fc.property(counters, counters, fc.array(fc.nat(24), { maxLength: 5 }), (errors, requests, cuts) => {
        const samples = [
          ...errors.map((sample) => ({ ...sample, signal: 'errors' })),
          ...requests.map((sample) => ({ ...sample, signal: 'requests' })),
        ].sort((a, b) => a.at - b.at);
        const end = Math.max(1000, ...samples.map(({ at }) => at));
        const judge = (times: readonly number[]) => {
          const installation = new Installation(worlds[per], 1000);
          let taken = 0;
          let evaluation = installation.cycle();
          for (const until of [...times, end]) {
            while (taken < samples.length && samples[taken]!.at <= until) {
              const { signal, value, at } = samples[taken++]!;
              installation.observe(container, signal, value, at);
            }
            evaluation = installation.cycle(Math.max(0, until - installation.now));
          }
          const isViolated = violatedBy(evaluation, container).includes('errors');
          return isViolated ? evidenceOf(evaluation, container, 'errors') : undefined;
        };
        const times = cuts.flatMap((cut) => samples[cut]?.at ?? []).sort((a, b) => a - b);
        expect(judge(times)).toEqual(judge([]));
      }),
      { numRuns: 300 },
    );
  });
});
