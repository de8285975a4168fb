import type { Tag } from '../../domain/zabbix.ts';
import type { ItemForm, TriggerForm } from './export-form.ts';
import { outputTag, templateName } from '../../domain/item-keys.ts';
import { macros } from './macros.ts';
import { stableUuid } from './stable-uuid.ts';
import { valueMapNames } from './value-maps.ts';

/** What the values of an item are: it settles type, value map, units, and how long they are kept. */
export type ValueKind =
  | 'severity'
  | 'state'
  | 'function-state'
  | 'reserve'
  | 'wellness'
  | 'yes-no'
  | 'name'
  | 'text'
  | 'document'
  | 'brief-document'
  | 'count'
  | 'seconds'
  | 'moment';

/** An item of the template, in our words. */
export interface ItemDesign {
  readonly key: string;
  readonly name: string;
  readonly kind: ValueKind;
  readonly component: string;
  readonly description: string;
  readonly tags?: readonly Tag[];
  readonly triggers?: readonly TriggerForm[];
}

/** Short histories: values come on change, and again from time to time, so that the newest is always there. */
const forms: Readonly<Record<ValueKind, Pick<ItemForm, 'history' | 'trends' | 'value_type' | 'units' | 'valuemap'>>> = {
  severity: { history: '30d', valuemap: { name: valueMapNames.severity } },
  state: { history: '30d', valuemap: { name: valueMapNames.state } },
  'function-state': { history: '30d', valuemap: { name: valueMapNames.functionState } },
  // Not unsigned, since −1 stands for "nothing can fail it".
  reserve: { history: '30d', value_type: 'FLOAT', valuemap: { name: valueMapNames.reserve } },
  wellness: { history: '30d', valuemap: { name: valueMapNames.wellness } },
  'yes-no': { history: '30d', valuemap: { name: valueMapNames.yesNo } },
  name: { history: '30d', trends: '0', value_type: 'CHAR' },
  text: { history: '30d', trends: '0', value_type: 'TEXT' },
  document: { history: '7d', trends: '0', value_type: 'TEXT' },
  // Another one each cycle, which other items take apart.
  'brief-document': { history: '1h', trends: '0', value_type: 'TEXT' },
  count: { history: '30d' },
  seconds: { history: '7d', value_type: 'FLOAT', units: 's' },
  moment: { history: '1d', trends: '0', units: 'unixtime' },
};

/** An item, or with LLD macros in its key an item prototype, in Zabbix's export form. */
export function itemForm(design: ItemDesign): ItemForm {
  const { value_type, units, valuemap, history, trends } = forms[design.kind];
  return {
    uuid: stableUuid(`item/${design.key}`),
    name: design.name,
    type: 'TRAP',
    key: design.key,
    delay: '0',
    history,
    ...(trends === undefined ? {} : { trends }),
    ...(value_type === undefined ? {} : { value_type }),
    allowed_hosts: macros.allowedHosts,
    ...(units === undefined ? {} : { units }),
    description: design.description,
    ...(valuemap === undefined ? {} : { valuemap }),
    tags: sortedTags([{ tag: 'component', value: design.component }, outputTag, ...(design.tags ?? [])]),
    ...(design.triggers === undefined ? {} : { triggers: design.triggers }),
  };
}

/** The tags in Zabbix's order, so that what it exports equals what it was given. */
export function sortedTags(tags: readonly Tag[]): readonly Tag[] {
  return tags.toSorted((a, b) =>
    a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : a.value < b.value ? -1 : a.value > b.value ? 1 : 0,
  );
}

/** `last()` of an item of the template, as expressions write it. */
export function last(key: string): string {
  return `last(/${templateName}/${key})`;
}
