import type { Incident, IncidentId } from './incident.ts';
import type { Duration, Instant } from './instant.ts';
import type { NodeId } from './node.ts';
import { emptyRecoveryMemory } from './recovery.ts';
import type { RecoveryMemory } from './recovery.ts';
import type { Effect } from './severity.ts';
import type { SignalName, SignalValue } from './signal.ts';
import type { AnnotationMemory } from './source-problem.ts';
import type { Verdicts } from './verdict.ts';

/** A value and its time. */
export interface Sample {
  readonly at: Instant;
  readonly value: SignalValue;
}

/** What is remembered of one signal of a node. */
export interface SignalMemory {
  readonly newest: Sample;
  /** How often it is expected, where that is known. */
  readonly interval?: Duration;
  /** That is a heartbeat: unchanged values are discarded in between. */
  readonly throttled?: true;
  /** The samples that smoothing rules still need, oldest first, the newest included; absent where none smooths it. */
  readonly window?: readonly Sample[];
  /** When a setting last took another value than it had. */
  readonly changedAt?: Instant;
}

/** The leaky bucket of a growth rule (semantics 3); A and R are reset-corrected totals since the first sample. */
export interface GrowthMemory {
  readonly kind: 'growth';
  /** The counter it is filled from: a changed model may give a rule of this name another one. */
  readonly signal: SignalName;
  readonly per: 'time' | 'requests';
  /** The newest counter sample taken in. */
  readonly counter?: CounterPoint;
  /** For `per: requests`: the requests samples not older than the newest counter sample, or the newest one. */
  readonly requests: readonly CounterPoint[];
  /** The time of the first requests sample; counter samples before it are ignored. */
  readonly requestsFrom?: Instant;
  /** Counter samples that wait for a requests sample not older than they are. */
  readonly waiting: readonly CounterPoint[];
  /** Where the curve was last judged. */
  readonly judged?: CurvePoint;
  readonly level: number;
  readonly violation?: { readonly since: Instant; readonly anchor: CurvePoint };
}

/** A counter at a time: its raw value and its reset-corrected total. */
export interface CounterPoint {
  readonly at: Instant;
  readonly raw: number;
  readonly total: number;
}

/** A point of an arrival curve: `total` is A, `progress` is what A may grow with (the time, or R). */
export interface CurvePoint {
  readonly at: Instant;
  readonly total: number;
  readonly progress: number;
}

/** A condition's present unbroken run, and whether the rule says yes. */
export interface ConditionMemory {
  readonly kind: 'condition';
  /** What the condition looks at: a changed model may give a rule of this name another one. */
  readonly of: string;
  /** The condition as of the newest cycle in which it was known. */
  readonly holds: boolean;
  /** The time of the newest sample used when the present run (of true or of false) began. */
  readonly since: Instant;
  /** A later sample has confirmed the run of true. */
  readonly confirmed: boolean;
  /** The rule says yes, or said so when it last had an answer. */
  readonly active: boolean;
  /** When the run began that made the rule say yes. */
  readonly activeSince?: Instant;
}

/** Of a combined condition: which of its thresholds with `until` were true when they last had an answer, by their place. */
export interface PartsMemory {
  readonly kind: 'parts';
  readonly of: string;
  readonly held: readonly string[];
}

/** What is remembered of one rule on one node. */
export type RuleMemory = GrowthMemory | ConditionMemory | PartsMemory;

/** What health remembers of one node: plain values that survive JSON. */
export interface NodeMemory {
  readonly signals: Readonly<Record<SignalName, SignalMemory>>;
  readonly rules: Readonly<Record<string, RuleMemory>>;
  readonly gone?: { readonly since: Instant };
  /** The Zabbix proxy through which a server is watched, for the time when Zabbix cannot be asked. */
  readonly proxy?: string;
  /** When a server's agent last was there, since a newest `agent` 0 no longer tells. */
  readonly heardAt?: Instant;
  /** Since when a server is heard without a break; absent where no break is remembered. */
  readonly heardSince?: Instant;
  /** The same, by what runs on it or by its runtime alone. */
  readonly containersHeardSince?: Instant;
  /** The first cycle that looked for a signal of it and found none; kept when one came later. */
  readonly awaitedSince?: Instant;
  /** The first cycle that looked for a container that is declared and missing. */
  readonly missingSince?: Instant;
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
  /** The latest time that a value bore: those that follow bear later ones, whatever the clock does. */
  readonly toldUntil?: Stamp;
}

/** A time as Zabbix writes it: Unix seconds and nanoseconds apart. */
export interface Stamp {
  readonly clock: number;
  readonly ns: number;
}

/** A value that was queued for Zabbix. */
export interface PublishedValue {
  readonly value: string | number;
  readonly at: Instant;
}

/**
 * All that one cycle leaves to the next. `verdicts` only spares work: a cycle without it (after a start, or a changed
 * model) gives the same, so it is not saved.
 */
export interface Memory {
  readonly nodes: ReadonlyMap<NodeId, NodeMemory>;
  readonly incidents: IncidentMemory;
  readonly publish: PublishMemory;
  readonly annotations: AnnotationMemory;
  readonly recovery: RecoveryMemory;
  readonly verdicts?: Verdicts;
}

/** The memory of a Linchpin that has never run. */
export const emptyMemory: Memory = {
  nodes: new Map(),
  incidents: { open: [], ended: [] },
  publish: { values: new Map(), slots: new Map() },
  annotations: new Map(),
  recovery: emptyRecoveryMemory,
};
