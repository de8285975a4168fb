import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { marked } from './pages.ts';
import { run } from '../support/run-here.ts';

describe('a part of a model that a page shows', () => {
  it.each(marked('from'))('stands so in the file that the page names: $at', ({ text, about }) => {
    const lines = readFileSync(about, 'utf8').split('\n');
    let next = 0;
    const missing = text
      .trimEnd()
      .split('\n')
      .filter((line) => {
        const found = lines.indexOf(line, next);
        if (found !== -1) next = found + 1;
        return found === -1;
      });
    expect(missing).toEqual([]);
  });
});

describe('a picture that a page says the program printed', () => {
  it.each(marked('printed by'))('is what it prints: $at', async ({ text, about }) => {
    expect(await run(about.split(' ').slice(1))).toEqual({ status: 0, printed: text.trimEnd() });
  });
});

describe('the example in Russian', () => {
  /** What it says without names and texts for people. */
  function unnamed(folder: string): unknown {
    const text = readFileSync(`docs/examples/${folder}/shop.yaml`, 'utf8');
    return JSON.parse(
      JSON.stringify(parse(text), (key, value: unknown) => (['name', 'text'].includes(key) ? undefined : value)),
    );
  }

  it('is the English one but for names and texts', () => {
    expect(unnamed('shop-ru')).toEqual(unnamed('shop'));
  });

  it('stands on the same servers', () => {
    const [russian, english] = ['shop-ru', 'shop'].map((folder): unknown =>
      parse(readFileSync(`docs/examples/${folder}/inventory.yaml`, 'utf8')),
    );
    expect(russian).toEqual(english);
  });
});
