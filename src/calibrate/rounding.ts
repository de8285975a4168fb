import type { Allowance } from '../domain/rule.ts';

const digits = 2;

/** A number as people would write it, never less than it is: two digits that count. */
export function roundedUp(value: number): number {
  if (!(value > 0)) return 0;
  const step = 10 ** (Math.floor(Math.log10(value)) + 1 - digits);
  // What is round already must not be driven up by how numbers are kept.
  const rounded = Math.ceil(value / step - 1e-9) * step;
  return Number(rounded.toPrecision(12));
}

const units = [
  ['s', 1],
  ['min', 60],
  ['h', 3600],
  ['d', 86_400],
] as const;

/** The unit in which a rate per second is told: the shortest time in which it comes to one. */
function unitOf(rate: number): (typeof units)[number] {
  return units.find(([, seconds]) => rate * seconds >= 1 - 1e-9) ?? ['d', 86_400];
}

/** A rate as people would write it, never less than it is. */
export function roundedRate(rate: number, per: Allowance['per']): number {
  if (per === 'requests') return roundedUp(rate);
  const [, seconds] = unitOf(rate);
  return roundedUp(rate * seconds) / seconds;
}

/** A rate in a model's own notation: `12/min`, `1.3%`, or a plain number of seconds for each request. */
export function rateText(signal: string, { rate, per }: Pick<Allowance, 'rate' | 'per'>): string | number {
  if (per === 'requests') return signal === 'busySeconds' ? plain(rate) : `${String(plain(rate * 100))}%`;
  const [unit, seconds] = unitOf(rate);
  return `${String(plain(rate * seconds))}/${unit}`;
}

/** Without what only the way numbers are kept adds, and with no more decimals than a percentage may have. */
function plain(value: number): number {
  return Number(value.toFixed(6));
}
