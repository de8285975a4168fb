import type { ItemForm, Priority, TriggerForm } from './export-form.ts';
import { itemKeys, outputTag, templateName } from '../../domain/item-keys.ts';
import { itemForm, last, sortedTags } from './item-form.ts';
import type { ValueKind } from './item-form.ts';
import { macros } from './macros.ts';
import type { ObjectWords } from './object-words-en.ts';
import { stableUuid } from './stable-uuid.ts';

/** Linchpin's own health: when it stops, is blind or refuses its model, Zabbix must say so (semantics 9). */
export function ownHealthItems(words: ObjectWords): readonly ItemForm[] {
  const { own, problems } = words;
  return [
    item('heartbeat', { kind: 'moment', words: own.heartbeat }, [
      trigger({
        id: 'heartbeat',
        expression: `nodata(/${templateName}/${itemKeys.heartbeat},${macros.heartbeatMax})=1`,
        name: problems.heartbeat.name(macros.heartbeatMax),
        priority: 'HIGH',
        scope: 'availability',
        description: problems.heartbeat.about,
      }),
    ]),
    item('blind', { kind: 'yes-no', words: own.blind }, [
      trigger({
        id: 'blind',
        expression: `${last(itemKeys.blind)}=1`,
        name: problems.blind.name,
        priority: 'AVERAGE',
        scope: 'availability',
        description: problems.blind.about,
      }),
    ]),
    item('modelRefused', { kind: 'yes-no', words: own.modelRefused }, [
      trigger({
        id: 'model-refused',
        expression: `${last(itemKeys.modelRefused)}=1`,
        name: problems.modelRefused.name,
        priority: 'WARNING',
        scope: 'notice',
        description: problems.modelRefused.about,
      }),
    ]),
    ...paceItems(words),
    item('health', { kind: 'wellness', words: own.health }),
    item('cycleTime', { kind: 'seconds', words: own.cycleTime }),
  ];
}

/** Whether values reach Zabbix, and cycles their time. */
function paceItems({ own, problems }: ObjectWords): readonly ItemForm[] {
  return [
    item('outbox', { kind: 'count', words: own.outbox }, [
      trigger({
        id: 'outbox',
        expression: `min(/${templateName}/${itemKeys.outbox},10m)>${macros.outboxMax}`,
        name: problems.outbox.name(macros.outboxMax),
        priority: 'WARNING',
        scope: 'performance',
        description: problems.outbox.about,
      }),
    ]),
    item('cycleMissed', { kind: 'count', words: own.cycleMissed }, [
      trigger({
        id: 'cycle-missed',
        expression: `${last(itemKeys.cycleMissed)}>${macros.missedMax}`,
        name: problems.cycleMissed.name(macros.missedMax),
        priority: 'WARNING',
        scope: 'performance',
        description: problems.cycleMissed.about,
      }),
    ]),
  ];
}

interface OwnItem {
  readonly kind: ValueKind;
  readonly words: { readonly name: string; readonly about: string };
}

function item(key: keyof ObjectWords['own'], { kind, words }: OwnItem, triggers?: readonly TriggerForm[]): ItemForm {
  return itemForm({
    key: itemKeys[key],
    name: words.name,
    kind,
    component: 'linchpin',
    description: words.about,
    ...(triggers && { triggers }),
  });
}

interface OwnTrigger extends Pick<TriggerForm, 'expression' | 'name'> {
  readonly id: string;
  readonly priority: Priority;
  readonly scope: string;
  readonly description: string;
}

function trigger({ id, scope, expression, name, priority, description }: OwnTrigger): TriggerForm {
  return {
    uuid: stableUuid(`trigger/linchpin/${id}`),
    expression,
    name,
    priority,
    description,
    tags: sortedTags([{ tag: 'scope', value: scope }, outputTag]),
  };
}
