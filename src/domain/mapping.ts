import type { NodeKind } from './node.ts';
import type { SignalName, SignalValue } from './signal.ts';

/**
 * Turns items into a signal (contracts, `signals.items`). `key` is an item key whose parameters may be placeholders
 * (`{container}`, `{disk}`, `{any}`); `tag` maps tag names to values or placeholders. Either or both must match.
 * The node is the container or disk that a placeholder names on the item's server, else the server (or its network).
 */
export interface ItemMapping {
  readonly key?: string;
  readonly tag?: Readonly<Record<string, string>>;
  readonly node?: NodeKind;
  readonly signal: SignalName;
  readonly map?: Readonly<Record<string, SignalValue>>;
  readonly multiply?: number;
  /** Added after `multiply`: -1 and 100 turn per cent free into per cent used. */
  readonly add?: number;
}

/**
 * Turns open problems into a signal: a problem that matches gives `problem`, none gives `ok` where a trigger exists
 * that would raise it. `name` is a glob, whatever the case.
 */
export interface TriggerMapping {
  readonly tag?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly node: NodeKind;
  readonly signal: SignalName;
  readonly problem: SignalValue;
  readonly ok: SignalValue;
}

/** How to find nodes and signals in what Zabbix gives; the first mapping that matches wins. */
export interface SignalMapping {
  readonly items: readonly ItemMapping[];
  readonly triggers: readonly TriggerMapping[];
  /** The technical host name of a server: a template with `{id}` and `{name}`. */
  readonly serverHost: string;
}
