import { InvalidArgumentError } from 'commander';
import type { Duration } from '../domain/instant.ts';
import { duration } from '../model/units.ts';

/** Reads a duration of the command line, such as `30s`, `5m`, `1h`, `1d`; more than nothing. */
export function parseDuration(text: string): Duration {
  const seconds = duration.pattern.test(text) ? duration.parse(text) : 0;
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError(`Expected ${duration.expected}.`);
}
