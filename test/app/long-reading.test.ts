import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tellLongReading } from '../../src/app/long-reading.ts';
import type { OnProgress } from '../../src/domain/progress.ts';

let told: unknown[];
let onProgress: OnProgress;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  onProgress = tellLongReading({ info: (facts, text) => told.push([facts, text]) });
});

afterEach(() => {
  vi.useRealTimers();
});

it('tells the log what a first reading is at once it takes long, and again while it goes on', () => {
  onProgress({ what: 'reading the items', done: 0, of: 20, unit: 'hosts' });
  vi.advanceTimersByTime(9000);
  onProgress({ what: 'reading the triggers', done: 10, of: 20, unit: 'hosts' });
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1000);
  const text = expect.stringContaining('takes long') as string;
  expect(told).toEqual([[{ seconds: 10, at: 'reading the triggers: 10 of 20 hosts' }, text]]);
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(2);
});

it('says no more of a first reading that is through', () => {
  onProgress({ what: 'reading the items' });
  onProgress();
  vi.advanceTimersByTime(120_000);
  expect(told).toEqual([]);
});
