// Writes the OpenAPI document of the HTTP API to docs/openapi.json. With `--check` nothing is written; the exit status is 1
// where the file differs.
import { readFileSync, writeFileSync } from 'node:fs';

import { openApiText } from '../src/http/api/document.ts';

const file = 'docs/openapi.json';

function written(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const text = await openApiText();
if (written() === text) {
  console.log(`${file}: up to date`);
} else if (process.argv.includes('--check')) {
  console.error(`${file}: differs from the API in the code; run: npm run build && node dist/scripts/open-api.js`);
  process.exitCode = 1;
} else {
  writeFileSync(file, text);
  console.log(`${file}: written`);
}
