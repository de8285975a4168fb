import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSchedule } from '../../src/app/schedule.ts';
import type { Schedule } from '../../src/app/schedule.ts';
import type { Timetable } from '../../src/config/settings.ts';

/** Cycles that end when the test says so; each tells when it began. */
let begun: number[];
let ends: (() => void)[];
let skipped: number;
let schedule: Schedule;

const timetables: readonly (readonly [string, Timetable])[] = [
  ['a plain interval', { kind: 'every', every: 30, jitter: 0 }],
  ['a cron expression', { kind: 'cron', expression: '*/30 * * * * *' }],
];

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-01T10:00:00Z') });
  [begun, ends, skipped] = [[], [], 0];
});
afterEach(async () => {
  schedule.stop();
  await end();
  await end();
  await schedule.finished.catch(() => undefined);
  vi.useRealTimers();
});

const cycle = (): Promise<void> => {
  begun.push(Math.round((Date.now() - Date.parse('2026-11-01T10:00:00Z')) / 1000));
  return new Promise((resolve) => ends.push(resolve));
};

async function pass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
}

/** Lets the cycle that runs end. */
async function end(): Promise<void> {
  ends.shift()?.();
  await pass(0);
}

describe.each(timetables)('by %s', (_, timetable) => {
  /** Just after the cycle that was due at 30 s. */
  beforeEach(async () => {
    schedule = startSchedule(timetable, cycle, (count) => (skipped += count));
    await pass(1);
    await end();
    await pass(30);
    await end();
    begun = [];
  });

  it('a wake-up starts a cycle at once', async () => {
    schedule.wake();
    await pass(0);
    expect(begun).toEqual([31]);
  });

  it('wake-ups while a cycle runs start one more, right after it', async () => {
    schedule.wake();
    await pass(1);
    expect([schedule.wake(), schedule.wake()]).toEqual([true, false]);
    await pass(1);
    expect(begun).toEqual([31]);
    await end();
    expect(begun).toEqual([31, 33]);
    await end();
    await pass(1);
    expect(begun).toEqual([31, 33]);
  });

  it('a wake-up does not shift the timetable', async () => {
    await pass(10);
    schedule.wake();
    await pass(1);
    await end();
    await pass(20);
    expect(begun).toEqual([41, 60]);
  });

  it('what is due while a woken cycle runs comes right after it, and is not skipped', async () => {
    await pass(27);
    schedule.wake();
    await pass(5);
    expect(begun).toEqual([58]);
    await end();
    expect(begun).toEqual([58, 63]);
    await end();
    await pass(27);
    expect([begun, skipped]).toEqual([[58, 63, 90], 0]);
  });

  it('a stop takes back the wake-up that waits', async () => {
    schedule.wake();
    await pass(0);
    schedule.wake();
    schedule.stop();
    await end();
    await schedule.finished;
    expect(begun).toEqual([31]);
  });

  it('stopped, it is not woken', async () => {
    schedule.stop();
    expect(schedule.wake()).toBe(false);
    await schedule.finished;
    expect(begun).toEqual([]);
  });
});

it('a woken cycle that fails by our own fault ends the schedule with its error', async () => {
  let isBroken = false;
  schedule = startSchedule(
    { kind: 'every', every: 30, jitter: 0 },
    () => (isBroken ? Promise.reject(new TypeError('a bug')) : Promise.resolve()),
    () => undefined,
  );
  await pass(1);
  isBroken = true;
  const failed = expect(schedule.finished).rejects.toThrow('a bug');
  schedule.wake();
  await failed;
});
