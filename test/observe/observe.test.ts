import { describe, expect, it } from 'vitest';
import type { ItemMapping, TriggerMapping } from '../../src/domain/mapping.ts';
import type { Host, Item, Problem, Trigger, ZabbixSnapshot } from '../../src/domain/zabbix.ts';
import { compileMapping, wantsItem, wantsTrigger } from '../../src/observe/compile.ts';
import { observe } from '../../src/observe/observe.ts';
import { withPresets } from '../../src/observe/presets.ts';
import { worldOf } from '../support/installation.ts';
import { item, mappingOf, snapshot as readAt1000, value } from './ground.ts';

const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { storage: { name: Storage, pods: [db] } }
pods: { db: { kind: stateless, replicas: 2, containers: "db-{replica}" } }
servers:
  vm-1: { name: mail-vm-1, disks: { data1: { mount: /data1 }, data2: { mount: /data2 } } }
  vm-2: { name: mail-vm-2 }
containers:
  - { name: db-1, server: vm-1, disks: [data1] }
  - { name: db-2, server: vm-2 }
`);

const hosts: readonly Host[] = [
  { hostId: '1', host: 'mail-vm-1', name: 'Mail 1', inMaintenance: false },
  { hostId: '2', host: 'mail-vm-2', name: 'Mail 2', inMaintenance: true },
  { hostId: '9', host: 'stranger', name: 'Stranger', inMaintenance: false },
];

const stock = compileMapping(withPresets(mappingOf(), ['docker-agent2', 'linux-agent']), graph);

const snapshot = (parts: Partial<ZabbixSnapshot>): ZabbixSnapshot => readAt1000({ hosts, ...parts });

/** What one value of one item becomes: `node signal value`, maintenance left out. */
function observed(one: Item, of: number | string, compiled = stock): string | undefined {
  const { observations } = observe(snapshot({ items: [one], values: [value(one.itemId, of)] }), compiled);
  const found = observations.find(({ signal }) => signal !== 'maintenance');
  return found === undefined ? undefined : `${found.node} ${found.signal} ${found.value}`;
}

describe('the stock templates', () => {
  it.each<[string, number | string, string]>([
    ['docker.container_info.state.running["/db-1"]', 1, 'container/vm-1/db-1 status running'],
    ['docker.container_info.state.running[db-1]', 0, 'container/vm-1/db-1 status stopped'],
    ['docker.container_info.state.health["/db-1"]', 2, 'container/vm-1/db-1 health unhealthy'],
    ['docker.container_info.state.health["/db-1"]', 4, 'container/vm-1/db-1 health none'],
    ['docker.container_info.restart_count["/db-1"]', 3, 'container/vm-1/db-1 restarts 3'],
    ['docker.container_stats.cpu_pct_usage["/db-1"]', 150, 'container/vm-1/db-1 cpu 1.5'],
    ['docker.container_stats.memory.usage["/db-1"]', 4096, 'container/vm-1/db-1 memory 4096'],
    ['docker.container_stats.memory.usage_total["/db-1"]', 4096, 'container/vm-1/db-1 memory 4096'],
    ['docker.container_info.state.exitcode["/db-1"]', 137, 'container/vm-1/db-1 exitCode 137'],
    ['docker.container_info.image["/db-1"]', '7', 'container/vm-1/db-1 image 7'],
    ['docker.container_info.started["/db-1"]', 900, 'container/vm-1/db-1 started 900'],
    ['docker.ping', 1, 'server/vm-1 runtime 1'],
    ['system.cpu.util', 12.5, 'server/vm-1 cpu 12.5'],
    ['vm.memory.utilization', 50, 'server/vm-1 memory 50'],
    ['vm.memory.util', 50, 'server/vm-1 memory 50'],
    ['vfs.fs.size[/data1,pused]', 98, 'disk/vm-1/data1 used 98'],
    ['vfs.fs.dependent.size["/data1",pused]', 98, 'disk/vm-1/data1 used 98'],
    ['vfs.fs.size[data2,pused]', 9, 'disk/vm-1/data2 used 9'],
    ['vfs.fs.inode[/data1,pfree]', 30, 'disk/vm-1/data1 inodes 70'],
    ['vfs.fs.dependent.inode[/data1,pfree]', 30, 'disk/vm-1/data1 inodes 70'],
    ['agent.ping', 1, 'server/vm-1 agent 1'],
    ['zabbix[host,agent,available]', 2, 'server/vm-1 agent 0'],
    ['icmpping', 0, 'server/vm-1 reachable 0'],
  ])('%s = %s is %s', (key, of, expected) => {
    expect(observed(item('1', key), of)).toBe(expected);
  });

  it.each([
    'docker.container_info.state.running["/db-2"]',
    'docker.container_info.state.running["//db-1"]',
    'docker.container_info.state.running["/db-1",x]',
    'vfs.fs.size[/,pused]',
    'vfs.fs.size[/data1,used]',
    'system.cpu.util[,iowait]',
    'system.cpu.util[',
  ])('%s says nothing of this server', (key) => {
    expect(observed(item('1', key), 1)).toBeUndefined();
    expect(wantsItem(stock, hosts[0]!, item('1', key))).toBe(false);
  });

  it('say nothing of a host that is not in the model', () => {
    expect(observed(item('1', 'agent.ping', { hostId: '9' }), 1)).toBeUndefined();
    expect(wantsItem(stock, hosts[2]!, item('1', 'agent.ping'))).toBe(false);
    expect(wantsItem(stock, hosts[0]!, item('1', 'agent.ping'))).toBe(true);
  });
});

describe("a site's own lines", () => {
  const lines: readonly ItemMapping[] = [
    { key: 'app.errors[{container}]', signal: 'errors' },
    { tag: { container: '{container}', metric: 'p_requests' }, signal: 'requests' },
    { key: 'tnt.role[{container}]', signal: 'role', map: { 1: 'primary', 0: 'replica' } },
    { key: 'app.stat[{container},{any},total]', signal: 'busySeconds', multiply: 0.001 },
    { key: 'app.both[{container}]', tag: { container: '{container}' }, signal: 'timeouts' },
    { key: 'link.loss[{any}]', node: 'network', signal: 'loss' },
    { key: 'system.cpu.util', signal: 'cpu', multiply: 100 },
  ];
  const compiled = compileMapping(withPresets(mappingOf({ items: lines }), ['linux-agent']), graph);
  const tags = [
    { tag: 'container', value: '/db-1' },
    { tag: 'metric', value: 'p_requests' },
  ];

  it('find a container by key or by tag', () => {
    expect(observed(item('1', 'app.errors[db-1]'), 5, compiled)).toBe('container/vm-1/db-1 errors 5');
    expect(observed(item('1', 'whatever', { tags }), 5, compiled)).toBe('container/vm-1/db-1 requests 5');
    expect(observed(item('1', 'whatever', { tags: tags.slice(0, 1) }), 5, compiled)).toBeUndefined();
  });

  it('need key and tag to agree on what a placeholder stands for', () => {
    expect(observed(item('1', 'app.both["/db-1"]', { tags: tags.slice(0, 1) }), 5, compiled)).toBe(
      'container/vm-1/db-1 timeouts 5',
    );
    expect(observed(item('1', 'app.both["/db-3"]', { tags: tags.slice(0, 1) }), 5, compiled)).toBeUndefined();
  });

  it('turn values by map, and leave what the map does not name', () => {
    expect(observed(item('1', 'tnt.role[db-1]'), 1, compiled)).toBe('container/vm-1/db-1 role primary');
    expect(observed(item('1', 'tnt.role[db-1]'), 'orphan', compiled)).toBe('container/vm-1/db-1 role orphan');
    expect(observed(item('1', 'tnt.role[db-1]'), 'constructor', compiled)).toBe('container/vm-1/db-1 role constructor');
  });

  it('read a number that came as text', () => {
    expect(observed(item('1', 'app.stat[db-1,GET,total]', { valueType: 'char' }), '1500', compiled)).toBe(
      'container/vm-1/db-1 busySeconds 1.5',
    );
  });

  it('count in their order, whether by key or by tag', () => {
    const byTag: ItemMapping = { tag: { metric: 'p_requests' }, node: 'server', signal: 'first' };
    const byKey: ItemMapping = { key: 'both', signal: 'second' };
    const one = item('1', 'both', { tags });
    expect(observed(one, 1, compileMapping(mappingOf({ items: [byTag, byKey] }), graph))).toBe('server/vm-1 first 1');
    expect(observed(one, 1, compileMapping(mappingOf({ items: [byKey, byTag] }), graph))).toBe('server/vm-1 second 1');
  });

  it('come before those of presets', () => {
    expect(observed(item('1', 'system.cpu.util'), 0.5, compiled)).toBe('server/vm-1 cpu 50');
  });
});

describe('one signal', () => {
  const old = item('1', 'vfs.fs.size[/data1,pused]');
  const dependent = item('2', 'vfs.fs.dependent.size[/data1,pused]');
  const both = (items: readonly Item[]): unknown =>
    observe(snapshot({ items, values: [value('1', 10), value('2', 20)] }), stock)
      .observations.filter(({ signal }) => signal === 'used')
      .map((each) => each.value);

  it('is given by one item only, by the first line, whatever the order of items', () => {
    expect(both([old, dependent])).toEqual([20]);
    expect(both([dependent, old])).toEqual([20]);
  });

  it('is given by another item while its own is unsupported', () => {
    const broken: Item = { ...dependent, state: 'unsupported' };
    expect(both([old, broken])).toEqual([10]);
    expect(both([broken, old])).toEqual([10]);
  });

  it('is given by another item while its own is disabled', () => {
    const off: Item = { ...dependent, state: 'disabled' };
    const broken: Item = { ...old, state: 'unsupported' };
    expect(both([old, off])).toEqual([10]);
    expect(both([off, broken])).toEqual([10]);
  });

  it('has the interval of its item', () => {
    const { intervals } = observe(
      snapshot({ items: [item('1', 'docker.ping', { interval: 600 }), item('2', 'agent.ping')] }),
      stock,
    );
    expect([...intervals]).toEqual([['server/vm-1 runtime', 600]]);
  });
});

describe('maintenance', () => {
  it('is said of every server that is a host, each time', () => {
    const { observations } = observe(snapshot({}), stock);
    expect(observations).toEqual([
      { at: 1000, node: 'server/vm-1', signal: 'maintenance', value: 0 },
      { at: 1000, node: 'server/vm-2', signal: 'maintenance', value: 1 },
    ]);
  });
});

describe('proxies', () => {
  it('are told by the servers that they watch; strangers and what Zabbix watches itself are not', () => {
    const behind = (hostId: string): readonly Host[] =>
      hosts.map((host) => (host.hostId === hostId ? { ...host, proxy: 'east' } : host));
    expect([...(observe(snapshot({ hosts: behind('2') }), stock).proxies ?? [])]).toEqual([['server/vm-2', 'east']]);
    expect([...(observe(snapshot({ hosts: behind('9') }), stock).proxies ?? [])]).toEqual([]);
  });
});

describe('problems', () => {
  const tags = [
    { tag: 'scope', value: 'availability' },
    { tag: 'component', value: 'network' },
  ];
  const trigger: Trigger = {
    triggerId: '7',
    hostIds: ['1'],
    itemIds: ['70'],
    name: 'ICMP: Unavailable by ICMP ping',
    tags,
  };
  const problem: Problem = {
    eventId: '8',
    name: trigger.name,
    hostIds: ['1'],
    tags,
    items: [],
    triggerId: '9',
    severity: 4,
    acknowledged: false,
    at: 900,
  };
  const watched = { items: [item('70', 'icmp.own')], heardAt: new Map([['70', 980]]) };
  const reachable = (parts: Partial<ZabbixSnapshot>): unknown =>
    observe(snapshot(parts), stock)
      .observations.filter(({ signal }) => signal === 'reachable')
      .map(({ node, at, value: of }) => [node, at, of]);

  it('say that a server is not reachable, since they began and still now', () => {
    expect(reachable({ triggers: [trigger], problems: [problem] })).toEqual([
      ['server/vm-1', 900, 0],
      ['server/vm-1', 1000, 0],
    ]);
  });

  it('say by their absence that it is, but only where a trigger watches', () => {
    expect(reachable({ ...watched, triggers: [trigger] })).toEqual([['server/vm-1', 980, 1]]);
    expect(reachable(watched)).toEqual([]);
  });

  it('leave it to a working item to say that all is well, and still say that it is not', () => {
    const items = [item('1', 'icmpping')];
    const both = [...items, ...watched.items];
    expect(reachable({ ...watched, items: both, triggers: [trigger] })).toEqual([]);
    const unsupported = both.map((each) => (each === items[0] ? { ...each, state: 'unsupported' as const } : each));
    expect(reachable({ ...watched, items: unsupported, triggers: [trigger] })).toEqual([['server/vm-1', 980, 1]]);
    expect(reachable({ items, values: [value('1', 1)], triggers: [trigger], problems: [problem] })).toEqual([
      ['server/vm-1', 990, 1],
      ['server/vm-1', 900, 0],
      ['server/vm-1', 1000, 0],
    ]);
  });

  it.each([
    ['High ICMP ping loss', tags],
    ['High ICMP ping response time', tags],
    ['Zabbix agent is not available (for 3m)', tags],
    [trigger.name, tags.slice(1)],
  ])('"%s" of other meaning say nothing', (name, of) => {
    expect(reachable({ problems: [{ ...problem, name, tags: of }] })).toEqual([]);
    expect(wantsTrigger(stock, { ...trigger, name, tags: of })).toBe(false);
    expect(wantsTrigger(stock, trigger)).toBe(true);
  });

  it('are about the container that a tag names', () => {
    const line: TriggerMapping = {
      tag: { container: '{container}' },
      name: '*not running',
      node: 'container',
      signal: 'status',
      problem: 'exited',
      ok: 'running',
    };
    const compiled = compileMapping(mappingOf({ triggers: [line] }), graph);
    const own = { ...problem, name: 'Container is not running', tags: [{ tag: 'container', value: '/db-1' }] };
    const { observations } = observe(snapshot({ problems: [own] }), compiled);
    expect(observations).toContainEqual({ at: 1000, node: 'container/vm-1/db-1', signal: 'status', value: 'exited' });
  });
});
