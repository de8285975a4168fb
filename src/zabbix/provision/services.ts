import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import type { Tag } from '../../domain/zabbix.ts';
import { hostTag, stateTag } from './discovery.ts';
import type { Collection, Form, Ids, NamedObject } from './objects.ts';
import { maker } from './own-names.ts';
import type { FoundObject } from './schema.ts';
import { inAnyLanguage, viewWords } from './texts.ts';

/** A subsystem as the tree of services shows it. */
export interface ShownSubsystem {
  /** As in the model, such as `subsystem/calendar`. */
  readonly id: string;
  readonly name: string;
}

/** A system with what stands below it in the tree of services. */
export interface ShownSystem {
  /** As in the model, such as `system/mail`. */
  readonly id: string;
  readonly name: string;
  /** The technical name of its Zabbix host. */
  readonly host: string;
  readonly subsystems: readonly ShownSubsystem[];
}

/** What the tree of services and its SLAs follow from. */
export interface ServiceGround {
  /** The host group of Linchpin's own hosts: by it two Linchpins that share a Zabbix are told apart. */
  readonly ownGroup: string;
  readonly systems: readonly ShownSystem[];
  /** In which what lights below a subsystem is named. */
  readonly language: Language;
  /** An SLA counts from the beginning of the day in which it is made, in Unix seconds. */
  readonly today: number;
}

/** By these tags of our own a service, and what an SLA counts, are known, whatever people call them. */
const [ownerTag, levelTag, nodeTag, slaTag] = [
  'linchpin.group',
  'linchpin.level',
  'linchpin.node',
  'linchpin.sla',
] as const;

/** What lights below a subsystem: only an outage counts as one, since Zabbix takes any problem of a service for downtime. */
const leaves: readonly {
  readonly level: 'outage' | 'reserve';
  readonly state: string;
  readonly shows: Severity;
}[] = [
  { level: 'outage', state: 'down', shows: 5 },
  { level: 'reserve', state: 'no-reserve', shows: 3 },
];

/** The tree of services with an SLA for each subsystem, in the order of making; without systems: what is to go. */
export function serviceObjects(ground: ServiceGround): readonly Collection[] {
  const { systems } = ground;
  const pairs = systems.flatMap((system) => system.subsystems.map((subsystem) => ({ system, subsystem })));
  return [
    level(ground, 'system', systems.map(systemService(ground))),
    level(ground, 'subsystem', pairs.map(subsystemService(ground))),
    ...leaves.map((leaf) =>
      level(
        ground,
        leaf.level,
        pairs.map((pair) => leafService(ground, pair, leaf)),
      ),
    ),
    slas(ground),
  ];
}

interface Pair {
  readonly system: ShownSystem;
  readonly subsystem: ShownSubsystem;
}

function level({ ownGroup }: ServiceGround, name: string, objects: readonly NamedObject[]): Collection {
  return {
    kind: 'service',
    objects,
    ask: {
      output: 'extend',
      selectParents: ['serviceid'],
      selectTags: ['tag', 'value'],
      selectProblemTags: ['tag', 'operator', 'value'],
    },
    // 0: all of these tags; operator 1: equals.
    among: {
      evaltype: 0,
      tags: [
        { tag: ownerTag, operator: 1, value: ownGroup },
        { tag: levelTag, operator: 1, value: name },
      ],
    },
    keyOf: (found) => keyOf(name, tagOf(found, nodeTag)),
    isOurs: (found) => tagOf(found, ownerTag) === ownGroup && tagOf(found, levelTag) === name,
  };
}

function keyOf(levelName: string, node = ''): string {
  return `${levelName} of ${node}`;
}

function tagOf({ tags = [] }: FoundObject, name: string): string | undefined {
  return tags.find(({ tag }) => tag === name)?.value;
}

function systemService(ground: ServiceGround): (system: ShownSystem) => NamedObject {
  return ({ id, name }) => ({
    name,
    key: keyOf('system', id),
    form: (_, found) => ({ algorithm: 2, tags: tags(ground, { level: 'system', node: id }, found) }),
    first: { name, sortorder: 0, description: maker },
    content,
    details: ['as bad as its worst subsystem'],
  });
}

function subsystemService(ground: ServiceGround): (pair: Pair) => NamedObject {
  return ({ system, subsystem: { id, name } }) => ({
    name,
    key: keyOf('subsystem', id),
    form: (ids, found) => ({
      algorithm: 2,
      parents: parents(ground, ids, { found, parent: ids('service', keyOf('system', system.id)) }),
      tags: tags(ground, { level: 'subsystem', node: id }, found),
    }),
    first: { name, sortorder: 0, description: maker },
    content,
    details: [`below "${system.name}"`],
  });
}

function leafService(
  ground: ServiceGround,
  { system, subsystem: { id, name } }: Pair,
  leaf: (typeof leaves)[number],
): NamedObject {
  const own = viewWords[ground.language].services[leaf.level](name);
  const inLanguages = inAnyLanguage(({ services }) => services[leaf.level](name));
  return {
    name: own,
    key: keyOf(leaf.level, id),
    form: (ids, found) => ({
      // A name that people gave stays.
      ...(inLanguages.some((known) => known === found?.['name']) && { name: own }),
      // Without children the algorithm says nothing but 0, that problems do not count.
      algorithm: 2,
      // 4: whatever the severity of the problem, which is quiet, the tree shows what it means.
      propagation_rule: 4,
      propagation_value: leaf.shows,
      parents: parents(ground, ids, { found, parent: ids('service', keyOf('subsystem', id)) }),
      problem_tags: [
        { tag: nodeTag, operator: 0, value: id },
        { tag: stateTag, operator: 0, value: leaf.state },
        { tag: hostTag, operator: 0, value: system.host },
      ],
      tags: tags(ground, { level: leaf.level, node: id }, found),
    }),
    first: { name: own, sortorder: 0, description: maker },
    content,
    details: [`below "${name}"`],
  };
}

/** What makes the tree true. Tags are left out: what people add stays, and without ours it is not found. */
function content(
  { algorithm, propagation_rule, propagation_value, problem_tags, parents: above = [] }: FoundObject,
  isOurs: (kind: 'service', id: string) => boolean,
): Form {
  const own = above.filter(({ serviceid }) => isOurs('service', serviceid));
  return { algorithm, propagation_rule, propagation_value, problem_tags, parents: own };
}

/** Ours, and those that people added. */
function tags(
  { ownGroup }: ServiceGround,
  { level: levelName, node }: { readonly level: string; readonly node: string },
  found: FoundObject | undefined,
): readonly Tag[] {
  const ours: readonly Tag[] = [
    { tag: ownerTag, value: ownGroup },
    { tag: levelTag, value: levelName },
    { tag: nodeTag, value: node },
    ...(levelName === 'outage' ? [{ tag: slaTag, value: slaValue(ownGroup, node) }] : []),
  ];
  const names = new Set(ours.map(({ tag }) => tag));
  return [...ours, ...(found?.tags ?? []).filter(({ tag }) => !names.has(tag))];
}

/** The one that it stands below, and those of people: a service may be a part of several. */
function parents(
  { systems }: ServiceGround,
  ids: Ids,
  { found, parent }: { readonly found: FoundObject | undefined; readonly parent: string | undefined },
): readonly Form[] {
  const ours = new Set(
    systems.flatMap(({ id, subsystems }) => [
      ids('service', keyOf('system', id)),
      ...subsystems.map((subsystem) => ids('service', keyOf('subsystem', subsystem.id))),
    ]),
  );
  const theirs = (found?.parents ?? []).filter(({ serviceid }) => !ours.has(serviceid));
  return [{ serviceid: parent }, ...theirs.map(({ serviceid }) => ({ serviceid }))];
}

function slaValue(ownGroup: string, node: string): string {
  return `${ownGroup}/${node}`;
}

function slas({ ownGroup, systems, today }: ServiceGround): Collection {
  const subsystems = systems.flatMap((system) => system.subsystems);
  const valueOf = ({ service_tags: found = [] }: FoundObject): string | undefined =>
    found.find(({ tag }) => tag === slaTag)?.value;
  return {
    kind: 'SLA',
    ask: { output: 'extend', selectServiceTags: ['tag', 'operator', 'value'] },
    // All: there are few, and Zabbix does not look for them by what they count.
    among: {},
    keyOf: valueOf,
    isOurs: (found) => valueOf(found)?.startsWith(slaValue(ownGroup, 'subsystem/')) === true,
    objects: subsystems.map(({ id, name }) => ({
      name: `${ownGroup}: ${name}`,
      key: slaValue(ownGroup, id),
      form: () => ({ service_tags: [{ tag: slaTag, operator: 0, value: slaValue(ownGroup, id) }] }),
      // What was promised to users only the site knows: a beginning, and theirs from then on.
      first: {
        name: `${ownGroup}: ${name}`,
        slo: 99.9,
        // 2: a month.
        period: 2,
        timezone: 'UTC',
        effective_date: today - (today % 86_400),
        status: 1,
        description: maker,
      },
      details: ['99.9 % a month until the site says otherwise'],
    })),
  };
}
