import type { ItemPrototypeForm, RuleForm, TriggerForm } from './export-form.ts';
import type { DiscoveryKind, NodePart } from '../../domain/item-keys.ts';
import type { Tag } from '../../domain/zabbix.ts';
import { itemKeys, outputTag } from '../../domain/item-keys.ts';
import { itemForm, last, sortedTags } from './item-form.ts';
import { macros } from './macros.ts';
import { nodeParts } from './node-parts.ts';
import type { ObjectWords } from './object-words-en.ts';
import { stableUuid } from './stable-uuid.ts';
import { outageTrigger } from './system.ts';

/** By these tags services find the problems of a subsystem: whether it is down or has no reserve, and on which host. */
export const [stateTag, hostTag] = ['linchpin.state', 'linchpin.host'] as const;

/** The low-level discovery rules with what they make of each subsystem, pod and function. */
export function discoveryRules(words: ObjectWords): readonly RuleForm[] {
  return [
    {
      ...rule('subsystem', words),
      item_prototypes: nodePrototypes('subsystem', words),
    },
    {
      ...rule('pod', words),
      item_prototypes: nodePrototypes('pod', words),
    },
    {
      ...rule('function', words),
      item_prototypes: [
        itemForm({
          key: itemKeys.functionState('{#ID}'),
          name: words.function('{#NAME}', words.parts.state.name),
          kind: 'function-state',
          component: 'function',
          description: words.functionState,
          tags: nodeTags('function'),
        }),
      ],
    },
  ];
}

function rule(kind: DiscoveryKind, { discovery }: ObjectWords): Omit<RuleForm, 'item_prototypes'> {
  return {
    uuid: stableUuid(`rule/${kind}`),
    name: discovery[kind],
    type: 'TRAP',
    key: itemKeys.discovery(kind),
    delay: '0',
    allowed_hosts: macros.allowedHosts,
    // What left the model must not stay on the board with its last state.
    lifetime: '1h',
    description: discovery.about,
  };
}

function nodePrototypes(kind: 'subsystem' | 'pod', words: ObjectWords): readonly ItemPrototypeForm[] {
  return nodeParts.map(([part, valueKind]) => ({
    ...itemForm({
      key: itemKeys[kind](part, '{#ID}'),
      name: words[kind]('{#NAME}', words.parts[part].name),
      kind: valueKind,
      component: kind,
      description: words.parts[part].about,
      tags: nodeTags(kind),
    }),
    ...triggersOf(part, kind, words),
  }));
}

function nodeTags(kind: DiscoveryKind): readonly Tag[] {
  return [
    { tag: 'linchpin.node', value: `${kind}/{#ID}` },
    { tag: 'linchpin.subsystem', value: '{#SUBSYSTEM}' },
  ];
}

function triggersOf(
  part: NodePart,
  kind: 'subsystem' | 'pod',
  words: ObjectWords,
): { readonly trigger_prototypes?: readonly TriggerForm[] } {
  if (part === 'severity') return { trigger_prototypes: [reserveTrigger(kind, words)] };
  return part === 'outage' ? { trigger_prototypes: [downTrigger(kind, words)] } : {};
}

/**
 * What services, SLAs and maps go by: it must be true also while the whole system is down, so nothing hides it. Its
 * severity, Not classified, keeps it out of what people look at and are paged for: the fault is the incident's to tell.
 */
function downTrigger(kind: 'subsystem' | 'pod', { kinds, problems }: ObjectWords): TriggerForm {
  const name = problems.down(kinds[kind]('{#NAME}'));
  return {
    uuid: stableUuid(`trigger/${kind}/down`),
    expression: `length(${last(itemKeys[kind]('outage', '{#ID}'))})>0`,
    name,
    event_name: problems.why(name, '{ITEM.VALUE1}'),
    tags: noticeTags('down'),
  };
}

/**
 * A notice besides the incident, for those who watch one subsystem or pod: it works, but the next failure is an outage.
 * Down is not its matter: that is the system's outage, which hides it. The time function makes Zabbix look again every
 * 30 s, since it holds back all changes of a hidden trigger and would not do so by itself when the outage ends.
 */
function reserveTrigger(kind: 'subsystem' | 'pod', words: ObjectWords): TriggerForm {
  const outage = outageTrigger(words);
  const severity = last(itemKeys[kind]('severity', '{#ID}'));
  const notice = kind === 'pod' ? macros.podNotice : macros.subsystemNotice;
  return {
    uuid: stableUuid(`trigger/${kind}/notice`),
    expression: `${severity}>=3 and ${severity}<5 and ${notice}=1 and now()>0`,
    name: words.problems.noReserve(words.kinds[kind]('{#NAME}')),
    dependencies: [{ name: outage.name, expression: outage.expression }],
    tags: noticeTags('no-reserve'),
  };
}

function noticeTags(state: string): readonly Tag[] {
  return sortedTags([
    { tag: 'scope', value: 'notice' },
    { tag: stateTag, value: state },
    { tag: hostTag, value: '{HOST.HOST}' },
    outputTag,
  ]);
}
