import type { Duration } from './instant.ts';

/** The name of a recovery in a model: its key under `recoveries:`. */
export type RecoveryId = string & { readonly __id?: 'recovery' };

/** How far Linchpin may go by itself, from nothing at all to everything that its guards allow. */
export const recoveryModes = ['off', 'advise', 'approve', 'auto'] as const;

/** One of `recoveryModes`; the lower of two counts. */
export type RecoveryMode = (typeof recoveryModes)[number];

/** What can be done to what runs. */
export const actionKinds = [
  'restart',
  'restart-with',
  'free-disk',
  'scale',
  'resize',
  'roll-back',
  'drain',
  'reroute',
] as const;

/** One of `actionKinds`. */
export type ActionKind = (typeof actionKinds)[number];

/** The parameters of an action by name, as the model gives them; never a secret. */
export type ActionParameters = Readonly<Record<string, string | number | boolean>>;

/** So many in so long a time. */
export interface ActionRate {
  readonly count: number;
  readonly per: Duration;
}

/** For which incidents a recovery is; what is absent asks nothing. */
export interface RecoveryScope {
  /** What the root is. */
  readonly kind?: 'container' | 'pod' | 'server' | 'disk' | 'network';
  /** Rules of which at least one is among the evidence. */
  readonly rules?: readonly string[];
  /** Globs of which one fits the id of the pod that the root is or belongs to; of a resource, of each pod with a container on it. */
  readonly pods?: readonly string[];
  /** Tags that the server of the root has; of a pod, the server of each of its containers in the incident. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** How an action is taken back: where it made things worse, and where `after` is given once all was well for so long. */
export interface RevertRule {
  readonly after?: Duration;
  /** In place of the step's own. */
  readonly parameters?: ActionParameters;
}

/** A step that does something, by the actuator of the configuration that `by` names. */
export interface ActionStep {
  readonly kind: ActionKind;
  readonly by: string;
  readonly parameters: ActionParameters;
  /** Absent where it can't be taken back. */
  readonly revert?: RevertRule;
  /** Of `scale`: by how many replicas, and how many of a shard there may be then. */
  readonly add?: number;
  readonly quota?: number;
  /** Of `roll-back`: how long a version must have been seen working. */
  readonly stableFor?: Duration;
}

/** A step that hands the incident to people. */
export interface EscalateStep {
  readonly kind: 'escalate';
  readonly to: string;
  readonly text?: string;
}

/** One of the ordered steps of a recovery. */
export type RecoveryStep = ActionStep | EscalateStep;

/** What comes after a step that did not help: `again` waits, twice as long each time, and takes the same step once more. */
export type NoHelp =
  | { readonly kind: 'next' }
  | { readonly kind: 'escalate' }
  | { readonly kind: 'again'; readonly first: Duration; readonly times: number };

/** What to do about which incidents (semantics 8); of those that fit, the one written first counts. */
export interface Recovery {
  readonly id: RecoveryId;
  readonly for: RecoveryScope;
  /** Absent where the configuration's counts alone. */
  readonly mode?: RecoveryMode;
  /** For how long the incident must have been open. */
  readonly heldFor: Duration;
  /** How often it may act on one root; absent where the limits of the configuration count alone. */
  readonly atMost?: ActionRate;
  /** The reserve that every shard touched must have while the action goes on. */
  readonly reserveAtLeast?: number;
  /** By when an action must have helped. */
  readonly verifyFor: Duration;
  readonly steps: readonly RecoveryStep[];
  readonly noHelp: NoHelp;
}
