import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob } from '../../src/domain/glob.ts';
import { linearRegex } from '../../src/domain/linear-regex.ts';
import type { Groups } from '../../src/domain/linear-regex.ts';
import { compilePattern } from '../../src/model/pattern.ts';
import { compileName, compileTemplate } from '../../src/observe/placeholders.ts';
import { hostileText } from '../support/hostile.ts';

// What would take minutes, or for ever, does not come back: none of these tests asks for a time.

function find(source: string, text: string): Groups | undefined {
  const compiled = linearRegex(source);
  if ('reason' in compiled) throw new Error(compiled.reason);
  return compiled.regex.find(text);
}

const names = ['a', 'é', '0', '-', '_', '.', '/', '\n', '😀'];
const atom = fc.constantFrom('a', 'b', '.', '\\d', '\\w', '[ab]', '[^a]', '\\.', '(a|b)', '(?<id>a)', '(?:ab)', 'é');
const regexes = fc
  .array(fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '*?', '{1,3}')), { maxLength: 6 })
  .map((parts) => parts.map(([part, times]) => part + times).join(''))
  .filter((source) => source.split('?<id>').length <= 2);

describe('a regular expression of people', () => {
  it('finds what that of JavaScript finds', () => {
    fc.assert(
      fc.property(
        regexes,
        fc.string({ unit: fc.constantFrom('a', 'b', 'é', '0', '.', '\n'), maxLength: 12 }),
        (source, text) => {
          const expected = new RegExp(source, 's').exec(text);
          const found = find(source, text);
          expect(found?.inOrder).toEqual(expected === null ? undefined : [...expected].slice(1));
          expect(found?.byName['id']).toBe(expected?.groups?.['id']);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each(['^(a+)+$', '^(a|a)*$', '^(.*)*x$', '(a*)*(b*)*c', '^(([a-z])+.)+[A-Z]$', '(.*)(.*)(.*)(.*)(.*)x'])(
    '%s comes to an end on a text made for it',
    (source) => {
      expect(find(source, `${'a'.repeat(20_000)}!`)?.inOrder).toBeUndefined();
    },
  );

  it.each([
    ['(a)\\1', /refer to a group \(`\\1`\)/],
    ['(?<id>a)\\k<id>', /refer to a group/],
    ['^(?!gw-).*', /look ahead or behind \(`\(\?!`\)/],
    ['(?<=a)b', /look ahead or behind/],
    ['(', /is not a regular expression: missing closing \)/],
    ['(a{1000}){1000}', /is not a regular expression: .*repe/],
    ['[z-a]', /is not a regular expression: invalid character class range/],
  ])('%s is refused', (source, reason) => {
    expect(linearRegex(source)).toEqual({ reason: expect.stringMatching(reason) as string });
  });

  it('may hold a backslash before a digit or a bracket', () => {
    expect(find('a\\\\1\\(?=', 'a\\1(=')).toBeDefined();
  });

  it('never throws, whatever stands in it', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (source, text) => {
        const compiled = linearRegex(source);
        if ('regex' in compiled) compiled.regex.find(text);
      }),
    );
  });
});

describe('a text with placeholders', () => {
  it.each([
    ['{any}a{any}a{any}a{any}a{any}b', 'containers'],
    ['{shard}a{replica}a{any}a{any}b', 'containers'],
    ['/(?<shard>(a+)+)b/', 'containers'],
  ])('%s comes to an end on a name made for it', (text) => {
    const compiled = compilePattern(text, ['1']);
    if ('reason' in compiled) throw new Error(compiled.reason);
    expect(compiled.pattern.match('a'.repeat(500))).toBeUndefined();
    expect(compiled.pattern.match(`${'a'.repeat(1_000_000)}b`)).toBeUndefined();
  });

  it('that stands twice where nobody can say where it ends is refused', () => {
    expect(compilePattern('{replica}{any}x{replica}', [])).toEqual({
      reason: expect.stringContaining('`{replica}` begins and ends, and it stands there twice') as string,
    });
    expect(compilePattern('{shard}-{any}-{shard}', [])).toHaveProperty('pattern');
  });

  it.each(['{any}a{container}a{disk}a{server}b', '{any}{any}{any}{any}{any}x'])(
    '%s in a key or tag likewise',
    (text) => {
      expect(compileTemplate(text)('a'.repeat(65_536))).toBeUndefined();
    },
  );

  it.each(['*{container}*a*{disk}*a*{any}*b', '/(?<container>(a+)+)!b/'])('%s in a name likewise', (text) => {
    expect(compileName(text)('a'.repeat(20_000))).toBeUndefined();
  });

  it('in a key stands for what a regular expression would find there', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 2 });
    const strings = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 12 });
    fc.assert(
      fc.property(fc.tuple(texts, texts, texts, texts), strings, ([first, second, third, last], text) => {
        const expected = new RegExp(`^${first}(.+)${second}(.+)${third}(.+)${last}$`, 'su').exec(text);
        const [, container, disk, server] = expected ?? [];
        const found = compileTemplate(`${first}{container}${second}{disk}${third}{server}${last}`)(text);
        expect(found).toEqual(expected === null ? undefined : { container, disk, server });
      }),
      { numRuns: 1000 },
    );
  });

  it('finds in any name what it finds in others', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...names) }),
        fc.string({ unit: fc.constantFrom('x', 'y'), minLength: 1 }),
        (before, disk) => {
          expect(compileTemplate(`${before}{disk}|{container}`)(`${before}${disk}|c`)).toEqual({
            disk,
            container: 'c',
          });
        },
      ),
    );
  });
});

it.each([
  ['/web-\\d+/', 'web-'],
  ['/^web-\\d+/', 'web-'],
  ['/webs?-\\d+/', 'web'],
  ['/web{2}/', 'we'],
  ['/web|db/', ''],
  ['/(web)-\\d/', ''],
  ['/web/', 'web'],
])('all that fits %s begins with "%s"', (text, prefix) => {
  expect(compilePattern(text, [])).toMatchObject({ pattern: { prefix } });
});

it('a glob with many stars comes to an end', () => {
  expect(compileGlob('*a*a*a*a*a*a*a*a*b')('a'.repeat(65_536))).toBe(false);
});
