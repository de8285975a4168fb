import type { Duration, Instant } from './instant.ts';
import type { NodeId, NodeKind } from './node.ts';
import type { SignalName, SignalValue } from './signal.ts';

/** What in Zabbix gives a signal of a node, and what it gave last. */
export interface SignalSource {
  /** The technical name of the host that the item or trigger stands on. */
  readonly host: string;
  readonly kind: 'item' | 'trigger';
  /** The key of the item, or which triggers, in words. */
  readonly name: string;
  readonly state: 'normal' | 'unsupported' | 'disabled';
  /** Why Zabbix cannot get it, in Zabbix's words. */
  readonly error?: string;
  /** How often a value is to be expected, where that is known. */
  readonly interval?: Duration;
  /** When its newest value is from; absent where Zabbix has none. */
  readonly newestAt?: Instant;
  /** The newest value as Linchpin takes it, mapped and in the unit of the signal. */
  readonly value?: SignalValue;
}

/** The Zabbix host that stands for a server. */
export interface ServerHost {
  /** Its technical name; of one that was not found the name that was looked for, absent where a pattern allows many. */
  readonly host?: string;
  /** There is an enabled host of that name among those that are read. */
  readonly isRead: boolean;
  readonly inMaintenance: boolean;
}

/** What Zabbix watches of the nodes of a model, as of one reading that has every newest value. */
export interface Watching {
  readonly at: Instant;
  /** By `signalKey`. */
  readonly sources: ReadonlyMap<string, SignalSource>;
  /** Of every server of the model. */
  readonly servers: ReadonlyMap<NodeId, ServerHost>;
}

/** What would give a signal: of each node kind and signal the lines of `signals`, best first (see `lineKey`). */
export type SignalLines = ReadonlyMap<string, readonly string[]>;

/** The key of a signal of a node kind in `SignalLines`. */
export function lineKey(kind: NodeKind, signal: SignalName): string {
  return `${kind} ${signal}`;
}
