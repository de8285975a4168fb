import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryText, readMemory } from '../../src/import/memory.ts';
import { fixture, ImportSite } from './importing.ts';

test('what imports must remember comes back from its text', () => {
  const site = new ImportSite();
  site.import(fixture('compose.yaml'));
  site.import(fixture('jaeger-dependencies.json'));
  site.names = { a: 'b' };
  const memory = { ...site.memory, names: site.names };
  const text = memoryText(memory);
  const read = readMemory(text);
  expect(read).toMatchObject({ names: { a: 'b' }, traced: memory.traced });
  expect(memoryText(read as typeof memory)).toBe(text);
});

test('whatever stands in its file is read or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(readMemory(text)).toHaveProperty('refused');
    }),
  );
});
