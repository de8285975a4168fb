import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { isId } from '../../src/domain/node.ts';
import { readImport } from '../../src/import/read-import.ts';
import { document, fixture, ImportSite } from '../import/importing.ts';
import { hostileText, hostileValue, isPolluted, waysInto, withAt } from '../support/hostile.ts';

afterEach(() => expect(isPolluted()).toBe(false));

const at = 1_800_000_000;
// The public ones are tried as they are: too large to be varied letter by letter.
const names = readdirSync('test/fixtures/import').filter((name) => name !== 'public' && !name.endsWith('.md'));

/** Whatever a document says: mistakes with places, or ids that a model can have, in files that can be read again. */
function checkReading(text: string, path: string): void {
  const { imported, findings } = readImport([document(text, path)], { at });
  expect(imported === undefined).toBe(findings.some(({ level }) => level === 'error'));
  for (const { position } of findings) expect(position!.line).toBeGreaterThan(0);
  for (const read of imported ?? []) {
    if (read.traced === undefined) for (const { id } of read.pods) expect(isId(id)).toBe(true);
    const site = new ImportSite();
    site.take(read);
    const again = site.take(read);
    expect(again.files).toEqual([]);
  }
}

test.each(names)('hostile text in the place of any word of %s gives mistakes or what can be merged', (name) => {
  const { text } = fixture(name);
  const words = [...text.matchAll(/[\w.:/-]+/gu)];
  fc.assert(
    fc.property(fc.constantFrom(...words), hostileText, (word, hostile) => {
      checkReading(text.slice(0, word.index) + hostile + text.slice(word.index + word[0].length), name);
    }),
    { numRuns: 30 },
  );
});

test.each(names.filter((name) => name.endsWith('.json')))(
  'a hostile value in any place of %s gives mistakes or what can be merged',
  (name) => {
    const value = JSON.parse(fixture(name).text) as unknown;
    fc.assert(
      fc.property(fc.constantFrom(...waysInto(value)), hostileValue, (way, hostile) => {
        checkReading(JSON.stringify(withAt(value, way, hostile)), name);
      }),
      { numRuns: 80 },
    );
  },
);

test.each([
  ['aliases of aliases', `services:\n  a: &a {}\n${Array.from({ length: 3000 }, (_, i) => `  s${i}: *a\n`).join('')}`],
  [
    'merges of merges',
    `x0: &x0 { a: 1 }\n${Array.from({ length: 200 }, (_, i) => `x${i + 1}: &x${i + 1} { <<: [*x${i}, *x${i}], k: 1 }\n`).join('')}services: { a: *x200 }\n`,
  ],
  ['very many documents', '---\napiVersion: v1\nkind: Secret\n'.repeat(3000)],
  ['very many braces', `workspace {\n${'model {\n'.repeat(20_000)}`],
  ['a line without an end', `workspace "${'\\'.repeat(100_000)}`],
  ['very many quotes', `workspace ${'"'.repeat(100_001)} {\n}\n`],
  ['very many comments', `workspace {\n${'/* '.repeat(20_000)}\n`],
  ['an address without an end', `services: { a: { environment: { URL: "//${'a@'.repeat(50_000)}" } } }`],
  ['YAML without an end', `services: {\n${'a: {}, '.repeat(1_500_000)}`],
  ['brackets', '['.repeat(200_000)],
  ['values within values', `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
])('%s are read or refused, and soon', (_, text) => {
  const { imported, findings } = readImport([document(text)], { at });
  expect(imported === undefined).toBe(findings.some(({ level }) => level === 'error'));
});
