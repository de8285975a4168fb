import type { Duration } from '../domain/instant.ts';
import type { ActionRate } from '../domain/recovery-rule.ts';
import type { Share } from '../domain/redundancy.ts';

/** A way to write a quantity: what to call it to people, which texts it takes, and what they mean. */
export interface Notation<T = number> {
  readonly expected: string;
  readonly pattern: RegExp;
  /** The quantity of a text that fits the pattern. */
  readonly parse: (text: string) => T;
}

// More digits than a number is exact to are a slip of the hand, and hundreds of them would be infinite.

const seconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** A length of time, in seconds. */
export const duration: Notation & { readonly parse: (text: string) => Duration } = {
  expected: 'a duration such as 30s, 5m, 1h or 1d',
  pattern: /^\d{1,15}(\.\d+)?(ms|s|m|h|d)$/,
  parse: (text) => numberOf(text) * (seconds[unitOf(text)] ?? Number.NaN),
};

/** Events in a time, as a number per second. */
export const rate: Notation = {
  expected: 'a rate such as 5/s, 10/min, 4/h or 1/d',
  pattern: /^\d{1,15}(\.\d+)?\/(s|min|h|d)$/,
  parse: (text) => numberOf(text) / (seconds[unitOf(text).slice(1)] ?? Number.NaN),
};

/** So many in a time, both kept as they are: two an hour are not one in half an hour. */
export const actionRate: Notation<ActionRate> = {
  expected: 'how often, such as 2/h or 6/d',
  pattern: /^[1-9]\d{0,5}\/(min|h|d)$/,
  parse: (text) => ({ count: numberOf(text), per: seconds[unitOf(text).slice(1)] ?? Number.NaN }),
};

/** A percentage, as the number before the sign. */
export const percentage: Notation = {
  expected: 'a percentage such as 80%',
  pattern: /^\d{1,15}(\.\d{1,6})?%$/,
  parse: numberOf,
};

const bytes: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** An amount of memory or disk, in bytes. */
export const size: Notation = {
  expected: 'a size such as 512Mi or 2G',
  pattern: /^\d{1,15}(\.\d+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$/,
  parse: (text) => numberOf(text) * (bytes[unitOf(text)] ?? Number.NaN),
};

/** A percentage as an exact share: 333 of 1000 for `33.3%`. */
export function shareIn(percent: string): Share {
  const [whole = '', fraction = ''] = percent.slice(0, -1).split('.');
  return { numerator: Number(whole + fraction), denominator: 100 * 10 ** fraction.length };
}

function numberOf(text: string): number {
  return Number.parseFloat(text);
}

function unitOf(text: string): string {
  return text.replace(/^[\d.]+/, '');
}
