import type { Generated } from 'kysely';

/** The tables of the store as `migrations/` makes them; columns of JSON hold text. */
export interface Tables {
  readonly node_memory: NodeMemoryRow;
  readonly memory: MemoryRow;
  readonly result: ResultRow;
  readonly incident: IncidentRow;
  readonly incident_change: IncidentChangeRow;
  readonly outbox: OutboxRow;
}

/** What health remembers of one node. */
export interface NodeMemoryRow {
  readonly node: string;
  readonly memory: string;
}

/** What incidents and publishing remember: one row each. */
export interface MemoryRow {
  readonly name: string;
  readonly value: string;
}

/** The result of the last cycle: one row, named `last`. */
export interface ResultRow {
  readonly name: string;
  readonly at: number;
  readonly result: string;
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

/** A value that Zabbix has not confirmed; `value` is JSON, so that numbers stay numbers. */
export interface OutboxRow {
  readonly sequence: Generated<number>;
  readonly host: string;
  readonly key: string;
  readonly value: string;
  readonly clock: number;
  readonly ns: number;
}
