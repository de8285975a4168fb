import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { compileMapping, wantsItem, wantsTrigger } from '../../src/observe/compile.ts';
import { observe } from '../../src/observe/observe.ts';
import { withPresets } from '../../src/observe/presets.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { ZabbixReader } from '../../src/zabbix/read.ts';
import { settingsOf } from '../config/loading.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { worldOf } from '../support/installation.ts';

// The lines of the contracts, and one more of each kind that they name.
const configuration = `
hosts: { server: "/^(?<id>vm-\\\\d+)\\\\.example\\\\.org$/" }
signals:
  items:
    - { key: 'app.errors[{container}]', signal: errors }
    - { tag: { container: '{container}', metric: p_requests }, signal: requests }
    - { key: 'tnt.role[{container}]', signal: role, map: { 1: primary, 0: replica } }
    - { key: 'docker.container_stats.cpu_pct_usage[{container}]', signal: cpu, multiply: 0.01 }
  triggers:
    - { tag: { scope: availability }, name: '*ping*', node: server, signal: reachable, problem: 0, ok: 1 }
    - { tag: { container: '{container}' }, name: '*is unwell*', node: container, signal: health, problem: unhealthy, ok: healthy }
`;

const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { storage: { name: Storage, pods: [db] } }
pods: { db: { kind: stateless, replicas: 1, containers: "db-{replica}" } }
servers: { vm-1: { name: mail-vm-1 } }
containers: [{ name: db-1, server: vm-1 }]
`);

let fake: FakeZabbix;
let client: ZabbixClient;

beforeEach(async () => {
  fake = await FakeZabbix.start();
  client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
});

afterEach(async () => {
  client.close();
  await fake.stop();
});

async function create(object: string, params: object): Promise<string> {
  const made = await client.call(`${object}.create`, params, z.record(z.string(), z.array(z.string())));
  return Object.values(made)[0]?.[0] ?? '';
}

it("a site's own lines turn what Zabbix has into signals, from the configuration to the observation", async () => {
  const { signals } = await settingsOf(configuration);
  const compiled = compileMapping(withPresets(signals.own, signals.presets), graph);
  const hostname = 'vm-1.example.org';
  const hostid = await create('host', {
    host: hostname,
    groups: [{ groupid: await create('hostgroup', { name: 'Mail servers' }) }],
  });
  const item = (key: string, more: object = {}): Promise<string> =>
    create('item', { hostid, key_: key, name: key, type: 2, value_type: 0, ...more });
  const tags = [{ tag: 'container', value: '/db-1' }];
  await item('app.errors[db-1]');
  await item('whatever', { tags: [...tags, { tag: 'metric', value: 'p_requests' }] });
  await item('tnt.role[db-1]');
  await item('docker.container_stats.cpu_pct_usage["/db-1"]');
  await item('own.check');
  await item('own.ping');
  await item('switched.off', { status: 1 });
  const trigger = (description: string, key: string, of: object[]): Promise<string> =>
    create('trigger', { description, expression: `last(/${hostname}/${key})=9`, tags: of });
  await trigger('No answer to ping', 'own.ping', [{ tag: 'scope', value: 'availability' }]);
  await trigger('The database is unwell', 'own.check', tags);

  const at = Math.floor(Date.now() / 1000) - 30;
  const sent = { 'app.errors[db-1]': 5, whatever: 100, 'tnt.role[db-1]': 1, 'own.check': 9, 'own.ping': 0 };
  for (const [key, value] of Object.entries({ ...sent, 'docker.container_stats.cpu_pct_usage["/db-1"]': 150 })) {
    expect(fake.state.receive({ host: hostname, key, value, clock: at, ns: 0 })).toBe(true);
  }
  const reader = new ZabbixReader({
    client,
    groups: ['Mail servers'],
    wants: (host, each) => wantsItem(compiled, host, each),
    wantsTrigger: (each) => wantsTrigger(compiled, each),
  });
  const now = at + 30;
  const { observations } = observe(await reader.read(now), compiled);
  expect(observations.map(({ node, signal, value, at: of }) => `${node} ${signal} ${value} ${of - at}`).sort()).toEqual(
    [
      'container/vm-1/db-1 cpu 1.5 0',
      'container/vm-1/db-1 errors 5 0',
      'container/vm-1/db-1 health unhealthy 0',
      'container/vm-1/db-1 health unhealthy 30',
      'container/vm-1/db-1 requests 100 0',
      'container/vm-1/db-1 role primary 0',
      'server/vm-1 maintenance 0 30',
      'server/vm-1 reachable 1 0',
    ],
  );
});

it('values of disabled items are never asked for', async () => {
  const groupid = await create('hostgroup', { name: 'Mail servers' });
  const hostid = await create('host', { host: 'vm-1', groups: [{ groupid }] });
  const off = await create('item', { hostid, key_: 'off', name: 'off', type: 2, value_type: 3, status: 1 });
  await create('item', { hostid, key_: 'on', name: 'on', type: 2, value_type: 3 });
  fake.asked();
  const asked: unknown[] = [];
  fake.fault = ({ params }) => {
    asked.push(...((params['itemids'] ?? []) as unknown[]));
    return undefined;
  };
  const reader = new ZabbixReader({ client, groups: ['Mail servers'], wants: () => true });
  await reader.read(1_800_000_000);
  const { items } = await reader.read(1_800_000_030);
  expect(items.map(({ state }) => state)).toEqual(['disabled', 'normal']);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked).not.toContain(off);
});
