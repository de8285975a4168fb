import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pages } from './pages.ts';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`src/${file}`, 'utf8'));

const page = pages.find(({ file }) => file === 'docs/operations.md')?.text ?? '';
const explained = page
  .split('| message | means |\n')
  .slice(1)
  .flatMap((table) => [...(table.split('\n\n', 1)[0] ?? '').matchAll(/^\| `([^`]+)` \|/gmu)])
  .map(([, text = '']) => text);

/** What writes to the log, or takes what will be written there. */
const telling = /(?:\blog\)?\??\.(?:info|warn|error|debug)|#tellOnce|#accept|new WrongTokens)\(/gu;
const literal = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\$]|\\.)*)(?:\$[^`]*)?`/gu;

/** The texts in a piece of code that are sentences, as far as they are constant. */
function sentences(code: string): readonly string[] {
  const texts = [...code.matchAll(literal)].map(([, single, double, template]) => single ?? double ?? template ?? '');
  return texts.filter((text) => /^[A-Za-z`]+ \S/u.test(text));
}

/** A call up to the end of its statement; within it `;` stands in texts alone, followed by a blank. */
function statementAt(code: string, index: number): string {
  return /^[^]*?(?:;\n|\n\n|$)/u.exec(code.slice(index))?.[0] ?? '';
}

/** The messages of a file: those in calls, and those in constants that calls name. */
function messagesIn(code: string): readonly string[] {
  const calls = [...code.matchAll(telling)].map(({ index }) => statementAt(code, index));
  const named = calls.flatMap((call) => {
    const name = /(\w+)(?:\[\w+\])?,?\s*\);\s*$/u.exec(call)?.[1] ?? '';
    const found = new RegExp(`\\bconst ${name}\\b[^=]*=`, 'u').exec(code);
    return name === '' || found === null ? [] : [statementAt(code, found.index)];
  });
  return [...calls, ...named].flatMap(sentences);
}

it('docs/operations.md explains only messages that the code has', () => {
  const code = files.join('\n');
  expect({ isAny: explained.length > 0, unknown: explained.filter((message) => !code.includes(message)) }).toEqual({
    isAny: true,
    unknown: [],
  });
});

it('docs/operations.md explains every message of the log', () => {
  const messages = files.flatMap(messagesIn);
  expect(messages.length).toBeGreaterThan(60);
  expect(messages.filter((message) => !explained.some((text) => message.includes(text)))).toEqual([]);
});
