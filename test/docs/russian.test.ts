import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commandsOf, pages } from './pages.ts';
import type { Page } from './pages.ts';

/** Which English page a Russian one follows. */
const follows: Readonly<Record<string, string>> = {
  'docs/ru/README.md': 'docs/README.md',
  'docs/ru/dashboard.md': 'docs/dashboards.md',
  'docs/ru/incident.md': 'docs/reading-an-incident.md',
  'docs/ru/modelling.md': 'docs/modelling.md',
  'docs/ru/page.md': 'docs/page.md',
  'docs/ru/problems.md': 'docs/problems.md',
  'docs/ru/quick-start.md': 'docs/quick-start.md',
  'docs/ru/recovery.md': 'docs/operating-recovery.md',
  'docs/ru/rules.md': 'docs/rules.md',
  'docs/ru/zabbix.md': 'docs/zabbix-setup.md',
};

const russian = pages.filter(({ file }) => file.startsWith('docs/ru/'));
const pageOf = (file: string): Page | undefined => pages.find((page) => page.file === file);
const englishOf = ({ file }: Page): Page | undefined => pageOf(follows[file] ?? '');

/** The lines of the shell, without comments, and without what only chooses the Russian example or the language. */
function commandsIn(page: Page | undefined): readonly string[] {
  return (page?.blocks ?? [])
    .filter(({ language }) => ['sh', 'console'].includes(language))
    .flatMap((block) =>
      block.language === 'sh' ? block.text.split('\n') : commandsOf(block).map(({ command }) => command),
    )
    .map((line) =>
      line
        .replace(/\s+#.*$/u, '')
        .replace('--config docs/examples/shop-ru.yaml', '--model docs/examples/shop')
        .replace('docs/examples/shop-ru', 'docs/examples/shop'),
    )
    .filter((line) => line !== '' && line !== 'export LINCHPIN_LANGUAGE=ru');
}

/** What people are called and told may differ, and the language; the rest is the same in all languages. */
function withoutWords(text: string): string {
  return JSON.stringify(parse(text), (key, value: unknown) =>
    ['name', 'text', 'language', 'cases'].includes(key) ? undefined : value,
  );
}
const yamlIn = (page: Page | undefined): readonly string[] =>
  (page?.blocks ?? []).filter(({ language }) => language === 'yaml').map(({ text }) => withoutWords(text));

/** All that the program says in Russian, and the names of the example. */
const said = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /-?ru\.ts$/u.test(file))
  .map((file) => readFileSync(`src/${file}`, 'utf8'))
  .join('\n')
  .replaceAll(/\s+/gu, ' ');
const names = [...readFileSync('docs/examples/shop-ru/shop.yaml', 'utf8').matchAll(/name: ([А-Я][^},\n]*)/gu)].map(
  ([, name = '']) => name.trim(),
);

/** What a page quotes as the program's words: what begins with a capital, without what is left out and names. */
function quotedIn(text: string): readonly string[] {
  return [...text.replaceAll(/\s+/gu, ' ').matchAll(/«([А-Я][^«»]*)»/gu)]
    .map(([, quoted = '']) => names.reduce((rest, name) => rest.replaceAll(name, '…'), quoted))
    .flatMap((quoted) => quoted.split(/…|\[[^\]]*\]/u))
    .map((part) => part.replaceAll(/^[\s:;.?]+|[\s:;.?]+$/gu, ''))
    .filter((part) => part !== '');
}

describe('a page in Russian', () => {
  it.each(russian)('quotes only what the program says: $file', ({ text }) => {
    expect(quotedIn(text).filter((part) => !said.includes(part))).toEqual([]);
  });

  it.each(russian)('follows an English page: $file', (page) => {
    expect(englishOf(page)).toBeDefined();
  });

  it.each(russian)('shows the commands of the English page: $file', (page) => {
    const english = commandsIn(englishOf(page));
    expect(commandsIn(page).filter((command) => !english.includes(command))).toEqual([]);
  });

  it.each(russian)('shows the examples of the English page: $file', (page) => {
    const english = [...yamlIn(englishOf(page)), '{}'];
    expect(yamlIn(page).filter((example) => !english.includes(example))).toEqual([]);
  });

  it.each(russian)('has its headings in Russian: $file', ({ text }) => {
    const headings = [...text.matchAll(/^#+ (.*)$/gmu)].map(([, heading = '']) => heading);
    expect(headings.filter((heading) => !/[а-я]/u.test(heading))).toEqual([]);
  });
});

it('the root has one name in Russian, wherever the program speaks of it', () => {
  expect(
    [...said.matchAll(/.{20}(?<!\p{L})кор(?:ень|н(?:я|ю|ем|е|и|ей))(?!\p{L}).{20}/giu)].map(([text]) => text),
  ).toEqual([]);
});
