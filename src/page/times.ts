import { language, say } from './say.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds between two times, none if the later one comes first. */
export function secondsBetween(from: string, until: string | number): number {
  const end = typeof until === 'number' ? until : Date.parse(until);
  return Math.max(0, Math.round((end - Date.parse(from)) / 1000));
}

/** A length of time as people say it, in its largest unit, or its two largest from hours on: "45 s", "12 min", "3 h 20 min". */
export function length(seconds: number): string {
  if (seconds < minute) return unit(Math.floor(seconds), 'second');
  if (seconds < hour) return unit(Math.floor(seconds / minute), 'minute');
  const [large, small, size] = seconds < day ? (['hour', 'minute', hour] as const) : (['day', 'hour', day] as const);
  const whole = Math.floor(seconds / size);
  const rest = Math.floor((seconds % size) / (small === 'minute' ? minute : hour));
  return rest === 0 ? unit(whole, large) : `${unit(whole, large)} ${unit(rest, small)}`;
}

function unit(value: number, name: 'second' | 'minute' | 'hour' | 'day'): string {
  return new Intl.NumberFormat(language(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}

/** A time as people read it: the clock alone of today, else with its day. */
export function clock(time: string, now: number): string {
  const at = new Date(time);
  const isToday = at.toDateString() === new Date(now).toDateString();
  const day = { day: 'numeric', month: 'short' } as const;
  const isThisYear = at.getFullYear() === new Date(now).getFullYear();
  const date = isToday ? {} : isThisYear ? day : { ...day, year: 'numeric' as const };
  const time24 = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(language(), { ...date, ...time24 }).format(at);
}

/** Since when, and how long that is: "since 12:03:10 (5 min)". */
export function sinceText(time: string, now: number): string {
  return say('since', { time: clock(time, now), length: length(secondsBetween(time, now)) });
}

/** What a browser's field for a date and time takes, in the reader's own time zone. */
export function fieldTime(time: number): string {
  const local = new Date(time - new Date(time).getTimezoneOffset() * minute * 1000);
  return local.toISOString().slice(0, 16);
}

/** A number as people read it, with few digits. */
export function readable(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value);
}
