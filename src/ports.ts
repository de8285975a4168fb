import type { IncidentId } from './domain/incident.ts';
import type { Instant } from './domain/instant.ts';
import type { InventoryMemory } from './domain/inventory.ts';
import type { Memory } from './domain/memory.ts';
import type { NodeMemory } from './domain/memory.ts';
import type { NodeId } from './domain/node.ts';
import type { Result, ResultFunction, ResultIncident, ResultNode } from './domain/result.ts';
import type { AnnotationMemory, ProblemChange, ProblemUpdate } from './domain/source-problem.ts';
import type { EventId, HostId, OutgoingValue, ZabbixSnapshot } from './domain/zabbix.ts';

/** Reads what Zabbix observes. */
export interface ReadZabbix {
  /**
   * Gives all values and problems that came since the call before (everything newest at the first call), with an
   * overlap: a value may come twice. Rejects with `WorldError`; the next call then gives what this one would have.
   */
  read(now: Instant): Promise<ZabbixSnapshot>;
}

/** Writes computed values to Zabbix's trapper items. */
export interface WriteZabbix {
  /**
   * Sends values in the order given. Resolves when Zabbix has answered for each of them; rejects with `WorldError`
   * when no answer came, and then any of them may have arrived: sending them again has no effect, since times are kept.
   */
  send(values: readonly OutgoingValue[]): Promise<SendOutcome>;
}

/** Which of the values sent were refused: unknown host or item (an item is new to the server only after its cache sync). */
export interface SendOutcome {
  readonly accepted: number;
  readonly refused: readonly OutgoingValue[];
  /** Why, in Zabbix's words, where it gives reasons. */
  readonly reasons?: ReadonlyMap<OutgoingValue, string>;
}

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
  /** The likely reason why Zabbix takes no values for an item, by `host\nkey`. */
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

/** A value that waits to be sent; `sequence` grows in the order of computing. */
export interface QueuedValue {
  readonly sequence: number;
  readonly value: OutgoingValue;
}

/** What one cycle leaves behind, saved as a whole or not at all. `nodes` holds only the memories that changed. */
export interface CycleRecord {
  readonly at: Instant;
  readonly nodes: ReadonlyMap<NodeId, NodeMemory>;
  /** Nodes that left the model while the process ran: their memories are dropped. */
  readonly forgotten?: readonly NodeId[];
  /** What was taken over from Zabbix; absent where that has not changed. */
  readonly inventory?: InventoryMemory;
  readonly memory: Pick<Memory, 'incidents' | 'publish'>;
  /** Absent where it has not changed. */
  readonly annotations?: AnnotationMemory;
  readonly outbox: readonly OutgoingValue[];
  readonly result: Result;
  /** The model in force; absent where there is none to be kept. */
  readonly model?: ModelRecord;
  /** All that is remembered, changed or not: saved instead where somebody else has saved since, or restored a backup. */
  readonly whole?: Pick<Memory, 'nodes' | 'annotations'> & { readonly inventory?: InventoryMemory };
}

/** A model as a whole, so that what was judged once can be judged again: its hash, and the text that it is made from. */
export interface ModelRecord {
  readonly hash: string;
  readonly source: string;
}

/** What of a node is history: all but its name and evidence. */
export type NodeStanding = Pick<ResultFunction, 'state'> | Omit<ResultNode, 'id' | 'name' | 'evidence'>;

/** What a node became at a time; absent where it left the model or was retired. */
export interface NodeChange {
  readonly at: Instant;
  readonly became?: NodeStanding;
}

/** What an incident became at a time. */
export interface IncidentChange {
  readonly at: Instant;
  readonly incident: ResultIncident;
}

/** A time between two others; it begins before it ends. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** A node that an operator silenced for a time (semantics 3, Planned). */
export interface Silence {
  readonly id: string;
  readonly node: NodeId;
  readonly since: Instant;
  readonly until: Instant;
  readonly reason: string;
  readonly who: string;
}

/** What became of what was too old or too much. */
export interface Tidied {
  /** How many bytes the store takes now. */
  readonly size: number;
  /** Set where it was larger than it may be: history before this time went early. */
  readonly forgottenBefore?: Instant;
  /** It is larger than it may be still: what is left may not be forgotten. */
  readonly isTooLarge: boolean;
}

/** Keeps what must outlive the process. Every method rejects with `WorldError` when the store can't be reached. */
export interface Store {
  /** The memory as of the last saved cycle; the empty one at first. */
  load(): Promise<Memory>;
  /** Saves memory, result and what is to be sent in one transaction, before anything is sent (semantics 9). */
  save(record: CycleRecord): Promise<void>;
  /** From the next save until it is closed the store is marked as that of a daemon, which a restore asks about. */
  hold(): void;
  /** What was taken over from Zabbix as of the last saved cycle; absent where that was never followed. */
  inventory(): Promise<InventoryMemory | undefined>;
  /** The result of the last saved cycle. */
  lastResult(): Promise<Result | undefined>;
  /** Every incident that is closed, as it was when it closed; the one that closed last first. */
  endedIncidents(): Promise<readonly ResultIncident[]>;
  /** Values not yet confirmed, in the order of computing. */
  outbox(): Promise<readonly QueuedValue[]>;
  /** Takes values off the outbox: Zabbix has them, or they were given up. */
  confirm(sequences: readonly number[]): Promise<void>;
  /** What an incident became at each of its changes, oldest first, as far as they are kept (semantics 6, Life). */
  incidentHistory(id: IncidentId): Promise<readonly IncidentChange[]>;
  /** What a node was as the span began, where that is known, and what it became within it, oldest first. */
  nodeHistory(node: NodeId, span: Span): Promise<readonly NodeChange[]>;
  /** The model that was in force at a time, and since when; `undefined` where that is not known (any more). */
  modelAt(at: Instant): Promise<(ModelRecord & { readonly since: Instant }) | undefined>;
  /** The silences that end after a time, also those that have not begun, the earliest first. */
  silences(endingAfter: Instant): Promise<readonly Silence[]>;
  addSilences(silences: readonly Silence[]): Promise<void>;
  /** Ends all silences of these nodes. */
  endSilences(nodes: readonly NodeId[], at: Instant): Promise<void>;
  /**
   * Forgets history that is too old or too much; never what is open, remembered or queued. To be called after each save:
   * once an hour it does something, and gives what.
   */
  tidy(now: Instant): Promise<Tidied | undefined>;
  close(): Promise<void>;
}

/** The time of the world. */
export interface Clock {
  now(): Instant;
}

/** Where the program says what it does: a constant message and facts as fields (style 13). */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
  debug(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** What went wrong with the world, and so which exit status it means (contracts, Commands). */
export type WorldErrorKind = 'unreachable' | 'refused' | 'not-provisioned' | 'invalid';

/**
 * The world did not do what was asked: Zabbix or the store can't be reached (`unreachable`, may pass), Zabbix refused
 * (`refused`: token, permission, version), its objects are missing (`not-provisioned`), or what people wrote is
 * wrong (`invalid`). The message says what was found, where, what was expected and what to do, and holds no secret.
 */
export class WorldError extends Error {
  readonly kind: WorldErrorKind;

  constructor(kind: WorldErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WorldError';
    this.kind = kind;
  }

  /** Whether the same request may succeed later without anybody doing anything. */
  get retryable(): boolean {
    return this.kind === 'unreachable';
  }
}
