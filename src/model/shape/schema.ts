import { z } from 'zod';

import { anyOf } from '../complaints.ts';
import { type Path } from '../positions.ts';
import type { Notation } from '../units.ts';

/** One way in which a value differs from what was expected of it; the path leads to it from the value checked. */
export type Mistake =
  | { readonly kind: 'unknown-key'; readonly path: Path; readonly key: string; readonly known: readonly string[] }
  | { readonly kind: 'missing-key'; readonly path: Path; readonly expected: string }
  | { readonly kind: 'wrong-value'; readonly path: Path; readonly expected: string };

/** A form that values are checked against. */
export type Shape<T> = z.ZodType<T>;

/** A value that was checked: what is left of it without its mistakes, and these. */
export interface CheckedShape<T> {
  /** `undefined` where too little is left. */
  readonly value: T | undefined;
  readonly mistakes: readonly Mistake[];
}

/**
 * Checks a value. With mistakes in it, the value is what is left without the entries that hold them, so that checking
 * can go on and report everything at once; `standIn` has entries for required ones that were wrong.
 */
export function checkShape<T>(schema: Shape<T>, value: unknown, standIn: object = {}): CheckedShape<T> {
  const result = schema.safeParse(value, { error: expectation });
  if (result.success) return { value: result.data, mistakes: [] };
  const mistakes = result.error.issues
    .flatMap((issue) => mistakesOf(issue, []))
    .map((mistake) => named(mistake, value));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { value: undefined, mistakes };
  // The nearer to the mistake the cut, the more can still be checked.
  const cuts = mistakes.map(({ path }) => outsideLists(path));
  for (let depth = Math.max(...cuts.map((cut) => cut.length)); depth > 0; depth--) {
    const rest = cuts.reduce<object>((left, cut) => without(left, cut.slice(0, depth)), value);
    const checked = schema.safeParse({ ...standIn, ...rest });
    if (checked.success) return { value: checked.data, mistakes };
  }
  return { value: undefined, mistakes };
}

/** Lists are left out as a whole, for what is left of one would stand at other places than in the file. */
function outsideLists(path: Path): Path {
  const list = path.findIndex((segment) => typeof segment === 'number');
  return list === -1 ? path : path.slice(0, list);
}

/** A copy of nested maps without the entry at a path. */
function without(map: object, [first, ...rest]: Path): object {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, entry]: readonly [string, unknown]) => {
      if (key !== String(first)) return [[key, entry]];
      return rest.length > 0 && typeof entry === 'object' && entry !== null ? [[key, without(entry, rest)]] : [];
    }),
  );
}

/** A map with these keys and no others. */
export function strict<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape);
}

/** A text in a notation such as `5m`, as what it means. */
export function quantity<T>(notation: Notation<T>): z.ZodType<T, string> {
  return z
    .string({ error: notation.expected })
    .regex(notation.pattern, { error: notation.expected })
    .transform(notation.parse);
}

/** A name: text, or a number that stands for itself. */
export const name: z.ZodType<string, string | number> = z
  .union([z.string().min(1), z.number()], { error: 'a name' })
  .transform(String);

/** One of a few words. */
export function word<const T extends readonly [string, ...string[]]>(...words: T): z.ZodType<T[number], T[number]> {
  return z.enum(words, { error: anyOf(words) });
}

type Issue = z.core.$ZodIssue;

/** What zod would call an error message is here what was expected; of unknown keys, those that are known. */
function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return Object.keys((issue.inst as z.ZodObject | undefined)?.shape ?? {}).join(' ');
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return anyOf(issue.values.map(String));
    case 'too_small':
      return leastExpected(issue);
    case 'too_big':
      return `at most ${Number(issue.maximum)}`;
    case 'invalid_union':
      return '';
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      // Whoever wrote such a check wrote what was expected beside it.
      return 'another value';
  }
}

function leastExpected({ origin, minimum }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (origin === 'string') return 'a text that is not empty';
  return origin === 'number' ? `a number of at least ${minimum}` : `a list with at least ${minimum}`;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text (in quotes if it looks like a number)',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  object: 'a map (`key: value`)',
  record: 'a map (`key: value`)',
  array: 'a list (`[a, b]`)',
};

function mistakesOf(issue: Issue, before: Path): Mistake[] {
  const path: Path = [
    ...before,
    ...issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment))),
  ];
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ').filter((key) => key !== '');
    return issue.keys.map((key) => ({ kind: 'unknown-key', path: [...path, key], key: key, known }));
  }
  if (issue.code === 'invalid_union') return mistakesOfUnion(issue, path);
  return [{ kind: 'wrong-value', path, expected: issue.message }];
}

/** What is not there at all is missing rather than wrong. */
function named(mistake: Mistake, value: unknown): Mistake {
  const isMissing =
    mistake.kind === 'wrong-value' && mistake.path.length > 0 && valueAt(value, mistake.path) === undefined;
  return isMissing ? { ...mistake, kind: 'missing-key' } : mistake;
}

/** The value that a path leads to; `undefined` where it leads nowhere. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const segment of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Object.getOwnPropertyDescriptor(current, segment)?.value;
  }
  return current;
}

/** Of a choice that fits nowhere: what is wrong within the one whose outer form fits, else all that would have fitted. */
function mistakesOfUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path): Mistake[] {
  const meant = issue.errors.find((issues) => issues.every((inner) => !isOuterForm(inner)));
  if (meant) return meant.flatMap((inner) => mistakesOf(inner, path));
  const nested = issue.errors.flat().flatMap((inner) => mistakesOf(inner, path));
  const expected = issue.message === '' ? [...new Set(nested.map(expectedBy))].join(', or ') : issue.message;
  return [{ kind: 'wrong-value', path, expected }];
}

function isOuterForm(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function expectedBy(mistake: Mistake): string {
  return mistake.kind === 'unknown-key' ? anyOf(mistake.known) : mistake.expected;
}

/** A form as JSON Schema, for editors: what people may write, before texts are turned into numbers. */
export function jsonSchemaOf(schema: z.ZodType, title: string): unknown {
  return {
    ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7', reused: 'ref', unrepresentable: 'any' }),
    title,
  };
}
