import { describe, expect, it } from 'vitest';
import { overflow, settle } from '../../src/app/outbox.ts';
import type { QueuedValue } from '../../src/ports.ts';

function queued(sequence: number, key: string, clock: number): QueuedValue {
  return { sequence, value: { host: 'Linchpin mail', key, value: sequence, clock, ns: 0 } };
}

const sequences = (entries: readonly QueuedValue[]): readonly number[] => entries.map((entry) => entry.sequence);

describe('after sending', () => {
  const limit = { now: 1000, giveUpAfter: 600 };

  it('everything is done when nothing was refused', () => {
    const sent = [queued(1, 'a', 990), queued(2, 'b', 990)];
    const settled = settle(sent, [], limit);
    expect(sequences(settled.done)).toEqual([1, 2]);
    expect([...settled.waiting, ...settled.givenUp]).toEqual([]);
  });

  it('a refused value waits, and is given up once it is older than ten minutes', () => {
    const sent = [queued(1, 'a', 399), queued(2, 'a', 400), queued(3, 'b', 990)];
    const settled = settle(sent, [sent[0]!.value, sent[1]!.value], limit);
    expect(sequences(settled.givenUp)).toEqual([1]);
    expect(sequences(settled.waiting)).toEqual([2]);
    expect(sequences(settled.done)).toEqual([3]);
  });

  it('a refused value is not sent again after a newer one of its key, which it would turn back', () => {
    const sent = [queued(1, 'a', 990), queued(2, 'b', 990), queued(3, 'a', 995)];
    const settled = settle(sent, [sent[0]!.value, sent[1]!.value], limit);
    expect(sequences(settled.done)).toEqual([1, 3]);
    expect(sequences(settled.waiting)).toEqual([2]);
  });

  it('the same key of another host is another item', () => {
    const other = { sequence: 2, value: { ...queued(2, 'a', 995).value, host: 'Linchpin shop' } };
    const sent = [queued(1, 'a', 990), other];
    expect(sequences(settle(sent, [sent[0]!.value], limit).waiting)).toEqual([1]);
  });

  it('a refusal is known by its time too, where a key was sent twice', () => {
    const sent = [queued(1, 'a', 990), queued(2, 'a', 991)];
    expect(sequences(settle(sent, [sent[1]!.value], limit).waiting)).toEqual([2]);
  });
});

describe('an outbox that is too full', () => {
  it('drops nothing while there is room', () => {
    expect(overflow([queued(1, 'a', 1), queued(2, 'a', 2)], 2)).toEqual([]);
  });

  it('drops the oldest first and never the newest of a key', () => {
    const all = [queued(1, 'quiet', 1), queued(2, 'a', 1), queued(3, 'b', 1), queued(4, 'a', 2), queued(5, 'a', 3)];
    expect(sequences(overflow(all, 4))).toEqual([2]);
    expect(sequences(overflow(all, 3))).toEqual([2, 4]);
    expect(sequences(overflow(all, 1))).toEqual([2, 4]);
  });

  it('keeps each change of a slot, so that no incident is shown under the name of another', () => {
    const slot = (sequence: number, value: string): QueuedValue => {
      const entry = queued(sequence, 'linchpin.incident.problem[1]', sequence);
      return { ...entry, value: { ...entry.value, value } };
    };
    const all = [slot(1, 'a'), slot(2, 'a'), slot(3, '0'), slot(4, 'b'), slot(5, 'b'), queued(6, 'x', 6)];
    expect(sequences(overflow(all, 1))).toEqual([2]);
  });
});
