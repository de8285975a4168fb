import type { IncidentId } from '../domain/incident.ts';
import { slotCount } from '../domain/item-keys.ts';

/** Which slot shows which incident: an incident keeps its slot for life (contracts, Zabbix objects). */
export interface Slots {
  readonly slots: ReadonlyMap<IncidentId, number>;
  /** How many incidents found no slot. */
  readonly more: number;
}

/** Gives each open incident its slot; new ones take free slots in the order of rank, lowest number first. */
export function assignSlots(open: readonly IncidentId[], before: ReadonlyMap<IncidentId, number>): Slots {
  const slots = new Map<IncidentId, number>();
  for (const id of open) {
    const kept = before.get(id);
    if (kept !== undefined) slots.set(id, kept);
  }
  const taken = new Set(slots.values());
  // A slot that was freed just now is used again last, so that an ended problem is not at once named anew.
  const freed = [...before].filter(([id]) => !slots.has(id)).map(([, slot]) => slot);
  const free = Array.from({ length: slotCount }, (_, index) => index + 1).filter((slot) => !taken.has(slot));
  const queue = [...free.filter((slot) => !freed.includes(slot)), ...free.filter((slot) => freed.includes(slot))];
  let more = 0;
  for (const id of open) {
    if (slots.has(id)) continue;
    const slot = queue.shift();
    if (slot === undefined) more += 1;
    else slots.set(id, slot);
  }
  return { slots, more };
}
