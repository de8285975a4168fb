import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { difference } from '../../src/import/difference.ts';
import { addEntries, editEntries } from '../../src/model/edit-entries.ts';
import type { EntryChange } from '../../src/model/edit-entries.ts';

const set = (key: string, value: unknown, comment?: string): EntryChange => ({
  path: ['pods', 'a', ...key.split('.')] as unknown as EntryChange['path'],
  value,
  ...(comment !== undefined && { comment }),
});

const name = (...names: readonly string[]): EntryChange => ({
  path: ['pods', 'a', 'calls'],
  names: names.map((each) => ({ name: each, comment: `why ${each}` })),
});

test.each([
  ['a value in a line', 'pods:\n  a:\n    n: 1 # one\n', set('n', 2), 'pods:\n  a:\n    n: 2 # one\n'],
  ['a value within braces', 'pods: { a: { n: 1, m: 2 } }\n', set('n', 5), 'pods: { a: { n: 5, m: 2 } }\n'],
  [
    'a key that is new',
    'pods:\n  a:\n    n: 1 # one\n',
    set('m', 'x', 'two'),
    'pods:\n  a:\n    n: 1 # one\n    m: x # two\n',
  ],
  [
    'a key that is new within braces',
    'pods:\n  a: { n: 1, # one\n       m: 2 } # end\n',
    set('k', [1], 'why'),
    'pods:\n  # k: why\n  a: { n: 1, # one\n       m: 2, k: [ 1 ] } # end\n',
  ],
  [
    'a key after a comment within braces',
    'pods:\n  a: { n: 1 # one\n  }\n',
    set('k', 2),
    'pods:\n  a: { n: 1, k: 2 # one\n  }\n',
  ],
  [
    'a key deep within',
    'pods:\n  a:\n    r: { x: 1 }\n',
    set('r.y.z', 2),
    'pods:\n  a:\n    r: { x: 1, y: { z: 2 } }\n',
  ],
  ['an entry with nothing in it', 'pods:\n  a:\n  b: {}\n', set('n', 1), 'pods:\n  a: { n: 1 }\n  b: {}\n'],
  ['an entry of empty braces', 'pods:\n  a: {}\n', set('n', 1), 'pods:\n  a: { n: 1 }\n'],
  [
    'a key after a block of text',
    'pods:\n  a:\n    t: |\n      one\n      two\n  b: {}\n',
    set('n', 1),
    'pods:\n  a:\n    t: |\n      one\n      two\n    n: 1\n  b: {}\n',
  ],
  [
    'a name in a list of lines',
    'pods:\n  a:\n    calls:\n      - x # X\n',
    name('y'),
    'pods:\n  a:\n    calls:\n      - x # X\n      - y # why y\n',
  ],
  [
    'names where there are none',
    'pods:\n  a:\n    n: 1\n',
    name('y', 'z'),
    'pods:\n  a:\n    n: 1\n    calls:\n      - y # why y\n      - z # why z\n',
  ],
  [
    'a name in a list of several lines within brackets',
    'pods:\n  a:\n    calls: [ x,   # X\n             y ] # Y\n',
    name('z'),
    'pods:\n  a:\n    calls: [ z, # why z\n             x,   # X\n             y ] # Y\n',
  ],
  [
    'the ends of lines of Windows',
    'pods:\r\n  a:\r\n    n: 1\r\n',
    set('m', 2),
    'pods:\r\n  a:\r\n    n: 1\r\n    m: 2\r\n',
  ],
])('%s is changed and nothing else', (_, ...[before, change, after]) => {
  expect(editEntries(before, [change])).toEqual({ text: after, left: [] });
});

test.each([
  ['a value that people put comments into', 'pods:\n  a:\n    n:\n      - 1 # one\n', set('n', 5)],
  ['a block of text', 'pods:\n  a:\n    n: |\n      one\n', set('n', 5)],
  ['an alias', 'x: &x { n: 1 }\npods:\n  a: *x\n', set('n', 5)],
  ['an entry that is not there', 'pods: { b: {} }\n', set('n', 5)],
])('%s is left to people', (_, text, change) => {
  expect(editEntries(text, [change])).toEqual({ text, left: [change] });
});

test('hostile words become words, and never more than that', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, comment) => {
      const { text } = editEntries('pods:\n  a:\n    n: 1\n    m: 2\n', [
        set('n', value, comment),
        set('k', value, comment),
      ]);
      const read = parse(text, { schema: 'core' }) as unknown;
      // What is no text of Unicode cannot be kept in a file either.
      if (Buffer.from(value).toString() === value) expect(read).toEqual({ pods: { a: { n: value, m: 2, k: value } } });
    }),
    { numRuns: 25, examples: [['\u202f', '']] },
  );
});

test('new entries come after the last one of their section, before what follows', () => {
  expect(addEntries('pods:\n  a: {} # A\n\n# B\nx: 1\n', 'pods', [['b: {}']])).toBe(
    'pods:\n  a: {} # A\n  b: {}\n\n# B\nx: 1\n',
  );
});

test('a difference, applied to the old text, gives the new one', () => {
  const texts = fc
    .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
    .map((lines) => lines.map((each) => `${each}\n`).join(''));
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = difference(before, after);
      const [old, fresh] = ['+', '-'].map((mark) =>
        lines.filter((line) => !line.startsWith('@') && !line.startsWith(mark)).map((line) => line.slice(1)),
      );
      // With three lines around each change and no more than twelve in all, gaps between hunks are the same on both sides.
      const count = (text: string): number => text.split('\n').length - 1;
      expect(count(before) - old!.length).toBe(count(after) - fresh!.length);
      if (before === after) expect(lines).toEqual([]);
      else expect(old!.join() === fresh!.join()).toBe(false);
    }),
  );
});

test('a difference reads like that of diff -u', () => {
  const lines = Array.from({ length: 12 }, (_, index) => `${index}`);
  const after = lines.with(1, 'x').toSpliced(10, 0, 'new');
  expect(difference(`${lines.join('\n')}\n`, `${after.join('\n')}\n`)).toEqual([
    ...['@@ -1,5 +1,5 @@', ' 0', '-1', '+x', ' 2', ' 3', ' 4'],
    ...['@@ -8,5 +8,6 @@', ' 7', ' 8', ' 9', '+new', ' 10', ' 11'],
  ]);
});
