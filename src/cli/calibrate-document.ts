import type { CalibrationReport } from '../app/calibrating.ts';
import type { WrittenOverrides } from '../app/writing-overrides.ts';
import type { FiredIn } from '../calibrate/calibrate.ts';
import type { Fired } from '../calibrate/replay.ts';
import { toIso } from '../domain/instant.ts';

/** The JSON of `calibrate` (docs/json.md). */
export function calibrationDocument(
  { period, calibrations, troubled, sampled, incidentsFrom }: CalibrationReport,
  written: WrittenOverrides | undefined,
): unknown {
  return {
    from: toIso(period.from),
    until: toIso(period.until),
    incidentsFrom,
    rules: calibrations.map(({ healthyTime, firedToday, firedProposed, growth, ...rest }) => ({
      ...rest,
      healthyHours: { exact: tenths(healthyTime.exact / 3600), hourly: tenths(healthyTime.hourly / 3600) },
      ...(growth && { observed: { per: growth.per, p95: growth.p95, mean: growth.mean } }),
      ...(firedToday && { firedToday: firedDocument(firedToday) }),
      ...(firedProposed && { firedProposed: firedDocument(firedProposed) }),
    })),
    troubledHours: Object.fromEntries([...troubled].map(([pod, seconds]) => [pod, tenths(seconds / 3600)])),
    sampled: Object.fromEntries(sampled),
    ...(written && { written }),
  };
}

function firedDocument({ healthy, incidents }: FiredIn): unknown {
  return { healthy: timesOf(healthy), incidents: timesOf(incidents) };
}

function timesOf({ times, seconds }: Fired): unknown {
  return { times, minutes: tenths(seconds / 60) };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
