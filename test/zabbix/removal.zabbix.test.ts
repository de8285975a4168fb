import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { CommandFolder } from '../support/command.ts';
import { Anything, ProvisionedSite, Rows } from './provision-site.ts';

process.env['LINCHPIN_WAKE_TOKEN'] = 'a-token-that-only-this-test-knows';
const site = new ProvisionedSite({
  group: 'Linchpin removal test',
  publish: "escalateTo: 'Zabbix administrators'",
  more: 'http: { listen: "127.0.0.1:0", publicUrl: "https://linchpin.example.org" }\nwake: { token: { env: LINCHPIN_WAKE_TOKEN } }',
});
const { admin } = site;

/** All that a Zabbix has of the kinds of which provisioning makes some; each row whole. */
async function everything(): Promise<Readonly<Record<string, unknown>>> {
  const { connectors, templateGroups } = await admin.adapter();
  const nouns = [
    ...['action', 'dashboard', 'host', 'hostgroup', 'image', 'map', 'mediatype', 'role', 'service', 'sla', 'template'],
    ...['user', 'usergroup', 'valuemap', 'item', 'trigger'],
    ...(connectors ? ['connector'] : []),
    ...(templateGroups === 'their own' ? ['templategroup'] : []),
  ];
  const found: Record<string, unknown> = {};
  for (const noun of nouns) found[noun] = await rows(noun, {});
  found['macro'] = [...(await rows('usermacro', { globalmacro: true })), ...(await rows('usermacro', {}))];
  return found;
}

/** Only what stands still: items and users tell what happens, too. */
async function rows(noun: string, more: object): Promise<readonly unknown[]> {
  const moving = ['item', 'trigger', 'user'].includes(noun);
  const ids = { item: 'itemid', trigger: 'triggerid', user: 'username' };
  const output = moving ? [ids[noun as keyof typeof ids]] : 'extend';
  const found = await admin.call(`${noun}.get`, { output, ...more }, Rows);
  return found.map((row) => JSON.stringify(row)).sort();
}

/** What Zabbix itself exports of hosts and maps, with their groups and pictures' names. */
async function exported(): Promise<string> {
  const { templateGroups } = await admin.adapter();
  const groups = templateGroups === 'their own' ? 'host_groups' : 'groups';
  const idsOf = async (noun: string, id: string): Promise<readonly unknown[]> =>
    (await admin.call(`${noun}.get`, { output: [id] }, Rows)).map((row) => row[id]);
  const options = {
    [groups]: await idsOf('hostgroup', 'groupid'),
    hosts: await idsOf('host', 'hostid'),
    maps: await idsOf('map', 'sysmapid'),
  };
  const text = await admin.call('configuration.export', { format: 'yaml', options }, z.string());
  return text.replace(/^ {2}date: .*$/m, '');
}

const folder = new CommandFolder();
const Told = z.object({ changes: z.array(z.object({ action: z.string(), object: z.string(), name: z.string() })) });

/** What `linchpin provision` says that it did, or would do. */
async function provision(...words: readonly string[]): Promise<z.infer<typeof Told>['changes']> {
  const { PATH: _, ...env } = process.env;
  const all = ['provision', '--json', '--config', join(site.folder, 'linchpin.yaml'), ...words];
  const { status, stdout, stderr } = await folder.run(all, env);
  expect(status, stderr).toBe(0);
  return Told.parse(JSON.parse(stdout)).changes;
}

let before: readonly unknown[];
beforeAll(async () => {
  await site.clear();
  await site.build();
  before = [await everything(), await exported()];
});
afterAll(async () => {
  await site.clear();
  site.close();
  folder.remove();
});

test('what a dry run tells is what is done, and it does nothing', async () => {
  const planned = await provision('--roles', '--dry-run');
  expect([await everything(), await exported()]).toEqual(before);
  expect(await provision('--roles')).toEqual(planned);
  const kinds = new Set(planned.map(({ object }) => object));
  const some = ['template', 'host', 'service', 'SLA', 'dashboard', 'map', 'action', 'user role', 'media type'];
  expect(some.filter((kind) => !kinds.has(kind))).toEqual([]);
});

test('a second time changes nothing', async () => {
  const once = [await everything(), await exported()];
  expect(await provision('--roles', '--dry-run')).toEqual([]);
  expect(await provision('--roles')).toEqual([]);
  expect([await everything(), await exported()]).toEqual(once);
});

test('what people changed stays, as it says, until they want it replaced', async () => {
  const [service] = await admin.call(
    'service.get',
    { output: ['serviceid'], filter: { name: 'Storage: outage' } },
    Rows,
  );
  const once = await everything();
  const { serviceid } = service ?? {};
  await admin.call('service.update', { serviceid, propagation_rule: 1, propagation_value: 1 }, Anything);
  const changed = { object: 'service', name: 'Storage: outage' };
  expect(await provision('--roles')).toEqual([{ action: 'keep', ...changed }]);
  expect(await provision('--roles', '--replace')).toEqual([{ action: 'update', ...changed }]);
  expect(await everything()).toEqual(once);
});

test('after removal Zabbix is as it was', async () => {
  const planned = await provision('--remove', '--dry-run');
  expect(await provision('--remove')).toEqual(planned);
  expect([await everything(), await exported()]).toEqual(before);
  expect(await provision('--remove')).toEqual([]);
});
