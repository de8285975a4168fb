import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cronMistake, pollInterval, startSchedule } from '../../src/app/schedule.ts';
import type { Timetable } from '../../src/config/settings.ts';

const timetables: readonly { readonly name: string; readonly timetable: Timetable }[] = [
  { name: 'a plain interval', timetable: { kind: 'every', every: 30, jitter: 2 } },
  { name: 'a cron expression', timetable: { kind: 'cron', expression: '*/30 * * * * *' } },
];

const start = new Date('2026-11-01T10:00:00Z');
beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000);
const nothing = (): void => undefined;

describe.each(timetables)('cycles by $name', ({ timetable }) => {
  it('never overlap, and those that were due meanwhile are counted', async () => {
    let [running, most, cycles, skipped] = [0, 0, 0, 0];
    const cycle = async (): Promise<void> => {
      running += 1;
      cycles += 1;
      most = Math.max(most, running);
      await sleep(45);
      running -= 1;
    };
    const schedule = startSchedule(timetable, cycle, (count) => (skipped += count));
    await pass(126);
    schedule.stop();
    await pass(60);
    await schedule.finished;
    expect(most).toBe(1);
    expect(cycles).toBeGreaterThanOrEqual(2);
    expect(skipped).toBeGreaterThanOrEqual(1);
  });

  it('stop after the one that runs has finished, and start no more', async () => {
    let [begun, finished] = [0, 0];
    const cycle = async (): Promise<void> => {
      begun += 1;
      await sleep(15);
      finished += 1;
    };
    const schedule = startSchedule(timetable, cycle, nothing);
    while (begun === 0) await pass(1);
    schedule.stop();
    schedule.stop();
    await pass(15);
    await schedule.finished;
    await pass(120);
    expect([begun, finished]).toEqual([1, 1]);
  });

  it('end with the error of one that fails by our own fault', async () => {
    const schedule = startSchedule(timetable, () => Promise.reject(new TypeError('a bug')), nothing);
    const isTold = expect(schedule.finished).rejects.toThrow('a bug');
    await pass(31);
    await isTold;
  });
});

describe('a plain interval', () => {
  it('runs its first cycle at once and then keeps to the interval, however long cycles take', async () => {
    const starts: number[] = [];
    const cycle = (): Promise<void> => {
      starts.push((Date.now() - start.getTime()) / 1000);
      return sleep(20);
    };
    const schedule = startSchedule({ kind: 'every', every: 30, jitter: 0 }, cycle, nothing);
    await pass(130);
    schedule.stop();
    await pass(20);
    await schedule.finished;
    expect(starts).toEqual([0, 30, 60, 90, 120]);
  });
});

it.each(['foo bar * * *', '61 * * * *', '0 0 31 2 *'])('%s is no timetable, and is told so', (expression) => {
  expect(cronMistake(expression)).toContain(`"${expression}"`);
});

it('an expression of five or of six fields is a timetable', () => {
  expect([cronMistake('*/5 * * * *'), cronMistake('*/30 * * * * *')]).toEqual([undefined, undefined]);
});

describe('the poll interval', () => {
  it.each([
    [{ kind: 'every', every: 30, jitter: 2 }, 30],
    [{ kind: 'cron', expression: '*/20 * * * * *' }, 20],
    [{ kind: 'cron', expression: '*/5 * * * *', timezone: 'Europe/Moscow' }, 300],
  ] as const)('of %o is %d seconds', (timetable, seconds) => {
    expect(pollInterval(timetable)).toBe(seconds);
  });
});
