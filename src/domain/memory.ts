import type { Evidence } from './health.ts';
import type { Incident, IncidentId } from './incident.ts';
import type { Duration, Instant } from './instant.ts';
import type { NodeId } from './node.ts';
import type { Effect } from './severity.ts';
import type { SignalName, SignalValue } from './signal.ts';

/** A value and its time. */
export interface Sample {
  readonly at: Instant;
  readonly value: SignalValue;
}

/** What is remembered of one signal of a node. */
export interface SignalMemory {
  readonly newest: Sample;
  readonly interval?: Duration;
  /** The samples that smoothing rules still need, oldest first, the newest included; absent where none smooths it. */
  readonly window?: readonly Sample[];
  /** The previous value of a setting and when it changed. */
  readonly changedAt?: Instant;
}

/** The leaky bucket of a growth rule (semantics 3); A and R are reset-corrected totals since the first sample. */
export interface GrowthMemory {
  readonly kind: 'growth';
  readonly per: 'time' | 'requests';
  /** The newest counter sample taken in: its time, raw value and total. */
  readonly counter?: { readonly at: Instant; readonly raw: number; readonly total: number };
  /** The newest requests sample taken in, for `per: requests`. */
  readonly requests?: { readonly at: Instant; readonly raw: number; readonly total: number };
  /** Counter samples that wait for a requests sample not older than they are. */
  readonly waiting?: readonly { readonly at: Instant; readonly total: number }[];
  /** Where the curve was last judged: time, A, and R or the time again. */
  readonly judged?: { readonly at: Instant; readonly total: number; readonly progress: number };
  readonly level: number;
  readonly violation?: { readonly since: Instant; readonly anchor: { readonly at: Instant; readonly total: number; readonly progress: number } };
}

/** A condition's present unbroken run, and whether the rule says yes. */
export interface ConditionMemory {
  readonly kind: 'condition';
  /** The condition as of the newest cycle in which it was known. */
  readonly holds: boolean;
  /** The time of the newest sample used when the present run of `holds` began. */
  readonly since: Instant;
  /** A later sample has confirmed the run. */
  readonly confirmed: boolean;
  readonly active: boolean;
  /** The evidence of the present or last yes, kept through unknown cycles. */
  readonly evidence?: Evidence;
}

/** What is remembered of one rule on one node. */
export type RuleMemory = GrowthMemory | ConditionMemory;

/** What health remembers of one node: plain values that survive JSON. */
export interface NodeMemory {
  readonly signals: Readonly<Record<SignalName, SignalMemory>>;
  readonly rules: Readonly<Record<string, RuleMemory>>;
  readonly gone?: { readonly since: Instant };
  /** When it was first looked for and had no signal yet: for `missing`, `appearWithin`. */
  readonly firstSoughtAt?: Instant;
}

/** What incidents remember: the open ones, the ended ones that may reopen, and what each shard counted last. */
export interface IncidentMemory {
  readonly open: readonly RememberedIncident[];
  readonly ended: readonly RememberedIncident[];
}

/** An incident as it was in the newest cycle in which it was open. */
export interface RememberedIncident {
  readonly incident: Incident;
  /** What each touched shard counted, for "an all-clear needs data" (semantics 6). */
  readonly counted: Readonly<Record<NodeId, Effect>>;
  readonly closedAt?: Instant;
}

/** What Zabbix was last told, by output key; and which slot shows which incident. */
export interface PublishMemory {
  readonly values: ReadonlyMap<string, PublishedValue>;
  readonly slots: ReadonlyMap<IncidentId, number>;
  readonly refreshedAt?: Instant;
}

/** A value that was queued for Zabbix. */
export interface PublishedValue {
  readonly value: string | number;
  readonly at: Instant;
}

/** All that one cycle leaves to the next. */
export interface Memory {
  readonly nodes: ReadonlyMap<NodeId, NodeMemory>;
  readonly incidents: IncidentMemory;
  readonly publish: PublishMemory;
}

/** The memory of a Linchpin that has never run. */
export const emptyMemory: Memory = {
  nodes: new Map(),
  incidents: { open: [], ended: [] },
  publish: { values: new Map(), slots: new Map() },
};
