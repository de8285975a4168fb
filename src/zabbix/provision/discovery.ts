import type { ItemPrototypeForm, RuleForm, TriggerForm } from './export-form.ts';
import type { DiscoveryKind, NodePart } from '../../domain/item-keys.ts';
import type { Tag } from '../../domain/zabbix.ts';
import { itemKeys, outputTag } from '../../domain/item-keys.ts';
import { itemForm, last, sortedTags } from './item-form.ts';
import { macros } from './macros.ts';
import { nodeParts } from './node-parts.ts';
import { stableUuid } from './stable-uuid.ts';
import { outageTrigger } from './system.ts';

/** By these tags services find the problems of a subsystem: whether it is down or has no reserve, and on which host. */
export const [stateTag, hostTag] = ['linchpin.state', 'linchpin.host'] as const;

/** The low-level discovery rules with what they make of each subsystem, pod and function. */
export function discoveryRules(): readonly RuleForm[] {
  return [
    {
      ...rule('subsystem', 'Subsystems'),
      item_prototypes: nodePrototypes('subsystem', 'Subsystem'),
    },
    {
      ...rule('pod', 'Pods'),
      item_prototypes: nodePrototypes('pod', 'Pod'),
    },
    {
      ...rule('function', 'Functions'),
      item_prototypes: [
        itemForm({
          key: itemKeys.functionState('{#ID}'),
          name: 'Function {#NAME}: state',
          kind: 'function-state',
          component: 'function',
          description: 'Whether users have the function.',
          tags: nodeTags('function'),
        }),
      ],
    },
  ];
}

function rule(kind: DiscoveryKind, name: string): Omit<RuleForm, 'item_prototypes'> {
  return {
    uuid: stableUuid(`rule/${kind}`),
    name,
    type: 'TRAP',
    key: itemKeys.discovery(kind),
    delay: '0',
    allowed_hosts: macros.allowedHosts,
    // What left the model must not stay on the board with its last state.
    lifetime: '1h',
    description: 'Filled by Linchpin from its model.',
  };
}

function nodePrototypes(kind: 'subsystem' | 'pod', word: string): readonly ItemPrototypeForm[] {
  return nodeParts.map((shown) => ({
    ...itemForm({
      key: itemKeys[kind](shown.part, '{#ID}'),
      name: `${word} {#NAME}: ${shown.word}`,
      kind: shown.kind,
      component: kind,
      description: shown.description,
      tags: nodeTags(kind),
    }),
    ...triggersOf(shown.part, kind, word),
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
  word: string,
): { readonly trigger_prototypes?: readonly TriggerForm[] } {
  if (part === 'severity') return { trigger_prototypes: [reserveTrigger(kind, word)] };
  return part === 'outage' ? { trigger_prototypes: [downTrigger(kind, word)] } : {};
}

/**
 * What services, SLAs and maps go by: it must be true also while the whole system is down, so nothing hides it. Its
 * severity, Not classified, keeps it out of what people look at and are paged for: the fault is the incident's to tell.
 */
function downTrigger(kind: 'subsystem' | 'pod', word: string): TriggerForm {
  return {
    uuid: stableUuid(`trigger/${kind}/down`),
    expression: `length(${last(itemKeys[kind]('outage', '{#ID}'))})>0`,
    name: `${word} {#NAME} is down`,
    event_name: `${word} {#NAME} is down: {ITEM.VALUE1}`,
    tags: noticeTags('down'),
  };
}

/**
 * A notice besides the incident, for those who watch one subsystem or pod: it works, but the next failure is an outage.
 * Down is not its matter: that is the system's outage, which hides it. The time function makes Zabbix look again every
 * 30 s, since it holds back all changes of a hidden trigger and would not do so by itself when the outage ends.
 */
function reserveTrigger(kind: 'subsystem' | 'pod', word: string): TriggerForm {
  const outage = outageTrigger();
  const severity = last(itemKeys[kind]('severity', '{#ID}'));
  const notice = kind === 'pod' ? macros.podNotice : macros.subsystemNotice;
  return {
    uuid: stableUuid(`trigger/${kind}/notice`),
    expression: `${severity}>=3 and ${severity}<5 and ${notice}=1 and now()>0`,
    name: `${word} {#NAME} has no reserve`,
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
