import { describe, expect, it } from 'vitest';
import type { SignalMapping, TriggerMapping } from '../../src/domain/mapping.ts';
import type { Trigger, ZabbixSnapshot } from '../../src/domain/zabbix.ts';
import { compileMapping } from '../../src/observe/compile.ts';
import { withPresets } from '../../src/observe/presets.ts';
import { signalLines } from '../../src/observe/signal-lines.ts';
import { watchingOf } from '../../src/observe/watching.ts';
import { worldOf } from '../support/installation.ts';
import { host, item, mappingOf, snapshot } from './ground.ts';

const { graph } = worldOf(`
system: { id: mail }
subsystems: { storage: { pods: [db] } }
pods: { db: { kind: stateless, replicas: 1, containers: "db-{replica}" } }
servers: { vm-1: { name: mail-vm-1, disks: { data1: { mount: /data1 } } }, vm-2: { name: mail-vm-2 } }
containers: [{ name: db-1, server: vm-1 }]
`);
const db = 'container/vm-1/db-1';
const stock = withPresets(mappingOf(), ['docker-agent2', 'linux-agent']);

function watched(parts: Partial<ZabbixSnapshot>, mapping = stock): ReturnType<typeof watchingOf> {
  const hosts = [host('1', 'mail-vm-1'), host('9', 'stranger')];
  return watchingOf(snapshot({ hosts, ...parts }), compileMapping(mapping, graph));
}

describe('the source of a signal', () => {
  const running = 'docker.container_info.state.running["/db-1"]';

  it('is its item with the newest value, as Linchpin takes it', () => {
    const values = [
      { itemId: '1', at: 990, value: 1 },
      { itemId: '1', at: 960, value: 0 },
    ];
    expect(watched({ items: [item('1', running, { interval: 30 })], values }).sources.get(`${db} status`)).toEqual({
      host: 'mail-vm-1',
      kind: 'item',
      name: running,
      state: 'normal',
      interval: 30,
      newestAt: 990,
      value: 'running',
    });
  });

  it('is an item that gives nothing, with what Zabbix says of it', () => {
    const items = [item('1', running, { state: 'unsupported', error: 'No such container.' })];
    expect(watched({ items }).sources.get(`${db} status`)).toMatchObject({
      state: 'unsupported',
      error: 'No such container.',
    });
  });

  it('is an item that somebody disabled, where there is no other', () => {
    expect(watched({ items: [item('1', running, { state: 'disabled' })] }).sources.get(`${db} status`)?.state).toBe(
      'disabled',
    );
  });

  const line: TriggerMapping = { name: '*ping*', node: 'server', signal: 'reachable', problem: 0, ok: 1 };
  const pinged = { ...stock, triggers: [line] };
  const trigger: Trigger = { triggerId: '5', hostIds: ['1'], itemIds: ['7'], name: 'No ping', tags: [] };

  it('is a trigger where no item measures it', () => {
    const items = [item('7', 'site.ping')];
    const { sources } = watched({ items, heardAt: new Map([['7', 980]]), triggers: [trigger] }, pinged);
    expect(sources.get('server/vm-1 reachable')).toMatchObject({
      newestAt: 980,
      kind: 'trigger',
      host: 'mail-vm-1',
      name: 'trigger "*ping*"',
    });
  });

  it('is the trigger where the item that measures it too is disabled', () => {
    const items = [item('7', 'site.ping'), item('8', 'icmpping', { state: 'disabled' })];
    const { sources } = watched({ items, triggers: [trigger] }, pinged);
    expect(sources.get('server/vm-1 reachable')?.kind).toBe('trigger');
  });
});

describe('the host of a server', () => {
  it('is named as it is looked for where Zabbix does not show it', () => {
    expect(watched({}).servers.get('server/vm-2')).toEqual({ host: 'mail-vm-2', isRead: false, inMaintenance: false });
  });

  it('is told to be in maintenance', () => {
    const { servers } = watched({ hosts: [host('1', 'mail-vm-1', { inMaintenance: true })] });
    expect(servers.get('server/vm-1')).toEqual({ host: 'mail-vm-1', isRead: true, inMaintenance: true });
  });

  it('is nameless where a pattern allows many names and none is shown', () => {
    const serverHost = '/^(?<name>[^.]+)\\./';
    const { servers } = watched({ hosts: [host('1', 'mail-vm-1.example.org')] }, { ...stock, serverHost });
    expect([servers.get('server/vm-1'), servers.get('server/vm-2')]).toEqual([
      { host: 'mail-vm-1.example.org', isRead: true, inMaintenance: false },
      { isRead: false, inMaintenance: false },
    ]);
  });
});

describe('what would give a signal', () => {
  it('is told of the node that the line is about, in the order of the lines, items before triggers', () => {
    const lines = signalLines({
      serverHost: '{name}',
      items: [
        { key: 'up[{container}]', signal: 'status' },
        { tag: { container: '{container}', metric: 'state' }, signal: 'status' },
        { key: 'up[{container}]', signal: 'status' },
        { key: 'net.up', node: 'network', signal: 'up' },
        { key: 'fs[{disk}]', signal: 'used' },
      ],
      triggers: [
        { tag: { scope: 'availability' }, name: '*ping*', node: 'server', signal: 'reachable', problem: 0, ok: 1 },
      ],
    });
    expect([...lines]).toEqual([
      ['container status', ['up[{container}]', 'item tagged container={container}, metric=state']],
      ['network up', ['net.up']],
      ['disk used', ['fs[{disk}]']],
      ['server reachable', ['trigger "*ping*" tagged scope=availability']],
    ]);
  });

  it.each<readonly [string, Partial<SignalMapping>, readonly string[]]>([
    ['a Kubernetes pod', { items: [{ key: 'pod.up[{namespace}/{kubePod}]', signal: 'up' }] }, ['container up']],
    ['a server named', { items: [{ key: 'node.up[{server}]', signal: 'up' }], containerHost: '{name}' }, ['server up']],
    ['nothing, where hosts are servers', { items: [{ key: 'up', signal: 'up' }] }, ['server up']],
    [
      'nothing, where hosts are containers too',
      { items: [{ key: 'up', signal: 'up' }], containerHost: '{name}' },
      ['server up', 'container up'],
    ],
  ])('is of the kinds of node that a line may mean whose placeholder is %s', (_, mapping, keys) => {
    const lines = signalLines({ items: [], triggers: [], serverHost: '{name}', ...mapping });
    expect([...lines.keys()]).toEqual(keys);
  });
});
