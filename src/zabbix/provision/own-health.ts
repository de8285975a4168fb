import type { ItemForm, Priority, TriggerForm } from './export-form.ts';
import { itemKeys, outputTag, templateName } from '../../domain/item-keys.ts';
import { itemForm, last, sortedTags } from './item-form.ts';
import { macros } from './macros.ts';
import { stableUuid } from './stable-uuid.ts';

/** Linchpin's own health: when it stops, is blind or refuses its model, Zabbix must say so (semantics 9). */
export function ownHealthItems(): readonly ItemForm[] {
  return [heartbeat(), blind(), modelRefused(), outbox(), cycleMissed(), ...withoutTriggers()];
}

function heartbeat(): ItemForm {
  const raise = trigger({
    id: 'heartbeat',
    expression: `nodata(/${templateName}/${itemKeys.heartbeat},${macros.heartbeatMax})=1`,
    name: `No data from Linchpin for ${macros.heartbeatMax}`,
    priority: 'HIGH',
    scope: 'availability',
    description: 'What Zabbix shows of the system is old. See whether Linchpin runs, and what its log says.',
  });
  return itemForm({
    key: itemKeys.heartbeat,
    name: 'Linchpin: heartbeat',
    kind: 'moment',
    component: 'linchpin',
    description: 'When Linchpin last judged the system.',
    triggers: [raise],
  });
}

function blind(): ItemForm {
  const raise = trigger({
    id: 'blind',
    expression: `${last(itemKeys.blind)}=1`,
    name: 'Linchpin is blind: it gets no data about the system',
    priority: 'AVERAGE',
    scope: 'availability',
    description:
      'What Zabbix shows of the system is what was known before. See whether Zabbix still gets data from the servers.',
  });
  return itemForm({
    key: itemKeys.blind,
    name: 'Linchpin: blind',
    kind: 'yes-no',
    component: 'linchpin',
    description: 'Whether Linchpin gets no data about the system.',
    triggers: [raise],
  });
}

function modelRefused(): ItemForm {
  const raise = trigger({
    id: 'model-refused',
    expression: `${last(itemKeys.modelRefused)}=1`,
    name: 'Linchpin refused the changed model and goes on with the one before',
    priority: 'WARNING',
    scope: 'notice',
    description: 'Run "linchpin check": it names every mistake and its place.',
  });
  return itemForm({
    key: itemKeys.modelRefused,
    name: 'Linchpin: model refused',
    kind: 'yes-no',
    component: 'linchpin',
    description: 'Whether the newest model has mistakes, so that Linchpin goes on with the one before.',
    triggers: [raise],
  });
}

function outbox(): ItemForm {
  const raise = trigger({
    id: 'outbox',
    expression: `min(/${templateName}/${itemKeys.outbox},10m)>${macros.outboxMax}`,
    name: `Linchpin can't get its values into Zabbix (more than ${macros.outboxMax} waiting for 10m)`,
    priority: 'WARNING',
    scope: 'performance',
    description: 'See the log of Linchpin, and whether the trapper takes values from its address.',
  });
  return itemForm({
    key: itemKeys.outbox,
    name: 'Linchpin: values waiting',
    kind: 'count',
    component: 'linchpin',
    description: 'How many computed values have not reached Zabbix yet.',
    triggers: [raise],
  });
}

function cycleMissed(): ItemForm {
  const raise = trigger({
    id: 'cycle-missed',
    expression: `${last(itemKeys.cycleMissed)}>${macros.missedMax}`,
    name: `Linchpin can't keep to its timetable (more than ${macros.missedMax} cycles missed within 1h)`,
    priority: 'WARNING',
    scope: 'performance',
    description:
      'What Zabbix shows of the system comes late. See what takes long in the log of Linchpin, or give its schedule a longer interval.',
  });
  return itemForm({
    key: itemKeys.cycleMissed,
    name: 'Linchpin: cycles missed',
    kind: 'count',
    component: 'linchpin',
    description: 'How many cycles were due within the last hour and did not run, since another one took too long.',
    triggers: [raise],
  });
}

function withoutTriggers(): readonly ItemForm[] {
  return [
    itemForm({
      key: itemKeys.health,
      name: 'Linchpin: health',
      kind: 'wellness',
      component: 'linchpin',
      description: 'Whether Linchpin itself is well: it reads Zabbix, writes its store, and its model is valid.',
    }),
    itemForm({
      key: itemKeys.cycleTime,
      name: 'Linchpin: cycle time',
      kind: 'seconds',
      component: 'linchpin',
      description: 'How long the newest cycle took: reading, judging, publishing.',
    }),
  ];
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
