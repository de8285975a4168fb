/** A point in time: Unix seconds, with a fraction. Zabbix's clock and ns become one of these at the edge. */
export type Instant = number & { readonly __unit?: 'instant' };

/** A length of time in seconds. */
export type Duration = number & { readonly __unit?: 'duration' };

/** By more than this a clock falls back when it is set back: smaller steps are a clock being kept right. */
export const setBack: Duration = 60;

/** Writes an instant as ISO 8601 in UTC, to the second, or to the millisecond where it has a fraction. */
export function toIso(at: Instant): string {
  const days = Math.floor(at / 86_400);
  const seconds = at - days * 86_400;
  const { year, month, day } = civilDate(days);
  const whole = Math.floor(seconds + 1e-6);
  const millis = Math.floor((seconds - whole) * 1000 + 1e-3);
  const fraction = millis > 0 ? `.${String(millis).padStart(3, '0')}` : '';
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(Math.floor(whole / 3600))}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}${fraction}Z`;
}

/** The calendar date of a day counted from 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function civilDate(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
