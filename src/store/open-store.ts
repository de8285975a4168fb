import type { Kysely } from 'kysely';
import type { Duration, Instant } from '../domain/instant.ts';
import type { InventoryMemory } from '../domain/inventory.ts';
import type { Memory, NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { Result, ResultIncident } from '../domain/result.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type { CycleRecord, QueuedValue, Store } from '../ports.ts';
import { keepIncidents } from './incident-history.ts';
import {
  annotationsFromJson,
  annotationsToJson,
  incidentMemoryFromJson,
  inventoryMemoryFromJson,
  publishMemoryFromJson,
  publishMemoryToJson,
} from './memory-json.ts';
import { migrate, requireCurrent } from './migrate.ts';
import {
  addToOutbox,
  deleteNodeMemories,
  deleteFromOutbox,
  forgetIncidents,
  readClosedIncidents,
  readMemory,
  readNodeMemories,
  readOutbox,
  readResult,
  writeMemory,
  writeNodeMemories,
  writeResult,
} from './queries.ts';
import type { Database } from './queries.ts';
import { openSqlite } from './sqlite.ts';
import type { Access } from './sqlite.ts';
import { withStoreFaults } from './store-fault.ts';
import type { Tables } from './tables.ts';

/** Where the state is kept, and how long the history of incidents; for ever where nothing is said. */
interface Place {
  readonly sqlite: string;
  readonly keep?: Duration;
}

/** How often what is too old is looked for. */
const forgetEvery: Duration = 3600;

/** Opens the store in a file, made and brought up to date where access is `write`; rejects with `WorldError`. */
export function openStore({ sqlite: file, keep = Infinity }: Place, access: Access = 'write'): Promise<Store> {
  return withStoreFaults(file, async () => {
    const database = openSqlite(file, access);
    try {
      await (access === 'write' ? migrate(database, file) : requireCurrent(database, file));
      return new SqlStore(database, { file, keep });
    } catch (error) {
      await database.destroy();
      throw error;
    }
  });
}

class SqlStore implements Store {
  readonly #database: Kysely<Tables>;
  readonly #file: string;
  readonly #keep: Duration;
  #forgotAt: Instant = -Infinity;

  constructor(database: Kysely<Tables>, { file, keep }: { readonly file: string; readonly keep: Duration }) {
    this.#database = database;
    this.#file = file;
    this.#keep = keep;
  }

  load(): Promise<Memory> {
    return this.#guard(async (database) => ({
      nodes: new Map((await readNodeMemories(database)).map((row) => [row.node, JSON.parse(row.memory) as NodeMemory])),
      incidents: incidentMemoryFromJson(await readMemory(database, 'incidents')),
      publish: publishMemoryFromJson(await readMemory(database, 'publish')),
      annotations: annotationsFromJson(await readMemory(database, 'annotations')),
    }));
  }

  inventory(): Promise<InventoryMemory | undefined> {
    return this.#guard(async (database) => inventoryMemoryFromJson(await readMemory(database, 'inventory')));
  }

  save(record: CycleRecord): Promise<void> {
    const { at } = record;
    const isForgetting = at - this.#forgotAt >= forgetEvery;
    return this.#guard(async (database) => {
      await database.transaction().execute(async (transaction) => {
        await saveRecord(transaction, record);
        if (isForgetting) await forgetIncidents(transaction, at - this.#keep);
      });
      if (isForgetting) this.#forgotAt = at;
    });
  }

  lastResult(): Promise<Result | undefined> {
    return this.#guard(async (database) => {
      const json = await readResult(database, 'last');
      return json === undefined ? undefined : (JSON.parse(json) as Result);
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

  async close(): Promise<void> {
    await this.#database.destroy();
  }

  #guard<T>(work: (database: Kysely<Tables>) => Promise<T>): Promise<T> {
    return withStoreFaults(this.#file, () => work(this.#database));
  }
}

// The first statement writes: SQLite then waits for a writer before it, where a read first would fail for one in between.
async function saveRecord(database: Database, record: CycleRecord): Promise<void> {
  await writeResult(database, { name: 'last', at: record.at, result: JSON.stringify(record.result) });
  await deleteNodeMemories(database, record.forgotten ?? []);
  await writeNodeMemories(database, nodeRows(record.nodes));
  if (record.inventory !== undefined) {
    await writeMemory(database, { name: 'inventory', value: JSON.stringify(record.inventory) });
  }
  if (record.annotations !== undefined) {
    await writeMemory(database, { name: 'annotations', value: annotationsToJson(record.annotations) });
  }
  await writeMemory(database, { name: 'incidents', value: JSON.stringify(record.memory.incidents) });
  await writeMemory(database, { name: 'publish', value: publishMemoryToJson(record.memory.publish) });
  await keepIncidents(database, record.at, record.result);
  await addToOutbox(
    database,
    record.outbox.map(({ host, key, value, clock, ns }) => ({ host, key, value: JSON.stringify(value), clock, ns })),
  );
}

function nodeRows(nodes: ReadonlyMap<NodeId, NodeMemory>): readonly { node: string; memory: string }[] {
  return [...nodes].map(([node, memory]) => ({ node, memory: JSON.stringify(memory) }));
}
