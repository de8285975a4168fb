import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { Installation } from '../support/installation.ts';
import { evidenceOf, stateIn, violatedBy } from '../support/look.ts';
import { container, oneContainer } from '../support/small-worlds.ts';

const start = 1_800_000_000;

function watch(rules: string): Installation {
  const world = oneContainer(rules);
  return new Installation(world, start);
}

/** Each sample comes in a cycle of its own, judged at its time. */
function feed(installation: Installation, samples: readonly (readonly [second: number, value: number])[]): Evaluation {
  let evaluation: Evaluation | undefined;
  for (const [second, value] of samples) {
    installation.observe(container, 'errors', value, start + second);
    evaluation = installation.cycle(start + second - installation.now);
  }
  return evaluation!;
}

const tenAndSixAMinute = '{ errors: { rate: 6/min, burst: 10 } }';
const isViolated = (evaluation: Evaluation): boolean => violatedBy(evaluation, container).includes('errors');

describe('growth (semantics 3)', () => {
  it('takes the first sample as the base, however large it is', () => {
    expect(isViolated(feed(watch(tenAndSixAMinute), [[0, 1_000_000]]))).toBe(false);
  });

  it('counts nothing for a word among the numbers', () => {
    const installation = watch(tenAndSixAMinute);
    feed(installation, [[0, 0]]);
    installation.observe(container, 'errors', 'n/a', start + 50).cycle(50);
    expect(evidenceOf(feed(installation, [[100, 21]]), container, 'errors').growth?.level).toBe(11);
  });

  it('is not violated by exactly the burst beside the rate', () => {
    const samples = [
      [0, 0],
      [100, 20],
    ] as const;
    expect(isViolated(feed(watch(tenAndSixAMinute), samples))).toBe(false);
  });

  it('is violated by more than the burst beside the rate', () => {
    const samples = [
      [0, 0],
      [100, 20.001],
    ] as const;
    expect(isViolated(feed(watch(tenAndSixAMinute), samples))).toBe(true);
  });

  it('allows 1e-9 for what binary fractions add up to', () => {
    const installation = watch('{ errors: { rate: 0/s, burst: 0.3 } }');
    expect(0.1 + 0.2).toBeGreaterThan(0.3);
    expect(
      isViolated(
        feed(installation, [
          [0, 0],
          [10, 0.1],
          [20, 0.1 + 0.2],
        ]),
      ),
    ).toBe(false);
    expect(isViolated(feed(installation, [[30, 0.1 + 0.2 + 1e-8]]))).toBe(true);
  });

  it('allows 1e-9 of the burst where the burst is large', () => {
    const installation = watch('{ errors: { rate: 0/s, burst: 1000000 } }');
    expect(
      isViolated(
        feed(installation, [
          [0, 0],
          [10, 1_000_000.0005],
        ]),
      ),
    ).toBe(false);
    expect(isViolated(feed(installation, [[20, 1_000_000.002]]))).toBe(true);
  });

  it('finds a leak that is only a little faster than the rate, for it looks at every pair of samples', () => {
    const installation = watch(tenAndSixAMinute);
    const leak = Array.from({ length: 100 }, (_, index) => [index * 10, index * 1.1] as const);
    expect(isViolated(feed(installation, leak))).toBe(false);
    expect(isViolated(feed(installation, [[1010, 111.2]]))).toBe(true);
  });

  it('gives no credit for a quiet time', () => {
    const quiet = Array.from({ length: 30 }, (_, index) => [index * 60, 0] as const);
    expect(isViolated(feed(watch(tenAndSixAMinute), [...quiet, [1741, 10.2]]))).toBe(true);
  });

  it('takes the new value of a counter that went down as its increase', () => {
    const installation = watch('{ errors: { rate: 0/s, burst: 10 } }');
    expect(
      isViolated(
        feed(installation, [
          [0, 500],
          [30, 4],
          [60, 10],
        ]),
      ),
    ).toBe(false);
    expect(isViolated(feed(installation, [[90, 11]]))).toBe(true);
  });

  it('counts on over a reset: what grew before it and after it adds up', () => {
    const samples = [
      [0, 500],
      [30, 506],
      [60, 5],
    ] as const;
    expect(isViolated(feed(watch('{ errors: { rate: 0/s, burst: 10 } }'), samples))).toBe(true);
  });

  it('is not changed by a sample older than the newest used', () => {
    const installation = watch('{ errors: { rate: 0/s, burst: 10 } }');
    feed(installation, [
      [0, 0],
      [60, 5],
    ]);
    const late = installation.observe(container, 'errors', 500, start + 30).cycle(10);
    expect(isViolated(late)).toBe(false);
    expect(isViolated(feed(installation, [[90, 10]]))).toBe(false);
  });

  it('is not changed by a sample that comes again', () => {
    const installation = watch('{ errors: { rate: 0/s, burst: 10 } }');
    feed(installation, [
      [0, 0],
      [60, 8],
    ]);
    expect(isViolated(installation.observe(container, 'errors', 8, start + 60).cycle(10))).toBe(false);
    expect(isViolated(feed(installation, [[90, 10]]))).toBe(false);
  });

  it('judges every sample of a cycle, not only the newest', () => {
    const installation = watch('{ errors: { rate: 1/s, burst: 10 } }');
    feed(installation, [[0, 0]]);
    installation.observe(container, 'errors', 50, start + 10).observe(container, 'errors', 50, start + 60);
    const evaluation = installation.cycle(60);
    expect(isViolated(evaluation)).toBe(true);
    expect(evidenceOf(evaluation, container, 'errors').since).toBe(start + 10);
  });

  it('names the sample that first exceeded the burst as the onset, however the trouble goes on', () => {
    const installation = watch('{ errors: { rate: 1/s, burst: 10 } }');
    const evaluation = feed(installation, [
      [0, 0],
      [30, 35],
      [60, 80],
      [90, 200],
    ]);
    expect(evidenceOf(evaluation, container, 'errors').since).toBe(start + 60);
  });

  it('keeps the verdict between samples until the signal is stale, then it is unknown', () => {
    const installation = watch('{ errors: { rate: 0/s, burst: 10 } }');
    feed(installation, [
      [0, 0],
      [30, 100],
    ]);
    expect(isViolated(installation.cycle(180))).toBe(true);
    const stale = installation.cycle(1);
    expect(isViolated(stale)).toBe(false);
    expect(stateIn(stale, container)).toBe('unknown');
  });
});

describe('recovery from growth (semantics 3)', () => {
  const violated = (): Installation => {
    const installation = watch('{ errors: { rate: 1/s, burst: 10 } }');
    expect(
      isViolated(
        feed(installation, [
          [0, 0],
          [10, 100_000],
        ]),
      ),
    ).toBe(true);
    return installation;
  };

  it('comes at the first sample at least `recoverFor` after the anchor, however high the bucket stood', () => {
    const installation = violated();
    expect(
      isViolated(
        feed(installation, [
          [100, 100_000],
          [189, 100_000],
        ]),
      ),
    ).toBe(true);
    expect(isViolated(feed(installation, [[190, 100_000]]))).toBe(false);
  });

  it('does not come without a sample', () => {
    const installation = violated();
    feed(installation, [[60, 100_000]]);
    expect(isViolated(installation.cycle(170))).toBe(true);
  });

  it('waits for as long as samples exceed the line from the anchor, which moves to each of them', () => {
    const installation = violated();
    const onward = Array.from({ length: 20 }, (_, index) => [70 + index * 60, 100_000 + 61 * (index + 1)] as const);
    expect(isViolated(feed(installation, onward))).toBe(true);
    const last = 70 + 19 * 60;
    expect(isViolated(feed(installation, [[last + 179, 100_000 + 61 * 20]]))).toBe(true);
    expect(isViolated(feed(installation, [[last + 180, 100_000 + 61 * 20]]))).toBe(false);
  });

  it('allows growth along the line: exactly the rate does not move the anchor', () => {
    const installation = violated();
    const along = Array.from({ length: 6 }, (_, index) => [40 + index * 30, 100_030 + index * 30] as const);
    expect(isViolated(feed(installation, along))).toBe(false);
  });

  it('measures from the anchor, so a spike that a quiet time made up for is no setback', () => {
    const installation = violated();
    expect(
      isViolated(
        feed(installation, [
          [70, 100_000],
          [71, 100_061],
          [190, 100_061],
        ]),
      ),
    ).toBe(false);
  });

  it('starts anew with the recovering sample as base and an empty bucket', () => {
    const installation = violated();
    feed(installation, [
      [100, 100_000],
      [190, 100_000],
    ]);
    expect(isViolated(feed(installation, [[191, 100_011]]))).toBe(false);
    expect(isViolated(feed(installation, [[192, 100_013]]))).toBe(true);
  });

  it('gives the next violation an onset of its own', () => {
    const installation = violated();
    const again = feed(installation, [
      [100, 100_000],
      [190, 100_000],
      [300, 200_000],
    ]);
    expect(evidenceOf(again, container, 'errors').since).toBe(start + 300);
  });

  it('may come and a new violation begin within the samples of one cycle', () => {
    const installation = violated();
    for (const [second, value] of [
      [100, 100_000],
      [190, 100_000],
      [200, 100_900],
    ] as const)
      installation.observe(container, 'errors', value, start + second);
    const evaluation = installation.cycle(190);
    expect(evidenceOf(evaluation, container, 'errors').since).toBe(start + 200);
  });

  it('takes `recoverFor` from the rule', () => {
    const installation = watch('{ errors: { rate: 1/s, burst: 10, recoverFor: 20s } }');
    feed(installation, [
      [0, 0],
      [10, 1000],
      [29, 1000],
    ]);
    expect(isViolated(feed(installation, [[29.5, 1000]]))).toBe(true);
    expect(isViolated(feed(installation, [[30, 1000]]))).toBe(false);
  });

  it('counts increases over a reset against the line', () => {
    const installation = violated();
    expect(
      isViolated(
        feed(installation, [
          [100, 95],
          [190, 100],
        ]),
      ),
    ).toBe(true);
    expect(isViolated(feed(installation, [[280, 100]]))).toBe(false);
  });
});

describe('recovery of `restarts` (semantics 3)', () => {
  it('takes 15 minutes by default', () => {
    const installation = watch('{ errors: off }');
    const restart = (second: number, value: number): Evaluation =>
      installation.observe(container, 'restarts', value, start + second).cycle(start + second - installation.now);
    restart(0, 0);
    expect(violatedBy(restart(60, 4), container)).toEqual(['restarts']);
    expect(violatedBy(restart(60 + 899, 4), container)).toEqual(['restarts']);
    expect(violatedBy(restart(60 + 900, 4), container)).toEqual([]);
  });
});
