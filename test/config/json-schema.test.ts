import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { configurationJsonSchema } from '../../src/config/schema.ts';
import { modelJsonSchema } from '../../src/model/schema.ts';

test.each([
  ['linchpin-model.schema.json', modelJsonSchema()],
  ['linchpin-config.schema.json', configurationJsonSchema()],
])('%s is that of the code', (file, schema) => {
  const written: unknown = JSON.parse(readFileSync(new URL(`../../docs/schema/${file}`, import.meta.url), 'utf8'));
  expect(written).toEqual(schema);
});

test('the schemas refuse unknown keys, as the reader does', () => {
  for (const schema of [modelJsonSchema(), configurationJsonSchema()]) {
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  }
});
