import type { ItemForm, Priority, TriggerForm } from './export-form.ts';
import type { ValueKind } from './item-form.ts';
import type { SlotPart } from '../../domain/item-keys.ts';
import { itemKeys, outputTag, slotCount, slotParts, templateName } from '../../domain/item-keys.ts';
import { severityNames } from '../../domain/severity.ts';
import { freeSlot, slotProblemFields } from '../../domain/slot-problem.ts';
import { itemForm, sortedTags } from './item-form.ts';
import { stableUuid } from './stable-uuid.ts';

const slotWords: Readonly<
  Record<SlotPart, { readonly kind: ValueKind; readonly word: string; readonly description: string }>
> = {
  text: {
    kind: 'text',
    word: 'text',
    description: 'What is broken at the root and what it does, in one line: the name of the problem.',
  },
  severity: {
    kind: 'severity',
    word: 'severity',
    description: 'The severity of the incident in this slot; 0 while the slot is free.',
  },
  root: { kind: 'name', word: 'root', description: 'The id of the node that is broken at the root.' },
  action: { kind: 'text', word: 'advice', description: 'What to do about it.' },
};

const priorities: readonly Priority[] = ['INFO', 'WARNING', 'AVERAGE', 'HIGH', 'DISASTER'];

/** The items of the incident slots. */
export function slotItems(): readonly ItemForm[] {
  return slotNumbers().flatMap((slot) => [
    ...slotParts.map((part) =>
      itemForm({
        key: itemKeys.slot(part, slot),
        name: `Incident ${slot}: ${slotWords[part].word}`,
        kind: slotWords[part].kind,
        component: 'incident',
        description: slotWords[part].description,
      }),
    ),
    itemForm({
      key: itemKeys.slotProblem(slot),
      name: `Incident ${slot}: problem`,
      kind: 'text',
      component: 'incident',
      description: `What raises the problem, in one value: ${slotProblemFields.join(', ')}, separated by tabs; ${freeSlot} while the slot is free.`,
      triggers: priorities.map((priority, index) => slotTrigger(slot, index + 1, priority)),
    }),
  ]);
}

/**
 * For each slot one trigger of each severity, since neither the severity nor the name of a Zabbix problem ever changes:
 * an incident whose severity changes closes one problem and opens another. Each looks at one item only: between items
 * Zabbix keeps no order, so a problem could get the name of the incident before.
 */
function slotTrigger(slot: number, severity: number, priority: Priority): TriggerForm {
  return {
    uuid: stableUuid(`trigger/incident/${slot}/${severity}`),
    expression: `find(/${templateName}/${itemKeys.slotProblem(slot)},,"regexp","^${severity}")=1`,
    name: `Incident ${slot} (${severityNames[severity] ?? ''})`,
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
