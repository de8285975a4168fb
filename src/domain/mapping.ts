import type { Duration } from './instant.ts';
import type { NodeKind } from './node.ts';
import type { SignalName, SignalValue } from './signal.ts';

/**
 * What a line of `signals` says about nodes, for items and for triggers. A placeholder names the node: `{container}` and
 * `{disk}` on the server that the Zabbix host stands for, `{server}`, or `{namespace}` and `{kubePod}` with Kubernetes'
 * own names; without one it is what the Zabbix host stands for.
 */
interface Line {
  /** Tag names with values or placeholders; each must match. */
  readonly tag?: Readonly<Record<string, string>>;
  readonly signal: SignalName;
  /** `{container}` is looked for in the whole model, by a name that only one container has: for load balancers and clusters. */
  readonly anywhere?: true;
  /** Only where the Kubernetes pod has one container in the model: the value is a sum over all of the pod's. */
  readonly alone?: true;
  /** How often a value is to be expected where Zabbix does not know it (trapper items, intervals that are macros). */
  readonly every?: Duration;
}

/**
 * Turns items into a signal (contracts, `signals.items`). `key` is an item key whose parameters may be placeholders;
 * with `tag`, both must match.
 */
export interface ItemMapping extends Line {
  readonly key?: string;
  readonly node?: NodeKind;
  /** By exact value, else by the first glob that fits it; `null` says nothing. */
  readonly map?: Readonly<Record<string, SignalValue | null>>;
  readonly multiply?: number;
  /** Added after `multiply`: -1 and 100 turn per cent free into per cent used. */
  readonly add?: number;
  /** The value is how much there was for each second since the sample before, and becomes a counter. */
  readonly rate?: true;
}

/**
 * Turns open problems into a signal: a problem that matches gives `problem`, none gives `ok` where a trigger exists
 * that would raise it. `name` is a glob, whatever the case, or a `/regular expression/`; both may name the node.
 */
export interface TriggerMapping extends Line {
  readonly name?: string;
  readonly node: NodeKind;
  readonly problem: SignalValue;
  readonly ok: SignalValue;
}

/** How to find nodes and signals in what Zabbix gives; the first mapping that matches wins. */
export interface SignalMapping {
  readonly items: readonly ItemMapping[];
  readonly triggers: readonly TriggerMapping[];
  /** The technical host name of a server: a template with `{id}` and `{name}`, or a `/regular expression/`. */
  readonly serverHost: string;
  /** Likewise of a container that is a Zabbix host of its own, with `{name}` and `{server}`; absent where there are none. */
  readonly containerHost?: string;
}
