import type { Instant } from '../domain/instant.ts';
import type { Stamp } from '../domain/memory.ts';

/** The time of an instant as Zabbix writes it. */
export function stampOf(at: Instant): Stamp {
  const clock = Math.floor(at);
  return { clock, ns: Math.floor((at - clock) * 1e9) };
}

/** The next time after one: Zabbix drops a second value with an equal one in silence. */
export function nextStamp({ clock, ns }: Stamp): Stamp {
  return ns + 1 < 1e9 ? { clock, ns: ns + 1 } : { clock: clock + 1, ns: 0 };
}

/** Whether a time lies after another one. */
export function isAfter(a: Stamp, b: Stamp): boolean {
  return a.clock > b.clock || (a.clock === b.clock && a.ns > b.ns);
}
