import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { signalKey } from '../../src/domain/signal.ts';
import { Installation } from '../support/installation.ts';
import { evidenceOf, stateIn, violatedBy } from '../support/look.ts';
import { container, oneContainer } from '../support/small-worlds.ts';

const start = 1_800_000_000;
const onePercent = '{ errors: { rate: 1%, per: requests, burst: 5 } }';

type Samples = Readonly<Record<string, number>>;

/** One container under a rule; `at` judges a cycle at a second, after the samples of that second. */
function watch(rules: string) {
  const world = oneContainer(rules);
  const installation = new Installation(world, start);
  const at = (second: number, samples: Samples = {}): Evaluation => {
    for (const [signal, value] of Object.entries(samples)) {
      installation.observe(container, signal, value, start + second);
    }
    return installation.cycle(start + second - installation.now);
  };
  return { at, installation };
}

const violated = (evaluation: Evaluation): readonly string[] => violatedBy(evaluation, container);

describe('growth per requests (semantics 3)', () => {
  it('allows errors in proportion to the requests served, in however short a time', () => {
    const { at } = watch(onePercent);
    at(0, { errors: 0, requests: 0 });
    expect(violated(at(1, { errors: 1005, requests: 100_000 }))).toEqual([]);
  });

  it('is violated by more than the burst beside that proportion, in however long a time', () => {
    const { at } = watch(onePercent);
    at(0, { errors: 0, requests: 0 });
    expect(violated(at(170, { errors: 6.1, requests: 100 }))).toEqual(['errors']);
  });

  it('is a pair of samples apart that counts: a slow leak is found without a window', () => {
    const { at } = watch(onePercent);
    let evaluation = at(0, { errors: 0, requests: 0 });
    for (let cycle = 1; cycle <= 5; cycle++) evaluation = at(cycle * 60, { errors: cycle * 2, requests: cycle * 100 });
    expect(violated(evaluation)).toEqual([]);
    expect(violated(at(360, { errors: 12, requests: 600 }))).toEqual(['errors']);
  });

  it('accuses nobody while the counter of requests lags', () => {
    const { at } = watch(onePercent);
    at(0, { errors: 0, requests: 0 });
    expect(violated(at(60, { errors: 100 }))).toEqual([]);
    expect(violated(at(90, { errors: 100 }))).toEqual([]);
    expect(violated(at(95, { requests: 20_000 }))).toEqual([]);
  });

  it('judges a counter sample that waited as of its own time', () => {
    const { at } = watch(onePercent);
    at(0, { errors: 0, requests: 0 });
    at(60, { errors: 100 });
    const evaluation = at(90, { requests: 10 });
    expect(evidenceOf(evaluation, container, 'errors').since).toBe(start + 60);
  });

  it('takes R of the oldest requests sample that is not earlier than the counter sample', () => {
    const { at, installation } = watch(onePercent);
    at(0, { errors: 0, requests: 0 });
    installation.observe(container, 'requests', 1_000_000, start + 70);
    installation.observe(container, 'requests', 0, start + 60).observe(container, 'errors', 100, start + 60);
    expect(violated(at(80))).toEqual(['errors']);
  });

  it('takes that sample also where it came in an earlier cycle than the counter sample', () => {
    const { at, installation } = watch(onePercent);
    at(0, { errors: 0, requests: 0 });
    at(60, { requests: 0 });
    at(70, { requests: 1_000_000 });
    installation.observe(container, 'errors', 100, start + 50);
    expect(violated(at(80))).toEqual(['errors']);
  });

  it('ignores counter samples before the first requests sample', () => {
    const { at, installation } = watch(onePercent);
    installation.observe(container, 'errors', 0, start).observe(container, 'errors', 100, start + 10);
    expect(violated(at(20, { requests: 0 }))).toEqual([]);
    expect(violated(at(30, { errors: 105, requests: 0 }))).toEqual([]);
  });

  it('knows the first requests sample also where it came before the counter was ever seen', () => {
    const { at, installation } = watch(onePercent);
    at(0, { requests: 0 });
    at(30, { requests: 0 });
    installation.observe(container, 'errors', 0, start + 40).observe(container, 'errors', 100, start + 50);
    expect(violated(at(60, { requests: 0 }))).toEqual(['errors']);
  });

  it('remembers nothing new in a cycle without samples', () => {
    const { at } = watch(onePercent);
    at(0, { requests: 0 });
    expect([...at(30).changedNodes.keys()]).toEqual([]);
  });

  it('corrects resets of both counters', () => {
    const { at } = watch(onePercent);
    at(0, { errors: 900, requests: 50_000 });
    expect(violated(at(30, { errors: 7, requests: 200 }))).toEqual([]);
    expect(violated(at(60, { errors: 12, requests: 200 }))).toEqual(['errors']);
  });

  it('is unknown while either signal is stale', () => {
    const { at } = watch(onePercent);
    at(0, { errors: 0, requests: 0 });
    at(60, { errors: 100, requests: 0 });
    expect(violated(at(240, { errors: 100 }))).toEqual(['errors']);
    const stale = at(241, { errors: 100 });
    expect(violated(stale)).toEqual([]);
    expect(stateIn(stale, container)).toBe('unknown');
  });

  it('does not apply where requests were never seen', () => {
    const { at } = watch(onePercent);
    at(0, { errors: 0 });
    const evaluation = at(60, { errors: 1000 });
    expect(violated(evaluation)).toEqual([]);
    expect(stateIn(evaluation, container)).toBe('working');
  });

  it('takes a plain number as units of the counter for each request: a budget of latency', () => {
    const { at } = watch('{ busySeconds: { rate: 0.25, per: requests, burst: 5 } }');
    at(0, { busySeconds: 0, requests: 0 });
    expect(violated(at(30, { busySeconds: 30, requests: 100 }))).toEqual([]);
    expect(violated(at(60, { busySeconds: 56, requests: 200 }))).toEqual(['busySeconds']);
  });
});

describe('growth per requests over a break (semantics 3)', () => {
  const budget = '{ busySeconds: { rate: 0.25, per: requests, burst: 5 } }';

  it('accuses nobody where the requests that cover a sample come only after the break', () => {
    const { at } = watch(budget);
    at(0, { busySeconds: 0, requests: 0 });
    at(30, { busySeconds: 6 });
    // A fifth of a second for each request all the while; of it nothing was seen for twenty minutes.
    at(1230, { busySeconds: 246, requests: 1225 });
    expect(violated(at(1260, { busySeconds: 252, requests: 1255 }))).toEqual([]);
  });

  it('finds what grew too fast over the break', () => {
    const { at } = watch(budget);
    at(0, { busySeconds: 0, requests: 0 });
    at(30, { busySeconds: 6 });
    at(1230, { busySeconds: 446, requests: 1225 });
    expect(violated(at(1260, { busySeconds: 452, requests: 1255 }))).toEqual(['busySeconds']);
  });

  it.each([
    { known: 'the stale age where no interval is known', interval: undefined, longest: 180 },
    { known: 'two intervals', interval: 60, longest: 120 },
  ])('counts as a break of the requests what is longer than $known', ({ interval, longest }) => {
    const intervals = new Map(interval === undefined ? [] : [[signalKey(container, 'requests'), interval]]);
    const since = (requestsAt: number): number => {
      const { installation } = watch(onePercent);
      installation.observe(container, 'requests', 0).observe(container, 'errors', 0).cycle(0, { intervals });
      installation.observe(container, 'errors', 100, start + 1).observe(container, 'requests', 0, start + requestsAt);
      installation.observe(container, 'errors', 100, start + requestsAt);
      return evidenceOf(installation.cycle(requestsAt, { intervals }), container, 'errors').since - start;
    };
    expect(since(1 + longest)).toBe(1);
    expect(since(2 + longest)).toBe(2 + longest);
  });
});

describe('recovery from growth per requests (semantics 3)', () => {
  const broken = () => {
    const watched = watch(onePercent);
    watched.at(0, { errors: 0, requests: 0 });
    expect(violated(watched.at(60, { errors: 100, requests: 100 }))).toEqual(['errors']);
    return watched;
  };

  it('takes the time of `recoverFor`, and the line in requests', () => {
    const { at } = broken();
    expect(violated(at(150, { errors: 101, requests: 200 }))).toEqual(['errors']);
    expect(violated(at(239, { errors: 101, requests: 300 }))).toEqual(['errors']);
    expect(violated(at(240, { errors: 102, requests: 300 }))).toEqual([]);
  });

  it('waits for requests to be served: no traffic is no all-clear', () => {
    const { at } = broken();
    for (let second = 120; second <= 1200; second += 60) {
      expect(violated(at(second, { errors: 100, requests: 100 }))).toEqual(['errors']);
    }
    expect(violated(at(1260, { errors: 100, requests: 101 }))).toEqual([]);
  });

  it('is put off by every sample that exceeds the line', () => {
    const { at } = broken();
    at(150, { errors: 102, requests: 200 });
    expect(violated(at(240, { errors: 102, requests: 300 }))).toEqual(['errors']);
    expect(violated(at(330, { errors: 102, requests: 400 }))).toEqual([]);
  });
});

describe('a default that depends on requests (semantics 3)', () => {
  it('is by time, 10 a minute and 50, while no requests are seen', () => {
    const { at } = watch('{}');
    at(0, { errors: 0 });
    expect(violated(at(60, { errors: 60 }))).toEqual([]);
    expect(violated(at(120, { errors: 70 }))).toEqual([]);
    expect(violated(at(121, { errors: 140 }))).toEqual(['errors']);
  });

  it('changes in the cycle in which requests are first seen, with a new bucket', () => {
    const { at } = watch('{}');
    at(0, { errors: 0 });
    expect(violated(at(60, { errors: 1000 }))).toEqual(['errors']);
    expect(violated(at(90, { errors: 2000, requests: 0 }))).toEqual([]);
    expect(violated(at(120, { errors: 2050, requests: 0 }))).toEqual([]);
    expect(violated(at(150, { errors: 2051, requests: 0 }))).toEqual(['errors']);
  });

  it('changes for good: without requests it is unknown then, not judged by time again', () => {
    const { at } = watch('{}');
    at(0, { errors: 0, requests: 0 });
    for (let second = 60; second <= 600; second += 60) at(second, { errors: second });
    expect(stateIn(at(660, { errors: 10_000 }), container)).toBe('unknown');
  });

  it('holds for `timeouts` as for `errors`', () => {
    const { at } = watch('{}');
    at(0, { timeouts: 0, requests: 0 });
    expect(violated(at(60, { timeouts: 150, requests: 10_000 }))).toEqual([]);
    expect(violated(at(120, { timeouts: 151, requests: 10_000 }))).toEqual(['timeouts']);
  });

  it('does not change an allowance that the model wrote out', () => {
    const { at } = watch('{ errors: { rate: 0/s, burst: 10 } }');
    at(0, { errors: 0, requests: 0 });
    expect(violated(at(60, { errors: 11, requests: 1_000_000 }))).toEqual(['errors']);
  });
});
