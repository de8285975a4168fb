import type { ItemForm, TriggerForm } from './export-form.ts';
import { itemKeys, outputTag } from '../../domain/item-keys.ts';
import { itemForm, last, sortedTags } from './item-form.ts';
import { macros } from './macros.ts';
import { nodeParts } from './node-parts.ts';
import { stableUuid } from './stable-uuid.ts';

/** The items that show the system as a whole. */
export function systemItems(): readonly ItemForm[] {
  return [
    ...nodeParts.map(({ part, kind, word, description }) =>
      itemForm({
        key: itemKeys.system(part),
        name: `System: ${word}`,
        kind,
        component: 'system',
        description,
        ...(part === 'outage' ? { triggers: [outageTrigger()] } : {}),
      }),
    ),
    itemForm({
      key: itemKeys.functionsLost,
      name: 'Functions lost',
      kind: 'text',
      component: 'system',
      description: 'The functions that users lost, by name; empty while they have all of them.',
    }),
    itemForm({
      key: itemKeys.summary,
      name: 'Summary',
      kind: 'document',
      component: 'system',
      description: 'The state of the system on half a page: root causes by rank, functions lost, reserve, what to do.',
    }),
    itemForm({
      key: itemKeys.incidents,
      name: 'Incidents',
      kind: 'document',
      component: 'incident',
      description: 'The ranked incidents, as JSON.',
    }),
    itemForm({
      key: itemKeys.incidentsMore,
      name: 'Incidents without a slot',
      kind: 'count',
      component: 'incident',
      description: 'How many incidents found no slot of their own.',
    }),
  ];
}

/** The outage as one problem, whatever fails with it. */
export function outageTrigger(): TriggerForm {
  return {
    uuid: stableUuid('trigger/system/outage'),
    expression: `length(${last(itemKeys.system('outage'))})>0`,
    name: 'The system is down',
    event_name: `${macros.systemName} is down: {ITEM.VALUE1}`,
    priority: 'DISASTER',
    tags: sortedTags([
      { tag: 'scope', value: 'availability' },
      { tag: 'linchpin.node', value: `system/${macros.system}` },
      outputTag,
    ]),
  };
}
