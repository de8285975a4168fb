import type { Duration } from '../../domain/instant.ts';
import type { Smoothing, Threshold } from '../../domain/rule.ts';
import type { SignalName } from '../../domain/signal.ts';
import type { Path } from '../positions.ts';
import type { Bounds, ThresholdUnit } from '../rules.ts';
import { type Notation, percentage, size } from '../units.ts';

/** Takes note of what was expected of something that a rule says, and gives `null`, so that its finder can return it. */
export type Refuse = (path: Path, expected: string) => null;

/** A limit as it was meant; `isShare` says that it is a share of the container's own limit. */
export interface Limit {
  readonly value: number;
  readonly isShare: boolean;
}

/** What may be written as a limit, for people. */
export const limitWords: Readonly<Record<ThresholdUnit, string>> = {
  percent: `${percentage.expected} or a number of percent`,
  cores: `${percentage.expected} of the limit, or a number of cores`,
  bytes: `${percentage.expected} of the limit, ${size.expected}, or a number of bytes`,
  count: 'a number',
  any: `a number, ${percentage.expected}, or ${size.expected}`,
};

/** Reads a limit; `undefined` where it is in none of the unit's notations. */
export function limitOf(unit: ThresholdUnit, written: string | number): Limit | undefined {
  if (typeof written === 'number') return { value: written, isShare: false };
  if (unit === 'count') return undefined;
  const isOfLimit = unit === 'cores' || unit === 'bytes';
  const percent = textIn(percentage, written);
  if (percent !== undefined) return { value: isOfLimit ? percent / 100 : percent, isShare: isOfLimit };
  const bytes = unit === 'bytes' || unit === 'any' ? textIn(size, written) : undefined;
  return bytes === undefined ? undefined : { value: bytes, isShare: false };
}

/** A text in a notation; `undefined` where it is not. */
export function textIn(notation: Notation, written: string | number): number | undefined {
  return typeof written === 'string' && notation.pattern.test(written) ? notation.parse(written) : undefined;
}

/** The ways to smooth a signal, in the order in which they are told of. */
export const smoothings = ['avg', 'max', 'min', 'increase'] as const;

/** A limit with what may go with it, as written. */
export interface WrittenBounds extends Readonly<Partial<Record<(typeof smoothings)[number], Duration | undefined>>> {
  readonly above?: Limit | null | undefined;
  readonly below?: Limit | null | undefined;
  readonly until?: Limit | null | undefined;
}

/** Reads a limit with what goes with it; what does not fit together is refused. */
export function boundsOf(written: WrittenBounds, expected: string, refuse: Refuse): Bounds | null {
  const comparison = written.above ? 'above' : 'below';
  const bound = written[comparison];
  if (!bound) return refuse(['above'], expected);
  if (written.above && written.below) return refuse(['below'], 'one of `above` and `below`, not both');
  const { until } = written;
  if (until && until.isShare !== bound.isShare)
    return refuse(['until'], `a value of the same kind as \`${comparison}\``);
  if (until && (comparison === 'above' ? until.value > bound.value : until.value < bound.value)) {
    return refuse(
      ['until'],
      `a value that is not ${comparison} that of \`${comparison}\`, for the rule holds until the signal is back there`,
    );
  }
  const given = smoothings.filter((name) => written[name] !== undefined);
  const [first, second] = given;
  if (second) return refuse([second], `only one of ${smoothings.join(', ')}`);
  const window = first && written[first];
  const smoothing: Smoothing | undefined = first && window !== undefined ? { function: first, window } : undefined;
  return { comparison, limit: bound.value, isShare: bound.isShare, until: until?.value, smoothing };
}

/** The condition that a signal is beyond a limit. */
export function thresholdOf(signal: SignalName, { comparison, limit, until, smoothing, isShare }: Bounds): Threshold {
  return {
    kind: 'threshold',
    signal,
    comparison,
    limit,
    ...(smoothing && { smoothing }),
    ...(until !== undefined && { until }),
    ...(isShare && { percentOf: `${signal}Limit` }),
  };
}
