import type { Duration } from '../domain/instant.ts';
import type { Allowance, GrowthRule } from '../domain/rule.ts';
import { recoveryByDefault } from '../model/rules.ts';
import type { ShareRule } from './limit.ts';
import { rateText } from './rounding.ts';

/** A rule as a model writes it: what is by default so goes without saying. */
export type WrittenForm = Readonly<Record<string, string | number>>;

/** A growth rule with an allowance, as a model writes it. */
export function growthForm({ name, signal, recoverFor }: GrowthRule, allowance: Allowance): WrittenForm {
  return {
    rate: rateText(signal, allowance),
    ...(allowance.per === 'requests' && { per: 'requests' }),
    burst: allowance.burst,
    ...(recoverFor !== recoveryByDefault(name) && { recoverFor: durationText(recoverFor) }),
  };
}

/** A rule of a share, as a model writes it. */
export function limitForm({ condition, for: lasting, recoverFor }: ShareRule): WrittenForm {
  const { limit, smoothing, until } = condition;
  return {
    above: percent(limit),
    ...(smoothing && { [smoothing.function]: durationText(smoothing.window) }),
    ...(until !== undefined && { until: percent(until) }),
    ...(lasting > 0 && { for: durationText(lasting) }),
    ...(recoverFor > 0 && { recoverFor: durationText(recoverFor) }),
  };
}

function percent(share: number): string {
  return `${String(Number((share * 100).toFixed(6)))}%`;
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const;

function durationText(seconds: Duration): string {
  const [unit, length] = units.find(([, whole]) => seconds >= whole && seconds % whole === 0) ?? ['s', 1];
  return `${String(seconds / length)}${unit}`;
}
