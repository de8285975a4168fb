import { kindOfError, type WorldErrorCode } from './domain/errors/catalogue.ts';
import type { WorldErrorKind } from './domain/errors/entry.ts';
import type { Incident, IncidentId } from './domain/incident.ts';
import type { Duration, Instant } from './domain/instant.ts';
import type { InventoryMemory } from './domain/inventory.ts';
import type { Memory, NodeMemory } from './domain/memory.ts';
import type { NodeId } from './domain/node.ts';
import type { NodeStanding, PastState, Span } from './domain/past.ts';
import type { ActionOrder, ActionOutcome, ActionPreview, RecoveryMemory, Stop } from './domain/recovery.ts';
import type { Result, ResultIncident } from './domain/result.ts';
import type { AnnotationMemory } from './domain/source-problem.ts';
import type { Verdicts } from './domain/verdict.ts';
import type { Item, ItemValue, OutgoingValue, ZabbixSnapshot } from './domain/zabbix.ts';

/** Reads what Zabbix observes. */
export interface ReadZabbix {
  /**
   * Gives all values and problems that came since the call before (everything newest at the first call), with an
   * overlap: a value may come twice. Rejects with `WorldError`; the next call then gives what this one would have.
   */
  read(now: Instant): Promise<ZabbixSnapshot>;
}

/** Reads what Zabbix keeps of the past. */
export interface ReadHistory {
  /** The newest values of a few items from a time on, a bounded number, the oldest first. Rejects with `WorldError`. */
  newest(items: readonly Item[], from: Instant): Promise<readonly ItemValue[]>;
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

/** A value that waits to be sent; `sequence` grows in the order of computing. */
export interface QueuedValue {
  readonly sequence: number;
  readonly value: OutgoingValue;
}

/** What one cycle leaves behind, saved as a whole or not at all. `nodes` holds only the memories that changed. */
export interface CycleRecord {
  readonly at: Instant;
  /** As of when Zabbix was last read, in this cycle or one before: what was judged rests on nothing newer; absent where it never was. */
  readonly readAt?: Instant;
  readonly nodes: ReadonlyMap<NodeId, NodeMemory>;
  /** Nodes that left the model while the process ran: their memories are dropped. */
  readonly forgotten?: readonly NodeId[];
  /** What was taken over from Zabbix; absent where that has not changed. */
  readonly inventory?: InventoryMemory;
  readonly memory: Pick<Memory, 'incidents' | 'publish'>;
  /** Absent where it has not changed. */
  readonly annotations?: AnnotationMemory;
  /** The same. */
  readonly recovery?: RecoveryMemory;
  readonly outbox: readonly OutgoingValue[];
  readonly result: Result;
  /** What the result rests on, so that it can be explained later; absent where it need not be. */
  readonly verdicts?: Verdicts;
  /** How far apart cycles lie: a longer time without one was not judged. */
  readonly interval?: Duration;
  /** The model in force; absent where there is none to be kept. */
  readonly model?: ModelRecord;
  /** What recovery decided. */
  readonly audit?: readonly AuditEntry[];
}

/**
 * A model as a whole, so that what was judged once can be judged again: the texts that it is made from, by the names of
 * these parts. While it is the same model it is the same object.
 */
export interface ModelRecord {
  readonly parts: ReadonlyMap<string, string>;
}

/** When the last saved cycle judged, and as of when Zabbix had been read by then; absent where that is not known. */
export interface SavedCycle {
  readonly judgedAt: Instant;
  readonly readAt?: Instant;
}

/** What a node became at a time; absent where it left the model or was retired. */
export interface NodeChange {
  readonly at: Instant;
  readonly became?: NodeStanding;
}

/** What an incident became at a time. */
export interface IncidentChange {
  readonly at: Instant;
  readonly incident: ResultIncident;
  /** What was known of it, for other words; absent of one that has closed. */
  readonly facts?: Incident;
}

/** How everything stood at a time that was asked about, and the model that was in force. */
export interface StateThen extends PastState {
  readonly model: ModelInForce;
  /**
   * Set where nothing was judged at that time, and it is how everything stood before: the last cycle before, and the
   * first one after, where there was one by now.
   */
  readonly gap?: { readonly from: Instant; readonly until?: Instant };
}

/** A model and since when it is in force. */
export type ModelInForce = ModelRecord & { readonly since: Instant };

/** A node that an operator silenced for a time (semantics 3, Planned). */
export interface Silence {
  readonly id: string;
  readonly node: NodeId;
  readonly since: Instant;
  readonly until: Instant;
  readonly reason: string;
  readonly who: string;
}

/** That somebody does something, at a time. */
export interface Act {
  readonly at: Instant;
  readonly who: string;
}

/**
 * What was done that changes what Linchpin shows, or what runs: by somebody, or by recovery itself. `recover` is what
 * became of a plan; `begin` and `end` frame an action, between which nobody knows what came of it; `withhold` says that one
 * that was intended was never begun.
 */
export interface AuditEntry extends Act {
  readonly what:
    | 'silence'
    | 'end-silence'
    | 'restore'
    | 'stop'
    | 'end-stop'
    | 'approve'
    | 'reject'
    | 'recover'
    | 'begin'
    | 'end'
    | 'withhold'
    | 'embed-key'
    | 'end-embed-key';
  /** To what, and how: by what it is called. */
  readonly about: Readonly<Record<string, string>>;
}

/** By what a system is shown in pages of others, until it ends: of the key itself nobody keeps more than its digest. */
export interface EmbedKey {
  readonly digest: string;
  readonly system: NodeId;
  readonly madeAt: Instant;
  /** From then on it shows nothing; absent where nobody has ended it. */
  readonly endsAt?: Instant;
}

/** Which keys end, all of those systems or all but one, and when. */
export interface EmbedKeyEnd {
  readonly systems: readonly NodeId[];
  /** The digest of the one that stays. */
  readonly except?: string;
  readonly endsAt: Instant;
}

/** The keys by which systems are shown in pages of others. Every method rejects with `WorldError`. */
export interface EmbedKeys {
  /** The oldest first, also those that ended not long ago. */
  all(): Promise<readonly EmbedKey[]>;
  /** Adds one that somebody makes. */
  add(key: EmbedKey, who: string): Promise<void>;
  /** Says how many it ended that would have ended later. */
  end(which: EmbedKeyEnd, by: Act): Promise<number>;
}

/** What became of what was too old or too much. */
export interface Tidied {
  /** Set where the store took more bytes than it may: how many it takes now, and before which time history went early. */
  readonly shrunk?: { readonly size: number; readonly forgottenBefore: Instant };
  /** It is larger than it may be still: what is left may not be forgotten. */
  readonly isTooLarge: boolean;
}

/**
 * Who may save: this store, still or from now on, or another one. Each who takes the lease begins a term; `from` is who let
 * it run out, absent where it was free.
 */
export type Claim =
  | { readonly kind: 'kept' | 'taken'; readonly term: number; readonly from?: string }
  | { readonly kind: 'held'; readonly by: string };

/** Whether an action of recovery may begin. */
export type ActionBeginning =
  { readonly kind: 'begins' | 'began-before' } | { readonly kind: 'stopped'; readonly stop: Stop };

/** Keeps what must outlive the process. Every method rejects with `WorldError` when the store can't be reached. */
export interface Store {
  /**
   * Claims the lease of the store, or prolongs it: who has it may save, for so long. Whoever has just taken it must load
   * what is there before it saves.
   */
  claim(lasts: Duration): Promise<Claim>;
  /** The memory as of the last saved cycle; the empty one at first. */
  load(): Promise<Memory>;
  /**
   * Saves memory, result and what is to be sent in one transaction, before anything is sent (semantics 9). Rejects with
   * `LeadLostError` unless this store has the lease, as `confirm` does.
   */
  save(record: CycleRecord): Promise<void>;
  /** What was taken over from Zabbix as of the last saved cycle; absent where that was never followed. */
  inventory(): Promise<InventoryMemory | undefined>;
  /** Of when the last saved cycle is. */
  savedCycle(): Promise<SavedCycle | undefined>;
  /** The result of the last saved cycle. */
  lastResult(): Promise<Result | undefined>;
  /**
   * Incidents that are closed, each as it was when it closed; the one that closed last first. So many at most, of those that
   * follow one of them, where it is still there.
   */
  endedIncidents(part: { readonly most: number; readonly after?: IncidentId }): Promise<readonly ResultIncident[]>;
  /** Values not yet confirmed, in the order of computing. */
  outbox(): Promise<readonly QueuedValue[]>;
  /** Takes values off the outbox: Zabbix has them, or they were given up. */
  confirm(sequences: readonly number[]): Promise<void>;
  /** What an incident became at each of its changes, oldest first, as far as they are kept (semantics 6, Life). */
  incidentHistory(id: IncidentId): Promise<readonly IncidentChange[]>;
  /** What was known last of each of some incidents, closed ones too, as far as it is kept. */
  incidentFacts(ids: readonly IncidentId[]): Promise<ReadonlyMap<IncidentId, Incident>>;
  /**
   * What incidents were open as a span began, as of their last change before it, and what became of any within it, oldest
   * first; where there are more of them than wanted, of those that changed last.
   */
  incidentChanges(span: Span & { readonly most?: number }): Promise<readonly IncidentChange[]>;
  /**
   * What a node was as the span began, where that is known, and what it became within it, oldest first; where that is more
   * than wanted, the newest of it.
   */
  nodeHistory(node: NodeId, span: Span & { readonly most?: number }): Promise<readonly NodeChange[]>;
  /** How everything stood at a time; `undefined` where that is not known (any more). */
  stateAt(at: Instant): Promise<StateThen | undefined>;
  /** When within a span cycles judged, in their order: in between nothing is known. */
  judged(span: Span): Promise<readonly Span[]>;
  /** The model that was in force at a time, and since when; `undefined` where that is not known (any more). */
  modelAt(at: Instant): Promise<ModelInForce | undefined>;
  /** The silences that end after a time, also those that have not begun, the earliest first. */
  silences(endingAfter: Instant): Promise<readonly Silence[]>;
  addSilences(silences: readonly Silence[]): Promise<void>;
  /** Ends all silences of these nodes. */
  endSilences(nodes: readonly NodeId[], by: Act): Promise<void>;
  /** Ends one silence; those of the same node beside it stay. */
  endSilence(id: string, by: Act): Promise<void>;
  /** Who did what from a time on, in the order in which it was done. */
  audit(from: Instant): Promise<readonly AuditEntry[]>;
  /** Adds to what is known of who did what. */
  addToAudit(entries: readonly AuditEntry[]): Promise<void>;
  /**
   * Says that an action of recovery begins, right before it does, and whether it may: nothing is done twice, and nothing
   * once somebody has stopped recovery. Rejects with `LeadLostError` unless this store has the lease.
   */
  beginAction(action: string, entry: AuditEntry): Promise<ActionBeginning>;
  /** Of the audit from a time on: which actions began and ended, and what people said to plans; oldest first. */
  recoveryWords(from: Instant): Promise<readonly AuditEntry[]>;
  /** What recovery remembers as of the last saved cycle. */
  recovery(): Promise<RecoveryMemory>;
  /** Who stopped recovery; `undefined` while nobody has. */
  recoveryStop(): Promise<Stop | undefined>;
  /** Stops recovery at once, for whoever asks next: once it has resolved no action begins. */
  stopRecovery(stop: Stop): Promise<void>;
  /** Ends the stop, and gives it; `undefined` where there was none. */
  endRecoveryStop(by: Act): Promise<Stop | undefined>;
  /**
   * Forgets history that is too old or too much; never what is open, remembered or queued. To be called after each save:
   * once an hour it begins, goes on a little with each call, and gives what became of it when it is through.
   */
  tidy(now: Instant): Promise<Tidied | undefined>;
  /** By which keys systems are shown in pages of others. */
  readonly embedKeys: EmbedKeys;
  /** Gives the lease back and lets go of the store. */
  close(): Promise<void>;
}

/** The time of the world. */
export interface Clock {
  now(): Instant;
}

/** Carries actions of recovery out on what runs (semantics 8). */
export interface Actuate {
  /**
   * What would be done, exactly: where it can, after a look at what is there, and with a trial that changes nothing.
   * Rejects with `WorldError` where it could not be done as things are.
   */
  preview(order: ActionOrder): Promise<ActionPreview>;
  /**
   * Does it, target after target; what does not work for one is not tried for the next. Resolves whatever the world does;
   * one that `signal` ends is of unknown outcome unless nothing was begun. The same order is not carried out twice.
   */
  act(order: ActionOrder, signal: AbortSignal): Promise<ActionOutcome>;
}

/** Where the program says what it does: a constant message and facts as fields (style 13). */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
  debug(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/**
 * The world did not do what was asked: Zabbix or the store can't be reached (`unreachable`, may pass), Zabbix refused
 * (`refused`: token, permission, version), its objects are missing (`not-provisioned`), or what people wrote is
 * wrong (`invalid`). The message says what was found, where, what was expected and what to do, and holds no secret.
 */
export class WorldError extends Error {
  readonly code: WorldErrorCode;

  constructor(code: WorldErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WorldError';
    this.code = code;
  }

  get kind(): WorldErrorKind {
    return kindOfError(this.code);
  }

  /** Whether the same request may succeed later without anybody doing anything. */
  get retryable(): boolean {
    return this.kind === 'unreachable';
  }
}
