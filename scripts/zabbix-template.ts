// Writes the template that `linchpin provision` imports to deploy/zabbix, for people who import it by hand; a test holds
// the files to it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateFile } from '../src/zabbix/provision/template.ts';

const folder = join('deploy', 'zabbix');
mkdirSync(folder, { recursive: true });
for (const [name, form] of [
  ['linchpin-template-6.0.yaml', '6.0'],
  ['linchpin-template-7.0.yaml', '6.4'],
] as const) {
  const file = join(folder, name);
  writeFileSync(file, templateFile(form));
  console.log(`${file}: written`);
}
