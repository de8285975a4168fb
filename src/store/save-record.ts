import type { CycleRecord, ModelRecord } from '../ports.ts';
import { keepIncidents } from './incident-history.ts';
import { incidentFrameToJson, incidentPieces, publishFrameToJson } from './memory-json.ts';
import { keepModel } from './model-history.ts';
import { keepNodes } from './node-history.ts';
import type { Pieces } from './pieces.ts';
import { addToOutbox, deleteNodeMemories, writeMemory, writeNodeMemories } from './queries.ts';
import type { Database } from './queries.ts';
import { frameOf, nodesOf } from './result-pieces.ts';
import { markRunning } from './running.ts';

/** What a save knows from those before it. */
interface Known {
  readonly pieces: Pieces;
  /** The model, where the store may not have it yet. */
  readonly model: ModelRecord | undefined;
  readonly isFirst: boolean;
}

/** Writes what a cycle leaves behind, as far as it is another than before. */
export async function saveRecord(database: Database, record: CycleRecord, known: Known): Promise<void> {
  const { at, result, memory, inventory, annotations, outbox } = record;
  const { pieces, model } = known;
  // The first statement writes: SQLite then waits for a writer before it, where a read first would fail for one in between.
  await writeMemory(database, { name: 'result', value: JSON.stringify(frameOf(result)) });
  if (known.isFirst) await markRunning(database, at);
  await keepNodes(database, at, await pieces.put(database, 'result', nodesOf(result)));
  await pieces.put(
    database,
    'result-incident',
    result.incidents.map((incident) => [incident.id, incident] as const),
  );
  await keepIncidents(database, at, result);
  await deleteNodeMemories(database, record.forgotten ?? []);
  await writeNodeMemories(
    database,
    [...record.nodes].map(([node, remembered]) => ({ node, memory: JSON.stringify(remembered) })),
  );
  await writeMemory(database, { name: 'incidents', value: incidentFrameToJson(memory.incidents) });
  await pieces.put(database, 'incident', incidentPieces(memory.incidents));
  await writeMemory(database, { name: 'publish', value: publishFrameToJson(memory.publish) });
  await pieces.put(database, 'published', memory.publish.values);
  if (annotations !== undefined) await pieces.put(database, 'annotation', annotations);
  if (inventory !== undefined) await writeMemory(database, { name: 'inventory', value: JSON.stringify(inventory) });
  if (model !== undefined) await keepModel(database, at, model);
  await addToOutbox(
    database,
    outbox.map(({ host, key, value, clock, ns }) => ({ host, key, value: JSON.stringify(value), clock, ns })),
  );
}
