import type { Duration, Instant } from './instant.ts';

export type HostId = string & { readonly __id?: 'host' };
export type ItemId = string & { readonly __id?: 'item' };
export type TriggerId = string & { readonly __id?: 'trigger' };
export type EventId = string & { readonly __id?: 'event' };

/** A tag of a host, item or problem. */
export interface Tag {
  readonly tag: string;
  readonly value: string;
}

/** A Zabbix host object; a machine is a server of the model. */
export interface Host {
  readonly hostId: HostId;
  /** The technical name. */
  readonly host: string;
  readonly name: string;
  readonly inMaintenance: boolean;
  /** The name of the Zabbix proxy that watches it; absent where the Zabbix server does so itself. */
  readonly proxy?: string;
}

/**
 * An item as far as reading needs it. Unsupported items give no values until Zabbix can get them again; disabled ones
 * give none at all, and are known only so that it can be said that somebody switched them off.
 */
export interface Item {
  readonly itemId: ItemId;
  readonly hostId: HostId;
  readonly key: string;
  readonly tags: readonly Tag[];
  readonly valueType: 'float' | 'char' | 'log' | 'unsigned' | 'text';
  /** How often a value is to be expected: the update interval, or the heartbeat where unchanged values are discarded. */
  readonly interval?: Duration;
  /** It keeps silent while its value stays, but for its heartbeat. */
  readonly discardsUnchanged?: true;
  /** The item that it depends on; fresh siblings speak for a throttled one (semantics 3). */
  readonly masterItemId?: ItemId;
  readonly state: 'normal' | 'unsupported' | 'disabled';
  readonly error?: string;
  /** Zabbix's own discovery does not find any more what it was made for; said only where that was asked for. */
  readonly isLost?: true;
}

/** One value of an item; numbers are already numbers. */
export interface ItemValue {
  readonly itemId: ItemId;
  readonly at: Instant;
  readonly value: number | string;
}

/** An enabled trigger that Zabbix can evaluate: what it watches for has not happened while no problem of it is open. */
export interface Trigger {
  readonly triggerId: TriggerId;
  readonly hostIds: readonly HostId[];
  /** The items whose values it judges. */
  readonly itemIds: readonly ItemId[];
  /** What a problem of it is called, macros not all expanded. */
  readonly name: string;
  /** Those that a problem of it has: its own, its items' and its hosts' with their templates'. */
  readonly tags: readonly Tag[];
}

/** An unresolved event of value "problem". */
export interface Problem {
  readonly eventId: EventId;
  readonly triggerId: TriggerId;
  readonly name: string;
  readonly hostIds: readonly HostId[];
  readonly tags: readonly Tag[];
  /** The items whose values its trigger judges. */
  readonly items: readonly { readonly itemId: ItemId; readonly key: string }[];
  readonly severity: number;
  readonly acknowledged: boolean;
  /** The problem that it is ranked under as a symptom; absent where it is a cause, or Zabbix knows no ranks. */
  readonly causeEventId?: EventId;
  readonly at: Instant;
}

/** What one reading of Zabbix gave. `hosts`, `items` and `triggers` keep their identity while they are unchanged. */
export interface ZabbixSnapshot {
  readonly at: Instant;
  readonly hosts: readonly Host[];
  /** Those that stand for a signal, and those that such a trigger judges; others are not read. */
  readonly items: readonly Item[];
  /** Those that stand for a signal. */
  readonly triggers: readonly Trigger[];
  readonly values: readonly ItemValue[];
  /** When each item that a trigger judges was heard last, at any time; one that is not in it never was, as far as is known. */
  readonly heardAt: ReadonlyMap<ItemId, Instant>;
  readonly problems: readonly Problem[];
}

/** A value for a trapper item of Zabbix. Values of one key must be sent with growing times. */
export interface OutgoingValue {
  readonly host: string;
  readonly key: string;
  readonly value: string | number;
  /** Unix seconds and nanoseconds apart, since Zabbix drops a second value with an equal pair in silence. */
  readonly clock: number;
  readonly ns: number;
}

/** The host and key of an item in one text, for maps and sets; `itemOfName` reads it. */
export function itemName({ host, key }: Pick<OutgoingValue, 'host' | 'key'>): string {
  return `${host}\n${key}`;
}

/** The host and key that `itemName` wrote. */
export function itemOfName(name: string): Pick<OutgoingValue, 'host' | 'key'> {
  const end = name.indexOf('\n');
  return { host: name.slice(0, end), key: name.slice(end + 1) };
}

/** A global script as Zabbix has it, found for a host. */
export interface FoundScript {
  readonly scriptId: string;
  readonly hostId: HostId;
  /** How it runs, in Zabbix's words. */
  readonly way: string;
  readonly command: string;
  /** Whether whoever runs it says something to it (from 7.0). */
  readonly takesInput: boolean;
}

/** What came of running a script; `unknown`: it may have run. */
export interface ScriptEnd {
  readonly result: 'done' | 'failed' | 'unknown';
  /** What it printed, or why it did not run. */
  readonly text: string;
}
