import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { modelTestJsonSchema } from '../../src/model-test/schema.ts';

test('linchpin-test.schema.json is that of the code', () => {
  const file = new URL('../../docs/schema/linchpin-test.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(modelTestJsonSchema());
});

test('the schema of model tests refuses unknown keys, as the reader does', () => {
  expect(modelTestJsonSchema()).toMatchObject({ type: 'object', additionalProperties: false });
});
