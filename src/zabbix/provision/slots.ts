import type { ItemForm, Priority, TriggerForm } from './export-form.ts';
import type { ValueKind } from './item-form.ts';
import type { SlotPart } from '../../domain/item-keys.ts';
import { itemKeys, outputTag, slotCount, slotParts, templateName } from '../../domain/item-keys.ts';
import { freeSlot, slotProblemFields } from '../../domain/slot-problem.ts';
import { itemForm, sortedTags } from './item-form.ts';
import type { ObjectWords } from './object-words-en.ts';
import { stableUuid } from './stable-uuid.ts';

const slotKinds: Readonly<Record<SlotPart, ValueKind>> = {
  text: 'text',
  severity: 'severity',
  root: 'name',
  action: 'text',
};

const priorities: readonly Priority[] = ['INFO', 'WARNING', 'AVERAGE', 'HIGH', 'DISASTER'];

/** The items of the incident slots. */
export function slotItems(words: ObjectWords): readonly ItemForm[] {
  return slotNumbers().flatMap((slot) => [
    ...slotParts.map((part) =>
      itemForm({
        key: itemKeys.slot(part, slot),
        name: words.slot(slot, words.slotParts[part].name),
        kind: slotKinds[part],
        component: 'incident',
        description: words.slotParts[part].about,
      }),
    ),
    itemForm({
      key: itemKeys.slotProblem(slot),
      name: words.slot(slot, words.slotProblem.name),
      kind: 'text',
      component: 'incident',
      description: words.slotProblem.about(slotProblemFields.join(', '), freeSlot),
      triggers: priorities.map((priority, index) => slotTrigger(slot, { severity: index + 1, priority }, words)),
    }),
  ]);
}

/**
 * For each slot one trigger of each severity, since neither the severity nor the name of a Zabbix problem ever changes:
 * an incident whose severity changes closes one problem and opens another. Each looks at one item only: between items
 * Zabbix keeps no order, so a problem could get the name of the incident before.
 */
function slotTrigger(
  slot: number,
  { severity, priority }: { readonly severity: number; readonly priority: Priority },
  words: ObjectWords,
): TriggerForm {
  return {
    uuid: stableUuid(`trigger/incident/${slot}/${severity}`),
    expression: `find(/${templateName}/${itemKeys.slotProblem(slot)},,"regexp","^${severity}")=1`,
    name: words.slotTrigger(slot, words.severities[severity] ?? ''),
    event_name: field('text'),
    opdata: field('action'),
    priority,
    tags: sortedTags([
      { tag: 'scope', value: severity >= 3 ? 'availability' : 'notice' },
      { tag: 'planned', value: field('planned') },
      { tag: 'linchpin.node', value: field('root') },
      { tag: 'linchpin.subsystem', value: field('subsystems') },
      outputTag,
    ]),
  };
}

/** A field of the slot's value as it was when the problem came: a macro that Zabbix does not cut to 20 characters. */
function field(name: (typeof slotProblemFields)[number]): string {
  const before = slotProblemFields.indexOf(name);
  return String.raw`{{ITEM.VALUE1}.regsub("^([^\t]*\t){${before}}([^\t]*)","\2")}`;
}

function slotNumbers(): readonly number[] {
  return Array.from({ length: slotCount }, (_, index) => index + 1);
}
