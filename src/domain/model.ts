import type { Duration } from './instant.ts';
import type { NodeId } from './node.ts';
import type { Recovery } from './recovery-rule.ts';
import type { Share } from './redundancy.ts';
import type { Rule } from './rule.ts';

/** How redundant a pod's shards are (semantics 5). */
export type PodKind = 'stateless' | 'quorum' | 'primary-replica' | 'all';

/** What a replica of a primary-replica pod may be. */
export type Role = 'primary' | 'replica';

/** Which callee masks a caller: the called pod, or the whole subsystem it belongs to (semantics 4.1). */
export type Suppression = 'subsystem' | 'pod';

/** A rule that the engine judges without a signal: of a silent container, and of a replica that was never there (semantics 3). */
export type AbsenceRule = 'gone' | 'missing';

/** What an operator is told to do (semantics 8). */
export interface Advice {
  readonly advice: string;
  readonly text?: string;
}

/** A whole installation. */
export interface System {
  readonly id: NodeId;
  readonly name: string;
  readonly subsystems: readonly NodeId[];
}

/** Pods that together solve one task, with the functions that users get from it. */
export interface Subsystem {
  readonly id: NodeId;
  readonly name: string;
  readonly pods: readonly NodeId[];
}

/** Something that users can do; `needs` holds every pod it needs (all of its subsystem where the model names none). */
export interface UserFunction {
  readonly id: NodeId;
  readonly name: string;
  readonly subsystem: NodeId;
  readonly needs: readonly NodeId[];
}

/** Cooperating containers seen as one logical thing. */
export interface Pod {
  readonly id: NodeId;
  readonly name: string;
  readonly kind: PodKind;
  /** Of `stateless` how many replicas must work, of `primary-replica` how many beside the primary; absent for the default. */
  readonly minReplicas?: number | Share;
  /** Of `primary-replica`: whether any replica may take over by itself. */
  readonly failover: 'manual' | 'automatic';
  /** Its containers are meant to end (semantics 3, To completion). */
  readonly toCompletion: boolean;
  /** The bounds of a pod that scales by itself (semantics 5); its `Shard.replicas` is what the inventory has within them. */
  readonly scales?: { readonly min: number; readonly max: number };
  /** The pods it calls; never itself. */
  readonly calls: readonly NodeId[];
  readonly suppression: Suppression;
  readonly shards: readonly Shard[];
  readonly action?: Advice;
}

/**
 * One slice of a pod's data. `required` of its `replicas` must work (semantics 5, see `requiredOf`; of a pod that scales
 * by itself both are counted anew each cycle); `containers` holds missing ones too.
 */
export interface Shard {
  readonly id: NodeId;
  readonly pod: NodeId;
  readonly name: string;
  readonly replicas: number;
  readonly required: number;
  readonly containers: readonly NodeId[];
}

/** One replica; `missing` is declared by its pod but not in the inventory, and stands on no server. */
export interface Container {
  readonly id: NodeId;
  readonly name: string;
  readonly pod: NodeId;
  readonly shard: NodeId;
  readonly missing: boolean;
  /** What the inventory says it is; older than any `role` sample (semantics 5). */
  readonly role?: Role;
  /** Its server, disks and network, in the order of ids; empty for a missing one. */
  readonly runsOn: readonly NodeId[];
  readonly rules: readonly Rule[];
  /** The rules of absence that do not apply to it: they are switched off, or its pod runs to completion. */
  readonly unwatched: readonly AbsenceRule[];
}

/** A server, disk or network; `server` is the one it belongs to (itself for a server). */
export interface Resource {
  readonly id: NodeId;
  readonly kind: 'server' | 'disk' | 'network';
  readonly server: NodeId;
  /** What people call it: a server's name, a disk's mount point or id. */
  readonly name: string;
  /** Of a disk: the device that it is on, as SMART calls it; several disks may share one. */
  readonly device?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
}

/** The settings of a model that the stages need (contracts, `defaults`). */
export interface ModelDefaults {
  readonly staleAfter: Duration;
  readonly standing: Duration;
  readonly reopenWithin: Duration;
  readonly appearWithin: Duration;
  readonly ranking: 'share' | 'level';
  /** How far apart onsets may lie to count as equal; one poll interval where the model does not say (semantics 4.4). */
  readonly onsetTolerance?: Duration;
}

/** A node that is switched off (`enabled: false`): listed as `off`, and in nothing else (semantics 3, Not wanted). */
export interface OffNode {
  readonly id: NodeId;
  readonly name: string;
}

/** Everything that was declared, merged, checked and with every default resolved; each list but `recoveries` is sorted by id. */
export interface Model {
  readonly systems: readonly System[];
  readonly subsystems: readonly Subsystem[];
  readonly functions: readonly UserFunction[];
  readonly pods: readonly Pod[];
  readonly containers: readonly Container[];
  readonly resources: readonly Resource[];
  /** Subsystems, pods, containers and functions that are switched off. */
  readonly off: readonly OffNode[];
  /** As written: by file, then by line. */
  readonly recoveries: readonly Recovery[];
  readonly defaults: ModelDefaults;
}
