import type { Generated } from 'kysely';

/** The tables of the store as `migrations/` makes them; columns of JSON hold text. */
export interface Tables {
  readonly node_memory: NodeMemoryRow;
  readonly memory: MemoryRow;
  readonly piece: PieceRow;
  readonly incident: IncidentRow;
  readonly incident_change: IncidentChangeRow;
  readonly node_change: NodeChangeRow;
  readonly model_source: ModelSourceRow;
  readonly model_version: ModelVersionRow;
  readonly silence: SilenceRow;
  readonly outbox: OutboxRow;
}

/** What health remembers of one node. */
export interface NodeMemoryRow {
  readonly node: string;
  readonly memory: string;
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

/** An incident as it became at one time (semantics 6, Life). */
export interface IncidentChangeRow {
  readonly id: string;
  readonly at: number;
  readonly incident: string;
}

/** What a node became at one time; the text `null` where it left the model or was retired. */
export interface NodeChangeRow {
  readonly node: string;
  readonly at: number;
  readonly became: string;
}

/** What a model was made of, by its hash. */
export interface ModelSourceRow {
  readonly hash: string;
  readonly source: string;
}

/** Since when a model is in force. */
export interface ModelVersionRow {
  readonly since: number;
  readonly hash: string;
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

/** A value that Zabbix has not confirmed; `value` is JSON, so that numbers stay numbers. */
export interface OutboxRow {
  readonly sequence: Generated<number>;
  readonly host: string;
  readonly key: string;
  readonly value: string;
  readonly clock: number;
  readonly ns: number;
}
