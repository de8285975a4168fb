import type { Instant } from './domain/instant.ts';
import type { NodeId } from './domain/node.ts';
import type { Stop } from './domain/recovery.ts';
import type { ProblemChange, ProblemUpdate } from './domain/source-problem.ts';
import type { EventId, HostId, OutgoingValue } from './domain/zabbix.ts';

/** A trapper item, by its host's technical name and its key. */
export interface ItemName {
  readonly host: string;
  readonly key: string;
}

/** A value that Zabbix took, and when it was computed. */
export interface ToldValue extends ItemName {
  readonly value: string | number;
  readonly at: Instant;
}

/**
 * What Zabbix shows of an item is not what it was told: it has no such value (`lost`), a later one from elsewhere
 * (`overwritten`), or could not take it for a value of its type (`unsupported`).
 */
export interface Difference extends ItemName {
  readonly kind: 'lost' | 'overwritten' | 'unsupported';
  /** Absent where it shows nothing. */
  readonly shown?: string;
  /** In Zabbix's words. */
  readonly reason?: string;
}

/** A problem that Zabbix was told of and does not show, with the likely reason. */
export interface UnraisedProblem extends ItemName {
  readonly reason: string;
}

/** Reads back what became of what was sent: Zabbix accepts nearly anything in silence. Rejects with `WorldError`. */
export interface VerifyZabbix {
  /** Where Zabbix shows something else than it was told last; what people switched off is left out. */
  differences(told: readonly ToldValue[]): Promise<readonly Difference[]>;
  /** Which of the slots that were told a problem have no open one. */
  unraised(problems: readonly ToldValue[]): Promise<readonly UnraisedProblem[]>;
  /** The likely reason why Zabbix takes no values for an item, by its name (`itemName`). */
  whyRefused(values: readonly OutgoingValue[]): Promise<ReadonlyMap<string, string>>;
}

/** What of annotations a Zabbix and Linchpin's user there allow. */
export interface AnnotatorAbilities {
  /** Problems can be ranked as causes and symptoms. */
  readonly ranks: boolean;
  /** Who Linchpin is there; absent where its role does not let that be asked. */
  readonly userId?: string;
}

/** What became of changes of problems. */
export interface ChangeOutcome {
  /** Those of which nothing was changed. */
  readonly refused: readonly EventId[];
  /** Those that were not asked for, since too many others had been refused. */
  readonly untried: readonly EventId[];
  /** Why something was refused, a part of a change or the whole of it, in Zabbix's words. */
  readonly reasons: readonly string[];
}

/** Reads and writes what people see beside a problem of the site. Every method rejects with `WorldError`. */
export interface AnnotateZabbix {
  abilities(): Promise<AnnotatorAbilities>;
  /** What was done to each problem, oldest first; without those that are no longer open. */
  updates(eventIds: readonly EventId[]): Promise<ReadonlyMap<EventId, readonly ProblemUpdate[]>>;
  /** The open problems of Linchpin's own incidents by root, as far as others can be ranked under them. */
  ownProblems(): Promise<ReadonlyMap<NodeId, EventId>>;
  /** Those of the hosts whose problems may have their severity changed. */
  writableHosts(hostIds: readonly HostId[]): Promise<ReadonlySet<HostId>>;
  /** Carries changes out; a change of rank is only queued then. */
  change(changes: readonly ProblemChange[]): Promise<ChangeOutcome>;
}

/** Hears what people say to recovery in Zabbix. Every method rejects with `WorldError`. */
export interface HearZabbix {
  /** Whether the macro `{$LINCHPIN.RECOVERY.STOP}` of Linchpin's hosts or template stops recovery. */
  recoveryStop(): Promise<Stop | undefined>;
  /** What users, but Linchpin itself, wrote on the open problems of Linchpin's incidents at these roots; oldest first. */
  saidOf(roots: ReadonlySet<NodeId>): Promise<readonly SaidOfIncident[]>;
}

/** What a user of Zabbix wrote on the problem of an incident. */
export interface SaidOfIncident {
  readonly root: NodeId;
  /** As they log in. */
  readonly user: string;
  readonly at: Instant;
  readonly message: string;
}
