import { describe, expect, it } from 'vitest';

import type { GrowthMemory, RuleMemory } from '../../src/domain/memory.ts';
import type { SignalValue } from '../../src/domain/signal.ts';
import { Installation } from '../support/installation.ts';
import { evidenceOf, stateIn, violatedBy } from '../support/look.ts';
import { container, oneContainer } from '../support/small-worlds.ts';

const start = 1_800_000_000;

/** One container under such rules; `at` judges a cycle at a second, after the samples of that second. */
function watch(rules: string, pod = '') {
  const installation = new Installation(oneContainer(`{ ${rules} }`, pod), start);
  const observe = (second: number, samples: Readonly<Record<string, SignalValue>>): void => {
    for (const [signal, value] of Object.entries(samples))
      installation.observe(container, signal, value, start + second);
  };
  const at = (second: number, samples: Readonly<Record<string, SignalValue>> = {}) => {
    observe(second, samples);
    return installation.cycle(start + second - installation.now);
  };
  return {
    at,
    observe,
    says: (second: number, samples?: Readonly<Record<string, SignalValue>>) =>
      violatedBy(at(second, samples), container),
    remembered: (): Readonly<Record<string, RuleMemory>> | undefined => installation.memory.nodes.get(container)?.rules,
  };
}

const custom = (...rules: readonly string[]): string => {
  const named = rules.map((rule, index) => `odd${index + 1}: { on: container, class: direct, ${rule} }`);
  return `custom: { ${named.join(', ')} }`;
};

describe('what is remembered of rules', () => {
  it('is nothing of rules that do not apply', () => {
    const never = '{ signal: never, above: 1 }';
    const rules = `busySeconds: { rate: 0.25, per: requests, burst: 5 }, ${custom(`any: [${never}, { signal: nor, is: on }]`, `not: ${never}`)}`;
    const { at, remembered } = watch(rules, ', requireLimits: [cpu, memory]');
    at(0, { memory: 50, cpu: 1, busySeconds: 5 });
    expect(remembered()).toStrictEqual({});
  });

  it('is of a condition its run, and since when the rule says yes', () => {
    const { at, remembered } = watch('status: { for: 30s, recoverFor: 1m }');
    const run = { kind: 'condition', of: 'status not-running', confirmed: false };
    at(0, { status: 'running' });
    expect(remembered()).toStrictEqual({ status: { ...run, holds: false, since: start, active: false } });
    at(30, { status: 'exited' });
    const bad = { ...run, holds: true, since: start + 30 };
    expect(remembered()).toStrictEqual({ status: { ...bad, active: false } });
    at(45, { status: 'exited' });
    expect(remembered()).toStrictEqual({ status: { ...bad, confirmed: true, active: false } });
    at(60, { status: 'exited' });
    expect(remembered()).toStrictEqual({
      status: { ...bad, confirmed: true, active: true, activeSince: start + 30 },
    });
    at(90, { status: 'running' });
    const good = { ...run, holds: false, since: start + 90 };
    expect(remembered()).toStrictEqual({ status: { ...good, active: true, activeSince: start + 30 } });
    at(150, { status: 'running' });
    expect(remembered()).toStrictEqual({ status: { ...good, active: false } });
  });

  it('is of a combination the parts with `until` that hold, and nothing of other parts', () => {
    const rules = custom(
      'any: [{ signal: queue, above: 10, until: 5 }, { signal: mode, is: odd }]',
      'any: [{ signal: queue, above: 10 }, { signal: mode, is: odd }]',
    );
    const { at, remembered } = watch(rules);
    at(0, { queue: 1, mode: 'well' });
    expect(Object.keys(remembered() ?? {}).toSorted()).toEqual(['odd1', 'odd2']);
    at(30, { queue: 11, mode: 'odd' });
    expect(remembered()?.['odd1.parts']).toMatchObject({ kind: 'parts', held: ['.0'] });
    expect(Object.keys(remembered() ?? {}).toSorted()).toEqual(['odd1', 'odd1.parts', 'odd2']);
  });

  it('keeps the parts of one combined rule apart from those of another', () => {
    const either = (signal: string) => `any: [{ signal: ${signal}, above: 10, until: 5 }, { signal: mode, is: odd }]`;
    const { says } = watch(custom(either('a'), either('b')));
    expect(says(0, { a: 20, b: 20 })).toEqual(['odd1', 'odd2']);
    expect(says(30, { a: 7, b: 7 })).toEqual(['odd1', 'odd2']);
  });

  it('follows which part with `until` holds when another takes its place', () => {
    const { says } = watch(custom('any: [{ signal: a, above: 10, until: 5 }, { signal: b, above: 10, until: 5 }]'));
    expect(says(0, { a: 20, b: 0 })).toEqual(['odd1']);
    expect(says(30, { a: 0, b: 20 })).toEqual(['odd1']);
    expect(says(60, { a: 0, b: 7 })).toEqual(['odd1']);
  });
});

describe('what is remembered of growth per requests (semantics 3)', () => {
  const perRequests = 'errors: { rate: 1%, per: requests, burst: 50 }';
  const growth = (remembered: Readonly<Record<string, RuleMemory>> | undefined): GrowthMemory => {
    const memory = remembered?.['errors'];
    if (memory?.kind !== 'growth') throw new Error('nothing is remembered of errors');
    return memory;
  };
  const seconds = (points: GrowthMemory['requests']): readonly number[] => points.map(({ at }) => at - start);

  it('are of the requests before the first counter sample the newest alone', () => {
    const { at, observe, remembered } = watch(perRequests);
    for (const second of [0, 30, 60]) observe(second, { requests: second });
    at(60);
    expect(seconds(growth(remembered()).requests)).toEqual([60]);
    expect(growth(remembered()).requestsFrom).toBe(start);
  });

  it('are the requests that are not older than the newest counter sample', () => {
    const { at, observe, remembered } = watch(perRequests);
    for (const second of [0, 30, 60, 90]) observe(second, { requests: second });
    observe(60, { errors: 0 });
    at(90);
    expect(seconds(growth(remembered()).requests)).toEqual([60, 90]);
  });

  it('are the newest requests alone where the counter is ahead', () => {
    const { at, observe, remembered } = watch(perRequests);
    for (const second of [0, 30]) observe(second, { requests: second });
    observe(60, { errors: 0 });
    at(60);
    expect(seconds(growth(remembered()).requests)).toEqual([30]);
    expect(seconds(growth(remembered()).waiting)).toEqual([60]);
  });

  it('are no more than 64 of either that wait for the other', () => {
    const counterAhead = watch(perRequests);
    counterAhead.at(0, { requests: 0 });
    for (let second = 1; second <= 100; second++) counterAhead.at(second, { errors: second });
    expect(growth(counterAhead.remembered()).waiting).toHaveLength(64);
    const requestsAhead = watch(perRequests);
    requestsAhead.at(0, { requests: 0, errors: 0 });
    for (let second = 1; second <= 100; second++) requestsAhead.at(second, { requests: second });
    expect(growth(requestsAhead.remembered()).requests).toHaveLength(64);
  });
});

describe('growth (semantics 3)', () => {
  it('is counted past a word among the numbers of a counter', () => {
    const { at, observe, says } = watch('errors: { rate: 0/s, burst: 10 }');
    at(0, { errors: 0 });
    observe(10, { errors: 5 });
    observe(20, { errors: 'n/a' });
    observe(30, { errors: 100 });
    expect(says(30)).toEqual(['errors']);
    const calm = watch('errors: { rate: 0/s, burst: 10 }');
    calm.at(0, { errors: 0 });
    calm.observe(10, { errors: 'n/a' });
    calm.observe(20, { errors: 8 });
    expect(calm.says(30)).toEqual([]);
  });

  it('per time has its answer though `requests` are stale', () => {
    const { at } = watch('errors: { rate: 0/s, burst: 10 }');
    at(0, { errors: 0, requests: 5 });
    expect(stateIn(at(300, { errors: 0 }), container)).toBe('working');
  });
});

describe('`health` (semantics 3, Built-in rules)', () => {
  it('says yes of what was healthy before', () => {
    const { says } = watch('');
    expect(says(0, { health: 'healthy' })).toEqual([]);
    says(30, { health: 'unhealthy' });
    expect(says(60, { health: 'unhealthy' })).toEqual(['health']);
    expect(says(90, { health: 'healthy' })).toEqual([]);
    for (let second = 120; second < 300; second += 30) expect(says(second, { health: 'starting' })).toEqual([]);
    expect(says(300, { health: 'starting' })).toEqual(['health']);
  });

  it('begins anew with `startGrace` once it was healthy again', () => {
    const { says } = watch('');
    for (let second = 0; second < 180; second += 30) expect(says(second, { health: 'starting' })).toEqual([]);
    expect(says(180, { health: 'starting' })).toEqual(['health']);
    expect(says(210, { health: 'healthy' })).toEqual([]);
    expect(says(240, { health: 'starting' })).toEqual([]);
  });

  it('does not count `starting` as unhealthy before it says yes', () => {
    const { says } = watch('');
    expect(says(0, { health: 'unhealthy' })).toEqual([]);
    expect(says(20, { health: 'starting' })).toEqual([]);
    expect(says(60, { health: 'starting' })).toEqual([]);
    expect(watch('health: { for: 0s }').says(0, { health: 'starting' })).toEqual([]);
  });

  it('remembers that it says yes also where nothing else of it changes', () => {
    const { says, remembered } = watch('');
    says(0, { health: 'unhealthy' });
    expect(says(20, { health: 'unhealthy' })).toEqual([]);
    expect(says(40, { health: 'unhealthy' })).toEqual(['health']);
    expect(says(60, { health: 'starting' })).toEqual(['health']);
    const slow = watch('');
    for (const second of [0, 60, 120, 180]) slow.says(second, { health: 'starting' });
    expect(slow.remembered()?.['health.grace']).toMatchObject({ active: true, activeSince: start });
    expect(remembered()?.['health']).toMatchObject({ active: true, activeSince: start });
  });

  it('has no answer where it was stale when it was first heard', () => {
    const { at, observe, remembered } = watch('');
    observe(-300, { health: 'starting' });
    expect(stateIn(at(0, { cpu: 1 }), container)).toBe('unknown');
    expect(remembered()).toStrictEqual({});
  });

  it('has its evidence since the earlier of its two runs', () => {
    const first = watch('health: { for: 30s }');
    for (const second of [0, 60, 120, 180]) first.at(second, { health: 'starting' });
    first.at(210, { health: 'unhealthy' });
    expect(evidenceOf(first.at(270, { health: 'unhealthy' }), container, 'health').since).toBe(start);
    const second = watch('health: { for: 30s, recoverFor: 10m }');
    second.at(0, { health: 'unhealthy' });
    second.at(30, { health: 'unhealthy' });
    second.at(60, { health: 'healthy' });
    for (const at of [90, 150, 210, 270]) second.at(at, { health: 'starting' });
    expect(evidenceOf(second.at(300, { health: 'starting' }), container, 'health').since).toBe(start);
  });
});

describe('smoothing (semantics 3, Conditions)', () => {
  const busy = (smoothing: string): string => custom(`signal: queue, ${smoothing}, above: 10`);

  it('takes the samples with T − w < at ≤ T', () => {
    const ahead = watch(busy('avg: 60s'));
    ahead.observe(0, { queue: 0 });
    ahead.observe(20, { queue: 100 });
    expect(ahead.says(0)).toEqual([]);
    const upToNow = watch(busy('avg: 60s'));
    upToNow.observe(0, { queue: 0 });
    upToNow.observe(30, { queue: 30 });
    expect(upToNow.says(30)).toEqual(['odd1']);
  });

  it('`avg` is the mean, `max` the highest and `min` the lowest', () => {
    const say = (smoothing: string): readonly string[] => {
      const { observe, says } = watch(busy(smoothing));
      observe(0, { queue: 0 });
      observe(30, { queue: 16 });
      return says(30);
    };
    expect(say('avg: 60s')).toEqual([]);
    expect(say('max: 60s')).toEqual(['odd1']);
    expect(say('min: 60s')).toEqual([]);
  });

  it('`increase` counts from the newest sample with at ≤ T − w, also while none comes', () => {
    const { observe, says } = watch(busy('increase: 60s'));
    observe(0, { queue: 0 });
    observe(30, { queue: 100 });
    observe(45, { queue: 100 });
    expect(says(45)).toEqual(['odd1']);
    expect(says(89)).toEqual(['odd1']);
    expect(says(90)).toEqual([]);
    expect(says(200)).toEqual([]);
  });

  it('`increase` passes over a word among the numbers', () => {
    const { observe, says } = watch(busy('increase: 60s'));
    observe(0, { queue: 0 });
    observe(20, { queue: 'n/a' });
    observe(40, { queue: 50 });
    expect(says(40)).toEqual(['odd1']);
  });
});
