import type { OwnHealth } from './health.ts';
import type { Incident } from './incident.ts';
import type { Instant } from './instant.ts';
import type { NodeId } from './node.ts';
import type { ResultFunction, ResultNode } from './result.ts';

/** What of a node is shown and kept as its history: all but its name and evidence. */
export type NodeStanding = Pick<ResultFunction, 'state'> | Omit<ResultNode, 'id' | 'name' | 'evidence'>;

/** What of a node is kept beside what is shown, so that its state can be explained later. */
export interface NodeGrounds {
  /** Of a container or resource: its own health, with the numbers as of when that last changed; absent where it is sound. */
  readonly own?: OwnHealth;
  /** Of a server that could not be seen: since when. */
  readonly unseenSince?: Instant;
  /** Of a shard: who claimed to be its primary. */
  readonly primary?: NodeId;
}

/** How a node stood at a time. */
export interface PastNode extends NodeGrounds {
  readonly standing: NodeStanding;
}

/** A time between two others; it begins before it ends. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** How everything stood at a time, as far as it was kept. */
export interface PastState {
  readonly at: Instant;
  readonly nodes: ReadonlyMap<NodeId, PastNode>;
  /** The open ones, in the order of rank; their numbers are as of when they last changed. */
  readonly incidents: readonly Incident[];
}
