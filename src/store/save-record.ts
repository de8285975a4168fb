import type { CycleRecord } from '../ports.ts';
import { keepIncidents } from './incident-history.ts';
import { incidentFrameToJson, incidentPieces, publishFrameToJson } from './memory-json.ts';
import { keepModel } from './model-history.ts';
import { keepNodes } from './node-history.ts';
import type { Pieces } from './pieces.ts';
import { addToOutbox, deleteAllNodeMemories, deleteNodeMemories, writeMemory, writeNodeMemories } from './queries.ts';
import type { Database } from './queries.ts';
import { frameOf, nodesOf } from './result-pieces.ts';
import { markRunning } from './running.ts';
import { lastSave, signSave } from './writers.ts';

/** What a save knows from those before it. */
interface Known {
  readonly pieces: Pieces;
  /** The hash of the model that it holds. */
  readonly modelHash: string | undefined;
  /** What the last save signed that it knows of. */
  readonly signature: string | undefined;
  /** What this one signs. */
  readonly signs: string;
  /** The daemon that holds the store, by a name that no other one has; absent where none does. */
  readonly daemon: string | undefined;
}

/** Writes what a cycle leaves behind, as far as it is another than before. */
export async function saveRecord(database: Database, record: CycleRecord, known: Known): Promise<void> {
  const { at, result, memory, model, outbox } = record;
  const { pieces, daemon } = known;
  // The first statement writes: SQLite then waits for a writer before it, where a read first would fail for one in
  // between; PostgreSQL locks this row, so that nobody else saves until this save is done.
  await writeMemory(database, { name: 'result', value: JSON.stringify(frameOf(result)) });
  const signature = await lastSave(database);
  const isAlone = signature !== undefined && signature === known.signature;
  // What another one left in between, be it a run by hand or a restore, is replaced as a whole: differences to what was
  // there before would make a mixture of both.
  if (!isAlone) pieces.forget();
  const { nodes, annotations, inventory } = isAlone ? record : { ...record, ...record.whole };
  await signSave(database, known.signs);
  if (daemon !== undefined) await markRunning(database, daemon);
  await keepNodes(database, at, await pieces.put(database, 'result', nodesOf(result)));
  await pieces.put(
    database,
    'result-incident',
    result.incidents.map((incident) => [incident.id, incident] as const),
  );
  await keepIncidents(database, at, result);
  if (!isAlone && record.whole !== undefined) await deleteAllNodeMemories(database);
  else await deleteNodeMemories(database, record.forgotten ?? []);
  await writeNodeMemories(
    database,
    [...nodes].map(([node, remembered]) => ({ node, memory: JSON.stringify(remembered) })),
  );
  await writeMemory(database, { name: 'incidents', value: incidentFrameToJson(memory.incidents) });
  await pieces.put(database, 'incident', incidentPieces(memory.incidents));
  await writeMemory(database, { name: 'publish', value: publishFrameToJson(memory.publish) });
  await pieces.put(database, 'published', memory.publish.values);
  if (annotations !== undefined) await pieces.put(database, 'annotation', annotations);
  if (inventory !== undefined) await writeMemory(database, { name: 'inventory', value: JSON.stringify(inventory) });
  if (model !== undefined && !(isAlone && model.hash === known.modelHash)) await keepModel(database, at, model);
  await addToOutbox(
    database,
    outbox.map(({ host, key, value, clock, ns }) => ({ host, key, value: JSON.stringify(value), clock, ns })),
  );
}
