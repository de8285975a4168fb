import type { IncidentId } from '../domain/incident.ts';
import type { InventoryMemory } from '../domain/inventory.ts';
import { emptyMemory } from '../domain/memory.ts';
import type { IncidentMemory, PublishedValue, PublishMemory, RememberedIncident } from '../domain/memory.ts';
import type { RecoveryMemory } from '../domain/recovery.ts';

/** What remains of a publish memory without the values, which are kept one by one; maps are lists of entries. */
interface PublishFrame extends Omit<PublishMemory, 'values' | 'slots'> {
  readonly slots: readonly (readonly [IncidentId, number])[];
}

/** The incidents that are open, and those that may reopen, in their order. */
interface IncidentFrame {
  readonly open: readonly IncidentId[];
  readonly ended: readonly IncidentId[];
}

/** Writes what publishing remembers as JSON, but the values. */
export function publishFrameToJson({ values: _, slots, ...rest }: PublishMemory): string {
  return JSON.stringify({ ...rest, slots: [...slots] } satisfies PublishFrame);
}

/** Puts together what publishing remembers; nothing written is the empty memory. */
export function publishMemoryOf(frame: string | undefined, values: ReadonlyMap<string, PublishedValue>): PublishMemory {
  if (frame === undefined) return emptyMemory.publish;
  const { slots, ...rest } = JSON.parse(frame) as PublishFrame;
  return { ...rest, values, slots: new Map(slots) };
}

/** Writes the order of the incidents that are remembered as JSON. */
export function incidentFrameToJson({ open, ended }: IncidentMemory): string {
  const ids = (all: readonly RememberedIncident[]): readonly IncidentId[] => all.map(({ incident }) => incident.id);
  return JSON.stringify({ open: ids(open), ended: ids(ended) } satisfies IncidentFrame);
}

/** The incidents that are remembered, by id. */
export function incidentPieces({ open, ended }: IncidentMemory): readonly (readonly [string, RememberedIncident])[] {
  return [...open, ...ended].map((remembered) => [remembered.incident.id, remembered] as const);
}

/** Puts together what incidents remember; nothing written is the empty memory. */
export function incidentMemoryOf(
  frame: string | undefined,
  remembered: ReadonlyMap<string, RememberedIncident>,
): IncidentMemory {
  if (frame === undefined) return emptyMemory.incidents;
  const { open, ended } = JSON.parse(frame) as IncidentFrame;
  const those = (ids: readonly IncidentId[]): readonly RememberedIncident[] =>
    ids.flatMap((id) => remembered.get(id) ?? []);
  return { open: those(open), ended: those(ended) };
}

/** Reads what was taken over from Zabbix; absent where nothing was written. */
export function inventoryMemoryFromJson(json: string | undefined): InventoryMemory | undefined {
  return json === undefined ? undefined : (JSON.parse(json) as InventoryMemory);
}

/** What recovery remembers, in parts that change at different times. */
export function recoveryPieces(memory: RecoveryMemory): readonly (readonly [string, unknown])[] {
  return Object.entries(memory);
}

/** Puts together what recovery remembers; nothing written is the empty memory. */
export function recoveryMemoryOf(pieces: ReadonlyMap<string, unknown>): RecoveryMemory {
  return pieces.size === 0 ? emptyMemory.recovery : { ...emptyMemory.recovery, ...Object.fromEntries(pieces) };
}
