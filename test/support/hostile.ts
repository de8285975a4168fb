import fc from 'fast-check';

function nested(depth: number): unknown {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth));
}

const words = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '', ' ', '\0', '\n', '\r\n'],
  ...[
    '\ud800',
    '\udfff\ud800',
    '\u2028',
    '\u001b[2J',
    '<img src=x onerror=alert(1)>',
    '"',
    "'",
    '\\',
    '`',
    '$&',
    '%s%n',
  ],
  ...['{$MACRO}', '{#LLD}', '{HOST.NAME}', '{container}', '../../etc/passwd', '=cmd()', '1e999', '-1e999', 'NaN', '-0'],
  ...['['.repeat(100_000) + ']'.repeat(100_000), `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ...['9'.repeat(400), 'x'.repeat(65_536), '['.repeat(3000), '{"a":'.repeat(3000), `${'a'.repeat(2000)}!`],
];

/** Texts that somebody may have put into Zabbix, a file or a request to do harm. */
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
);

/** Values of JSON likewise. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], 0, -1, 2 ** 53, Number.MAX_VALUE) },
  { weight: 1, arbitrary: fc.constantFrom(100, 1000).map(nested) },
  {
    weight: 1,
    arbitrary: fc.constant(JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** Whether somebody's text has become a property of every object. */
export function isPolluted(): boolean {
  return 'polluted' in {} || 'polluted' in (() => undefined);
}

type Path = readonly (string | number)[];

/** The ways to everything within a value of JSON, itself included. */
export function waysInto(value: unknown, before: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [before];
  return [before, ...Object.entries(value).flatMap(([key, inner]) => waysInto(inner, [...before, key]))];
}

/** A copy of a value of JSON with something else at a place within it. */
export function withAt(value: unknown, [first, ...rest]: Path, entry: unknown): unknown {
  if (first === undefined) return entry;
  if (Array.isArray(value))
    return value.map((inner: unknown, index) => (String(index) === String(first) ? withAt(inner, rest, entry) : inner));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, inner]) => [key, key === first ? withAt(inner, rest, entry) : inner]),
  );
}
