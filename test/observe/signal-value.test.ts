import { expect, it } from 'vitest';
import type { ItemMapping } from '../../src/domain/mapping.ts';
import { valueReader } from '../../src/observe/signal-value.ts';

const map = { 1: 'one', '1*': 'starts with one', 'b?d': 0, n: null, '*z': null };

it.each<[number | string, number | string | undefined]>([
  [1, 'one'],
  ['1', 'one'],
  ['12', 'starts with one'],
  ['BAD', 0],
  ['n', undefined],
  ['buzz', undefined],
  [2, 2],
  ['2.5', 2.5],
  ['constructor', 'constructor'],
  ['__proto__', '__proto__'],
])('%j is mapped to %j: by exact value, then by glob, null for nothing', (value, expected) => {
  expect(valueReader({ signal: 'status', map })(value)).toBe(expected);
});

it.each<[string, Omit<ItemMapping, 'signal'>, number | string, number | string]>([
  ['errors', { multiply: -1, add: 100 }, 30, 70],
  ['errors', { multiply: 2 }, '1e2', 200],
  ['version', {}, '1.10', '1.10'],
  ['role', {}, '1', '1'],
  ['status', { multiply: 2 }, 'up', 'up'],
])('%s with %j of %j is %j', (...[signal, line, value, expected]) => {
  expect(valueReader({ ...line, signal })(value)).toBe(expected);
});
