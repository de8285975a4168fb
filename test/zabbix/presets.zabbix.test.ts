import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { parseItemKey } from '../../src/observe/item-key.ts';
import { presetNames, withPresets } from '../../src/observe/presets.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import { openClient } from '../support/real-zabbix.ts';

const Keys = z.array(z.object({ key_: z.string() }));

const neither = [
  'docker.container_stats.memory.limit[{container}]',
  'docker.container_stats.memory.usage_active[{container}]',
  'docker.container_stats.memory.usage_total[{container}]',
  'haproxy.server.hrsp_5xx.rate[{any}:{container}]',
  'haproxy.server.status[{any}:{container}]',
  'haproxy.server.stot.rate[{any}:{container}]',
];
// The presets speak all spellings from 5.0 to 8.0; these are not those of the version at hand.
const otherSpellings: Readonly<Record<string, readonly string[]>> = {
  '6.0': [
    ...neither,
    'docker.container_info.state.health[{container}]',
    'vfs.fs.dependent.inode[{disk},pfree]',
    'vfs.fs.dependent.size[{disk},pused]',
  ],
  '7.0': [...neither, 'vfs.fs.inode[{disk},pfree]', 'vfs.fs.size[{disk},pused]'],
};

let client: ZabbixClient;
/** Name and number of parameters of each key that a template of Zabbix itself has. */
let stock: ReadonlySet<string>;

beforeAll(async () => {
  client = openClient();
  const found = [];
  for (const method of ['item.get', 'itemprototype.get']) {
    found.push(...(await client.call(method, { output: ['key_'], templated: true }, Keys)));
  }
  stock = new Set(found.map(({ key_ }) => shapeOf(key_)));
});

afterAll(() => client.close());

function shapeOf(key: string): string {
  const parsed = parseItemKey(key);
  return `${parsed?.name ?? key} ${parsed?.parameters.length ?? ''}`;
}

test('each item line of a preset is for a key that the templates of this Zabbix have, but for the spellings of other versions', async () => {
  const { items } = withPresets({ items: [], triggers: [], serverHost: '{name}' }, presetNames);
  const keys = items.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const { version } = await client.adapter();
  const missing = keys.filter((key) => !stock.has(shapeOf(key)));
  const expected = otherSpellings[version.split('.', 2).join('.')] ?? [];
  expect(missing.toSorted()).toEqual(expected.toSorted());
});
