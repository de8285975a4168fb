import type { Duration } from '../domain/instant.ts';
import type { WireStep } from './schema.ts';

/** How often an item is taken to have a value where Zabbix does not say. */
const usualInterval: Duration = 60;

/** How many values items have in a second, by their intervals. */
export function valuesPerSecond(items: readonly { readonly interval?: Duration | undefined }[]): number {
  return items.reduce((sum, { interval = usualInterval }) => sum + 1 / Math.max(interval, 1), 0);
}

const secondsOf: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Zabbix allows no longer update interval. */
const longestInterval: Duration = 86_400;

/**
 * The interval of an item that is silent for as long as its value stays: discarding unchanged values without a
 * heartbeat. Silence then says nothing, so its value never becomes stale; finite, since it must survive JSON.
 */
export const forever: Duration = 10 * 365 * 86_400;

/** Reads a time of Zabbix such as `90`, `5m`, `1d`; `undefined` for a macro or anything else. */
export function parseTime(text: string): Duration | undefined {
  const [, digits, unit] = /^(\d{1,15})([smhdw]?)$/.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits) * (secondsOf[unit ?? ''] ?? 1);
}

/**
 * How often an item is asked, from its `delay`: the longest of its intervals that is not 0. `undefined` where that
 * is not known: trapper items ("0"), macros, items that are only scheduled.
 */
export function updateInterval(delay: string): Duration | undefined {
  const [base = '', ...custom] = delay.split(';');
  // Scheduling intervals ("wd1-5h9m30") add times to the base; flexible ones ("1m/1-5,09:00-18:00") replace it.
  const flexible = custom.filter((part) => part.includes('/')).map((part) => part.slice(0, part.indexOf('/')));
  const intervals = [base, ...flexible].map(parseTime);
  if (intervals.some((interval) => interval === undefined)) {
    return undefined;
  }
  const longest = Math.max(...intervals.map((interval) => interval ?? 0));
  return longest > 0 ? longest : undefined;
}

const discardUnchanged = '19';
const discardUnchangedWithHeartbeat = '20';

/** How often an item speaks at least though its value stays; `undefined` where unchanged values are not discarded. */
export function heartbeat(steps: readonly WireStep[]): Duration | undefined {
  const step = steps.find(({ type }) => type === discardUnchanged || type === discardUnchangedWithHeartbeat);
  if (step === undefined) {
    return undefined;
  }
  // A macro's value is not known here; taking it for long is the error that accuses nobody.
  return step.type === discardUnchanged ? forever : (parseTime(step.params) ?? longestInterval);
}
