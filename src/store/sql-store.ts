import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { IncidentId } from '../domain/incident.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { InventoryMemory } from '../domain/inventory.ts';
import type { Memory, NodeMemory, PublishedValue, RememberedIncident } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { Result, ResultFunction, ResultIncident, ResultNode } from '../domain/result.ts';
import type { Annotation } from '../domain/source-problem.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type {
  CycleRecord,
  IncidentChange,
  ModelRecord,
  NodeChange,
  QueuedValue,
  Silence,
  Span,
  Store,
  Tidied,
} from '../ports.ts';
import { inSnapshot, withStoreFaults } from './engine.ts';
import type { Engine } from './engine.ts';
import { incidentMemoryOf, inventoryMemoryFromJson, publishMemoryOf } from './memory-json.ts';
import { modelAt } from './model-history.ts';
import { nodeChangeOf } from './node-history.ts';
import { Pieces } from './pieces.ts';
import type { PieceKind } from './pieces.ts';
import {
  addSilences,
  deleteFromOutbox,
  endSilences,
  readClosedIncidents,
  readIncidentChanges,
  readMemory,
  readNodeChanges,
  readNodeMemories,
  readOutbox,
  readPieces,
  readSilences,
  writeMemory,
} from './queries.ts';
import type { Database } from './queries.ts';
import { resultOf } from './result-pieces.ts';
import type { ResultFrame } from './result-pieces.ts';
import { forget } from './retention.ts';
import type { Limits } from './retention.ts';
import { markStopped } from './running.ts';
import { saveRecord } from './save-record.ts';
import type { Tables } from './tables.ts';
import { lastSave } from './writers.ts';

/** How often what is too old or too much is looked for. */
const tidyEvery: Duration = 3600;

/** By how much history grows older between two looks at most, so that a clock that leaps ahead for a while empties nothing. */
const furthestAtOnce: Duration = 2 * 86_400;

/** The store on a database of either kind. */
export class SqlStore implements Store {
  readonly #engine: Engine;
  readonly #limits: Limits;
  readonly #pieces = new Pieces();
  #modelHash: string | undefined;
  /** What the last save signed that this one knows of: its own, or the one before what was loaded. */
  #signature: string | undefined;
  /** Set where a daemon holds the store. */
  #daemon: string | undefined;
  #tidiedAt: Instant = -Infinity;

  constructor(engine: Engine, limits: Limits) {
    this.#engine = engine;
    this.#limits = limits;
  }

  async load(): Promise<Memory> {
    const { signature, memory } = await this.#consistently(async (database) => ({
      signature: await lastSave(database),
      memory: await memoryOf(database),
    }));
    if (signature !== this.#signature) {
      this.#pieces.forget();
      this.#modelHash = undefined;
    }
    this.#signature = signature;
    return memory;
  }

  inventory(): Promise<InventoryMemory | undefined> {
    return this.#guard(async (database) => inventoryMemoryFromJson(await readMemory(database, 'inventory')));
  }

  async save(record: CycleRecord): Promise<void> {
    const signs = randomUUID();
    const known = {
      pieces: this.#pieces,
      modelHash: this.#modelHash,
      signature: this.#signature,
      daemon: this.#daemon,
    };
    try {
      await this.#guard((database) =>
        database.transaction().execute((transaction) => saveRecord(transaction, record, { ...known, signs })),
      );
    } catch (error) {
      this.#pieces.forget();
      this.#modelHash = undefined;
      throw error;
    }
    this.#pieces.committed();
    this.#modelHash = record.model?.hash;
    this.#signature = signs;
  }

  hold(): void {
    this.#daemon = randomUUID();
  }

  lastResult(): Promise<Result | undefined> {
    return this.#consistently(async (database) => {
      const frame = await readMemory(database, 'result');
      if (frame === undefined) return undefined;
      const nodes = await piecesOf<ResultNode | ResultFunction>(database, 'result');
      const incidents = await piecesOf<ResultIncident>(database, 'result-incident');
      return resultOf(JSON.parse(frame) as ResultFrame, [...nodes.values()], incidents);
    });
  }

  endedIncidents(): Promise<readonly ResultIncident[]> {
    return this.#guard(async (database) =>
      (await readClosedIncidents(database)).map((row) => JSON.parse(row.incident) as ResultIncident),
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
    return this.#guard((database) =>
      database.transaction().execute((transaction) => deleteFromOutbox(transaction, sequences)),
    );
  }

  incidentHistory(id: IncidentId): Promise<readonly IncidentChange[]> {
    return this.#guard(async (database) =>
      (await readIncidentChanges(database, id)).map(({ at, incident }) => ({
        at,
        incident: JSON.parse(incident) as ResultIncident,
      })),
    );
  }

  nodeHistory(node: NodeId, span: Span): Promise<readonly NodeChange[]> {
    return this.#guard(async (database) => (await readNodeChanges(database, node, span)).map(nodeChangeOf));
  }

  modelAt(at: Instant): Promise<(ModelRecord & { readonly since: Instant }) | undefined> {
    return this.#guard((database) => modelAt(database, at));
  }

  silences(endingAfter: Instant): Promise<readonly Silence[]> {
    return this.#guard((database) => readSilences(database, endingAfter));
  }

  addSilences(silences: readonly Silence[]): Promise<void> {
    return this.#guard((database) =>
      database.transaction().execute((transaction) => addSilences(transaction, silences)),
    );
  }

  endSilences(nodes: readonly NodeId[], at: Instant): Promise<void> {
    return this.#guard((database) =>
      database.transaction().execute((transaction) => endSilences(transaction, nodes, at)),
    );
  }

  async tidy(now: Instant): Promise<Tidied | undefined> {
    if (Math.abs(now - this.#tidiedAt) < tidyEvery) return undefined;
    // Also where it fails: what keeps it from being done is not asked about in every cycle.
    this.#tidiedAt = now;
    return this.#guard(async (database) => {
      const last = await readMemory(database, 'tidied');
      const upTo = last === undefined ? now : Math.min(now, Number(last) + furthestAtOnce);
      await writeMemory(database, { name: 'tidied', value: String(upTo) });
      return forget(this.#engine, this.#limits, upTo);
    });
  }

  async close(): Promise<void> {
    const { database } = this.#engine;
    // Where that can't be said, who restores it is asked to say so.
    if (this.#daemon !== undefined) await markStopped(database, this.#daemon).catch(() => undefined);
    await database.destroy();
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

async function memoryOf(database: Database): Promise<Memory> {
  return {
    nodes: new Map((await readNodeMemories(database)).map((row) => [row.node, JSON.parse(row.memory) as NodeMemory])),
    incidents: incidentMemoryOf(
      await readMemory(database, 'incidents'),
      await piecesOf<RememberedIncident>(database, 'incident'),
    ),
    publish: publishMemoryOf(
      await readMemory(database, 'publish'),
      await piecesOf<PublishedValue>(database, 'published'),
    ),
    annotations: await piecesOf<Annotation>(database, 'annotation'),
  };
}
