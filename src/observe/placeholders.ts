import { compileGlob } from '../domain/glob.ts';
import { linearRegex } from '../domain/linear-regex.ts';
import type { CompiledRegex, LinearRegex } from '../domain/linear-regex.ts';
import { literalSource, regexSource } from '../domain/regex-source.ts';

/** What placeholders stood for, by their names; `{any}` is not kept. */
export type Captured = Readonly<Record<string, string>>;

/** A test of a text: what the placeholders stand for, or `undefined` where the text does not match as a whole. */
export type Template = (text: string) => Captured | undefined;

/** What may stand in braces in keys, tags and names of `signals`; Kubernetes' pod is `kubePod`, since a pod is the C4 one. */
export const placeholderNames = ['container', 'disk', 'server', 'namespace', 'kubePod', 'any'] as const;

const placeholder = /\{(container|disk|server|namespace|kubePod|any)\}/;

/** Compiles a text with placeholders, each of which stands for any text: the earlier one for the longer where there is a choice. */
export function compileTemplate(template: string): Template {
  // Splitting by a pattern with a group gives the texts between at even places and the names at odd ones.
  const parts = template.split(placeholder);
  const names = parts.filter((_, index) => index % 2 === 1);
  const between = parts.filter((_, index) => index % 2 === 0);
  const [first = ''] = between;
  const last = between.at(-1) ?? '';
  if (names.length === 0) return (text) => (text === template ? {} : undefined);
  return (text) => {
    if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
    const values: string[] = [];
    let end = text.length - last.length;
    // From the end, each text between at its latest place: no other could leave more room, so none is tried again.
    for (const [index, before] of [...between.slice(0, -1).entries()].toReversed()) {
      const at = index === 0 ? 0 : text.lastIndexOf(before, end - 1 - before.length);
      const begin = at + before.length;
      if (at < 0 || begin >= end) return undefined;
      values.unshift(text.slice(begin, end));
      end = at;
    }
    return captured(names, values);
  };
}

/**
 * Compiles the name of a trigger or problem: a `/regular expression/` with named groups, or a glob with placeholders,
 * whatever the case, as Zabbix searches names. A placeholder is one word there, since a name goes on around it.
 */
export function compileName(name: string): Template {
  const regex = regexOf(name);
  if (regex !== undefined) {
    return (text) => {
      const found = regex.find(text);
      return found === undefined ? undefined : definedOf(found.byName);
    };
  }
  const parts = name.split(placeholder);
  if (parts.length === 1) {
    const fits = compileGlob(name, { anyCase: true });
    return (text) => (fits(text) ? {} : undefined);
  }
  const source = parts.map((part, index) => (index % 2 === 1 ? word(part) : plainGlobSource(part))).join('');
  const names = parts.filter((_, index) => index % 2 === 1);
  return matcher(sound(linearRegex(`^${source}$`, { anyCase: true })), names);
}

// What people call a container or disk in a name ends at a blank, a bracket or a quote, but not at `/`, `.` or `:`.
function word(name: string): string {
  return name === 'any' ? '(.+)' : '([^\\s"\'()[\\]{}<>,;]+)';
}

function plainGlobSource(glob: string): string {
  return glob
    .split(/\*+/)
    .map((text) => text.split('?').map(literalSource).join('.'))
    .join('.*');
}

/** The regular expression that a text between slashes stands for; `undefined` for any other text. Throws `SyntaxError`. */
export function regexOf(text: string): LinearRegex | undefined {
  const source = regexSource(text);
  return source === undefined ? undefined : sound(linearRegex(source));
}

function sound(compiled: CompiledRegex): LinearRegex {
  if ('reason' in compiled) throw new SyntaxError(compiled.reason);
  return compiled.regex;
}

function matcher(pattern: LinearRegex, names: readonly string[]): Template {
  return (text) => {
    const found = pattern.find(text);
    return found === undefined ? undefined : captured(names, found.inOrder);
  };
}

function captured(names: readonly string[], values: readonly (string | undefined)[]): Captured | undefined {
  let found: Captured | undefined = {};
  for (const [index, name] of names.entries()) {
    found = name === 'any' ? found : merged(found, { [name]: values[index] ?? '' });
    if (found === undefined) return undefined;
  }
  return found;
}

function definedOf(groups: Readonly<Record<string, string | undefined>>): Captured {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Both together; `undefined` where they do not agree on what a placeholder stands for. */
export function merged(a: Captured, b: Captured): Captured | undefined {
  const agree = Object.entries(b).every(([name, value]) => a[name] === undefined || a[name] === value);
  return agree ? { ...a, ...b } : undefined;
}
