/** Writes model/mail/inventory.yaml, or with --check says whether it is what this script would write. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { renderInventory } from './mail-inventory/inventory-text.ts';
import { placeContainers } from './mail-inventory/place.ts';
import { readDesign } from './mail-inventory/read-design.ts';

const modelFolder = join('model', 'mail');
const inventoryFile = join(modelFolder, 'inventory.yaml');

function main(options: readonly string[]): number {
  const unknown = options.find((option) => option !== '--check');
  if (unknown !== undefined) {
    console.error(`"${unknown}" is not an option; usage: node dist/scripts/mail-inventory.js [--check]`);
    return 2;
  }
  if (!existsSync(modelFolder)) {
    console.error(`There is no folder ${modelFolder} here; run this at the top of a checkout.`);
    return 2;
  }
  const containers = placeContainers(readDesign(modelFolder));
  const wanted = renderInventory(containers);
  if (options.includes('--check')) return check(wanted);
  writeFileSync(inventoryFile, wanted);
  console.log(`${inventoryFile}: ${String(containers.length)} containers`);
  return 0;
}

function check(wanted: string): number {
  const found = existsSync(inventoryFile) ? readFileSync(inventoryFile, 'utf8') : '';
  if (found === wanted) return 0;
  console.error(`${inventoryFile} is not what its generator writes; run: node dist/scripts/mail-inventory.js`);
  return 1;
}

process.exitCode = main(process.argv.slice(2));
