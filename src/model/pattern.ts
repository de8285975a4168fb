import type { Role } from '../domain/model.ts';
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
  const isRegex = text.length > 2 && text.startsWith('/') && text.endsWith('/');
  const strict = isRegex ? fromRegex(text.slice(1, -1)) : fromTemplate(text, anyShardOf(shards));
  if ('reason' in strict) return strict;
  const prefix = isRegex ? '' : text.slice(0, text.search(/[{}]|$/u));
  const declared = new Set(shards);
  const partsOf = (name: string, regex: RegExp): NameParts | undefined => {
    const match = name.startsWith(prefix) ? regex.exec(name) : null;
    if (!match) return undefined;
    const { shard, replica, role } = match.groups ?? {};
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
        const parts = partsOf(name, strict.regex);
        return parts?.shard === undefined || declared.has(parts.shard) ? parts : undefined;
      },
      undeclaredShard: (name) => {
        // Made when asked for: of thousands of patterns few are ever told of.
        const loose = isRegex ? strict : fromTemplate(text, lettersAndDigits);
        const shard = 'regex' in loose ? partsOf(name, loose.regex)?.shard : undefined;
        return shard === undefined || declared.has(shard) ? undefined : shard;
      },
    },
  };
}

/** What is left of a pattern without its placeholders, and of a name without its numbers: near names have near rests. */
export function letters(text: string): string {
  return text.replace(/\{[^}]*\}|\d+/gu, '');
}

type Compiled = { readonly regex: RegExp } | { readonly reason: string };

const lettersAndDigits = '[\\p{L}\\p{N}]+';

function anyShardOf(shards: readonly string[]): string {
  // Numbers may be many and are checked afterwards; names may hold what letters and digits do not cover.
  return shards.every((shard) => /^[\p{L}\p{N}]+$/u.test(shard)) ? lettersAndDigits : shards.map(escaped).join('|');
}

function fromTemplate(text: string, shard: string): Compiled {
  const forms: Readonly<Record<string, string>> = { shard, replica: lettersAndDigits, role: 'primary|replica' };
  const seen = new Set<string>();
  let source = '';
  for (const part of text.split(/(\{[^{}]*\})/u)) {
    if (!part.startsWith('{') || !part.endsWith('}')) {
      if (/[{}]/u.test(part)) return { reason: 'a brace is not closed, or not opened' };
      source += escaped(part);
      continue;
    }
    const name = part.slice(1, -1);
    if (!placeholders.includes(name)) return { reason: unknownPlaceholder(part, name) };
    if (name === 'any') source += '.*';
    else if (seen.has(name)) source += `\\k<${name}>`;
    else source += `(?<${name}>${forms[name] ?? ''})`;
    seen.add(name);
  }
  return { regex: new RegExp(`^(?:${source})$`, 'su') };
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
  let regex: RegExp;
  try {
    regex = new RegExp(`^(?:${source})$`, 's');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { reason: `it is not a regular expression: ${error.message.replace(/^Invalid regular expression: /u, '')}` };
  }
  for (const [, name = ''] of source.matchAll(/\(\?<([^=!>][^>]*)>/gu)) {
    if (groups.includes(name)) continue;
    const nearest = nearestName(name, groups);
    return {
      reason: `there is no group ${quoted(name)}${nearest ? `: did you mean ${quoted(nearest)}?` : `; expected ${anyOf(groups)}`}`,
    };
  }
  return { regex };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
