import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocks, commandsOf } from './pages.ts';
import { isOther, isRunHere, otherBlocks, others, ranBy } from './runs.ts';

const commands = blocks.flatMap(commandsOf);
const elsewhere = commands.filter((command) => !isRunHere(command));

describe('each command that a page shows', () => {
  it('is run as it stands, or by another test', () => {
    expect(elsewhere.filter(({ args }) => ranBy[args[0] ?? ''] === undefined)).toEqual([]);
  });

  it('of Linchpin is run by the test that is named for it', () => {
    const wrong = Object.entries(ranBy).filter(
      ([name, file]) =>
        !existsSync(file) || (!statSync(file).isDirectory() && !readFileSync(file, 'utf8').includes(name)),
    );
    expect(wrong).toEqual([]);
  });

  const known = new Set(commands.map(({ command }) => command));
  const rest = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ at, text }) =>
      text
        .replaceAll(/\\\n */gu, ' ')
        .split('\n')
        .map((line) => ({ at, line })),
    )
    .concat(
      blocks
        .filter(({ language, text }) => language === '' && text.startsWith('curl '))
        .map(({ at, text }) => ({ at, line: text.trimEnd() })),
    )
    .filter(({ line }) => line !== '' && !line.startsWith('#') && !known.has(line.trim()));

  it('that is not of Linchpin is run, or there is a reason why not', () => {
    expect(rest.filter(({ line }) => !Object.keys(others).some((begin) => line.startsWith(begin)))).toEqual([]);
  });

  it('that has such a reason stands in a page', () => {
    expect(Object.keys(others).filter((begin) => !rest.some(({ line }) => line.startsWith(begin)))).toEqual([]);
    expect(Object.keys(ranBy).filter((name) => !elsewhere.some(({ args }) => args[0] === name))).toEqual([]);
  });
});

describe('each other example', () => {
  const named = blocks
    .filter((block) => isOther(block) && !(block.language === '' && /^(?:curl|linchpin) /u.test(block.text)))
    .map(({ at, text }) => `${at.replace(/:\d+$/u, '')}:${text}`);

  it('is held by a test, or there is a reason why not', () => {
    expect(named.filter((block) => !Object.keys(otherBlocks).some((begin) => block.startsWith(begin)))).toEqual([]);
  });

  it('with such a reason stands in a page, and the tests named are there', () => {
    expect(Object.keys(otherBlocks).filter((begin) => !named.some((block) => block.startsWith(begin)))).toEqual([]);
    const files = [...Object.values(otherBlocks), ...Object.values(others)].flatMap(
      (reason) => reason.match(/(?:test|scripts|docs)\/[\w/.-]*\w/gu) ?? [],
    );
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});
