// Writes the template that `linchpin provision` imports to deploy/zabbix, for people who import it by hand; a test holds
// the files to it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateFile, templateFiles } from '../src/zabbix/provision/template.ts';

const folder = join('deploy', 'zabbix');
mkdirSync(folder, { recursive: true });
for (const [name, style] of templateFiles) {
  const file = join(folder, name);
  writeFileSync(file, templateFile(style));
  console.log(`${file}: written`);
}
