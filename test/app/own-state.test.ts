import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OwnState } from '../../src/app/own-state.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('missed cycles count for an hour, whatever becomes of the clock', () => {
  const own = new OwnState();
  own.missed(2);
  vi.advanceTimersByTime(1800_000);
  own.missed(1);
  vi.setSystemTime(0);
  expect(own.health.missed).toBe(3);
  vi.advanceTimersByTime(1800_000);
  expect(own.health.missed).toBe(1);
});
