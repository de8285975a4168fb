import type { Evidence } from '../domain/health.ts';
import type { Allowance } from '../domain/rule.ts';
import type { SignalValue } from '../domain/signal.ts';
import { isMessageKey, readable } from './speak.ts';
import type { Speak } from './speak.ts';

/** Rules whose value is a percentage number by itself. */
const percentages: ReadonlySet<string> = new Set([
  'diskUsed',
  'diskInodes',
  'networkLoss',
  'serverCpu',
  'serverMemory',
]);

/** Evidence in words, to be read after the name of the node: "is full (98.2 %)". */
export function evidenceText(speak: Speak, evidence: Evidence): string {
  const { rule, signal, limit, growth } = evidence;
  const values = {
    rule,
    signal,
    value: rule === 'oom' ? Number(evidence.value) : valueText(evidence),
    ...(limit === undefined ? {} : { limit: readable(limit, 2) }),
    ...(growth
      ? {
          level: readable(growth.level, growth.level < 10 ? 1 : 0),
          burst: readable(growth.allowance.burst),
          allowance: allowanceText(speak, growth.allowance),
        }
      : {}),
  };
  const key = `rule.${rule}`;
  if (rule === 'status' && isPlainlyStopped(evidence.value)) return speak('rule.status.plain');
  if (isMessageKey(key)) return speak(key, values);
  return speak(limit === undefined ? 'rule.other' : 'rule.other.limit', values);
}

/** A status that says no more than that the container does not run. */
function isPlainlyStopped(status: SignalValue): boolean {
  return typeof status === 'number' || status === 'stopped';
}

function valueText({ rule, value, shareOf }: Evidence): string {
  if (typeof value === 'string') return value;
  if (shareOf !== undefined) return `${readable(value * 100, 0)} %`;
  return percentages.has(rule) ? `${readable(value)} %` : readable(value, 2);
}

/** An allowance in the unit in which people would write it. */
function allowanceText(speak: Speak, { per, rate }: Allowance): string {
  if (per === 'requests') {
    return rate < 1 && Number.isInteger(Math.round(rate * 1e6) / 1e4)
      ? speak('allowance.requests.percent', { rate: readable(rate * 100, 2) })
      : speak('allowance.requests', { rate: readable(rate, 3) });
  }
  if (rate >= 1) return speak('allowance.time.s', { rate: readable(rate, 2) });
  if (rate * 60 >= 0.5) return speak('allowance.time.min', { rate: readable(rate * 60, 2) });
  return speak('allowance.time.h', { rate: readable(rate * 3600, 2) });
}
