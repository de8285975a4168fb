import type { ItemForm, RuleForm, TriggerForm } from './export-form.ts';
import type { DiscoveryKind } from '../../domain/item-keys.ts';
import type { Tag } from '../../domain/zabbix.ts';
import { itemKeys, outputTag } from '../../domain/item-keys.ts';
import { itemForm, last, lengthOfLast, quoting, sortedTags } from './item-form.ts';
import { macros } from './macros.ts';
import { nodeParts } from './node-parts.ts';
import { stableUuid } from './stable-uuid.ts';
import { outageTrigger } from './system.ts';

/** The low-level discovery rules with what they make of each subsystem, pod and function. */
export function discoveryRules(): readonly RuleForm[] {
  return [
    {
      ...rule('subsystem', 'Subsystems'),
      item_prototypes: nodePrototypes('subsystem', 'Subsystem'),
      trigger_prototypes: [noticeTrigger('subsystem', 'Subsystem')],
    },
    {
      ...rule('pod', 'Pods'),
      item_prototypes: nodePrototypes('pod', 'Pod'),
      trigger_prototypes: [noticeTrigger('pod', 'Pod')],
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

function nodePrototypes(kind: 'subsystem' | 'pod', word: string): readonly ItemForm[] {
  return nodeParts.map((shown) =>
    itemForm({
      key: itemKeys[kind](shown.part, '{#ID}'),
      name: `${word} {#NAME}: ${shown.word}`,
      kind: shown.kind,
      component: kind,
      description: shown.description,
      tags: nodeTags(kind),
    }),
  );
}

function nodeTags(kind: DiscoveryKind): readonly Tag[] {
  return [
    { tag: 'linchpin.node', value: `${kind}/{#ID}` },
    { tag: 'linchpin.subsystem', value: '{#SUBSYSTEM}' },
  ];
}

/**
 * A notice besides the incident, for those who watch one subsystem or pod. It hides behind the system's outage; that
 * it names the system's state lets Zabbix judge it anew when the outage ends, which a dependency alone does not.
 */
function noticeTrigger(kind: 'subsystem' | 'pod', word: string): TriggerForm {
  const outage = outageTrigger();
  const notice = kind === 'pod' ? macros.podNotice : macros.subsystemNotice;
  return {
    uuid: stableUuid(`trigger/${kind}/notice`),
    expression:
      `${last(itemKeys[kind]('severity', '{#ID}'))}>=3 and ${notice}=1` +
      quoting(lengthOfLast(itemKeys[kind]('rootcause', '{#ID}')), `${last(itemKeys.system('state'))}>=0`),
    name: `${word} {#NAME} has no reserve or is down`,
    event_name: `${word} {#NAME}: {ITEM.VALUE2}`,
    priority: 'INFO',
    dependencies: [{ name: outage.name, expression: outage.expression }],
    tags: sortedTags([{ tag: 'scope', value: 'notice' }, outputTag]),
  };
}
