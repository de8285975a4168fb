import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';

import type { Position } from '../domain/finding.ts';
import { byText } from '../domain/node.ts';

/** The way from the top of a file to a value: keys of maps and places in lists. */
export type Path = readonly (string | number)[];

/** One file that people wrote, as plain values, and where in its text each of them stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Where a value stands, or its key; for what is not there, where the nearest thing around it stands. */
  readonly positionOf: (path: Path, part?: 'key' | 'value') => Position;
}

/** A value within a source. */
export interface Place {
  readonly source: Source;
  readonly path: Path;
}

/** The place of something within the value at a place. */
export function within(place: Place, ...path: Path): Place {
  return { source: place.source, path: [...place.path, ...path] };
}

/** Where the value of a place stands. */
export function positionOf(place: Place): Position {
  return place.source.positionOf(place.path, 'value');
}

/** Where the key of a place stands; of a list's entry, where that begins. */
export function keyPositionOf(place: Place): Position {
  return place.source.positionOf(place.path, 'key');
}

/** A position in the form that editors and terminals open. */
export function toText(position: Position): string {
  return `${position.file}:${position.line}:${position.column}`;
}

/** Compares positions by file, line and column: the order in which findings are shown. */
export function byPosition(a: Position, b: Position): number {
  return byText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

/** Finds where a path's key and value begin in the text of a parsed document. */
export function locate(document: Document, path: Path): { key: number; value: number } {
  let node: unknown = document.contents;
  let found = { key: offsetOf(node) ?? 0, value: offsetOf(node) ?? 0 };
  for (const segment of path) {
    const step = stepInto(resolved(node, document), segment);
    if (!step) return { key: found.key, value: found.key };
    const value = offsetOf(step.value);
    const key = offsetOf(step.key) ?? value ?? found.key;
    found = { key, value: value ?? key };
    node = step.value;
  }
  return found;
}

function stepInto(node: unknown, segment: string | number): { key?: unknown; value: unknown } | undefined {
  if (isMap(node)) {
    return pairsOf(node).get(String(segment));
  }
  if (isSeq(node)) {
    const value = node.items[Number(segment)];
    return value === undefined ? undefined : { value };
  }
  return undefined;
}

/** The entries of maps by key, since thousands of findings may lie in one map of thousands. */
const pairsOfMaps = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsOfMaps.get(map);
  if (known) return known;
  const pairs = new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
  pairsOfMaps.set(map, pairs);
  return pairs;
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
