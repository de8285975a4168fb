import { isId } from '../domain/node.ts';
import type {
  ById,
  Declarations,
  Declared,
  DeclaredServer,
  DeclaredSubsystem,
  DeclaredSystem,
  Setting,
} from './declarations.ts';
import { complaints } from './complaints.ts';
import type { Report } from './findings.ts';
import { nearestName } from './nearest-name.ts';
import { keyPositionOf, type Place, positionOf, type Source, toText, within } from './positions.ts';
import { recoverySchema, type WrittenRecovery } from './recovery-form/schema.ts';
import { containerRules } from './rule-form/schema.ts';
import { builtInRules, type RuleNode, type WrittenCustom, type WrittenRule } from './rules.ts';
import {
  containerSchema,
  customRuleSchema,
  defaultsSchema,
  diskSchema,
  functionSchema,
  listedSystemSchema,
  podSchema,
  rulesSchema,
  serverSchema,
  subsystemSchema,
  systemSchema,
  type WrittenContainer,
  type WrittenDefaults,
  type WrittenPod,
} from './schema.ts';
import { described, reportMistakes } from './shape/report-mistakes.ts';
import { checkShape, type Shape, valueAt } from './shape/schema.ts';
import { switchedOff } from './switched-off.ts';

/** Merges the files of a model by id, and checks the form of each entry; what is wrong is reported and left out. */
export function merge(sources: readonly Source[], report: Report): Declarations {
  const overridable = containerRules(customRuleNodes(sources));
  const draft = emptyDraft({ pod: podSchema(overridable), container: containerSchema(overridable) });
  for (const source of sources) {
    const top: Place = { source, path: [] };
    for (const [key, value] of entriesOf(top, source.value, report)) {
      const place = within(top, key);
      if (value !== null) takeSection(draft, { key, value, place, report });
    }
  }
  return { ...draft, off: switchedOff(draft.pods, draft.subsystems) };
}

/** The custom rules of all files with what they are on, since pods in any file may override them; mistakes are told later. */
function customRuleNodes(sources: readonly Source[]): ReadonlyMap<string, RuleNode> {
  const nodes = new Map<string, RuleNode>();
  for (const { value } of sources) {
    const custom = valueAt(value, ['rules', 'custom']);
    if (typeof custom !== 'object' || custom === null || Array.isArray(custom)) continue;
    for (const [name, rule] of Object.entries(custom)) {
      const on = valueAt(rule, ['on']);
      nodes.set(name, on === 'server' || on === 'disk' || on === 'network' ? on : 'container');
    }
  }
  return nodes;
}

interface Draft {
  readonly schemas: Schemas;
  systems: Map<string, DeclaredSystem>;
  /** Where `system` and `systems` first stand, since only one of them may. */
  single?: Place;
  several?: Place;
  subsystems: Map<string, DeclaredSubsystem>;
  pods: Map<string, Declared<WrittenPod>>;
  servers: Map<string, DeclaredServer>;
  containers: Declared<WrittenContainer>[];
  defaults: WrittenDefaults;
  defaultPlaces: Map<string, Place>;
  rules: Map<string, Setting<WrittenRule>>;
  customRules: Map<string, Declared<WrittenCustom>>;
  recoveries: Map<string, Declared<WrittenRecovery>>;
}

/** The forms that depend on what the model itself declares. */
interface Schemas {
  readonly pod: Shape<WrittenPod>;
  readonly container: Shape<WrittenContainer>;
}

function emptyDraft(schemas: Schemas): Draft {
  return {
    schemas,
    systems: new Map(),
    subsystems: new Map(),
    pods: new Map(),
    servers: new Map(),
    containers: [],
    defaults: {},
    defaultPlaces: new Map(),
    rules: new Map(),
    customRules: new Map(),
    recoveries: new Map(),
  };
}

interface Section {
  readonly key: string;
  readonly value: unknown;
  readonly place: Place;
  readonly report: Report;
}

function takeSection(draft: Draft, section: Section): void {
  const take = Object.hasOwn(takers, section.key) ? takers[section.key] : undefined;
  if (take) {
    take(draft, section);
    return;
  }
  const { key } = section;
  const known = Object.keys(takers);
  section.report(complaints.unknownKey(key, nearestName(key, known), known), keyPositionOf(section.place));
}

/** What may stand at the top of a file, and how each is taken. */
const takers: Readonly<Record<string, (draft: Draft, section: Section) => void>> = {
  system: takeSystem,
  systems: takeSystems,
  defaults: takeDefaults,
  subsystems: (draft, section) =>
    addAll(draft.subsystems, { ...section, kind: 'subsystem' }, (entry) => ({
      ...shaped(entry, subsystemSchema),
      functions: partsOf(entry, { key: 'functions', kind: 'function', schema: functionSchema }),
    })),
  pods: (draft, section) =>
    addAll(draft.pods, { ...section, kind: 'pod' }, (entry) => shaped(entry, draft.schemas.pod, { kind: 'stateless' })),
  servers: (draft, section) =>
    addAll(draft.servers, { ...section, kind: 'server' }, (entry) => ({
      ...shaped(entry, serverSchema),
      disks: partsOf(entry, { key: 'disks', kind: 'disk', schema: diskSchema }),
    })),
  containers: takeContainers,
  rules: takeRules,
  recoveries: (draft, section) =>
    addAll(draft.recoveries, { ...section, kind: 'recovery' }, (entry) => shaped(entry, recoverySchema)),
};

/** One entry of a map of things, before its form is checked. */
interface Entry extends Section {
  readonly id: string;
}

function shaped<T>(entry: Entry, schema: Shape<T>, standIn?: object): Declared<T> {
  const { id, place, report } = entry;
  // An entry with nothing in it (`vm-01:`) is one that leaves everything to the defaults.
  const value = entry.value ?? {};
  const { value: written, mistakes } = checkShape(schema, value, standIn);
  reportMistakes(mistakes, { place, value }, report);
  const isWhole = mistakes.length === 0;
  return written === undefined ? { id, place, isWhole } : { id, place, isWhole, written };
}

/** Takes every entry of a map of things under its id; one that is already there is reported with both places. */
function addAll<T extends { readonly place: Place }>(
  things: Map<string, T>,
  section: Section & { readonly kind: string },
  make: (entry: Entry) => T,
): void {
  for (const [id, value] of entriesOf(section.place, section.value, section.report)) {
    const place = within(section.place, id);
    checkId(section.kind, { id, place }, section.report);
    const earlier = things.get(id);
    if (earlier) {
      const other = toText(keyPositionOf(earlier.place));
      section.report(complaints.describedTwice(id, other), keyPositionOf(place));
    }
    const thing = make({ key: id, id, value, place, report: section.report });
    if (!earlier) things.set(id, thing);
  }
}

function partsOf<T>(
  entry: Entry,
  { key, kind, schema }: { key: string; kind: string; schema: Shape<T> },
): ById<Declared<T>> {
  const parts = new Map<string, Declared<T>>();
  const { value } = entry;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return parts;
  const inner: unknown = (value as Record<string, unknown>)[key];
  if (inner === null || inner === undefined) return parts;
  addAll(parts, { key, kind, value: inner, place: within(entry.place, key), report: entry.report }, (part) =>
    shaped(part, schema),
  );
  return parts;
}

function takeSystem(draft: Draft, { value, place, report }: Section): void {
  const { value: written, mistakes } = checkShape(systemSchema, value, { id: unnamed });
  reportMistakes(mistakes, { place, value }, report);
  if (draft.several) {
    report(complaints.systemAndSystems(toText(keyPositionOf(place))), keyPositionOf(draft.several));
  } else if (draft.single) {
    report(complaints.describedTwice('system', toText(keyPositionOf(draft.single))), keyPositionOf(place));
  } else {
    draft.single = place;
    const { id = unnamed, name } = written ?? {};
    if (id !== unnamed) checkId('system', { id, place: within(place, 'id') }, report);
    draft.systems.set(id, { id, place, written: name === undefined ? {} : { name } });
  }
}

/** Stands for a system that has no readable id, so that nobody says there is no system. */
const unnamed = '?';

function takeSystems(draft: Draft, section: Section): void {
  const { report, place } = section;
  if (draft.single) {
    report(complaints.systemAndSystems(toText(keyPositionOf(draft.single))), keyPositionOf(place));
    return;
  }
  draft.several ??= place;
  addAll(draft.systems, { ...section, kind: 'system' }, (entry) => shaped(entry, listedSystemSchema));
}

function takeDefaults(draft: Draft, section: Section): void {
  const { value, place, report } = section;
  const checked = checkShape(defaultsSchema, value);
  reportMistakes(checked.mistakes, { place, value }, report);
  for (const key of onceEach(draft.defaultPlaces, section)) draft.defaultPlaces.set(key, within(place, key));
  draft.defaults = { ...checked.value, ...draft.defaults };
}

function takeRules(draft: Draft, section: Section): void {
  const { value, place, report } = section;
  const { value: written, mistakes } = checkShape(rulesSchema, value);
  reportMistakes(mistakes, { place, value }, report);
  const places = new Map([...draft.rules].map(([key, setting]) => [key, setting.place]));
  const fresh = onceEach(places, section);
  for (const [key, rule] of Object.entries(written ?? {})) {
    if (key === 'custom') takeCustomRules(draft, { key, value: rule, place: within(place, key), report });
    else if (fresh.has(key) && rule !== undefined) {
      draft.rules.set(key, { value: rule as WrittenRule, place: within(place, key) });
    }
  }
}

function takeCustomRules(draft: Draft, section: Section): void {
  addAll(draft.customRules, { ...section, kind: 'rule' }, (entry) => {
    const isTaken = builtInRules.some(({ name }) => name === entry.id);
    if (isTaken) section.report(complaints.builtInRule(entry.id), keyPositionOf(entry.place));
    if (isReserved(entry.id)) section.report(complaints.reservedRule(entry.id), keyPositionOf(entry.place));
    return shaped(entry, customRuleSchema);
  });
}

/**
 * What is assumed and what cannot be seen give evidence under these names, memory keeps parts of rules under names with
 * a dot, and what every object has would be found where nothing is remembered.
 */
function isReserved(name: string): boolean {
  return name === 'what-if' || name === 'unseen' || name.includes('.') || name in Object.prototype;
}

/** The keys of a map of settings that no file had before; of the others both places are reported. */
function onceEach(places: ReadonlyMap<string, Place>, { value, place, report }: Section): ReadonlySet<string> {
  const fresh = new Set<string>();
  if (typeof value !== 'object' || value === null) return fresh;
  for (const key of Object.keys(value)) {
    const earlier = places.get(key);
    if (!earlier) fresh.add(key);
    else report(complaints.describedTwice(key, toText(keyPositionOf(earlier))), keyPositionOf(within(place, key)));
  }
  return fresh;
}

function takeContainers(draft: Draft, { value, place, report }: Section): void {
  if (!Array.isArray(value)) {
    report(complaints.wrongValue('containers', described(value), 'a list of containers'), positionOf(place));
    return;
  }
  for (const [index, entry] of value.entries()) {
    const at = within(place, index);
    const declared = shaped({ key: '', id: '', value: entry, place: at, report }, draft.schemas.container);
    draft.containers.push({ ...declared, id: declared.written?.name ?? '' });
  }
}

/** The entries of a map; anything else is reported, and nothing is taken from it. */
function entriesOf(place: Place, value: unknown, report: Report): readonly (readonly [string, unknown])[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object' && !Array.isArray(value)) return Object.entries(value);
  const key = place.path.length === 0 ? place.source.file : String(place.path.at(-1));
  report(complaints.wrongValue(key, described(value), 'a map (`key: value`)'), positionOf(place));
  return [];
}

function checkId(kind: string, { id, place }: { id: string; place: Place }, report: Report): void {
  if (!isId(id)) report(complaints.badId(kind, id), keyPositionOf(place));
}
