import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProvisionedSite, Rows } from './provision-site.ts';

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

let before: unknown;
beforeAll(async () => {
  await site.clear();
  await site.build();
  before = await everything();
});
afterAll(async () => {
  await site.clear();
  site.close();
});

test('what a dry run tells is what is done, and it does nothing', async () => {
  const planned = await site.provision({ roles: true, dryRun: true });
  expect(await everything()).toEqual(before);
  const made = await site.provision({ roles: true });
  expect(made.changes.map(({ text }) => text)).toEqual(planned.changes.map(({ text }) => text));
  const kinds = new Set(made.changes.map(({ change }) => change.object));
  for (const kind of [
    'template',
    'host',
    'service',
    'SLA',
    'action',
    'user role',
    'user group',
    'media type',
  ] as const) {
    expect(kinds).toContain(kind);
  }
});

test('a second time changes nothing', async () => {
  const once = await everything();
  expect((await site.provision({ roles: true, dryRun: true })).changes).toEqual([]);
  expect((await site.provision({ roles: true })).changes).toEqual([]);
  expect(await everything()).toEqual(once);
});

test('after removal Zabbix is as it was', async () => {
  const planned = await site.provision({ remove: true, dryRun: true });
  expect((await site.provision({ remove: true })).changes).toEqual(planned.changes);
  expect(await everything()).toEqual(before);
  expect((await site.provision({ remove: true })).changes).toEqual([]);
});
