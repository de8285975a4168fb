import { afterEach, beforeEach, expect, it } from 'vitest';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { listInventory } from '../../src/zabbix/listing.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

let fake: FakeZabbix;
let client: ZabbixClient;

beforeEach(async () => {
  fake = await FakeZabbix.start();
  client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
  fake.state.groups.set('1', { groupid: '1', name: 'Mail' });
  const host = { hostid: '2', host: 'vm-1', name: 'vm-1', status: '0', maintenance_status: '0', proxy_hostid: '0' };
  fake.state.hosts.set('2', { ...host, groups: [{ groupid: '1' }] });
});
afterEach(async () => {
  client.close();
  await fake.stop();
});

// As they came from a Zabbix 6.0.14 and a 7.0.22.
it.each([
  ['one made by hand', [], undefined],
  ['one that discovery finds, in 6.0', { ts_delete: '0' }, undefined],
  ['one that it lost, in 6.0', { ts_delete: '1795959271' }, true],
  ['one that it finds, in 7.0', { ts_delete: '0', status: '0' }, undefined],
  ['one that it lost, in 7.0', { ts_delete: '1795959285', status: '1' }, true],
  ['one that it lost and that is never deleted, in 7.0', { ts_delete: '0', status: '1' }, true],
])('of %s it is known whether it is lost', async (_, itemDiscovery, isLost) => {
  const item = { itemid: '3', hostid: '2', key_: 'a', value_type: '3', delay: '30s', status: '0', state: '0' };
  fake.state.items.set('3', { ...item, error: '', master_itemid: '0', tags: [], itemDiscovery });
  const { items } = await listInventory(client, { groups: ['Mail'], ownGroup: 'Linchpin' });
  expect(items.map((each) => each.isLost)).toEqual([isLost]);
});
