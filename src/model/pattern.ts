import { linearRegex } from '../domain/linear-regex.ts';
import type { Role } from '../domain/model.ts';
import { literalSource, regexSource } from '../domain/regex-source.ts';
import { anyOf, quoted } from './complaints.ts';
import { nearestName } from './nearest-name.ts';

/** How the containers of a pod are called, ready to be compared with names. */
export interface Pattern {
  readonly text: string;
  /** What every name that fits begins with; nothing of a regular expression. */
  readonly prefix: string;
  /** What a name says of its container, if the whole of it fits and its shard is declared. */
  readonly match: (name: string) => NameParts | undefined;
  /** The shard that a name would be of if it were declared. */
  readonly undeclaredShard: (name: string) => string | undefined;
}

/** What a container's name says of it. */
export interface NameParts {
  readonly shard?: string;
  readonly replica?: string;
  readonly role?: Role;
}

/** A pattern, or why there is none. */
export type CompiledPattern = { readonly pattern: Pattern } | { readonly reason: string };

const placeholders = ['shard', 'replica', 'role', 'any'];

/** Compiles `containers:` of a pod with its declared shards: a template with placeholders, or `/regex/` with named groups. */
export function compilePattern(text: string, shards: readonly string[]): CompiledPattern {
  const source = regexSource(text);
  const strict = source === undefined ? fromTemplate(text, anyShardOf(shards)) : fromRegex(source);
  if ('reason' in strict) return strict;
  const prefix = source === undefined ? text.slice(0, text.search(/[{}]|$/u)) : regexPrefix(source);
  const declared = new Set(shards);
  const partsOf = (name: string, { groupsOf }: Fitting): NameParts | undefined => {
    const groups = name.startsWith(prefix) && name.length <= longestName ? groupsOf(name) : undefined;
    if (groups === undefined) return undefined;
    const { shard, replica, role } = groups;
    if (role !== undefined && role !== 'primary' && role !== 'replica') return undefined;
    return {
      ...(shard !== undefined && { shard }),
      ...(replica !== undefined && { replica }),
      ...(role !== undefined && { role }),
    };
  };
  return {
    pattern: {
      text,
      prefix,
      match: (name) => {
        const parts = partsOf(name, strict);
        return parts?.shard === undefined || declared.has(parts.shard) ? parts : undefined;
      },
      undeclaredShard: (name) => {
        // Made when asked for: of thousands of patterns few are ever told of.
        const loose = source === undefined ? fromTemplate(text, lettersAndDigits) : strict;
        const shard = 'groupsOf' in loose ? partsOf(name, loose)?.shard : undefined;
        return shard === undefined || declared.has(shard) ? undefined : shard;
      },
    },
  };
}

/** What is left of a pattern without its placeholders, and of a name without its numbers: near names have near rests. */
export function letters(text: string): string {
  return text.replace(/\{[^}]*\}|\d+/gu, '');
}

/** Docker allows 255 characters, Kubernetes 381 with namespace and pod; how long a test of a name takes has a bound with this. */
export const longestName = 512;

/** What the placeholders or groups of a pattern stand for in a name that fits it. */
interface Fitting {
  readonly groupsOf: (name: string) => Readonly<Record<string, string | undefined>> | undefined;
}

type Compiled = Fitting | { readonly reason: string };

const lettersAndDigits = '[\\p{L}\\p{N}]+';

function anyShardOf(shards: readonly string[]): string {
  // Numbers may be many and are checked afterwards; names may hold what letters and digits do not cover.
  return shards.every((shard) => /^[\p{L}\p{N}]+$/u.test(shard))
    ? lettersAndDigits
    : shards.map(literalSource).join('|');
}

function fromTemplate(text: string, shard: string): Compiled {
  const forms: Readonly<Record<string, string>> = { shard, replica: lettersAndDigits, role: 'primary|replica' };
  const seen = new Set<string>();
  const twice = new Set<string>();
  let source = '';
  for (const part of text.split(/(\{[^{}]*\})/u)) {
    if (!part.startsWith('{') || !part.endsWith('}')) {
      if (/[{}]/u.test(part)) return { reason: 'a brace is not closed, or not opened' };
      source += literalSource(part);
      continue;
    }
    const name = part.slice(1, -1);
    if (!placeholders.includes(name)) return { reason: unknownPlaceholder(part, name) };
    if (name === 'any') source += '.*';
    else if (seen.has(name)) source += `\\k<${name}>`;
    else source += `(?<${name}>${forms[name] ?? ''})`;
    if (name !== 'any' && seen.has(name)) twice.add(part);
    seen.add(name);
  }
  if (!isLoose(text)) return quickly(source);
  const [again] = twice;
  if (again === undefined) return linearly(source);
  return {
    reason: `nobody can say where ${quoted(again)} begins and ends, and it stands there twice: put a sign such as \`-\` between it and what follows, or name it once`,
  };
}

/** Whether a name may be divided among the placeholders in many ways: to try them all takes long on names made for it. */
function isLoose(text: string): boolean {
  const isBesideAnother = /\{(?:shard|replica)\}(?:[\p{L}\p{N}]|\{)/u.test(text);
  return isBesideAnother || text.split('{any}').length > 2;
}

function quickly(source: string): Fitting {
  const regex = new RegExp(`^(?:${source})$`, 'su');
  return {
    groupsOf: (name) => {
      const match = regex.exec(name);
      return match === null ? undefined : (match.groups ?? {});
    },
  };
}

function linearly(source: string): Compiled {
  const compiled = linearRegex(`^(?:${source})$`);
  if ('reason' in compiled) return compiled;
  return { groupsOf: (name) => compiled.regex.find(name)?.byName };
}

function unknownPlaceholder(part: string, name: string): string {
  const nearest = nearestName(name, placeholders);
  const advice = nearest
    ? `: did you mean ${quoted(`{${nearest}}`)}?`
    : `; expected ${anyOf(placeholders.map((known) => `{${known}}`))}`;
  return `there is no ${quoted(part)}${advice}`;
}

const groups = ['shard', 'replica', 'role'];

function fromRegex(source: string): Compiled {
  // By itself first, so that what is wrong is told of what people wrote.
  const written = linearRegex(source);
  if ('reason' in written) return written;
  const unknown = written.regex.names.find((name) => !groups.includes(name));
  if (unknown === undefined) return linearly(source);
  const nearest = nearestName(unknown, groups);
  return {
    reason: `there is no group ${quoted(unknown)}${nearest ? `: did you mean ${quoted(nearest)}?` : `; expected ${anyOf(groups)}`}`,
  };
}

/** What everything that fits a regular expression surely begins with. */
function regexPrefix(source: string): string {
  const [, letters = ''] = source.includes('|') ? [] : (/^\^?([\w-]*)/u.exec(source) ?? []);
  const next = source.charAt(source.indexOf(letters) + letters.length);
  // What may be left out or stand several times is no part of it.
  return '?*+{'.includes(next) && next !== '' ? letters.slice(0, -1) : letters;
}
