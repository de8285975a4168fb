import type { FunctionState, NodeState } from './verdict.ts';
import type { Effect, Severity } from './severity.ts';
import type { NodeId } from './node.ts';
import type { GuardName, PlanState } from './recovery.ts';
import type { RecoveryId, RecoveryMode, RecoveryStep } from './recovery-rule.ts';

/** The JSON of a result (contracts): what `evaluate`, `status` and `what-if` print. Keys that do not apply are left out. */
export interface Result {
  readonly at: string;
  readonly systems: readonly ResultNode[];
  readonly subsystems: readonly ResultNode[];
  readonly pods: readonly ResultNode[];
  readonly shards: readonly ResultNode[];
  readonly containers: readonly ResultNode[];
  readonly resources: readonly ResultNode[];
  readonly functions: readonly ResultFunction[];
  readonly incidents: readonly ResultIncident[];
}

/** A node of a result. */
export interface ResultNode {
  readonly id: NodeId;
  readonly name?: string;
  readonly state: NodeState | 'off';
  readonly severity: Severity;
  readonly strained?: true;
  readonly planned?: true;
  readonly reserve?: number | null;
  readonly maskedBy?: readonly NodeId[];
  readonly evidence?: readonly ResultEvidence[];
}

/** A function of a result; `because` holds the incidents that take it away. */
export interface ResultFunction {
  readonly id: NodeId;
  readonly name: string;
  readonly state: FunctionState | 'off';
  readonly because: readonly string[];
}

/** Evidence in words and numbers. */
export interface ResultEvidence {
  readonly node?: NodeId;
  readonly rule: string;
  readonly signal: string;
  readonly value: number | string;
  readonly limit?: number;
  readonly text: string;
  readonly since: string;
}

/** An incident of a result. `text` names effect and root in one line for people. */
export interface ResultIncident {
  readonly id: string;
  readonly rank: number;
  readonly severity: Effect;
  readonly state: 'open' | 'closed';
  readonly stale: boolean;
  readonly zabbixSeverity: Severity;
  readonly root: NodeId;
  readonly text: string;
  readonly level: number;
  readonly onset: string;
  readonly evidence: readonly ResultEvidence[];
  readonly changes: readonly { readonly signal: string; readonly value: number | string; readonly at: string }[];
  readonly symptoms: readonly NodeId[];
  readonly failed: readonly NodeId[];
  readonly functionsLost: readonly NodeId[];
  readonly functionsImpaired: readonly NodeId[];
  readonly reserve: number | null;
  readonly action: { readonly advice: string; readonly text: string };
  /** Absent where no recovery is for it. */
  readonly recovery?: ResultPlan;
  readonly planned: boolean;
}

/** What recovery would do, or does, about an incident (semantics 8). */
export interface ResultPlan {
  readonly recovery: RecoveryId;
  readonly mode: RecoveryMode;
  readonly state: PlanState;
  /** In words: what is to be done, and why it is not done yet. */
  readonly text: string;
  /** Which of the steps is next or goes on, from 0. */
  readonly step: number;
  readonly steps: readonly { readonly kind: RecoveryStep['kind']; readonly text: string }[];
  readonly refusals: readonly { readonly guard: GuardName; readonly text: string }[];
  /** While it waits for a person. */
  readonly approval?: { readonly code: string; readonly expiresAt: string };
  readonly until?: string;
}
