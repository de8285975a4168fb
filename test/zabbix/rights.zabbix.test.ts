import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose } from '../../src/app/compose.ts';
import { itemKeys } from '../../src/domain/item-keys.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { provisioningMethods, runningMethods } from '../../src/zabbix/provision/rights.ts';
import { eventually } from '../support/eventually.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';
import { Anything, ProvisionedSite, Rows } from './provision-site.ts';
import { RoleUsers } from './rights-users.ts';

const site = new ProvisionedSite({
  group: 'Linchpin rights test',
  publish: "escalateTo: 'Zabbix administrators'",
});
const { admin } = site;
const users = new RoleUsers(site);
const { running, provisioning } = users;

async function valueOf(key: string): Promise<unknown> {
  const [hostid] = (await admin.call('host.get', { output: ['hostid'], filter: { host: [site.shownBy] } }, Rows)).map(
    (row) => row['hostid'],
  );
  const asked = { output: ['lastvalue', 'lastclock'], hostids: [hostid], filter: { key_: [key] } };
  const [item] = await admin.call('item.get', asked, Rows);
  return item?.['lastclock'] === '0' ? undefined : item?.['lastvalue'];
}

function clientWith(token: string): ZabbixClient {
  return new ZabbixClient({ url: process.env['ZABBIX_URL'] ?? '', credentials: { kind: 'token', token } });
}

beforeAll(async () => {
  await users.remove();
  await site.clear();
  await site.build();
  await site.provision({ roles: true });
});

afterAll(async () => {
  await users.remove();
  await site.clear();
  site.close();
});

test('the roles are made as planned, and a second time nothing changes', async () => {
  expect((await site.provision({ roles: true })).changes).toEqual([]);
  expect((await site.provision({})).changes).toEqual([]);
});

test('with the role and the user group for running alone, cycles read, judge and publish', async () => {
  const log = new ScriptedWorld();
  const token = await users.make(running);
  await site.report();
  const app = compose(await site.setup(token), log);
  await app.checkZabbix();
  const presence = await app.open(() => undefined);
  const report = await presence.turn();
  expect(report).not.toHaveProperty('readError');
  expect(report).not.toHaveProperty('sendError');
  await eventually(
    'the state of the system is in Zabbix',
    () => valueOf(itemKeys.system('state')),
    (state) => state === '1',
  );
  await presence.turn();
  expect(log.said.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
  await presence.close();
  app.close();
});

test('who has the role for running may call nothing else', async () => {
  const client = clientWith(await users.token(running));
  const adapter = await client.adapter();
  const allowed = new Set(runningMethods(adapter, { scripts: false }));
  const others = [
    ...provisioningMethods(adapter, { wake: true }),
    'item.create',
    'script.execute',
    'settings.update',
    'task.create',
    'token.generate',
    'trigger.update',
    'maintenance.create',
  ].filter((method) => !allowed.has(method));
  for (const method of others) {
    await expect(client.call(method, {}, Anything), method).rejects.toThrow(`may not call ${method}`);
  }
  client.close();
});

test('who has the role for running sees the hosts that are read, and Linchpin’s own, and no others', async () => {
  const client = clientWith(await users.token(running));
  const hosts = await client.call('host.get', { output: ['host'] }, Rows);
  expect(hosts.map(({ host }) => host).sort()).toEqual([site.host, site.shownBy].sort());
  expect(await client.call('host.get', { output: ['host'], editable: true }, Rows)).toEqual([]);
  client.close();
});

test('who has the role for running may write comments on problems, but not change their severity', async () => {
  const client = clientWith(await users.token(running));
  const [host] = await admin.call('host.get', { output: ['hostid'], filter: { host: [site.host] } }, Rows);
  const expression = `last(/${site.host}/status[storage-db-1])=0`;
  await admin.call('trigger.create', { description: 'storage-db-1 is not running', expression, priority: 2 }, Anything);
  const [problem] = await eventually(
    'the problem of the site is there',
    async () => {
      await site.report('storage-db-1');
      return client.call('problem.get', { output: ['eventid'], hostids: [host?.['hostid']] }, Rows);
    },
    (found) => found.length === 1,
  );
  const eventids = [problem?.['eventid']];
  await client.call('event.acknowledge', { eventids, action: 4, message: 'follows from storage-db' }, Anything);
  await expect(client.call('event.acknowledge', { eventids, action: 8, severity: 5 }, Anything)).rejects.toThrow();
  await expect(client.call('event.acknowledge', { eventids, action: 1 }, Anything)).rejects.toThrow();
  expect(await client.userId()).toMatch(/^\d+$/);
  client.close();
});

test('with the role and the user group for provisioning alone, all but template and groups is taken away and made anew', async () => {
  const token = await users.make(provisioning);
  const { changes, advice } = await site.provision({}, token);
  expect(changes).toEqual([]);
  expect(advice).toEqual([
    expect.stringContaining('no Super admin: dashboards, maps and their icons are left as they are'),
    expect.stringContaining('is not seen by the user of the token, who is no Super admin'),
  ]);
  const planned = await site.provision({ remove: true, dryRun: true }, token);
  expect(planned.advice).toEqual([expect.stringContaining('let a Super admin run linchpin provision --remove')]);
  expect(await site.provision({ remove: true }, token)).toEqual(planned);
  expect(planned.changes.map(({ text }) => text)).toContain(`delete host "${site.shownBy}"`);
  const made = (await site.provision({}, token)).changes.map(({ text }) => text);
  expect(made).toContain(`create host "${site.shownBy}": shows system "Provisioned site"`);
  expect(made).toContain('create service "Storage: outage": below "Storage"');
  expect((await site.provision({}, token)).changes).toEqual([]);
});

test('an Admin is told which groups only a Super admin may make, before anything is made', async () => {
  const other = new ProvisionedSite({ group: `${site.group} - other` });
  const token = await users.token(provisioning);
  await expect(other.provision({}, token)).rejects.toThrow(
    new RegExp(`shows no host group.* "${other.group}", which only a Super admin may make`),
  );
  await other.clear();
  other.close();
});

test('roles that users have stay when all else goes, and go when they have none', async () => {
  const kept = (await site.provision({ remove: true, dryRun: true })).changes.filter(
    ({ change }) => change.object === 'user role',
  );
  expect(kept.map(({ text }) => text)).toEqual([
    `keep user role "${running}": "${running}" still has it`,
    `keep user role "${provisioning}": "${provisioning}" still has it`,
  ]);
  await users.remove();
  await site.provision({ remove: true });
  const left = await admin.call('role.get', { output: ['name'], search: { name: site.group } }, Rows);
  expect(left).toEqual([]);
});
