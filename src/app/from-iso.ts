import type { Instant } from '../domain/instant.ts';

/** The instant that `toIso` wrote; NaN for a text that is no time. */
export function fromIso(text: string): Instant {
  return Date.parse(text) / 1000;
}
