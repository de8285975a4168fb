import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorPage } from '../../scripts/lib/error-page.ts';
import { catalogue, errorAreas, errorCodes } from '../../src/domain/errors/catalogue.ts';
import { readModel } from '../../src/model/read-model.ts';

const places = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/u.test(file) && !file.startsWith('domain/errors/'))
  .map((file) => readFileSync(`src/${file}`, 'utf8'))
  .join('\n');
const words = errorCodes.flatMap((code) => catalogue[code].findings ?? []);

it('docs/errors.md is that of the code', () => {
  // Where it is not: npm run build && node dist/scripts/error-page.js
  expect(readFileSync('docs/errors.md', 'utf8')).toBe(errorPage());
});

it('every code of the catalogue is one that something in the program leads to', () => {
  const isMade = (word: string): boolean =>
    places.includes(`'${word}'`) || (/^unknown-\w+$/u.test(word) && places.includes('`unknown-${kind}`'));
  const unused = errorCodes.filter(
    (code) => !new RegExp(`\\b${code}\\b`, 'u').test(places) && !(catalogue[code].findings ?? []).some(isMade),
  );
  expect({ unused, unmade: words.filter((word) => !isMade(word)) }).toEqual({ unused: [], unmade: [] });
});

it('every code in a text of the program is in the catalogue', () => {
  const named = [...places.matchAll(/(?:'|\[)(E\d{3})(?:'|\])/gu)].map(([, code = '']) => code);
  const known: ReadonlySet<string> = new Set(errorCodes);
  expect(named.filter((code) => !known.has(code))).toEqual([]);
});

it('a word of findings belongs to one code', () => {
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

it('every code belongs to an area that is listed', () => {
  expect(errorCodes.filter((code) => !errorAreas.some(({ begin }) => code.startsWith(begin)))).toEqual([]);
});

const shown = errorCodes.flatMap((code) => {
  const { example = '', findings = [] } = catalogue[code];
  return code.startsWith('E1') && example !== '' ? [{ code, example, findings }] : [];
});

it.each(shown)('the example of $code leads to it', ({ example, findings }) => {
  const found = readModel([{ path: 'mail.yaml', text: example }]).findings.map(({ code }) => code);
  expect(findings.filter((word) => found.includes(word as (typeof found)[number]))).not.toEqual([]);
});
