import { Secret } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';

/** What of a configuration that was read anew takes effect, and which of its settings wait for a restart. */
export interface ReadAnew {
  readonly settings: Settings;
  readonly waiting: readonly string[];
}

/** What the process is built on: connections, the open store, the server, the timetable. */
const built = ['inventory', 'schedule', 'store', 'http', 'wake'] as const;

/** Joins a configuration that was read anew with the one that the process was started with. */
export function settingsInForce(started: Settings, read: Settings): ReadAnew {
  const { http: _, wake: __, ...rest } = read;
  const { inventory, schedule, store, http, wake, zabbix, publish } = started;
  return {
    settings: {
      ...rest,
      inventory,
      schedule,
      store,
      zabbix,
      ...(http && { http }),
      ...(wake && { wake }),
      publish: { ...read.publish, group: publish.group },
    },
    waiting: [
      ...built.filter((key) => !isSame(started[key], read[key])),
      ...(isSame(zabbix.settings, read.zabbix.settings) ? [] : ['zabbix']),
      ...(publish.group === read.publish.group ? [] : ['publish.group']),
    ].toSorted(),
  };
}

/** Whether two settings say the same, their secrets included. */
export function isSame(a: unknown, b: unknown): boolean {
  return textOf(a) === textOf(b);
}

function textOf(value: unknown): string | undefined {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, shown: unknown) {
    const held = this[key];
    // As JSON all secrets look alike.
    if (held instanceof Secret) return held.reveal();
    return shown instanceof Map ? [...(shown as ReadonlyMap<unknown, unknown>)] : shown;
  });
}
