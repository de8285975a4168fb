import type { IncidentId } from './incident.ts';
import type { Duration, Instant } from './instant.ts';
import type { NodeId } from './node.ts';
import type {
  ActionKind,
  ActionParameters,
  ActionRate,
  RecoveryId,
  RecoveryMode,
  RecoveryStep,
  RevertRule,
} from './recovery-rule.ts';
import type { SignalValue } from './signal.ts';

/** The id of an action, once for all times: the idempotency key that its actuator is given. */
export type ActionId = string & { readonly __id?: 'action' };

/** What an action is done to, with all the names by which an actuator may know it. */
export interface ActionTarget {
  readonly node: NodeId;
  /** As the inventory calls it: a container's name, a server's name, a disk's mount point. */
  readonly name: string;
  /** The server that it is, or is on: its id in the model without its kind, and its name. */
  readonly server?: { readonly id: string; readonly name: string };
  /** Of a container: its pod and shard, by their names in the model. */
  readonly pod?: string;
  readonly shard?: string;
}

/** What an actuator is to do. */
export interface ActionOrder {
  readonly id: ActionId;
  readonly kind: ActionKind;
  readonly by: string;
  readonly recovery: RecoveryId;
  readonly incident: IncidentId;
  readonly targets: readonly ActionTarget[];
  readonly parameters: ActionParameters;
  /** Of `scale`: how many replicas there are, and how many there should be. */
  readonly replicas?: { readonly from: number; readonly to: number };
  /** Of `roll-back`: what runs, and what should. */
  readonly version?: { readonly signal: 'image' | 'version'; readonly from: SignalValue; readonly to: SignalValue };
  /** The action that it takes back. */
  readonly reverts?: ActionId;
}

/** What an actuator would do: in words, and as the very request or argument list, secrets masked. */
export interface ActionPreview {
  readonly text: string;
  readonly request: readonly string[];
}

/** What came of an order; `unknown`: no answer came, and it may have happened. */
export interface ActionOutcome {
  readonly result: 'done' | 'failed' | 'unknown';
  readonly duration: Duration;
  /** What it answered, bounded, secrets masked; for `failed` and `unknown` why. */
  readonly output: string;
}

/**
 * What the shell tells of an action that it was to carry out: that it began, what came of it, or that it was `withheld`:
 * for a reason that came up after it was intended (stopped, lead lost, no longer allowed), and nothing was done.
 */
export interface ActionReport {
  readonly action: ActionId;
  readonly at: Instant;
  readonly what: { readonly kind: 'begun' } | { readonly kind: 'withheld'; readonly reason: string } | ActionEnd;
}

/** That an action has ended. */
export type ActionEnd = { readonly kind: 'ended' } & ActionOutcome;

/** What a person said to an action that waits, by its one-time id. */
export interface Approval {
  readonly code: string;
  readonly verdict: 'approve' | 'reject';
  readonly by: string;
  readonly via: 'page' | 'command' | 'zabbix';
  readonly at: Instant;
}

/**
 * How far an action has come. `waiting` for a person; `intended`: saved, to be carried out; `begun`; then `done`,
 * `failed` or `unknown`, to be judged by what is observed; the rest are ends.
 */
export type ActionState =
  | 'waiting'
  | 'intended'
  | 'begun'
  | 'done'
  | 'failed'
  | 'unknown'
  | 'helped'
  | 'no-effect'
  | 'worse'
  | 'expired'
  | 'rejected'
  | 'withdrawn'
  | 'withheld';

/** How the shards stand that an action touches, for telling whether it makes, or made, them worse. */
export interface Damage {
  readonly shardsFailed: number;
  /** Of the functions that need a pod with one of these shards. */
  readonly functionsLost: number;
  /** The least reserve of them; `null` where nothing can fail them. */
  readonly reserve: number | null;
}

/** Whether and how an action is taken back: `possible`, `due` (as soon as the guards allow it), or it was ordered. */
export interface Revert extends RevertRule {
  readonly state: 'possible' | 'due' | 'ordered';
}

/** An action and all that became of it. */
export interface Action {
  readonly id: ActionId;
  readonly order: ActionOrder;
  readonly root: NodeId;
  /** Which step of the recovery, from 0. */
  readonly step: number;
  readonly mode: 'approve' | 'auto';
  readonly state: ActionState;
  /** The containers that had not failed and that it takes away while it goes on. */
  readonly disturbs: readonly NodeId[];
  /** The shards whose state tells whether it made things worse, and how they were. */
  readonly touches: readonly NodeId[];
  readonly before: Damage;
  /** By how long after its end it must have helped. */
  readonly verifyFor: Duration;
  readonly plannedAt: Instant;
  /** While it waits: the one-time id by which a person approves it, and until when. */
  readonly code?: string;
  readonly expiresAt?: Instant;
  readonly approval?: Approval;
  readonly intendedAt?: Instant;
  readonly begunAt?: Instant;
  readonly endedAt?: Instant;
  /** What the actuator answered. */
  readonly outcome?: ActionOutcome;
  /** By when it must have helped. */
  readonly judgeBy?: Instant;
  /** When it reached an end. */
  readonly judgedAt?: Instant;
  /** Absent where it can't be taken back. */
  readonly revert?: Revert;
}

/** Which guard refused an action. */
export type GuardName =
  | 'mode'
  | 'actuator'
  | 'targets'
  | 'version'
  | 'stopped'
  | 'leader'
  | 'data'
  | 'planned'
  | 'in-flight'
  | 'storm'
  | 'at-once'
  | 'per-hour'
  | 'per-pod'
  | 'per-server'
  | 'at-most'
  | 'quota'
  | 'capacity'
  | 'budget'
  | 'twin'
  | 'reserve';

/** Why an action is not begun now, with the numbers and names behind it. */
export interface Refusal {
  readonly guard: GuardName;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What the plan for an incident waits for. */
export type PlanState =
  /** The incident is not open long enough. */
  | 'held'
  /** As far as it goes: the mode is `advise`. */
  | 'advised'
  | 'refused'
  | 'waiting'
  | 'acting'
  | 'verifying'
  | 'backing-off'
  | 'escalated'
  /** A person said no. */
  | 'rejected';

/** What is to be done about an open incident as of a cycle, and why it is not done yet. */
export interface Plan {
  readonly incident: IncidentId;
  readonly root: NodeId;
  readonly recovery: RecoveryId;
  /** The mode that counts for it. */
  readonly mode: RecoveryMode;
  readonly state: PlanState;
  /** The steps of the recovery, and which of them is next or going on, from 0. */
  readonly steps: readonly RecoveryStep[];
  readonly step: number;
  /** How often this step was taken for it by now. */
  readonly attempts: number;
  /** What would be ordered next, or what goes on. */
  readonly order?: ActionOrder;
  readonly refusals: readonly Refusal[];
  /** While it waits for a person. */
  readonly approval?: { readonly code: string; readonly expiresAt: Instant };
  /** Until when it is held, backs off or is verified. */
  readonly until?: Instant;
}

/** A plan in words: how far it has come in one line, its steps, and what is against it. */
export interface PlanText {
  readonly text: string;
  /** One for each step, and for each refusal. */
  readonly steps: readonly string[];
  readonly refusals: readonly string[];
}

/** How far the recovery of a root has come; outlives its incident for a while, so that what flaps is not mended for ever. */
export interface Course {
  readonly root: NodeId;
  readonly incident: IncidentId;
  readonly recovery: RecoveryId;
  readonly step: number;
  /** How often this step was taken and did not help, or not for long. */
  readonly attempts: number;
  readonly state: 'going' | 'escalated' | 'rejected';
  /** Nothing is tried before. */
  readonly waitUntil?: Instant;
  /** How often a person was asked in vain. */
  readonly expired: number;
  /** When it was last found that what had helped did not last: what helped before then may be done again. */
  readonly relapsedAt?: Instant;
  /** When the root last had an open incident. */
  readonly seenAt: Instant;
}

/** A version of what runs in a pod, and how long it was seen working without a break. */
export interface SeenVersion {
  readonly signal: 'image' | 'version';
  readonly value: SignalValue;
  /** The run that goes on; absent where it does not work now. */
  readonly since?: Instant;
  readonly lastAt: Instant;
  readonly longest: Duration;
}

/** All that recovery remembers: plain values that survive JSON. */
export interface RecoveryMemory {
  /** One for each open incident that a recovery is for, in the order of incidents. */
  readonly plans: readonly Plan[];
  /** Those not ended, and those that count for limits still, in the order in which they were planned. */
  readonly actions: readonly Action[];
  /** In the order of roots. */
  readonly courses: readonly Course[];
  /** By pod, of those that a recovery may roll back; the newest last. */
  readonly versions: Readonly<Record<NodeId, readonly SeenVersion[]>>;
  /** How many actions were planned ever. */
  readonly planned: number;
  /** Who stopped it in Zabbix as of the last cycle, or that nobody could say; a stop at Linchpin itself is not kept here. */
  readonly stop?: Stop;
}

/** Nothing was ever planned. */
export const emptyRecoveryMemory: RecoveryMemory = { plans: [], actions: [], courses: [], versions: {}, planned: 0 };

/** What never may be exceeded, whatever a recovery says (`recovery.limits` of the configuration). */
export interface RecoveryLimits {
  /** Targets at once. */
  readonly atOnce: number;
  /** Targets within an hour. */
  readonly perHour: number;
  readonly perPod: ActionRate;
  readonly perServer: ActionRate;
  /** Replicas that were added and not taken back. */
  readonly extraReplicas: number;
  /** The use of cpu or memory, in %, above which a server takes no further replica. */
  readonly busyServer: number;
  /** After so long an action that has not answered is of unknown outcome. */
  readonly actionTimeout: Duration;
}

/** What of the configuration the planner needs. */
export interface RecoverySettings {
  readonly mode: RecoveryMode;
  /** The actuators that there are, by name; the time that one may take where it is not `limits.actionTimeout`. */
  readonly actuators: ReadonlyMap<string, { readonly timeout?: Duration }>;
  readonly approvalExpires: Duration;
  readonly limits: RecoveryLimits;
  /** The shares (0…1) of failed and of unknown containers above which nothing is done but advise. */
  readonly storm: { readonly failed: number; readonly unknown: number };
}

/** That somebody stopped recovery. */
export interface Stop {
  readonly by: string;
  readonly via: 'page' | 'command' | 'zabbix';
  readonly at: Instant;
  readonly reason?: string;
}

/** A person, or Zabbix's user group, is told that an incident is theirs. */
export interface Escalation {
  readonly to?: string;
  readonly text?: string;
  /** Why: a step says so, the steps are used up, it did not help, it got worse, or what came of it is not known. */
  readonly because: 'step' | 'steps-used-up' | 'no-help' | 'does-not-last' | 'came-back' | 'worse' | 'unknown-outcome';
}

/** What a cycle decided about recovery, to be recorded, told and carried out. */
export type RecoveryDecision = {
  readonly at: Instant;
  readonly incident: IncidentId;
  readonly root: NodeId;
  readonly recovery: RecoveryId;
  readonly step: number;
} & RecoveryStepTaken;

/** The kinds of decision; each but `plan`, `refuse` and `escalate` is about the action it has. */
export type RecoveryStepTaken =
  /** A plan is new, or another one than before: what it advises. */
  | { readonly kind: 'plan'; readonly plan: Plan }
  /** The guards refuse what they did not refuse before, or for other reasons. */
  | { readonly kind: 'refuse'; readonly refusals: readonly Refusal[] }
  /** A person is asked. */
  | { readonly kind: 'ask'; readonly action: Action }
  /** A person answered. */
  | { readonly kind: 'approved' | 'rejected' | 'expired' | 'withdrawn'; readonly action: Action }
  /** It is to be carried out, once this is saved; with what the twin said of it. */
  | { readonly kind: 'act'; readonly action: Action; readonly whatIf: Damage }
  /** It began, ended or was withheld. */
  | { readonly kind: 'report'; readonly action: Action; readonly report: ActionReport }
  /** What is observed says whether it helped. */
  | { readonly kind: 'judge'; readonly action: Action }
  | { readonly kind: 'escalate'; readonly escalation: Escalation; readonly action?: Action };
