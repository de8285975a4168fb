import type { ItemForm, Priority, TriggerForm } from './export-form.ts';
import type { ValueKind } from './item-form.ts';
import type { SlotPart } from '../../domain/item-keys.ts';
import { itemKeys, outputTag, slotCount, slotParts } from '../../domain/item-keys.ts';
import { severityNames } from '../../domain/severity.ts';
import { itemForm, last, lengthOfLast, quoting, sortedTags } from './item-form.ts';
import { stableUuid } from './stable-uuid.ts';

const slotWords: Readonly<Record<SlotPart, { readonly kind: ValueKind; readonly word: string; readonly description: string }>> = {
  text: { kind: 'text', word: 'text', description: 'What is broken at the root and what it does, in one line: the name of the problem.' },
  severity: { kind: 'severity', word: 'severity', description: 'The severity of the incident in this slot; 0 while the slot is free.' },
  root: { kind: 'name', word: 'root', description: 'The id of the node that is broken at the root.' },
  action: { kind: 'text', word: 'advice', description: 'What to do about it.' },
};

const priorities: readonly Priority[] = ['INFO', 'WARNING', 'AVERAGE', 'HIGH', 'DISASTER'];

/** The items of the incident slots. */
export function slotItems(): readonly ItemForm[] {
  return slotNumbers().flatMap((slot) =>
    slotParts.map((part) =>
      itemForm({
        key: itemKeys.slot(part, slot),
        name: `Incident ${slot}: ${slotWords[part].word}`,
        kind: slotWords[part].kind,
        component: 'incident',
        description: slotWords[part].description,
      }),
    ),
  );
}

/**
 * For each slot one trigger of each severity, since neither the severity nor the name of a Zabbix problem ever changes:
 * an incident whose severity changes closes one problem and opens another.
 */
export function slotTriggers(): readonly TriggerForm[] {
  return slotNumbers().flatMap((slot) => priorities.map((priority, index) => slotTrigger(slot, index + 1, priority)));
}

function slotTrigger(slot: number, severity: number, priority: Priority): TriggerForm {
  return {
    uuid: stableUuid(`trigger/incident/${slot}/${severity}`),
    expression:
      `${last(itemKeys.slot('severity', slot))}=${severity}` +
      quoting(
        lengthOfLast(itemKeys.slot('text', slot)),
        lengthOfLast(itemKeys.slot('root', slot)),
        lengthOfLast(itemKeys.slot('action', slot)),
      ),
    name: `Incident ${slot} (${severityNames[severity] ?? ''})`,
    event_name: '{ITEM.VALUE2}',
    // Zabbix cuts the macro by itself to 20 characters, but not when a macro function gives it out.
    opdata: String.raw`{{ITEM.VALUE4}.regsub("^([\s\S]*)$","\1")}`,
    priority,
    tags: sortedTags([
      { tag: 'component', value: 'incident' },
      { tag: 'scope', value: severity >= 3 ? 'availability' : 'notice' },
      { tag: 'linchpin.node', value: '{ITEM.VALUE3}' },
      outputTag,
    ]),
  };
}

function slotNumbers(): readonly number[] {
  return Array.from({ length: slotCount }, (_, index) => index + 1);
}
