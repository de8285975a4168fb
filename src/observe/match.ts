import type { ItemMapping, TriggerMapping } from '../domain/mapping.ts';
import type { NodeId } from '../domain/node.ts';
import type { SignalName, SignalValue } from '../domain/signal.ts';
import type { Tag } from '../domain/zabbix.ts';
import { parseItemKey } from './item-key.ts';
import type { ItemKey, KeyParameter } from './item-key.ts';
import { nodeAt } from './places.ts';
import type { Place } from './places.ts';
import { compileGlob, compileTemplate, merged } from './placeholders.ts';
import type { Captured, Template } from './placeholders.ts';

/** What an item or trigger stands for: which signal of which node, by which line of the mapping. */
export interface Match<Line> {
  readonly node: NodeId;
  readonly signal: SignalName;
  readonly line: Line;
  /** The place of the line in the mapping: the first that matches wins. */
  readonly order: number;
}

/** The lines for items, ready to be looked up by the name of a key. */
export interface ItemLines {
  readonly byKeyName: ReadonlyMap<string, readonly ItemLine[]>;
  readonly byTagOnly: readonly ItemLine[];
}

interface ItemLine {
  readonly line: ItemMapping;
  readonly order: number;
  readonly parameters?: readonly ParameterTest[];
  readonly tags: readonly TagTest[];
}

type ParameterTest = (parameter: KeyParameter) => Captured | undefined;

interface TagTest {
  readonly tag: string;
  readonly test: Template;
}

/** Compiles the lines for items. A line whose key Zabbix would not take matches nothing. */
export function compileItemLines(lines: readonly ItemMapping[]): ItemLines {
  const byKeyName = new Map<string, ItemLine[]>();
  const byTagOnly: ItemLine[] = [];
  for (const [order, line] of lines.entries()) {
    const tags = tagTests(line.tag);
    if (line.key === undefined) {
      byTagOnly.push({ line, order, tags });
      continue;
    }
    const key = parseItemKey(line.key);
    if (key !== undefined) {
      const compiled = { line, order, tags, parameters: key.parameters.map(parameterTest) };
      byKeyName.set(key.name, [...(byKeyName.get(key.name) ?? []), compiled]);
    }
  }
  return { byKeyName, byTagOnly };
}

function parameterTest(wanted: KeyParameter): ParameterTest {
  if (typeof wanted !== 'string') {
    const text = JSON.stringify(wanted);
    return (parameter) => (JSON.stringify(parameter) === text ? {} : undefined);
  }
  const test = compileTemplate(wanted);
  return (parameter) => (typeof parameter === 'string' ? test(parameter) : undefined);
}

function tagTests(tags: Readonly<Record<string, string>> | undefined): readonly TagTest[] {
  return Object.entries(tags ?? {}).map(([tag, value]) => ({ tag, test: compileTemplate(value) }));
}

/** What an item at a place stands for; `undefined` where no line matches it or the model lacks its node. */
export function matchItem(
  lines: ItemLines,
  place: Place,
  item: { readonly key: string; readonly tags: readonly Tag[] },
): Match<ItemMapping> | undefined {
  const key = parseItemKey(item.key);
  const candidates = key === undefined ? undefined : lines.byKeyName.get(key.name);
  const byKey = firstMatch(candidates ?? [], (line) => matchLine(line, { key, tags: item.tags }, place));
  const byTag = firstMatch(lines.byTagOnly, (line) => matchLine(line, { key, tags: item.tags }, place));
  return byKey === undefined || (byTag !== undefined && byTag.order < byKey.order) ? byTag : byKey;
}

function firstMatch<T, R>(candidates: readonly T[], match: (candidate: T) => R | undefined): R | undefined {
  for (const candidate of candidates) {
    const found = match(candidate);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function matchLine(
  compiled: ItemLine,
  item: { readonly key: ItemKey | undefined; readonly tags: readonly Tag[] },
  place: Place,
): Match<ItemMapping> | undefined {
  const captured = capture(compiled, item);
  const { line, order } = compiled;
  const node = captured === undefined ? undefined : nodeAt(place, line.node, captured);
  return node === undefined ? undefined : { node, signal: line.signal, line, order };
}

function capture(
  { parameters, tags }: ItemLine,
  item: { readonly key: ItemKey | undefined; readonly tags: readonly Tag[] },
): Captured | undefined {
  const captured = matchTags(tags, item.tags);
  if (captured === undefined || parameters === undefined) return captured;
  const byKey = matchParameters(parameters, item.key?.parameters ?? []);
  return byKey === undefined ? undefined : merged(captured, byKey);
}

function matchParameters(tests: readonly ParameterTest[], parameters: readonly KeyParameter[]): Captured | undefined {
  if (tests.length !== parameters.length) {
    return undefined;
  }
  let captured: Captured | undefined = {};
  for (const [index, test] of tests.entries()) {
    const found = test(parameters[index] ?? '');
    captured = found === undefined || captured === undefined ? undefined : merged(captured, found);
  }
  return captured;
}

/** All of the tests must be met, each by some tag of its name. */
function matchTags(tests: readonly TagTest[], tags: readonly Tag[]): Captured | undefined {
  let captured: Captured | undefined = {};
  for (const { tag, test } of tests) {
    const found = firstMatch(tags, (candidate) => (candidate.tag === tag ? test(candidate.value) : undefined));
    captured = found === undefined || captured === undefined ? undefined : merged(captured, found);
  }
  return captured;
}

/** One line for triggers and problems. */
export interface TriggerLine {
  readonly line: TriggerMapping;
  readonly order: number;
  readonly tags: readonly TagTest[];
  readonly isNamed: (name: string) => boolean;
}

/** Compiles the lines for triggers and problems. */
export function compileTriggerLines(lines: readonly TriggerMapping[]): readonly TriggerLine[] {
  return lines.map((line, order) => ({
    line,
    order,
    tags: tagTests(line.tag),
    isNamed: line.name === undefined ? () => true : compileGlob(line.name),
  }));
}

/** What a trigger or problem stands for at a place. */
export function matchTrigger(
  lines: readonly TriggerLine[],
  place: Place,
  found: { readonly name: string; readonly tags: readonly Tag[] },
): Match<TriggerMapping> | undefined {
  return firstMatch(lines, ({ line, order, tags, isNamed }) => {
    const captured = isNamed(found.name) ? matchTags(tags, found.tags) : undefined;
    const node = captured === undefined ? undefined : nodeAt(place, line.node, captured);
    return node === undefined ? undefined : { node, signal: line.signal, line, order };
  });
}

/** Signals whose values are words even where they look like numbers ("1.10"). */
const words: ReadonlySet<SignalName> = new Set(['image', 'version', 'role']);

const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The value of a signal from the value of an item; a value that `map` does not name stays as it is. */
export function signalValue({ signal, map, multiply, add }: ItemMapping, value: number | string): SignalValue {
  // A value that Zabbix has from somebody may be "constructor", which every object seems to have.
  const mapped = map !== undefined && Object.hasOwn(map, String(value)) ? map[String(value)] : undefined;
  if (mapped !== undefined) {
    return mapped;
  }
  const read = typeof value === 'string' && !words.has(signal) && number.test(value.trim()) ? Number(value) : value;
  return typeof read === 'number' ? read * (multiply ?? 1) + (add ?? 0) : read;
}

/** The container or disk that an item is about by its lines, whether or not the model has it; `undefined` where it names none. */
export function subjectOf(
  lines: ItemLines,
  item: { readonly key: string; readonly tags: readonly Tag[] },
): { readonly container: string } | { readonly disk: string } | undefined {
  const key = parseItemKey(item.key);
  const candidates = key === undefined ? [] : (lines.byKeyName.get(key.name) ?? []);
  return firstMatch([...candidates, ...lines.byTagOnly], (compiled) => {
    const captured = capture(compiled, { key, tags: item.tags });
    const { container, disk } = captured ?? {};
    const meant = compiled.line.node ?? (container === undefined ? 'disk' : 'container');
    if (meant === 'container' && container !== undefined) return { container: container.replace(/^\//, '') };
    return meant === 'disk' && disk !== undefined ? { disk } : undefined;
  });
}
