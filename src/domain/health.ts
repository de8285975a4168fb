import type { Instant } from './instant.ts';
import type { NodeId } from './node.ts';
import type { Allowance, RuleClass } from './rule.ts';
import type { SignalName, SignalValue } from './signal.ts';

/** Why a node is thought to be in trouble: one rule that says yes, with the numbers behind it. */
export interface Evidence {
  readonly rule: string;
  readonly class: RuleClass;
  readonly signal: SignalName;
  readonly value: SignalValue;
  /** What the value should have kept to, in the signal's unit; absent where there is none (a status word). */
  readonly limit?: number;
  /** For growth: the bucket's level beside the burst, and the allowance. */
  readonly growth?: { readonly level: number; readonly allowance: Allowance };
  /** For a percentage of a container's limit: value and limit are shares of it (0…1). */
  readonly shareOf?: SignalName;
  /** What it accuses of is over, but has not been for as long as the rule waits (`recoverFor`). */
  readonly isEnding?: true;
  readonly since: Instant;
}

/**
 * A node's health by its own signals, before anything is derived from calls (semantics 3, Verdict).
 * `failed` has direct evidence, its own or by a resource it stands on (`through`); `overloaded` grows while its own or
 * its server's cpu or memory is used up; `growing` only grows; the two become failed or masked in `derive`.
 */
export interface OwnHealth {
  readonly state: 'working' | 'failed' | 'overloaded' | 'growing' | 'unknown';
  /** Every rule that says yes, sorted by rule name; pressure included. */
  readonly evidence: readonly Evidence[];
  /** A pressure rule says yes: the node's own, or for a container its server's. */
  readonly strained: boolean;
  /** The failed resources that it stands on. */
  readonly through: readonly NodeId[];
  readonly planned: boolean;
  /** The earliest `since` of its direct and growth evidence, of its pressure only if there is no other (semantics 3). */
  readonly onset?: Instant;
}

/** A growing or overloaded container, which masking decides on. */
export type Grown = OwnHealth & { readonly state: 'growing' | 'overloaded' };

/** Whether masking decides on a container. */
export function isGrown(own: OwnHealth | undefined): own is Grown {
  return own?.state === 'growing' || own?.state === 'overloaded';
}

/** The health of a node that works and of which there is nothing to tell: one object for all of them. */
export const soundHealth: OwnHealth = Object.freeze({
  state: 'working',
  evidence: Object.freeze([]),
  strained: false,
  through: Object.freeze([]),
  planned: false,
});

/** A root that cannot be seen: since when, and the servers of which that says something. */
export interface Unseen {
  readonly since: Instant;
  readonly servers: readonly NodeId[];
}

/** The own health of every container and resource, and what cannot be seen. */
export interface HealthReport {
  readonly at: Instant;
  /** By container index (`Topology`); absent for what is retired, and so left out everywhere (semantics 5). */
  readonly containers: readonly (OwnHealth | undefined)[];
  /** In the order of `Model.resources`. */
  readonly resources: readonly OwnHealth[];
  /** By shard index: the container index of the one that claims to be primary last; shards without a claim are absent. */
  readonly primaries: ReadonlyMap<number, number>;
  /** The systems, subsystems, pods and shards that are planned (semantics 3, Planned). */
  readonly planned: ReadonlySet<NodeId>;
  /** Silent or blind servers, and the sources behind which all are silent: roots of `unseen` incidents. */
  readonly unseen: ReadonlyMap<NodeId, Unseen>;
  /** What runs, as last observed: for "what changed shortly before" at the root of an incident (semantics 6). */
  readonly changed: ReadonlyMap<NodeId, readonly RunChange[]>;
  /** The container indexes at which `containers` differs from an earlier one: spares looking at all of them. */
  readonly differs?: { readonly from: HealthReport['containers']; readonly at: readonly number[] };
}

/** A setting of what runs on a container that changed: image, version or start. */
export interface RunChange {
  readonly signal: SignalName;
  readonly value: SignalValue;
  readonly at: Instant;
}
