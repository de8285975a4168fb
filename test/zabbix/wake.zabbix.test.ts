import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startHttp } from '../../src/http/server.ts';
import type { HttpServer } from '../../src/http/server.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import { changeText } from '../../src/zabbix/provision/changes.ts';
import type { ProvisionChange } from '../../src/zabbix/provision/changes.ts';
import { applyObjects, planObjects } from '../../src/zabbix/provision/objects.ts';
import { wakeWish } from '../../src/zabbix/provision/wake.ts';
import type { WakeWish } from '../../src/zabbix/provision/wake.ts';
import { eventually } from '../support/eventually.ts';
import { openClient } from '../support/real-zabbix.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';
import { Cycle } from './provision-ground.ts';

const Rows = z.array(z.record(z.string(), z.unknown()));
const Anything = z.unknown();
const Made = z.record(z.string(), z.array(z.string()));

const ownGroup = 'Linchpin wake test';
const name = `Linchpin wake-up: ${ownGroup}`;
const token = 'a-token-that-nobody-knows';
const [watched, elsewhere] = ['Wake test watched', 'Wake test elsewhere'];

let client: ZabbixClient;
let server: HttpServer;
let hints = 0;
const world = new ScriptedWorld();
const hostids: string[] = [];
const groupids: string[] = [];
let connectors: boolean;
let kinds: readonly string[];

const wish = (more: Partial<WakeWish> = {}): WakeWish => ({
  ownGroup,
  groups: [watched],
  wake: { url: `http://127.0.0.1:${server.port}/api/v1/wake`, token },
  ...more,
});
const noWish: WakeWish = { ownGroup, groups: [watched] };

/** What people changed is not looked at here. */
const asWished = { written: new Map<string, string>(), replace: true };

async function planWake(zabbix: ZabbixClient, wanted: WakeWish): Promise<readonly ProvisionChange[]> {
  return planObjects(zabbix, await wakeWish(zabbix, wanted), asWished);
}

async function applyWake(zabbix: ZabbixClient, wanted: WakeWish): Promise<readonly ProvisionChange[]> {
  return (await applyObjects(zabbix, await wakeWish(zabbix, wanted), asWished)).changes;
}

/** A host with items and a trigger over each, in the group of its name. */
async function siteHost(group: string): Promise<void> {
  const groupid = groupids[group === watched ? 0 : 1];
  const { hostids: [hostid] = [] } = await client.call('host.create', { host: group, groups: [{ groupid }] }, Made);
  hostids.push(hostid!);
  for (const key of ['plain', 'own']) {
    await client.call('item.create', { name: key, key_: key, hostid, type: 2, value_type: 3, history: '1d' }, Anything);
    const tags = key === 'own' ? [{ tag: 'linchpin', value: 'output' }] : [];
    const expression = `last(/${group}/${key})=1`;
    await client.call('trigger.create', { description: `${group} ${key}`, expression, priority: 4, tags }, Anything);
  }
}

async function problems(): Promise<readonly unknown[]> {
  return (await client.call('problem.get', { output: ['name'], hostids }, Rows)).map((row) => row['name']);
}

beforeAll(async () => {
  client = openClient();
  ({ connectors } = await client.adapter());
  kinds = ['macro', 'media type', 'user group', 'user', 'action', ...(connectors ? ['connector'] : [])];
  await applyWake(client, noWish);
  const old = await client.call('hostgroup.get', { output: ['groupid'], filter: { name: [watched, elsewhere] } }, Rows);
  const ids = old.map((row) => row['groupid']);
  const hosts = ids.length === 0 ? [] : await client.call('host.get', { output: ['hostid'], groupids: ids }, Rows);
  if (hosts.length > 0)
    await client.call(
      'host.delete',
      hosts.map((row) => row['hostid']),
      Anything,
    );
  if (ids.length > 0) await client.call('hostgroup.delete', ids, Anything);
  for (const group of [watched, elsewhere]) {
    const made = await client.call('hostgroup.create', { name: group }, Made);
    groupids.push(...(made['groupids'] ?? []));
  }
  server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    basePath: '/',
    tokens: {},
    frameAncestors: [],
    failing: () => [],
    standsBy: () => false,
    wake: { token, isRead: (group) => group === watched, onHint: () => (hints += 1) },
    now: () => world.now(),
    log: world,
  });
});
beforeEach(() => (hints = 0));
afterAll(async () => {
  await applyWake(client, noWish);
  if (hostids.length > 0) await client.call('host.delete', hostids, Anything);
  await client.call('hostgroup.delete', groupids, Anything);
  await server.close();
  client.close();
});

test('all that waking needs is planned, made as planned, and a second time nothing changes', async () => {
  const planned = await planWake(client, wish());
  expect(planned.map(({ action, object }) => [action, object])).toEqual(kinds.map((kind) => ['create', kind]));
  expect(await applyWake(client, wish())).toEqual(planned);
  expect(await planWake(client, wish())).toEqual([]);
  expect(await applyWake(client, wish())).toEqual([]);
});

test('the token stands in no object that Zabbix shows, and in no change that is told', async () => {
  const shown = await Promise.all([
    client.call('mediatype.get', { output: 'extend', filter: { name } }, Rows),
    client.call('usermacro.get', { output: 'extend', globalmacro: true }, Rows),
    client.call('action.get', { output: 'extend', selectOperations: 'extend', filter: { name } }, Rows),
    connectors ? client.call('connector.get', { output: 'extend', filter: { name } }, Rows) : [],
    planWake(client, wish({ wake: { url: 'http://127.0.0.1:1/', token: `${token}-new` } })),
  ]);
  expect(shown[0]).toHaveLength(1);
  expect(JSON.stringify(shown)).not.toContain(token);
});

test('the action sends a problem of what is read, and its end, but nothing of other groups and of what Linchpin puts out', async () => {
  const [mediaType] = await client.call('mediatype.get', { output: ['mediatypeid'], filter: { name } }, Rows);
  const mediatypeid = mediaType?.['mediatypeid'];
  // Made after the action, so that a Zabbix that takes their values knows the action too.
  for (const group of [watched, elsewhere]) await siteHost(group);
  const inside = new Cycle(watched);
  const outside = new Cycle(elsewhere);
  for (const cycle of [inside, outside])
    await cycle.send([
      ['plain', 0],
      ['own', 0],
    ]);
  await inside.send([['own', 1]]);
  await outside.send([['plain', 1]]);
  await eventually('the problems that do not count are there', problems, (found) => found.length === 2);
  hints = 0;
  await inside.send([['plain', 1]]);
  await eventually(
    'the problem wakes',
    () => Promise.resolve(hints),
    (count) => count > 0,
  );
  hints = 0;
  await inside.send([['plain', 0]]);
  await eventually(
    'its end wakes',
    () => Promise.resolve(hints),
    (count) => count > 0,
  );
  const sent = await eventually(
    'Zabbix knows that both were sent',
    () => client.call('alert.get', { output: ['message', 'status', 'error'], mediatypeids: mediatypeid }, Rows),
    (alerts) => alerts.length > 1 && alerts.every((row) => row['status'] !== '0'),
  );
  const about = sent.map(({ message, status, error }) => ({ message, status, error }));
  expect(about).toEqual(Array(2).fill({ message: `${watched} plain`, status: '1', error: '' }));
});

test('a token that changed is known and replaced; the address too', async () => {
  const changed = wish({ wake: { url: 'http://127.0.0.1:1/api/v1/wake', token: `${token}-new` } });
  expect((await planWake(client, changed)).map(changeText)).toEqual([
    `update macro "{$LINCHPIN.WAKE.TOKEN:"${ownGroup}"}": description`,
    `update media type "${name}": parameters`,
    ...(connectors ? [`update connector "${name}": url`] : []),
  ]);
  await applyWake(client, changed);
  expect(await planWake(client, changed)).toEqual([]);
  await applyWake(client, wish());
});

test('what people switched off stays off, and what they took away comes back', async () => {
  const [action] = await client.call('action.get', { output: ['actionid'], filter: { name } }, Rows);
  await client.call('action.update', { actionid: action?.['actionid'], status: 1, esc_period: '2h' }, Anything);
  expect((await applyWake(client, wish())).map(changeText)).toEqual([`update action "${name}": esc_period`]);
  const after = await client.call('action.get', { output: ['status'], filter: { name } }, Rows);
  expect(after.map((row) => row['status'])).toEqual(['1']);
  await client.call('action.delete', [action?.['actionid']], Anything);
  expect((await applyWake(client, wish())).map(changeText)).toEqual([
    `create action "${name}": when a problem begins or ends`,
  ]);
  expect(await planWake(client, wish())).toEqual([]);
});

test('another group to read is given to the user and the action', async () => {
  const more = wish({ groups: [watched, elsewhere] });
  expect((await applyWake(client, more)).map(changeText)).toEqual([
    `update user group "${name}": ${connectors ? 'hostgroup_rights' : 'rights'}`,
    `update action "${name}": filter`,
  ]);
  await applyWake(client, wish());
});

test('two Linchpins wake side by side', async () => {
  const other = wish({ ownGroup: `${ownGroup} "2"\\` });
  await applyWake(client, other);
  expect(await planWake(client, wish())).toEqual([]);
  expect(await planWake(client, other)).toEqual([]);
  await applyWake(client, { ownGroup: other.ownGroup, groups: [] });
});

test('a media type of people is neither changed nor removed', async () => {
  const theirs = 'Linchpin wake-up: theirs';
  const form = { name: theirs, type: 4, script: 'return 1;', parameters: [] };
  const { mediatypeids } = await client.call('mediatype.create', form, Made);
  await expect(applyWake(client, wish({ ownGroup: 'theirs' }))).rejects.toThrow(
    `has a media type "${theirs}" that Linchpin did not make`,
  );
  expect((await applyWake(client, { ownGroup: 'theirs', groups: [] })).map(changeText)).toEqual([
    `keep media type "${theirs}": Linchpin did not make it`,
  ]);
  expect(await client.call('mediatype.get', { output: ['mediatypeid'], mediatypeids }, Rows)).toHaveLength(1);
  await client.call('mediatype.delete', mediatypeids, Anything);
});

test('without a wish all is taken away, and then nothing is left to do', async () => {
  const planned = await planWake(client, noWish);
  expect(planned.map(({ action, object }) => [action, object])).toEqual(
    kinds.toReversed().map((kind) => ['delete', kind]),
  );
  expect(await applyWake(client, noWish)).toEqual(planned);
  expect(await planWake(client, noWish)).toEqual([]);
});
