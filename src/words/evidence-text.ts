import type { Evidence } from '../domain/health.ts';
import type { Allowance } from '../domain/rule.ts';
import type { SignalName, SignalValue } from '../domain/signal.ts';
import { isMessageKey } from './speak.ts';
import type { Speak } from './speak.ts';
import type { MessageKey } from './messages-en.ts';

/** Rules whose value is a percentage number by itself. */
const percentages: ReadonlySet<string> = new Set([
  'diskUsed',
  'diskInodes',
  'networkLoss',
  'serverCpu',
  'serverMemory',
]);

/** Signals whose value is a number of bytes, where it is no percentage. */
const sizes: ReadonlySet<string> = new Set(['memory', 'memoryLimit']);

/** Evidence in words, to be read after the name of the node: "is full (98.2 %)". */
export function evidenceText(speak: Speak, evidence: Evidence): string {
  const { rule, signal, value, limit, growth } = evidence;
  const values = {
    rule,
    signal,
    value: rule === 'oom' ? Number(value) : valueText(speak, evidence, value),
    ...(limit === undefined ? {} : { limit: valueText(speak, evidence, limit) }),
    ...(growth
      ? {
          level: speak.number(growth.level, growth.level < 10 ? 1 : 0),
          burst: speak.number(growth.allowance.burst),
          allowance: allowanceText(speak, growth.allowance, signal),
        }
      : {}),
  };
  if (evidence.isEnding === true) return speak(endingKey(evidence), values);
  const key = `rule.${rule}`;
  if (rule === 'status' && isPlainlyStopped(value)) return speak('rule.status.plain');
  if (isMessageKey(key)) return speak(key, values);
  return speak(customKey(evidence), values);
}

/** How to tell of a rule that the model made up: by what it looked at. */
function customKey({ value, limit, growth }: Evidence): MessageKey {
  if (growth) return 'rule.other.growth';
  if (value === '') return 'rule.other.plain';
  return limit === undefined ? 'rule.other' : 'rule.other.limit';
}

/** How to tell of trouble that is over, as far as is known. */
function endingKey({ rule, value, growth }: Evidence): MessageKey {
  const key = `ending.${rule}`;
  if (growth) return isMessageKey(key) ? key : 'ending.growth';
  return value === '' ? 'ending.plain' : 'ending.value';
}

/** A status that says no more than that the container does not run. */
function isPlainlyStopped(status: SignalValue): boolean {
  return typeof status === 'number' || status === 'stopped';
}

/** A value of the signal that evidence is about, or its limit, in the unit of people. */
function valueText(speak: Speak, { rule, signal, shareOf }: Evidence, value: SignalValue): string {
  if (typeof value === 'string') return value;
  if (shareOf !== undefined) return `${speak.number(value * 100, 0)} %`;
  if (percentages.has(rule)) return `${speak.number(value)} %`;
  return sizes.has(signal) && value >= 1024 ? sizeText(speak, value) : speak.number(value, 2);
}

function sizeText(speak: Speak, bytes: number): string {
  const units = ['KiB', 'MiB', 'GiB', 'TiB'] as const;
  let size = bytes / 1024;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return speak(`size.${units[unit] ?? 'TiB'}`, { size: speak.number(size) });
}

/** An allowance in the unit in which people would write it. */
function allowanceText(speak: Speak, { per, rate }: Allowance, signal: SignalName): string {
  if (per === 'requests') {
    if (signal === 'busySeconds') return speak('allowance.requests.seconds', { rate: speak.number(rate, 3) });
    return rate < 1 && Number.isInteger(Math.round(rate * 1e6) / 1e4)
      ? speak('allowance.requests.percent', { rate: speak.number(rate * 100, 2) })
      : speak('allowance.requests', { rate: speak.number(rate, 3) });
  }
  if (rate >= 1) return speak('allowance.time.s', { rate: speak.number(rate, 2) });
  if (rate * 60 >= 0.5) return speak('allowance.time.min', { rate: speak.number(rate * 60, 2) });
  return speak('allowance.time.h', { rate: speak.number(rate * 3600, 2) });
}
