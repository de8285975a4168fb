import type { Generated } from 'kysely';
import type { AuditEntry } from '../ports.ts';

/** The tables of the store as `migrations/` makes them; columns of JSON hold text. */
export interface Tables {
  readonly memory_slice: MemorySliceRow;
  readonly memory_news: MemoryNewsRow;
  readonly memory: MemoryRow;
  readonly piece: PieceRow;
  readonly incident: IncidentRow;
  readonly incident_change: IncidentChangeRow;
  readonly incident_order: IncidentOrderRow;
  readonly judged: JudgedRow;
  readonly node_change: NodeChangeRow;
  readonly model_change: ModelChangeRow;
  readonly silence: SilenceRow;
  readonly outbox: OutboxRow;
  readonly lease: LeaseRow;
  readonly audit: AuditRow;
  readonly embed_key: EmbedKeyRow;
}

/** What health remembers of a part of the nodes as of one save, packed. */
export interface MemorySliceRow {
  readonly slice: number;
  readonly up_to: number;
  readonly nodes: string;
}

/** What one save changed in what health remembers, packed. */
export interface MemoryNewsRow {
  readonly sequence: number;
  readonly news: string;
}

/** What is remembered as a whole: one row each. */
export interface MemoryRow {
  readonly name: string;
  readonly value: string;
}

/** A part of what is remembered or shown, such as one node of the last result; `of` says of what. */
export interface PieceRow {
  readonly of: string;
  readonly id: string;
  readonly value: string;
}

/** An incident as it was when it last changed; `outline` is what of it counts as a change. */
export interface IncidentRow {
  readonly id: string;
  readonly state: 'open' | 'closed';
  readonly changed_at: number;
  readonly outline: string;
  readonly incident: string;
}

/** An incident as it became at one time (semantics 6, Life): in words, and while it is open the facts behind them. */
export interface IncidentChangeRow {
  readonly id: string;
  readonly at: number;
  readonly incident: string;
  readonly state: 'open' | 'closed';
  readonly facts: string | null;
}

/** The open incidents by rank from one time on. */
export interface IncidentOrderRow {
  readonly at: number;
  readonly ids: string;
}

/** A time in which cycles followed each other, no two of them further apart than `grace`. */
export interface JudgedRow {
  readonly since: number;
  readonly until: number;
  readonly grace: number;
}

/** What a node became at one time, with what that rests on; the text `null` where it left the model or was retired. */
export interface NodeChangeRow {
  readonly node: string;
  readonly at: number;
  readonly became: string;
}

/** What a part of the model became at one time; null where it left. */
export interface ModelChangeRow {
  readonly part: string;
  readonly at: number;
  readonly became: string | null;
}

/** A node that an operator silenced for a time. */
export interface SilenceRow {
  readonly id: string;
  readonly node: string;
  readonly since: number;
  readonly until: number;
  readonly reason: string;
  readonly who: string;
}

/** What somebody did; `about` is JSON. */
export interface AuditRow {
  readonly sequence: Generated<number>;
  readonly at: number;
  readonly who: string;
  readonly what: AuditEntry['what'];
  readonly about: string;
}

/** By which key a system is shown in pages of others: its digest in hexadecimal digits; without an end while nobody ended it. */
export interface EmbedKeyRow {
  readonly digest: string;
  readonly system: string;
  readonly made_at: number;
  readonly ends_at: number | null;
}

/** Who may save, in one row: each who takes it over begins a new term; `holder` is JSON, or empty while nobody has it. */
export interface LeaseRow {
  readonly id: number;
  readonly term: number;
  readonly holder: string;
  readonly renewed_at: number;
  readonly lasts: number;
}

/** A value that Zabbix has not confirmed; `value` is JSON, so that numbers stay numbers. */
export interface OutboxRow {
  readonly sequence: Generated<number>;
  readonly host: string;
  readonly key: string;
  readonly value: string;
  readonly clock: number;
  readonly ns: number;
}
