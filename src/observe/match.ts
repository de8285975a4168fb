import { addTo } from '../domain/gather.ts';
import type { ItemMapping, TriggerMapping } from '../domain/mapping.ts';
import type { NodeId } from '../domain/node.ts';
import type { SignalName } from '../domain/signal.ts';
import type { Tag } from '../domain/zabbix.ts';
import { parseItemKey } from './item-key.ts';
import type { ItemKey, KeyParameter } from './item-key.ts';
import { nodesAt } from './places.ts';
import type { Viewpoint } from './places.ts';
import { compileName, compileTemplate, merged } from './placeholders.ts';
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
      addTo(byKeyName, key.name, compiled);
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

/** What an item of a host stands for: nothing where no line matches it or the model lacks its nodes. */
export function matchItem(
  lines: ItemLines,
  view: Viewpoint,
  item: { readonly key: string; readonly tags: readonly Tag[] },
): readonly Match<ItemMapping>[] {
  const key = parseItemKey(item.key);
  const candidates = key === undefined ? undefined : lines.byKeyName.get(key.name);
  const byKey = firstMatch(candidates ?? [], (line) => matchLine(line, { key, tags: item.tags }, view));
  const byTag = firstMatch(lines.byTagOnly, (line) => matchLine(line, { key, tags: item.tags }, view));
  const [first, second] = [byKey?.[0], byTag?.[0]];
  return (first === undefined || (second !== undefined && second.order < first.order) ? byTag : byKey) ?? [];
}

function firstMatch<T, R>(candidates: readonly T[], match: (candidate: T) => R | undefined): R | undefined {
  for (const candidate of candidates) {
    const found = match(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface ReadItem {
  readonly key: ItemKey | undefined;
  readonly tags: readonly Tag[];
}

function matchLine(compiled: ItemLine, item: ReadItem, view: Viewpoint): readonly Match<ItemMapping>[] | undefined {
  return matchesOf(compiled, view, capture(compiled, item));
}

function capture({ parameters, tags }: ItemLine, item: ReadItem): Captured | undefined {
  const captured = matchTags(tags, item.tags);
  if (captured === undefined || parameters === undefined) return captured;
  const byKey = matchParameters(parameters, item.key?.parameters ?? []);
  return byKey === undefined ? undefined : merged(captured, byKey);
}

/** `undefined` where there are none, so that the next line is asked. */
function matchesOf<Line extends ItemMapping | TriggerMapping>(
  { line, order }: { readonly line: Line; readonly order: number },
  view: Viewpoint,
  captured: Captured | undefined,
): readonly Match<Line>[] | undefined {
  const nodes = captured === undefined ? [] : nodesAt(view, line, captured);
  return nodes.length === 0 ? undefined : nodes.map((node) => ({ node, signal: line.signal, line, order }));
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
  readonly name: Template;
}

/** Compiles the lines for triggers and problems. */
export function compileTriggerLines(lines: readonly TriggerMapping[]): readonly TriggerLine[] {
  return lines.map((line, order) => ({
    line,
    order,
    tags: tagTests(line.tag),
    name: line.name === undefined ? () => ({}) : compileName(line.name),
  }));
}

/** What a trigger or problem of a host stands for. */
export function matchTrigger(
  lines: readonly TriggerLine[],
  view: Viewpoint,
  found: { readonly name: string; readonly tags: readonly Tag[] },
): readonly Match<TriggerMapping>[] {
  const match = firstMatch(lines, (line) => matchesOf(line, view, capturedBy(line, found)));
  return match ?? [];
}

/** What the placeholders of a line stand for in a trigger or problem; `undefined` where it is none that the line means. */
export function capturedBy(
  { tags, name }: TriggerLine,
  found: { readonly name: string; readonly tags: readonly Tag[] },
): Captured | undefined {
  const byName = name(found.name);
  const byTags = byName === undefined ? undefined : matchTags(tags, found.tags);
  return byName === undefined || byTags === undefined ? undefined : merged(byName, byTags);
}
