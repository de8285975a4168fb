import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cronMistake, pollInterval, startSchedule } from '../../src/app/schedule.ts';
import type { Timetable } from '../../src/config/settings.ts';

const timetables: readonly { readonly name: string; readonly timetable: Timetable; readonly periodMs: number }[] = [
  { name: 'a plain interval', timetable: { kind: 'every', every: 0.1, jitter: 0.02 }, periodMs: 100 },
  { name: 'a cron expression', timetable: { kind: 'cron', expression: '* * * * * *' }, periodMs: 1000 },
];

describe.each(timetables)('cycles by $name', ({ timetable, periodMs }) => {
  it('never overlap, and those that were due meanwhile are counted', async () => {
    let running = 0;
    let most = 0;
    let cycles = 0;
    let skipped = 0;
    const cycle = async (): Promise<void> => {
      running += 1;
      cycles += 1;
      most = Math.max(most, running);
      await sleep(periodMs * 1.5);
      running -= 1;
    };
    const schedule = startSchedule(timetable, cycle, (count) => (skipped += count));
    await sleep(periodMs * 4.2);
    schedule.stop();
    await schedule.finished;
    expect(most).toBe(1);
    expect(cycles).toBeGreaterThanOrEqual(2);
    expect(skipped).toBeGreaterThanOrEqual(1);
  });

  it('stop after the one that runs has finished, and start no more', async () => {
    let finished = 0;
    let begun: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (begun = resolve));
    const cycle = async (): Promise<void> => {
      begun();
      await sleep(periodMs / 2);
      finished += 1;
    };
    const schedule = startSchedule(timetable, cycle, () => undefined);
    await first;
    schedule.stop();
    schedule.stop();
    await schedule.finished;
    expect(finished).toBe(1);
    await sleep(periodMs * 1.5);
    expect(finished).toBe(1);
  });

  it('end with the error of one that fails by our own fault', async () => {
    const schedule = startSchedule(
      timetable,
      () => Promise.reject(new TypeError('a bug')),
      () => undefined,
    );
    await expect(schedule.finished).rejects.toThrow('a bug');
  });
});

describe('a plain interval', () => {
  it('runs its first cycle at once and then keeps to the interval', async () => {
    const starts: number[] = [];
    const from = performance.now();
    const cycle = (): Promise<void> => {
      starts.push(performance.now() - from);
      return sleep(20);
    };
    const schedule = startSchedule({ kind: 'every', every: 0.1, jitter: 0 }, cycle, () => undefined);
    await sleep(550);
    schedule.stop();
    await schedule.finished;
    expect(starts[0]).toBeLessThan(50);
    expect(starts.length).toBeGreaterThanOrEqual(5);
    // Counted from the first start, so that the length of the cycles does not add up.
    expect(starts[4]).toBeGreaterThan(380);
    expect(starts[4]).toBeLessThan(480);
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
