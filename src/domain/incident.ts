import type { Evidence, RunChange } from './health.ts';
import type { Instant } from './instant.ts';
import type { Advice } from './model.ts';
import type { NodeId } from './node.ts';
import type { Effect, Severity } from './severity.ts';

/** The id of an incident, stable over cycles, restarts and regrouping. */
export type IncidentId = string & { readonly __id?: 'incident' };

/** One fault with everything it explains (semantics 6), in the order of rank. */
export interface Incident {
  readonly id: IncidentId;
  readonly rank: number;
  readonly root: NodeId;
  /** The failed and strained containers that make it up (for a resource those that stand on it). */
  readonly containers: readonly NodeId[];
  /** Those of them that are the primary of their shard; absent where none is. */
  readonly primaries?: readonly NodeId[];
  readonly severity: Effect;
  readonly zabbixSeverity: Severity;
  /** Its severity or root rests on what was known before, since what it touches is unknown now. */
  readonly stale: boolean;
  readonly planned: boolean;
  readonly level: number;
  readonly onset: Instant;
  readonly openedAt: Instant;
  readonly evidence: readonly NodeEvidence[];
  /** What changed at the root shortly before its onset. */
  readonly changes: readonly RunChange[];
  readonly symptoms: readonly NodeId[];
  /** The shards that it touches. */
  readonly shards: readonly NodeId[];
  readonly failed: readonly NodeId[];
  readonly functionsLost: readonly NodeId[];
  readonly functionsImpaired: readonly NodeId[];
  readonly reserve: number | null;
  readonly action: Advice;
}

/** Evidence of an incident and the node it was found on. */
export interface NodeEvidence extends Evidence {
  readonly node: NodeId;
}

/** A node's own severity, by what of it unplanned incidents touch (semantics 6). */
export type NodeSeverities = ReadonlyMap<NodeId, Severity>;

/** The ranked incidents of a cycle, those that ended in it, and what they make of the nodes. */
export interface Incidents {
  readonly open: readonly Incident[];
  readonly closed: readonly Incident[];
  readonly severities: NodeSeverities;
  /** The incident roots that mask a container, nearest by calls first (semantics 4.8). */
  readonly maskedBy: ReadonlyMap<NodeId, readonly NodeId[]>;
}
