import type { Kysely } from 'kysely';
import type { Incident, IncidentId } from '../domain/incident.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { InventoryMemory } from '../domain/inventory.ts';
import type { Memory, PublishedValue, RememberedIncident } from '../domain/memory.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Span } from '../domain/past.ts';
import type { RecoveryMemory, Stop } from '../domain/recovery.ts';
import type { Result, ResultIncident } from '../domain/result.ts';
import type { Annotation } from '../domain/source-problem.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type {
  Act,
  ActionBeginning,
  AuditEntry,
  Claim,
  CycleRecord,
  EmbedKeys,
  IncidentChange,
  ModelInForce,
  ModelRecord,
  NodeChange,
  QueuedValue,
  SavedCycle,
  Silence,
  StateThen,
  Store,
  Tidied,
} from '../ports.ts';
import { addToAudit, readAudit, silenced } from './audit.ts';
import { SqlEmbedKeys } from './embed-keys.ts';
import { inSnapshot, withStoreFaults } from './engine.ts';
import type { Engine } from './engine.ts';
import { incidentChangeOf } from './incident-history.ts';
import { readJudged } from './judged.ts';
import { Lease, outwait } from './lease.ts';
import { incidentMemoryOf, inventoryMemoryFromJson, publishMemoryOf, recoveryMemoryOf } from './memory-json.ts';
import { modelAt } from './model-history.ts';
import { nodeChangeOf } from './node-history.ts';
import { NodeMemories } from './node-memories.ts';
import { Pieces } from './pieces.ts';
import type { PieceKind } from './pieces.ts';
import type { LimitedSpan } from './history-queries.ts';
import { readIncidentChanges, readIncidentChangesWithin, readLastFacts, readNodeChanges } from './history-queries.ts';
import {
  addSilences,
  deleteFromOutbox,
  endSilences,
  readClosedIncidents,
  readMemory,
  readOutbox,
  readPieces,
  readSilences,
  writeMemory,
} from './queries.ts';
import type { Database } from './queries.ts';
import { addBegun, eraseStop, readRecoveryWords, readStop, writeStop } from './recovery-words.ts';
import { resultOf } from './result-pieces.ts';
import type { KeptNode, ResultFrame } from './result-pieces.ts';
import { forget } from './retention.ts';
import type { Limits } from './retention.ts';
import { saveRecord } from './save-record.ts';
import { stateAt } from './state-then.ts';
import type { Tables } from './tables.ts';
import { Pass } from './tidying.ts';

/** How often what is too old or too much is looked for. */
const tidyEvery: Duration = 3600;

/** By how much history grows older between two looks at most, so that a clock that leaps ahead for a while empties nothing. */
const furthestAtOnce: Duration = 2 * 86_400;

/** The store on a database of either kind. */
export class SqlStore implements Store {
  readonly #engine: Engine;
  readonly #limits: Limits;
  readonly #lease: Lease;
  readonly #pieces = new Pieces();
  readonly #memories = new NodeMemories();
  #model: ModelRecord | undefined;
  #tidiedAt: Instant = -Infinity;
  readonly embedKeys: EmbedKeys;
  #pass: Pass | undefined;

  constructor(engine: Engine, limits: Limits) {
    this.#engine = engine;
    this.#limits = limits;
    this.#lease = new Lease(engine);
    this.embedKeys = new SqlEmbedKeys(engine);
  }

  async claim(lasts: Duration): Promise<Claim> {
    const claim = await this.#guard(() => this.#lease.claim(lasts));
    // Others have saved meanwhile.
    if (claim.kind !== 'kept') {
      this.#forgetWhatIsKept();
      // What became of its last slice, without the lease, is no failure of a cycle that has it again.
      this.#pass = undefined;
    }
    return claim;
  }

  load(): Promise<Memory> {
    this.#lease.isTakenUp();
    return this.#consistently(async (database) => ({
      nodes: await this.#memories.load(database),
      ...(await memoryOf(database)),
    }));
  }

  inventory(): Promise<InventoryMemory | undefined> {
    return this.#guard(async (database) => inventoryMemoryFromJson(await readMemory(database, 'inventory')));
  }

  async save(record: CycleRecord): Promise<void> {
    const known = { pieces: this.#pieces, memories: this.#memories, model: this.#model };
    try {
      await this.#fenced((transaction) => saveRecord(transaction, record, known));
    } catch (error) {
      this.#forgetWhatIsKept();
      throw error;
    }
    this.#pieces.committed();
    this.#memories.committed();
    this.#model = record.model;
  }

  savedCycle(): Promise<SavedCycle | undefined> {
    return this.#guard(async (database) => {
      const frame = await readMemory(database, 'result');
      if (frame === undefined) return undefined;
      const { at, readAt } = JSON.parse(frame) as ResultFrame;
      return { judgedAt: Date.parse(at) / 1000, ...(readAt !== undefined && { readAt: Date.parse(readAt) / 1000 }) };
    });
  }

  lastResult(): Promise<Result | undefined> {
    return this.#consistently(async (database) => {
      const frame = await readMemory(database, 'result');
      if (frame === undefined) return undefined;
      const nodes = await piecesOf<KeptNode>(database, 'result');
      const incidents = await piecesOf<ResultIncident>(database, 'result-incident');
      return resultOf(JSON.parse(frame) as ResultFrame, [...nodes.values()], incidents);
    });
  }

  endedIncidents(part: Parameters<Store['endedIncidents']>[0]): Promise<readonly ResultIncident[]> {
    return this.#guard(async (database) =>
      (await readClosedIncidents(database, part)).map((row) => JSON.parse(row.incident) as ResultIncident),
    );
  }

  outbox(): Promise<readonly QueuedValue[]> {
    return this.#guard(async (database) =>
      (await readOutbox(database)).map(({ sequence, value, ...rest }) => ({
        sequence,
        value: { ...rest, value: JSON.parse(value) as OutgoingValue['value'] },
      })),
    );
  }

  confirm(sequences: readonly number[]): Promise<void> {
    return this.#fenced((transaction) => deleteFromOutbox(transaction, sequences));
  }

  incidentHistory(id: IncidentId): Promise<readonly IncidentChange[]> {
    return this.#guard(async (database) => (await readIncidentChanges(database, id)).map(incidentChangeOf));
  }

  incidentFacts(ids: readonly IncidentId[]): Promise<ReadonlyMap<IncidentId, Incident>> {
    return this.#guard(async (database) => {
      const rows = await readLastFacts(database, ids);
      return new Map(rows.flatMap(({ id, facts }) => (facts === null ? [] : [[id, JSON.parse(facts) as Incident]])));
    });
  }

  incidentChanges(span: LimitedSpan): Promise<readonly IncidentChange[]> {
    return this.#consistently(async (database) =>
      (await readIncidentChangesWithin(database, span)).map(incidentChangeOf),
    );
  }

  nodeHistory(node: NodeId, span: LimitedSpan): Promise<readonly NodeChange[]> {
    return this.#guard(async (database) => (await readNodeChanges(database, node, span)).map(nodeChangeOf));
  }

  stateAt(at: Instant): Promise<StateThen | undefined> {
    return this.#consistently((database) => stateAt(database, at));
  }

  judged(span: Span): Promise<readonly Span[]> {
    return this.#guard((database) => readJudged(database, span));
  }

  modelAt(at: Instant): Promise<ModelInForce | undefined> {
    return this.#guard((database) => modelAt(database, at));
  }

  silences(endingAfter: Instant): Promise<readonly Silence[]> {
    return this.#guard((database) => readSilences(database, endingAfter));
  }

  addSilences(silences: readonly Silence[]): Promise<void> {
    return this.#inTransaction(async (transaction) => {
      await addSilences(transaction, silences);
      await addToAudit(transaction, silences.map(silenced));
    });
  }

  endSilences(nodes: readonly NodeId[], by: Act): Promise<void> {
    return this.#endSilences({ column: 'node', values: nodes }, by);
  }

  endSilence(id: string, by: Act): Promise<void> {
    return this.#endSilences({ column: 'id', values: [id] }, by);
  }

  audit(from: Instant): Promise<readonly AuditEntry[]> {
    return this.#guard((database) => readAudit(database, from));
  }

  addToAudit(entries: readonly AuditEntry[]): Promise<void> {
    return this.#guard((database) => addToAudit(database, entries));
  }

  beginAction(action: string, entry: AuditEntry): Promise<ActionBeginning> {
    return this.#fenced((transaction) => addBegun(transaction, action, entry));
  }

  recoveryWords(from: Instant): Promise<readonly AuditEntry[]> {
    return this.#guard((database) => readRecoveryWords(database, from));
  }

  recovery(): Promise<RecoveryMemory> {
    return this.#guard(async (database) => recoveryMemoryOf(await piecesOf(database, 'recovery')));
  }

  recoveryStop(): Promise<Stop | undefined> {
    return this.#guard((database) => readStop(database));
  }

  async stopRecovery(stop: Stop): Promise<void> {
    await this.#inTransaction((transaction) => writeStop(transaction, stop));
    // It is in force from here on, however long whoever leads is at what he writes.
    await this.#inTransaction(outwait);
  }

  endRecoveryStop(by: Act): Promise<Stop | undefined> {
    return this.#inTransaction((transaction) => eraseStop(transaction, by));
  }

  async tidy(now: Instant): Promise<Tidied | undefined> {
    if (this.#pass === undefined && Math.abs(now - this.#tidiedAt) < tidyEvery) return undefined;
    // Also where it fails: what keeps it from being done is not asked about in every cycle.
    if (this.#pass === undefined) this.#tidiedAt = now;
    const pass = this.#pass ?? (await this.#beginTidying(now));
    this.#pass = undefined;
    const tidied = await this.#guard(() => pass.goOn());
    if (tidied === undefined) this.#pass = pass;
    return tidied;
  }

  async close(): Promise<void> {
    // Where that can't be said, the lease runs out by itself.
    await this.#lease.release().catch(() => undefined);
    await this.#engine.database.destroy();
  }

  #endSilences(which: Pick<Parameters<typeof endSilences>[1], 'column' | 'values'>, by: Act): Promise<void> {
    return this.#inTransaction(async (transaction) => {
      const ended = await endSilences(transaction, { ...which, at: by.at });
      await addToAudit(
        transaction,
        ended
          .toSorted((a, b) => byId(a.node, b.node))
          .map(({ node, reason }) => ({ ...by, what: 'end-silence', about: { node, reason } })),
      );
    });
  }

  /** What the store holds is looked up anew before the next save. */
  #forgetWhatIsKept(): void {
    this.#pieces.forget();
    this.#memories.forget();
    this.#model = undefined;
  }

  async #beginTidying(now: Instant): Promise<Pass> {
    const upTo = await this.#fenced(async (transaction) => {
      const last = await readMemory(transaction, 'tidied');
      const next = last === undefined ? now : Math.min(now, Number(last) + furthestAtOnce);
      await writeMemory(transaction, { name: 'tidied', value: String(next) });
      return next;
    });
    return new Pass(forget({ engine: this.#engine, write: (work) => this.#fenced(work) }, this.#limits, upTo));
  }

  /** Writes in one transaction what only the holder of the lease may write. */
  #fenced<T>(work: (transaction: Database) => Promise<T>): Promise<T> {
    return this.#inTransaction(async (transaction) => {
      this.#engine.requireInPlace?.();
      await this.#lease.fence(transaction);
      return work(transaction);
    });
  }

  #inTransaction<T>(work: (transaction: Database) => Promise<T>): Promise<T> {
    return this.#guard((database) => database.transaction().execute(work));
  }

  /** Reads more than once, and sees nothing of what is saved in between. */
  #consistently<T>(read: (transaction: Database) => Promise<T>): Promise<T> {
    return this.#guard((database) => inSnapshot({ ...this.#engine, database }, read));
  }

  #guard<T>(work: (database: Kysely<Tables>) => Promise<T>): Promise<T> {
    return withStoreFaults(this.#engine, () => work(this.#engine.database));
  }
}

async function piecesOf<Value>(database: Database, kind: PieceKind): Promise<ReadonlyMap<string, Value>> {
  return new Map((await readPieces(database, kind)).map(({ id, value }) => [id, JSON.parse(value) as Value]));
}

async function memoryOf(database: Database): Promise<Omit<Memory, 'nodes'>> {
  return {
    incidents: incidentMemoryOf(
      await readMemory(database, 'incidents'),
      await piecesOf<RememberedIncident>(database, 'incident'),
    ),
    publish: publishMemoryOf(
      await readMemory(database, 'publish'),
      await piecesOf<PublishedValue>(database, 'published'),
    ),
    annotations: await piecesOf<Annotation>(database, 'annotation'),
    recovery: recoveryMemoryOf(await piecesOf(database, 'recovery')),
  };
}
