import type { Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { RecoveryId } from '../domain/recovery-rule.ts';
import type {
  ActionId,
  ActionReport,
  Approval,
  RecoveryDecision,
  RecoveryMemory,
  RecoverySettings,
  Stop,
} from '../domain/recovery.ts';
import type { Verdicts } from '../domain/verdict.ts';

/** All that a cycle knows of what recovery looks at; the model's recoveries are in `verdicts.graph.model`. */
export interface RecoveryInput {
  readonly at: Instant;
  readonly settings: RecoverySettings;
  /** The open ones. */
  readonly incidents: readonly Incident[];
  readonly verdicts: Verdicts;
  /** What health remembers of nodes: what runs, and how busy servers are. */
  readonly nodes: ReadonlyMap<NodeId, NodeMemory>;
  /** What would be, if these nodes failed on top of what is (semantics 7). */
  readonly whatIf: (fail: readonly NodeId[]) => Verdicts;
  /** Zabbix could not be read in this cycle. */
  readonly isUnreadable: boolean;
  /** This process is the one that may act. */
  readonly leads: boolean;
  /** Set while somebody has stopped recovery. */
  readonly stop?: Stop;
  /** The recoveries that the second file allows to act without being asked. */
  readonly allowed: ReadonlySet<RecoveryId>;
  /** The actions that this process carries out now, or is about to; what else was begun is of unknown outcome. */
  readonly carriedOut: ReadonlySet<ActionId>;
  /** What was told of actions since the cycle before, oldest first. */
  readonly reports: readonly ActionReport[];
  /** What people said since the cycle before, oldest first. */
  readonly approvals: readonly Approval[];
  /** Ids that nobody could guess, for as many actions as may be asked about in this cycle; they are used up in their order. */
  readonly codes: readonly string[];
}

/** What a cycle made of recovery: the next memory, and what was decided, in the order in which it was. */
export interface RecoveryTurn {
  readonly memory: RecoveryMemory;
  readonly decisions: readonly RecoveryDecision[];
}
