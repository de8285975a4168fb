// Writes the JSON Schemas of model, configuration and model tests to docs/schema, so that editors complete and check what people
// write (`# yaml-language-server: $schema=…`). With `--check` nothing is written; the exit status is 1 where a file differs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { configurationJsonSchema } from '../src/config/schema.ts';
import { modelJsonSchema } from '../src/model/schema.ts';
import { modelTestJsonSchema } from '../src/model-test/schema.ts';

const folder = join('docs', 'schema');
const schemas = {
  'linchpin-model.schema.json': modelJsonSchema(),
  'linchpin-config.schema.json': configurationJsonSchema(),
  'linchpin-test.schema.json': modelTestJsonSchema(),
};

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const isCheck = process.argv.includes('--check');
for (const [name, schema] of Object.entries(schemas)) {
  const file = join(folder, name);
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (textOf(file) === text) {
    console.log(`${file}: up to date`);
  } else if (isCheck) {
    console.error(
      `${file}: differs from the schema in the code; run: npm run build && node dist/scripts/json-schema.js`,
    );
    process.exitCode = 1;
  } else {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
    console.log(`${file}: written`);
  }
}
