import { describe, expect, it } from 'vitest';

import type { SignalMemory } from '../../src/domain/memory.ts';
import type { SignalValue } from '../../src/domain/signal.ts';
import { signalKey } from '../../src/domain/signal.ts';
import type { CycleOptions } from '../support/installation.ts';
import { Installation } from '../support/installation.ts';
import { stateIn } from '../support/look.ts';
import { container, oneContainer } from '../support/small-worlds.ts';

const start = 1_800_000_000;

const worldWith = (rules: string) => oneContainer(`{ status: { for: 0s }, ${rules} }`);
const smoothed = 'custom: { busy: { on: container, class: pressure, signal: queue, avg: 60s, above: 10 } }';

/** Judges a cycle at a second, after samples of one signal with their seconds; gives what is remembered of the signal. */
function follow(signal: string, rules = '') {
  const installation = new Installation(worldWith(rules), start);
  const at = (
    second: number,
    samples: readonly (readonly [number, SignalValue])[] = [],
    options: CycleOptions = {},
  ): SignalMemory | undefined => {
    for (const [when, value] of samples) installation.observe(container, signal, value, start + when);
    installation.cycle(start + second - installation.now, options);
    return installation.memory.nodes.get(container)?.signals[signal];
  };
  return { at, installation };
}

const seconds = (memory: SignalMemory | undefined) => memory?.window?.map((sample) => sample.at - start);

describe('samples that are taken in (semantics 2)', () => {
  it.each([
    { of: 'numbers the larger', values: [9, 10], newest: 10 },
    { of: 'words the later by code point', values: ['exited', 'running'], newest: 'running' },
    { of: 'a word and a number the word', values: [10, '5'], newest: '5' },
    { of: 'equal values either', values: [5, 5], newest: 5 },
  ])('of two at one time counts of $of, in whatever order they come', ({ values, newest }) => {
    const [a = 0, b = 0] = values;
    for (const both of [
      [a, b],
      [b, a],
    ])
      expect(
        follow('queue').at(
          10,
          both.map((value) => [10, value] as const),
        ),
      ).toStrictEqual({ newest: { value: newest, at: start + 10 } });
  });

  it('one of each time is kept, in the order of time', () => {
    const samples = [
      [30, 1],
      [10, 7],
      [20, 5],
      [10, 9],
      [30, 3],
    ] as const;
    expect(follow('queue', smoothed).at(30, samples)?.window).toStrictEqual([
      { at: start + 10, value: 9 },
      { at: start + 20, value: 5 },
      { at: start + 30, value: 3 },
    ]);
  });

  it('a repeat of the newest time changes nothing, whatever it says', () => {
    const { at } = follow('queue');
    at(10, [[10, 5]]);
    expect(at(20, [[10, 50]])).toStrictEqual({ newest: { value: 5, at: start + 10 } });
  });

  it('one as far ahead as a signal stays fresh counts, a later one does not', () => {
    expect(follow('queue').at(0, [[180, 5]])?.newest.value).toBe(5);
    expect(follow('queue').at(0, [[181, 5]])).toBeUndefined();
  });
});

describe('the samples that a smoothed signal keeps (semantics 3, Conditions)', () => {
  const each = (...times: readonly number[]) => times.map((time) => [time, 5] as const);

  it('are those inside the window and the newest before it', () => {
    const { at } = follow('queue', smoothed);
    at(30, each(0, 30));
    expect(seconds(at(120, each(60, 90, 120)))).toEqual([60, 90, 120]);
  });

  it('are the newest alone where all are older than the window', () => {
    expect(seconds(follow('queue', smoothed).at(1000, each(0, 30)))).toEqual([30]);
  });

  it('stay as they are while none comes', () => {
    const { at } = follow('queue', smoothed);
    at(30, each(0, 30));
    expect(seconds(at(1000, [], { intervals: new Map([['server/vm-01 cpu', 60]]) }))).toEqual([0, 30]);
  });

  it('begin with the newest known when a changed model smooths the signal', () => {
    const { at, installation } = follow('queue');
    at(0, each(0));
    const { memory } = installation;
    const changed = new Installation(worldWith(smoothed), start);
    changed.memory = memory;
    changed.observe(container, 'queue', 6, start + 30).cycle(30);
    const sample = (second: number, value: number) => ({ at: start + second, value });
    expect(changed.memory.nodes.get(container)?.signals['queue']).toStrictEqual({
      newest: sample(30, 6),
      window: [sample(0, 5), sample(30, 6)],
    });
  });

  it('begin so though nothing new is heard, where only intervals come', () => {
    const { at, installation } = follow('queue');
    const options = { intervals: new Map([[signalKey(container, 'queue'), 60]]) };
    at(0, each(0), options);
    const changed = new Installation(worldWith(smoothed), start);
    changed.memory = installation.memory;
    changed.cycle(30, options);
    expect(seconds(changed.memory.nodes.get(container)?.signals['queue'])).toEqual([0]);
  });
});

describe('what is remembered of how often a signal comes (semantics 3, When data is missing)', () => {
  const key = signalKey(container, 'status');
  const often = (interval: number, throttled = false): CycleOptions => ({
    intervals: new Map([[key, interval]]),
    ...(throttled && { throttled: new Set([key]) }),
  });
  const newest = { value: 'running', at: start };

  it('is the newest that was told, also without a new sample', () => {
    const { at, installation } = follow('status');
    expect(at(0, [[0, 'running']], often(100))).toStrictEqual({ newest, interval: 100 });
    expect(at(10, [], often(200))).toStrictEqual({ newest, interval: 200 });
    expect(stateIn(installation.cycle(590, often(200)), container)).toBe('working');
    expect(stateIn(installation.cycle(1, often(200)), container)).toBe('unknown');
  });

  it('says whether unchanged values are discarded, and stays where nothing is told', () => {
    const { at } = follow('status');
    at(0, [[0, 'running']], often(100));
    const throttled = { newest, interval: 100, throttled: true };
    expect(at(10, [], often(100, true))).toStrictEqual(throttled);
    expect(at(20, [], { intervals: new Map([['server/vm-01 cpu', 60]]) })).toStrictEqual(throttled);
    expect(at(30, [[30, 'running']])).toStrictEqual({ ...throttled, newest: { value: 'running', at: start + 30 } });
    expect(at(40, [], often(100))).toStrictEqual({ newest: { value: 'running', at: start + 30 }, interval: 100 });
  });

  it('is not that unchanged values are discarded where that was never told', () => {
    const { at } = follow('status');
    at(0, [[0, 'running']]);
    expect(at(10, [[10, 'running']])).toStrictEqual({ newest: { value: 'running', at: start + 10 } });
  });
});
