import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pages } from './pages.ts';

const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`src/${file}`, 'utf8'))
  .join('\n');

it('docs/operations.md explains only messages that the code has', () => {
  const page = pages.find(({ file }) => file === 'docs/operations.md')?.text ?? '';
  const [, table = ''] = page.split('| message | means |\n');
  const messages = [
    ...table
      .split('\n\n', 1)
      .join()
      .matchAll(/^\| `([^`]+)` \|/gmu),
  ].map(([, text = '']) => text);
  expect({ isAny: messages.length > 0, unknown: messages.filter((message) => !code.includes(message)) }).toEqual({
    isAny: true,
    unknown: [],
  });
});
