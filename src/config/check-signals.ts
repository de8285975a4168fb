import { linearRegex } from '../domain/linear-regex.ts';
import { regexSource } from '../domain/regex-source.ts';
import { knownSignals } from '../domain/signal.ts';
import type { Complaint } from '../model/findings.ts';
import { nearestName } from '../model/nearest-name.ts';
import type { Path } from '../model/positions.ts';
import { parseItemKey } from '../observe/item-key.ts';
import { placeholderNames } from '../observe/placeholders.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import type { Named } from './check-placeholders.ts';
import { complaints } from './complaints.ts';
import type { Note } from './layers.ts';
import type { Written } from './schema.ts';

/** Checks how hosts, items and triggers are found: placeholders, regular expressions, item keys, names of signals. */
export function checkSignals({ hosts, signals = {} }: Written, note: Note): void {
  checkHostName(hosts?.server, { names: ['id', 'name'], path: ['hosts', 'server'] }, note);
  checkHostName(hosts?.container, { names: ['name', 'server'], path: ['hosts', 'container'] }, note);
  const hasContainerHosts = hosts?.container !== undefined;
  for (const [index, line] of (signals.items ?? []).entries()) {
    const path = ['signals', 'items', index];
    checkKey(line.key, [...path, 'key'], note);
    checkLine({ ...line, hasContainerHosts }, path, note);
  }
  for (const [index, line] of (signals.triggers ?? []).entries()) {
    const path = ['signals', 'triggers', index];
    checkName(line.name, [...path, 'name'], note);
    checkLine({ ...line, hasContainerHosts }, path, note);
  }
}

/** Nobody reads a longer one, and hosts' names have 128 characters at most. */
const longestRegex = 500;

function checkHostName(text: string | undefined, { names, path }: Named, note: Note): void {
  if (text === undefined) return;
  const source = regexSource(text);
  if (source === undefined) {
    if (text.includes('(?<')) note(complaints.regexWithoutSlashes(), path);
    else checkPlaceholders(text, { names, path }, note);
    return;
  }
  const complaint = regexComplaint(source, names);
  if (complaint !== undefined) note(complaint, path);
  else if (namedBy([text]).size === 0)
    note(complaints.regexWithoutGroup(listed(names.map((name) => `(?<${name}>…)`))), path);
}

function checkKey(key: string | undefined, path: Path, note: Note): void {
  if (key === undefined) return;
  checkPlaceholders(key, { names: placeholderNames, path }, note);
  if (parseItemKey(key) === undefined) note(complaints.badItemKey(), path);
}

function checkName(name: string | undefined, path: Path, note: Note): void {
  if (name === undefined) return;
  const source = regexSource(name);
  if (source !== undefined) {
    const complaint = regexComplaint(
      source,
      placeholderNames.filter((each) => each !== 'any'),
    );
    if (complaint !== undefined) note(complaint, path);
    return;
  }
  checkPlaceholders(name, { names: placeholderNames, path }, note);
  const [loose] = /(?<=[*?}])\{(?!any\})[A-Za-z]+\}|\{(?!any\})[A-Za-z]+\}(?=[*?{])/u.exec(name) ?? [];
  if (loose !== undefined) note(complaints.loosePlaceholder(loose), path);
}

interface Line {
  readonly key?: string | undefined;
  readonly name?: string | undefined;
  readonly tag?: Readonly<Record<string, string>> | undefined;
  readonly node?: string | undefined;
  readonly signal: string;
  readonly anywhere?: boolean | undefined;
  readonly alone?: boolean | undefined;
  readonly every?: number | undefined;
  readonly hasContainerHosts: boolean;
}

function checkLine(line: Line, path: Path, note: Note): void {
  const { key, name, tag = {}, node, signal, anywhere, alone, every, hasContainerHosts } = line;
  for (const [tagName, value] of Object.entries(tag)) {
    checkPlaceholders(value, { names: placeholderNames, path: [...path, 'tag', tagName] }, note);
  }
  const signals = new Set(Object.values(knownSignals).flat());
  if (!signals.has(signal)) note(complaints.unknownSignal(signal, nearestName(signal, signals)), [...path, 'signal']);
  const named = namedBy([key, name, ...Object.values(tag)]);
  if (named.has('namespace') !== named.has('kubePod')) note(complaints.halfKubePod(), path);
  if (node === 'disk' && !named.has('disk')) note(complaints.namesNone('disk', '{disk}'), [...path, 'node']);
  const isContainer = named.has('container') || named.has('kubePod') || hasContainerHosts;
  if (node === 'container' && !isContainer) note(complaints.namesNone('container', '{container}'), [...path, 'node']);
  if (anywhere === true && !named.has('container'))
    note(complaints.onlyWith('anywhere', '{container}'), [...path, 'anywhere']);
  if (alone === true && (!named.has('kubePod') || named.has('container')))
    note(complaints.onlyWith('alone', '{namespace}/{kubePod}'), [...path, 'alone']);
  if (every !== undefined && every < 1) note(complaints.outOfRange('every', '1s', '1d'), [...path, 'every']);
}

function namedBy(texts: readonly (string | undefined)[]): ReadonlySet<string> {
  const all = texts.flatMap((text = '') => [...text.matchAll(/\{([A-Za-z]+)\}/gu), ...text.matchAll(groupName)]);
  return new Set(all.map(([, name = '']) => name));
}

const groupName = /\(\?P?<([^=!>][^>]*)>/gu;

function regexComplaint(source: string, names: readonly string[]): Complaint | undefined {
  if (source.length > longestRegex) return complaints.longRegex(longestRegex);
  const compiled = linearRegex(source);
  if ('reason' in compiled) return complaints.badRegex(compiled.reason);
  const unknown = compiled.regex.names.find((name) => !names.includes(name));
  return unknown === undefined ? undefined : complaints.badGroup(unknown, listed(names));
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
