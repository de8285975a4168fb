import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { templateName } from '../../src/domain/item-keys.ts';
import { version } from '../../src/domain/version.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import { changeText } from '../../src/zabbix/provision/changes.ts';
import type { DesiredObjects } from '../../src/zabbix/provision/desired.ts';
import { applyProvision, findMissing, planProvision } from '../../src/zabbix/provision/provision.ts';
import { planRemoval, removeProvision } from '../../src/zabbix/provision/remove.ts';
import { noteRecord, readRecord } from '../../src/zabbix/provision/record.ts';
import { importTemplate, templatePrint } from '../../src/zabbix/provision/template-import.ts';
import { templateYaml } from '../../src/zabbix/provision/template.ts';
import { openClient } from '../support/real-zabbix.ts';
import { desired, host } from './provision-ground.ts';

const Rows = z.array(z.record(z.string(), z.unknown()));
const Anything = z.unknown();
let client: ZabbixClient;
let before: unknown;
/** Whether templates have groups of their own. */
let apart: boolean;

/** All of Linchpin's that Zabbix has, of the kinds that provisioning makes; other tests' hosts come and go meanwhile. */
async function everything(): Promise<unknown> {
  const ask = (method: string, params: object): Promise<unknown> => client.call(method, params, Rows);
  return Promise.all([
    ask('hostgroup.get', { output: ['groupid', 'name', 'uuid'], search: { name: 'Linchpin' } }),
    apart ? ask('templategroup.get', { output: ['groupid', 'name', 'uuid'], search: { name: 'Linchpin' } }) : [],
    ask('template.get', { output: ['templateid', 'host', 'uuid'], search: { host: 'Linchpin' } }),
    ask('host.get', { output: ['hostid', 'host', 'name'], search: { host: 'Linchpin' } }),
    ask('valuemap.get', { output: ['valuemapid', 'hostid', 'name'], search: { name: 'Linchpin' } }),
    ask('item.get', { output: ['itemid'], search: { key_: 'linchpin.' }, templated: true, sortfield: 'itemid' }),
    ask('usermacro.get', { output: ['hostmacroid'], search: { macro: 'LINCHPIN' } }),
  ]);
}

function exported(): Promise<unknown> {
  return exportOf(desired);
}

async function exportOf({ hosts }: DesiredObjects): Promise<unknown> {
  const hostids = (
    await client.call('host.get', { output: ['hostid'], filter: { host: hosts.map((one) => one.host) } }, Rows)
  ).map(({ hostid }) => hostid);
  const templates = (
    await client.call('template.get', { output: ['templateid'], filter: { host: [templateName] } }, Rows)
  ).map(({ templateid }) => templateid);
  const text = await client.call(
    'configuration.export',
    { format: 'yaml', options: { hosts: hostids, templates } },
    z.string(),
  );
  return text.replace(/^ {2}date: .*$/m, '');
}

async function hostRow(): Promise<Readonly<Record<string, unknown>>> {
  const params = {
    filter: { host: [host] },
    selectTags: 'extend',
    selectMacros: ['macro', 'value'],
    ...(apart ? { selectHostGroups: ['name'] } : { selectGroups: ['name'] }),
  };
  const [found] = await client.call('host.get', params, Rows);
  if (found === undefined) throw new Error(`Zabbix has no host "${host}"`);
  return { groups: found['hostgroups'], ...found };
}

beforeAll(async () => {
  client = openClient();
  apart = (await client.adapter()).templateGroups === 'their own';
  await removeProvision(client, desired);
  before = await everything();
});

afterAll(async () => {
  await removeProvision(client, desired);
  client.close();
});

test('what is missing is named before, and nothing is afterwards', async () => {
  expect(await findMissing(client, desired)).toContain(`host "${host}"`);
  const planned = await planProvision(client, desired);
  expect(planned.map(changeText)).toContain(`create host group "${desired.group}"`);
  expect(planned.map(changeText)).toContain(`create host "${host}": shows system "Corporate mail"`);
  expect(await everything()).toEqual(before);
  expect(await applyProvision(client, desired)).toEqual(planned);
  expect(await findMissing(client, desired)).toEqual([]);
});

test('a second time changes nothing', async () => {
  const once = await exported();
  expect(await planProvision(client, desired)).toEqual([]);
  expect(await applyProvision(client, desired)).toEqual([]);
  expect(await exported()).toEqual(once);
});

test('the host shows its system and its name for people', async () => {
  const found = await hostRow();
  expect(found['name']).toBe(`${desired.group}: Corporate mail`);
  expect(found['groups']).toEqual([expect.objectContaining({ name: desired.group })]);
  expect(found['tags']).toContainEqual(expect.objectContaining({ tag: 'linchpin', value: 'output' }));
  expect(found['macros']).toContainEqual({ macro: '{$LINCHPIN.SYSTEM.NAME}', value: 'Corporate mail' });
});

test('what people changed of the template stays, and what it lacks is added to it', async () => {
  const templateid = (await client.call('template.get', { filter: { host: [templateName] } }, Rows))[0]?.['templateid'];
  const item = { name: 'Theirs', key_: 'linchpin.theirs', hostid: templateid, type: 2, value_type: 3 };
  await client.call('item.create', item, Anything);
  const params = { templateids: templateid, filter: { description: 'The system is down' } };
  const [outage] = await client.call('trigger.get', params, Rows);
  await client.call('trigger.update', { triggerid: outage?.['triggerid'], priority: 2 }, Anything);
  const asked = { output: ['itemid'], templateids: templateid, filter: { key_: 'linchpin.cycle.time' } };
  const [lost] = await client.call('item.get', asked, Rows);
  await client.call('item.delete', [lost?.['itemid']], Anything);
  const template = `template "${templateName}"`;
  const theirs = 'change trigger "The system is down" (priority); delete item "linchpin.theirs"';
  const planned = (await planProvision(client, desired)).map(changeText);
  expect(planned).toEqual([
    `update ${template}: add item "linchpin.cycle.time"`,
    `keep ${template}: changed by hand; --replace puts back: ${theirs}`,
  ]);
  expect((await applyProvision(client, desired)).map(changeText)).toEqual(planned);
  expect((await planProvision(client, desired)).map(changeText)).toEqual(planned.slice(1));
  expect(await client.call('item.get', asked, Rows)).toHaveLength(1);
});

test('a template that is to be replaced is as it should be, and loses what it should not have', async () => {
  await applyProvision(client, desired, { replace: true });
  expect(await planProvision(client, desired)).toEqual([]);
  const left = await client.call('item.get', { output: ['key_'], filter: { key_: 'linchpin.theirs' } }, Rows);
  expect(left).toEqual([]);
  const params = {
    output: ['priority'],
    hostids: (await hostRow())['hostid'],
    filter: { description: 'The system is down' },
  };
  expect(await client.call('trigger.get', params, Rows)).toEqual([expect.objectContaining({ priority: '5' })]);
});

test('a template as an older version wrote it is brought up to date, and what people switched off on the host stays off', async () => {
  const select = apart ? 'selectTemplateGroups' : 'selectGroups';
  const asked = { output: ['templateid'], filter: { host: [templateName] }, [select]: ['name', 'uuid'] };
  const [found] = await client.call('template.get', asked, Rows);
  const groups = z
    .array(z.object({ name: z.string(), uuid: z.string() }))
    .parse(found?.['templategroups'] ?? found?.['groups']);
  const newest = templateYaml(groups, { form: (await client.adapter()).exportForm, language: 'en' });
  const source = newest.replaceAll('Linchpin: cycle time', 'Linchpin: how long a cycle takes');
  const all = { createMissing: true, updateExisting: true, deleteMissing: true };
  const rules = { templates: { updateExisting: true }, items: all, triggers: all, discoveryRules: all, valueMaps: all };
  await client.call('configuration.import', { format: 'yaml', rules, source }, Anything);
  const templateid = String(found?.['templateid']);
  const old = { name: 'Old', key_: 'linchpin.old', hostid: templateid, type: 2, value_type: 3 };
  await client.call('item.create', old, Anything);
  const record = await readRecord(client, [host]);
  const prints = new Map(record.of('hosts')).set(`template/${templateid}`, await templatePrint(client, templateid));
  await noteRecord(client, record, { part: 'hosts', prints });
  const outage = { hostids: (await hostRow())['hostid'], filter: { description: 'The system is down' } };
  const [{ triggerid } = {}] = await client.call('trigger.get', outage, Rows);
  await client.call('trigger.update', { triggerid, status: 1 }, Anything);
  const inHost = (noun: string, key: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    client.call(`${noun}.get`, { hostids: outage.hostids, filter: { key_: key } }, Rows);
  const [item = {}] = await inHost('item', 'linchpin.outbox');
  await client.call('item.update', { itemid: item['itemid'], status: 1 }, Anything);
  const [rule = {}] = await inHost('discoveryrule', 'linchpin.function.discovery');
  await client.call('discoveryrule.update', { itemid: rule['itemid'], status: 1 }, Anything);
  expect((await applyProvision(client, desired)).map(({ action, object }) => [action, object])).toEqual([
    ['update', 'template'],
  ]);
  expect(await planProvision(client, desired)).toEqual([]);
  expect(await client.call('item.get', { filter: { key_: 'linchpin.old' } }, Rows)).toEqual([]);
  const off = [
    ...(await client.call('trigger.get', outage, Rows)),
    ...(await inHost('item', 'linchpin.outbox')),
    ...(await inHost('discoveryrule', 'linchpin.function.discovery')),
  ];
  expect(off.map(({ status }) => status)).toEqual(['1', '1', '1']);
});

test('what people set on the host stays, and what they took away comes back', async () => {
  const hostid = (await hostRow())['hostid'];
  await client.call('usermacro.create', { hostid, macro: '{$LINCHPIN.HEARTBEAT.MAX}', value: '7m' }, Anything);
  const tags = [
    { tag: 'linchpin', value: 'output' },
    { tag: 'team', value: 'second line' },
  ];
  await client.call('host.update', { hostid, name: 'Renamed', tags }, Anything);
  const kept = `keep host "${host}": changed by hand; --replace puts back: visible name "${desired.group}: Corporate mail" instead of "Renamed"`;
  expect((await applyProvision(client, desired)).map(changeText)).toEqual([
    `update host "${host}": tag linchpin.system=mail`,
    kept,
  ]);
  expect((await planProvision(client, desired)).map(changeText)).toEqual([kept]);
  const found = await hostRow();
  expect(found['name']).toBe('Renamed');
  expect(found['tags']).toContainEqual(expect.objectContaining({ tag: 'team', value: 'second line' }));
  expect(found['macros']).toContainEqual({ macro: '{$LINCHPIN.HEARTBEAT.MAX}', value: '7m' });
});

test('a host that lost the template is found, and gets it back', async () => {
  const hostid = (await hostRow())['hostid'];
  const [{ templateid } = {}] = await client.call('template.get', { filter: { host: [templateName] } }, Rows);
  await client.call('host.update', { hostid, templates_clear: [{ templateid }] }, Anything);
  expect(await findMissing(client, desired)).toEqual([`template "${templateName}" on host "${host}"`]);
  await applyProvision(client, desired);
  expect(await findMissing(client, desired)).toEqual([]);
});

test('a host of people is neither changed nor removed', async () => {
  const [group] = await client.call('hostgroup.get', { filter: { name: [desired.group] } }, Rows);
  const theirs = `${host} - theirs`;
  const groups = [{ groupid: group?.['groupid'] }];
  const { hostids } = await client.call(
    'host.create',
    { host: theirs, groups },
    z.object({ hostids: z.array(z.string()) }),
  );
  const wish = { ...desired, hosts: [{ host: theirs, systemId: 'x', name: 'X', group: desired.group }] };
  await expect(applyProvision(client, wish)).rejects.toThrow(`has a host "${theirs}" that Linchpin did not make`);
  expect((await removeProvision(client, wish)).map(changeText)).toEqual([
    `keep host "${theirs}": Linchpin did not make it`,
    expect.stringContaining(`keep template "${templateName}"`),
    `keep host group "${desired.group}": it is not empty`,
    ...(apart ? [`keep template group "${desired.group}": it is not empty`] : []),
  ]);
  expect(await client.call('host.get', { output: ['hostid'], hostids }, Rows)).toHaveLength(1);
  await client.call('host.delete', hostids, Anything);
});

test('a group that people made is left when all else goes', async () => {
  const group = `${desired.group}: theirs`;
  const { groupids } = await client.call(
    'hostgroup.create',
    { name: group },
    z.object({ groupids: z.array(z.string()) }),
  );
  const wish = { ...desired, group, hosts: [{ host: `${host} 2`, systemId: 'x', name: 'X', group }] };
  await applyProvision(client, wish);
  expect(await planProvision(client, wish)).toEqual([]);
  expect((await removeProvision(client, wish)).map(changeText)).toContain(
    `keep host group "${group}": Linchpin did not make it`,
  );
  await client.call('hostgroup.delete', groupids, Anything);
});

test('removal leaves nothing behind', async () => {
  const planned = await planRemoval(client, desired);
  expect(planned.map(changeText)).toContain(`delete host "${host}"`);
  expect(await removeProvision(client, desired)).toEqual(planned);
  expect(await everything()).toEqual(before);
  expect(await removeProvision(client, desired)).toEqual(planned.filter(({ action }) => action === 'keep'));
});

test('the template that people import by hand from its file is the one that provisioning would make', async () => {
  const { exportForm } = await client.adapter();
  const form = exportForm === '6.0' ? '6.0' : '7.0';
  const all = { createMissing: true, updateExisting: true };
  const kinds = ['templates', 'valueMaps', 'items', 'discoveryRules', 'triggers'];
  const rules = {
    ...Object.fromEntries(kinds.map((kind) => [kind, all])),
    ...(apart ? { template_groups: all } : { groups: all }),
    templateLinkage: { createMissing: true },
  };
  const source = readFileSync(`deploy/zabbix/linchpin-template-${form}.yaml`, 'utf8');
  const wish = { language: 'en', group: 'Linchpin', hosts: [] } as const;
  await client.call('configuration.import', { format: 'yaml', rules, source }, Anything);
  const planned = await planProvision(client, wish);
  expect(planned.filter(({ object }) => object === 'template' || object === 'template group')).toEqual([]);
  const [found] = await client.call('template.get', { filter: { host: [templateName] } }, Rows);
  if (exportForm !== '6.0') expect(found).toMatchObject({ vendor_name: 'Linchpin', vendor_version: version });
  await removeProvision(client, wish);
  expect(await everything()).toEqual(before);
});

test('a template import without the group fails loudly, not in silence', async () => {
  const nowhere = [{ name: 'Linchpin: no such group', uuid: 'not-a-uuid' }];
  await expect(importTemplate(client, { groups: nowhere, language: 'en', reach: 'whole' })).rejects.toThrow(
    /refused configuration.import/,
  );
  expect(await everything()).toEqual(before);
});
