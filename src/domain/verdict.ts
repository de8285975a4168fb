import type { Evidence } from './health.ts';
import type { Instant } from './instant.ts';
import type { NodeId } from './node.ts';

/** What a node is derived to be; `unknown` is shown as such and never as working. */
export type NodeState = 'working' | 'failed' | 'unknown';

/** A container or resource after masking (semantics 3, 4). */
export interface LeafVerdict {
  readonly state: NodeState;
  readonly strained: boolean;
  readonly planned: boolean;
  /** The failed containers behind the mask, nearest by calls first, then by id; empty for what is not masked. */
  readonly culprits: readonly NodeId[];
  readonly evidence: readonly Evidence[];
  readonly through: readonly NodeId[];
  readonly onset?: Instant;
}

/** A shard, pod, subsystem or system after roll-up (semantics 5). */
export interface RollUp {
  readonly state: NodeState;
  /** How many more replicas may fail in the worst choice; `null` where nothing can fail it. */
  readonly reserve: number | null;
  /** The reserve is 0 only because something is unknown (semantics 6, a node's own severity). */
  readonly reserveLacksData: boolean;
}

/** What users can still do (semantics 5, Functions). */
export type FunctionState = 'available' | 'impaired' | 'lost' | 'unknown';

/** The state of everything, derived from the graph and the health of this cycle alone. */
export interface Verdicts {
  readonly at: Instant;
  /** Containers and resources. */
  readonly leaves: ReadonlyMap<NodeId, LeafVerdict>;
  /** Shards, pods, subsystems, systems. */
  readonly rollUps: ReadonlyMap<NodeId, RollUp>;
  readonly functions: ReadonlyMap<NodeId, FunctionState>;
  /** Roots of `unseen` incidents, with since when. */
  readonly unseen: ReadonlyMap<NodeId, Instant>;
}
