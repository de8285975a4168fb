import { InvalidArgumentError, Option } from 'commander';
import { offlineInterval } from '../app/offline-world.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import { duration } from '../model/units.ts';
import { instantOf } from './observation-line.ts';

/** Gathers the values of an option that may be given several times. */
export function collected(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Reads a duration of the command line, such as `30s`, `5m`, `1h`, `1d`; more than nothing. */
export function parseDuration(text: string): Duration {
  const seconds = duration.pattern.test(text) ? duration.parse(text) : 0;
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError(`Expected ${duration.expected}.`);
}

/** Reads a time of the command line: ISO 8601 with its zone, or Unix seconds. */
export function parseTime(text: string): Instant {
  const at = instantOf(/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  if (at !== undefined) return at;
  throw new InvalidArgumentError('Expected a time such as 2026-11-01T10:00:00Z, or Unix seconds.');
}

/** The option that says how long the cycles of a replay are. */
export function intervalOption(): Option {
  return new Option('--interval <duration>', 'the length of a cycle of the replay')
    .argParser(parseDuration)
    .default(offlineInterval, `${offlineInterval}s`);
}
