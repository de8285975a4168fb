import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { readModel } from '../../src/model/read-model.ts';
import { soundModel } from '../model/reading.ts';
import { hostileText, isPolluted } from '../support/hostile.ts';

afterEach(() => expect(isPolluted()).toBe(false));

test('hostile text in the place of any word of a sound model gives a model or errors with places', () => {
  const words = [...soundModel.matchAll(/[\w-]+/gu)];
  fc.assert(
    fc.property(fc.constantFrom(...words), hostileText, fc.boolean(), (word, text, isQuoted) => {
      const put = isQuoted ? JSON.stringify(text) : text;
      const changed = soundModel.slice(0, word.index) + put + soundModel.slice(word.index + word[0].length);
      const { model, findings } = readModel([{ path: 'a.yaml', text: changed }]);
      expect(model === undefined).toBe(findings.some(({ level }) => level === 'error'));
      for (const { position } of findings) if (position) expect(position.line).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});

test.each([
  [
    'aliases of aliases',
    `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.replace(
      /./gu,
      (name) =>
        `${name}: &${name} [${Array(10)
          .fill(`*${String.fromCharCode(name.charCodeAt(0) - 1)}`)
          .join(',')}]\n`,
    )}`,
  ],
  ['very many aliases of one anchor', `a: &a {}\nb: [${Array(5000).fill('*a').join(',')}]\n`],
  ['lists within lists by lines', `pods:\n${'- '.repeat(20_000)}x\n`],
  ['maps within maps by lines', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ['very many keys that are one', `pods: {${'a: 1, '.repeat(20_000)}}\n`],
  ['one very long word', `pods: { ${'x'.repeat(1_000_000)}: {} }\n`],
  ['very many quotes that never end', `pods: "${'\\"'.repeat(200_000)}\n`],
])('%s are refused, and soon', (_, text) => {
  const { model, findings } = readModel([{ path: 'a.yaml', text }]);
  expect(model).toBeUndefined();
  expect(findings.length).toBeGreaterThan(0);
});
