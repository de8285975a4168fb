import type { CycleRecord, ModelRecord } from '../ports.ts';
import { addToAudit } from './audit.ts';
import { forgetFuture } from './future.ts';
import { keepIncidents } from './incident-history.ts';
import { keepJudged } from './judged.ts';
import { incidentFrameToJson, incidentPieces, publishFrameToJson, recoveryPieces } from './memory-json.ts';
import { keepModel } from './model-history.ts';
import { allAnew, keepNodes } from './node-history.ts';
import type { NodeMemories } from './node-memories.ts';
import type { Pieces } from './pieces.ts';
import { addIncidentOrder } from './history-queries.ts';
import { addToOutbox, writeMemory } from './queries.ts';
import type { Database } from './queries.ts';
import { frameOf, nodesOf } from './result-pieces.ts';

/** What a save knows from those before it. */
interface Known {
  readonly pieces: Pieces;
  readonly memories: NodeMemories;
  /** The model that it holds. */
  readonly model: ModelRecord | undefined;
}

/** Writes what a cycle leaves behind, as far as it is another than before. */
export async function saveRecord(database: Database, record: CycleRecord, known: Known): Promise<void> {
  const { result, verdicts, memory, annotations, recovery, inventory, model, outbox, audit = [] } = record;
  const { pieces, memories } = known;
  await writeMemory(database, { name: 'result', value: JSON.stringify(frameOf(result, record.readAt)) });
  const { at, isAnew } = await forgetFuture(database, record.at);
  await keepJudged(database, at, record.interval);
  const shown = nodesOf(result, verdicts);
  const changes = await pieces.put(database, 'result', shown);
  await keepNodes(database, at, isAnew ? await allAnew(database, at, shown) : changes);
  await pieces.put(
    database,
    'result-incident',
    result.incidents.map((incident) => [incident.id, incident] as const),
  );
  const open = memory.incidents.open.map(({ incident }) => incident);
  await keepIncidents(
    database,
    { at, result },
    { open: new Map(open.map((incident) => [incident.id, incident])), isAnew },
  );
  const order = open.map(({ id }) => id);
  const reordered = await pieces.put(database, 'order', [['open', order]]);
  if (isAnew || reordered.length > 0) await addIncidentOrder(database, at, JSON.stringify(order));
  await memories.save(database, record.nodes, record.forgotten);
  await writeMemory(database, { name: 'incidents', value: incidentFrameToJson(memory.incidents) });
  await pieces.put(database, 'incident', incidentPieces(memory.incidents));
  await writeMemory(database, { name: 'publish', value: publishFrameToJson(memory.publish) });
  await pieces.put(database, 'published', memory.publish.values);
  if (annotations !== undefined) await pieces.put(database, 'annotation', annotations);
  if (recovery !== undefined) await pieces.put(database, 'recovery', recoveryPieces(recovery));
  if (inventory !== undefined) await writeMemory(database, { name: 'inventory', value: JSON.stringify(inventory) });
  const isSameModel = !isAnew && model === known.model;
  if (model !== undefined && !isSameModel) await keepModel(database, at, model);
  await addToAudit(database, audit);
  await addToOutbox(
    database,
    outbox.map(({ host, key, value, clock, ns }) => ({ host, key, value: JSON.stringify(value), clock, ns })),
  );
}
