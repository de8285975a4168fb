import type { ItemForm, TriggerForm } from './export-form.ts';
import { itemKeys, outputTag } from '../../domain/item-keys.ts';
import { itemForm, last, sortedTags } from './item-form.ts';
import type { ItemDesign } from './item-form.ts';
import { macros } from './macros.ts';
import { nodeParts } from './node-parts.ts';
import type { ObjectWords } from './object-words-en.ts';
import { stableUuid } from './stable-uuid.ts';

/** The items that show the system as a whole. */
export function systemItems(words: ObjectWords): readonly ItemForm[] {
  return [
    ...nodeParts.map(([part, kind]) =>
      itemForm({
        key: itemKeys.system(part),
        name: words.system(words.parts[part].name),
        kind,
        component: 'system',
        description: words.parts[part].about,
        ...(part === 'outage' ? { triggers: [outageTrigger(words)] } : {}),
      }),
    ),
    listed(itemKeys.functionsLost, { kind: 'text', component: 'system', words: words.functionsLost }),
    listed(itemKeys.summary, { kind: 'document', component: 'system', words: words.summary }),
    listed(itemKeys.incidents, { kind: 'document', component: 'incident', words: words.incidents }),
    listed(itemKeys.incidentsMore, { kind: 'count', component: 'incident', words: words.incidentsMore }),
  ];
}

interface Listed extends Pick<ItemDesign, 'kind' | 'component'> {
  readonly words: { readonly name: string; readonly about: string };
}

function listed(key: string, { kind, component, words: { name, about } }: Listed): ItemForm {
  return itemForm({ key, name, kind, component, description: about });
}

/** The outage as one problem, whatever fails with it. */
export function outageTrigger({ problems }: ObjectWords): TriggerForm {
  return {
    uuid: stableUuid('trigger/system/outage'),
    expression: `length(${last(itemKeys.system('outage'))})>0`,
    name: problems.systemDown,
    event_name: problems.why(problems.down(macros.systemName), '{ITEM.VALUE1}'),
    priority: 'DISASTER',
    tags: sortedTags([
      { tag: 'scope', value: 'availability' },
      { tag: 'linchpin.node', value: `system/${macros.system}` },
      outputTag,
    ]),
  };
}
