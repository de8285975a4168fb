import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { drawnFromTheCode } from './folders.ts';
import { pages } from './pages.ts';

const page = pages.find(({ file }) => file === 'docs/architecture.md');

it('the picture of the architecture is that of the code', () => {
  expect(page?.blocks.find(({ language }) => language === 'mermaid')?.text.trimEnd()).toBe(drawnFromTheCode());
});

it('the page of the architecture names only what is there', () => {
  const named = [...(page?.text ?? '').matchAll(/`((?:src|migrations)\/[\w/.-]*)`/gu)].map(([, path = '']) => path);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
