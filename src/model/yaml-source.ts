import {
  type Alias,
  type Document,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLError,
} from 'yaml';

import type { Position } from '../domain/finding.ts';
import { complaints } from './complaints.ts';
import type { Report } from './findings.ts';
import { locate, type Path, type Source, toText } from './positions.ts';

/** A file as text; the path is only a name to show. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** How to read a file: whether what it says may be shown in messages (a configuration may hold a secret by mistake). */
export interface YamlReading {
  readonly report: Report;
  readonly secretive?: boolean;
}

/** Nothing that people write by hand nests deeper; what does would only exhaust the stack. */
const deepest = 100;

/** Reads one YAML file into plain values with positions; `undefined` where its syntax is wrong, which is then reported. */
export function readYaml(file: SourceFile, reading: YamlReading): Source | undefined {
  const counter = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = counter.linePos(offset);
    return { file: file.path, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const fail = (text: string, offset: number): undefined => {
    reading.report(complaints.yaml(text), at(offset));
    return undefined;
  };
  const document = parsed(file.text, counter);
  if (!document) {
    fail('it is nested too deeply', 0);
    return;
  }
  const mistakes = [...document.errors, ...document.warnings];
  for (const mistake of mistakes) fail(wordsOf(mistake, reading.secretive === true), mistake.pos[0]);
  if (mistakes.length > 0) return undefined;
  if (!checkStructure(document, { ...reading, at })) return undefined;
  const value = plainValue(document);
  if (value === tooManyAliases) {
    fail('its aliases (`*name`) multiply too much: write the values out', 0);
    return;
  }
  return {
    file: file.path,
    value,
    positionOf: (path: Path, part = 'value') => at(locate(document, path)[part]),
  };
}

/** The parser does not survive thousands of open brackets; a hundred times fewer are refused below with their place. */
const mostOpenBrackets = 1000;

function parsed(text: string, lineCounter: LineCounter): Document | undefined {
  if (openBrackets(text) > mostOpenBrackets) return undefined;
  try {
    // Double keys are found below, with both places; `off` must stay a word whatever a %YAML directive says.
    return parseDocument(text, {
      lineCounter,
      schema: 'core',
      uniqueKeys: false,
      stringKeys: true,
      prettyErrors: false,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function openBrackets(text: string): number {
  let open = 0;
  let most = 0;
  for (const character of text) {
    if (character === '[' || character === '{') open++;
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    most = Math.max(most, open);
  }
  return most;
}

/** The parser's own words, without its advice for programmers; where secrets may stand, without the text they quote. */
function wordsOf(mistake: YAMLError, secretive: boolean): string {
  if (mistake.code === 'MULTIPLE_DOCS') return 'it holds several documents (`---`): make files of them';
  if (mistake.code === 'NON_STRING_KEY') return 'a key must be a word';
  if (mistake.code === 'RESOURCE_EXHAUSTION') return 'it is nested too deeply';
  const words = secretive ? mistake.message.replace(/: .*|[!*].*/su, '') : mistake.message;
  return words.charAt(0).toLowerCase() + words.slice(1);
}

interface Structure extends YamlReading {
  readonly at: (offset: number) => Position;
}

/** Reports keys given twice, and refuses what would never end: aliases inside their own anchor, and bottomless nesting. */
function checkStructure(document: Document, { report, secretive, at }: Structure): boolean {
  let sound = true;
  const refuse = (text: string, offset: number): symbol => {
    report(complaints.yaml(text), at(offset));
    sound = false;
    return visit.BREAK;
  };
  // By name the latest one before; to look for each anew would take hours where somebody writes thousands.
  const anchored = new Map<string, unknown>();
  const note = (node: Node): void => {
    if ('anchor' in node) anchored.set(node.anchor, node);
  };
  visit(document, {
    Map: (_key, map) => {
      note(map);
      reportDoubleKeys(map, { report, at });
    },
    Alias: (_key, alias: Alias, path) => {
      const target = anchored.get(alias.source);
      if (target !== undefined && !path.some((outer) => outer === target)) return undefined;
      const name = secretive ? 'an alias' : `\`*${alias.source}\``;
      const text =
        target !== undefined
          ? `${name} stands inside what it stands for`
          : `${name} stands for nothing that comes before it`;
      return refuse(text, alias.range?.[0] ?? 0);
    },
    Node: (_key, node, path) => {
      note(node);
      return path.length > deepest ? refuse('it is nested too deeply', node.range?.[0] ?? 0) : undefined;
    },
  });
  return sound;
}

function reportDoubleKeys(map: YAMLMap, { report, at }: Structure): void {
  const first = new Map<string, number>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const offset = key.range?.[0] ?? 0;
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, offset);
    else report(complaints.describedTwice(name, toText(at(earlier))), at(offset));
  }
}

const tooManyAliases = Symbol('too many aliases');

function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 }) as unknown;
  } catch (error) {
    if (error instanceof ReferenceError) return tooManyAliases;
    throw error;
  }
}
