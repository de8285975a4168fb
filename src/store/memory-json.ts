import { emptyMemory } from '../domain/memory.ts';
import type { IncidentMemory, PublishedValue, PublishMemory } from '../domain/memory.ts';
import type { IncidentId } from '../domain/incident.ts';
import type { InventoryMemory } from '../domain/inventory.ts';
import type { Annotation, AnnotationMemory } from '../domain/source-problem.ts';
import type { EventId } from '../domain/zabbix.ts';

/** A publish memory as JSON holds it: maps are lists of entries. */
interface PublishMemoryJson extends Omit<PublishMemory, 'values' | 'slots'> {
  readonly values: readonly (readonly [string, PublishedValue])[];
  readonly slots: readonly (readonly [IncidentId, number])[];
}

/** Writes what publishing remembers as JSON. */
export function publishMemoryToJson(memory: PublishMemory): string {
  const { values, slots, ...rest } = memory;
  const json: PublishMemoryJson = { ...rest, values: [...values], slots: [...slots] };
  return JSON.stringify(json);
}

/** Reads what `publishMemoryToJson` wrote; nothing written is the empty memory. */
export function publishMemoryFromJson(json: string | undefined): PublishMemory {
  if (json === undefined) return emptyMemory.publish;
  const { values, slots, ...rest } = JSON.parse(json) as PublishMemoryJson;
  return { ...rest, values: new Map(values), slots: new Map(slots) };
}

/** Reads what incidents remember; nothing written is the empty memory. */
export function incidentMemoryFromJson(json: string | undefined): IncidentMemory {
  return json === undefined ? emptyMemory.incidents : (JSON.parse(json) as IncidentMemory);
}

/** Writes what is remembered of annotated problems as JSON. */
export function annotationsToJson(memory: AnnotationMemory): string {
  return JSON.stringify([...memory]);
}

/** Reads what `annotationsToJson` wrote; nothing written is the empty memory. */
export function annotationsFromJson(json: string | undefined): AnnotationMemory {
  return json === undefined ? emptyMemory.annotations : new Map(JSON.parse(json) as readonly [EventId, Annotation][]);
}

/** Reads what was taken over from Zabbix; absent where nothing was written. */
export function inventoryMemoryFromJson(json: string | undefined): InventoryMemory | undefined {
  return json === undefined ? undefined : (JSON.parse(json) as InventoryMemory);
}
