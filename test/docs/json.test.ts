import { describe, expect, it } from 'vitest';
import { pages } from './pages.ts';
import { run } from '../support/run-here.ts';

const page = pages.find(({ file }) => file === 'docs/json.md')?.text ?? '';
const shop = ['--model', 'docs/examples/shop'];
const night = [...shop, '--observations', 'docs/examples/shop/night.jsonl'];
const asked = [
  ['evaluate', ...night],
  ['explain', 'container/s1/checkout-api-1', ...night],
  ['explain', 'pod/orders-db', ...night],
  ['explain', 'function/catalogue.browse', ...night],
  ['explain', 'server/s1', ...night],
  ['what-if', '--fail', 'server/s2', ...shop],
  ['spof', '--pairs', ...shop],
  ['check', ...shop],
  ['resources', '--offline', ...shop],
];

/** Every key in a document, at any depth. */
function keysIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keysIn);
  // What is keyed by names of nodes and kinds is no form.
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(/^[a-z]\w*$/iu.test(key) ? [key] : []),
    ...keysIn(inner),
  ]);
}

describe('docs/json.md', () => {
  it.each(asked)('names every key that is printed: %s %s', async (...args) => {
    const { status, printed } = await run([...args, '--json']);
    const keys = new Set(keysIn(JSON.parse(printed)));
    expect({ status, unknown: [...keys].filter((key) => !new RegExp(`["\`]${key}["\`]`, 'u').test(page)) }).toEqual({
      status: 0,
      unknown: [],
    });
  });
});
