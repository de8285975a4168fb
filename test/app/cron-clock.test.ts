import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSchedule } from '../../src/app/schedule.ts';
import type { Timetable } from '../../src/config/settings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minuteMs = 60_000;

/** The times of the cycles while so many minutes go by, with a step of the clock in the middle of them. */
async function cycles(
  timetable: Timetable,
  { from, minutes, stepMs = 0 }: { readonly from: string; readonly minutes: number; readonly stepMs?: number },
): Promise<readonly string[]> {
  vi.setSystemTime(new Date(from));
  const times: string[] = [];
  const cycle = (): Promise<void> => {
    times.push(new Date().toISOString().slice(11, 16));
    return Promise.resolve();
  };
  const schedule = startSchedule(timetable, cycle, () => undefined);
  await vi.advanceTimersByTimeAsync((minutes / 2) * minuteMs);
  if (stepMs !== 0) vi.setSystemTime(Date.now() + stepMs);
  await vi.advanceTimersByTimeAsync((minutes / 2) * minuteMs);
  schedule.stop();
  await schedule.finished;
  return times;
}

describe('cycles by a cron expression', () => {
  const berlin: Timetable = { kind: 'cron', expression: '*/20 * * * *', timezone: 'Europe/Berlin' };

  it.each([
    ['begins', '2026-03-29T00:30:00Z'],
    ['ends', '2026-10-25T00:30:00Z'],
  ])('go on at the same pace where daylight saving time %s', async (_, from) => {
    expect(await cycles(berlin, { from, minutes: 100 })).toEqual(['00:40', '01:00', '01:20', '01:40', '02:00']);
  });

  it.each([
    ['back', -60, ['12:20', '12:40', '13:00', '12:20', '12:40']],
    ['ahead', 60, ['12:20', '12:40', '13:00', '14:20', '14:40']],
  ])('go on where the clock is set %s by an hour', async (_, step, expected) => {
    expect(await cycles(berlin, { from: '2026-06-01T12:10:00Z', minutes: 104, stepMs: step * minuteMs })).toEqual(
      expected,
    );
  });
});

it.each([-60, 60])('cycles by an interval keep their pace where the clock is set by %d minutes', async (step) => {
  const timetable: Timetable = { kind: 'every', every: 600, jitter: 0 };
  const times = await cycles(timetable, { from: '2026-06-01T12:05:00Z', minutes: 60, stepMs: step * minuteMs });
  const hour = step < 0 ? 11 : 13;
  expect(times).toEqual(['12:05', '12:15', '12:25', '12:35', `${hour}:45`, `${hour}:55`, `${hour + 1}:05`]);
});
