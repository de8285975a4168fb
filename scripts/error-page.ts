// Writes docs/errors.md from the catalogue of errors. With `--check` nothing is written; the exit status is 1 where the file
// differs.
import { readFileSync, writeFileSync } from 'node:fs';

import { errorPage } from './lib/error-page.ts';

const file = 'docs/errors.md';

function written(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const text = errorPage();
if (written() === text) {
  console.log(`${file}: up to date`);
} else if (process.argv.includes('--check')) {
  console.error(`${file}: differs from the code; run: npm run build && node dist/scripts/error-page.js`);
  process.exitCode = 1;
} else {
  writeFileSync(file, text);
  console.log(`${file}: written`);
}
