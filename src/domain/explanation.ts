import type { Evidence } from './health.ts';
import type { Incident } from './incident.ts';
import type { Instant } from './instant.ts';
import type { PodKind } from './model.ts';
import type { NodeId } from './node.ts';
import type { Severity } from './severity.ts';
import type { FunctionState, NodeState } from './verdict.ts';

/** Why a node is in its state (semantics 7, explain): the facts, for words and JSON; lists that do not apply are empty. */
export interface Explanation {
  readonly at: Instant;
  readonly node: ExplainedNode;
  /** Of a container or resource. */
  readonly evidence: readonly Evidence[];
  /** What a container stands on, its failed resources first. */
  readonly standsOn: readonly ExplainedLeaf[];
  /** Of a container that grows: why that is a symptom, or why it is not. */
  readonly masking?: ExplainedMasking;
  readonly suspects: readonly Suspect[];
  /** The containers of a pod, shard or resource that are not well, and how many there are in all. */
  readonly containers: readonly ExplainedLeaf[];
  readonly containerCount: number;
  /** From the shards up: the parts of the node that matter, itself, and what it is part of. */
  readonly rollUp: readonly RollUpStep[];
  /** Of a function. */
  readonly needs: readonly Need[];
  readonly incidents: readonly ExplainedIncident[];
}

/** The node that is explained. */
export interface ExplainedNode {
  readonly id: NodeId;
  /** `retired` is what a pod that scales by itself has left behind (semantics 5). */
  readonly state: NodeState | FunctionState | 'off' | 'retired';
  /** Its own severity; absent for functions and what is left out of every judgement. */
  readonly severity?: Severity;
  readonly planned: boolean;
  readonly strained: boolean;
  /** A declared replica that the inventory lacks. */
  readonly missing: boolean;
  /** A server that is silent or blind: since when. */
  readonly unseenSince?: Instant;
}

/** A container or resource beside the one that is explained. */
export interface ExplainedLeaf {
  readonly id: NodeId;
  readonly state: NodeState;
  readonly masked: boolean;
  readonly strained: boolean;
  readonly evidence: readonly Evidence[];
  /** The failed resources by which a container fails. */
  readonly through: readonly NodeId[];
}

/** How masking judged a growing container (semantics 4). */
export interface ExplainedMasking {
  readonly masked: boolean;
  /** The nearest down pods that its pod leans on. */
  readonly down: readonly DownPod[];
  /** The failed containers behind the mask, nearest first; empty where it is not masked. */
  readonly culprits: readonly ExplainedLeaf[];
  /** The incident roots of these. */
  readonly maskedBy: readonly NodeId[];
}

/** A down pod that a pod leans on: how it is reached, and what keeps it from being the excuse, where something does. */
export interface DownPod {
  readonly pod: NodeId;
  /** The pods on the way that are unknown, so that they were looked through (semantics 4.2). */
  readonly through: readonly NodeId[];
  /** It is called; else it is of a subsystem that is called (semantics 4.1). */
  readonly isCalled: boolean;
  readonly failed: readonly NodeId[];
  readonly masked: readonly NodeId[];
  readonly notBecause?: NoExcuse;
}

/**
 * Why a down pod does not excuse: growth with pressure needs one that is down by a direct rule (semantics 3, Verdict);
 * it was bad long before (4.6); it is only slow (4.7); every root behind it lies in the caller's own pod (4.5); in a
 * call cycle the caller began no later (4.4).
 */
export type NoExcuse = 'needs-direct' | 'standing' | 'only-slow' | 'own-pod' | 'began-first';

/** A called pod that may be behind a container's trouble without being proven to be (semantics 4.8, 6). */
export interface Suspect {
  readonly pod: NodeId;
  readonly why: 'failed-replicas' | 'unseen';
  /** Its failed replicas, or those that nobody sees. */
  readonly containers: readonly NodeId[];
}

/** A shard, pod, subsystem or system in the roll-up. */
export interface RollUpStep {
  readonly id: NodeId;
  readonly state: NodeState;
  readonly reserve: number | null;
  /** The reserve is 0 only for want of data. */
  readonly reserveLacksData: boolean;
  /** Of a shard: the rule of its pod, and what there is. */
  readonly redundancy?: Redundancy;
  /** Of anything above: its parts, and those that decide its state, or its reserve where it works. */
  readonly parts?: { readonly total: number; readonly failed: number; readonly unknown: number };
  readonly decisive: readonly NodeId[];
}

/** How redundant a shard is, and how its replicas are; masked ones work, strained ones are not counted on. */
export interface Redundancy {
  readonly kind: PodKind;
  readonly failover: 'manual' | 'automatic';
  readonly replicas: number;
  readonly required: number;
  readonly working: number;
  readonly failed: number;
  readonly unknown: number;
  readonly masked: number;
  readonly strained: number;
  readonly retired: number;
  /** Of a primary-replica pod: who claims to be primary, if anybody does, and how it is. */
  readonly primary?: { readonly id: NodeId; readonly state: NodeState };
}

/** A pod that a function needs (distance 0), or that one of these calls directly or not. */
export interface Need {
  readonly pod: NodeId;
  readonly state: NodeState;
  readonly distance: number;
}

/** How the node takes part in an incident. */
export interface ExplainedIncident {
  readonly incident: Incident;
  readonly part: 'root' | 'member' | 'symptom' | 'failed' | 'touched' | 'lost' | 'impaired';
}

/** An explanation in words, for a terminal or a page. */
export interface ExplanationText {
  readonly title: string;
  readonly state: string;
  /** What the node is; empty where its name says it all. */
  readonly about: string;
  readonly sections: readonly ExplanationSection[];
  /** The incidents that it takes part in, and how. */
  readonly incidents: readonly {
    readonly rank: number;
    readonly zabbixSeverity: Severity;
    readonly text: string;
    readonly part: string;
  }[];
}

/** A headed list; the cells of a row belong side by side. */
export interface ExplanationSection {
  readonly heading: string;
  readonly rows: readonly (readonly string[])[];
}
