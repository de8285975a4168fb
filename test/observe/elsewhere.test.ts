import { describe, expect, it } from 'vitest';
import type { ItemMapping } from '../../src/domain/mapping.ts';
import { compileMapping, wantsItem } from '../../src/observe/compile.ts';
import { observe } from '../../src/observe/observe.ts';
import { presetNames, withPresets } from '../../src/observe/presets.ts';
import { worldOf } from '../support/installation.ts';
import { host, item, mappingOf, snapshot, told, value } from './ground.ts';

const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { mail: { name: Mail, pods: [front, back, web, job] } }
pods:
  front: { kind: stateless, replicas: 2, containers: "front-{replica}" }
  back: { kind: stateless, replicas: 2, containers: "back" }
  web: { kind: stateless, replicas: 2, containers: "shop/web-{any}/{any}" }
  job: { kind: stateless, replicas: 1, containers: "shop/job-{any}/main" }
servers:
  vm-1: { name: mail-vm-1, disks: { data1: { mount: /data1, device: sda }, data2: { device: sda }, sdb: {} } }
  vm-2: { name: mail-vm-2 }
containers:
  - { name: front-1, server: vm-1, pod: front }
  - { name: front-2, server: vm-2, pod: front }
  - { name: back, server: vm-1, pod: back }
  - { name: back, server: vm-2, pod: back }
  - { name: shop/web-7f9c/app, server: vm-1, pod: web }
  - { name: shop/web-7f9c/proxy, server: vm-1, pod: web }
  - { name: shop/job-1/main, server: vm-2, pod: job }
`);

const stock = compileMapping(withPresets(mappingOf(), presetNames), graph);
const balancer = host('5', 'lb-1');

/** What one value of one item on a host that is no server becomes. */
function seenFrom(key: string, of: number | string, tags: Readonly<Record<string, string>> = {}): readonly string[] {
  const one = item('1', key, {
    hostId: '5',
    tags: Object.entries(tags).map(([tag, tagValue]) => ({ tag, value: tagValue })),
  });
  const seen = snapshot({ hosts: [balancer], items: [one], values: [value('1', of)] });
  const wanted = wantsItem(stock, balancer, one);
  const found = told(observe(seen, stock).observations);
  expect(wanted || found.length === 0).toBe(true);
  return found;
}

const app = 'container/vm-1/shop/web-7f9c/app';
const proxy = 'container/vm-1/shop/web-7f9c/proxy';
const job = 'container/vm-2/shop/job-1/main';

describe('stock templates on hosts that are no server', () => {
  it.each<[string, number | string, readonly string[]]>([
    ['haproxy.server.status[www,front-2]', 'UP', ['container/vm-2/front-2 network 1']],
    ['haproxy.server.status[www,front-2]', 'UP 1/3', ['container/vm-2/front-2 network 1']],
    ['haproxy.server.status[www:front-2]', 'DOWN', ['container/vm-2/front-2 network 0']],
    ['haproxy.server.status[www,front-2]', 'MAINT', []],
    ['haproxy.server.status[www,front-2]', 'no check', []],
    ['haproxy.server.status[www,stranger]', 'UP', []],
    ['haproxy.server.hrsp_5xx.rate[www,front-1]', 2, ['container/vm-1/front-1 errors 0']],
    ['haproxy.server.stot.rate[www,front-1]', 2, ['container/vm-1/front-1 requests 0']],
    ['nginx.http.upstream.peer.state[www,front-1:8080]', 'up', ['container/vm-1/front-1 network 1']],
    ['nginx.http.upstream.peer.state[www,front-1]', 'unhealthy', ['container/vm-1/front-1 network 0']],
    ['nginx.http.upstream.peer.state[www,front-1]', 'down', []],
    ['nginx.http.upstream.peer.state[www,10.0.0.7:8080]', 'up', []],
    ['nginx.http.upstream.peer.responses.5xx.rate[www,front-1:80]', 1, ['container/vm-1/front-1 errors 0']],
    ['nginx.http.upstream.peer.requests.rate[www,front-1:80]', 1, ['container/vm-1/front-1 requests 0']],
    ['nginx.http.server_zones.requests.rate[front-1]', 1, ['container/vm-1/front-1 requests 0']],
    ['envoy.cluster.upstream_rq_5x.rate["front-1"]', 1, ['container/vm-1/front-1 errors 0']],
    ['envoy.cluster.upstream_rq_timeout.rate["front-1"]', 1, ['container/vm-1/front-1 timeouts 0']],
    ['envoy.cluster.upstream_rq_total.rate["front-1"]', 1, ['container/vm-1/front-1 requests 0']],
    ['kube.pod.phase.running[shop/web-7f9c]', 1, [`${app} status running`, `${proxy} status running`]],
    ['kube.pod.phase.running[shop/web-7f9c]', 0, [`${app} status not running`, `${proxy} status not running`]],
    ['kube.pod.ready[shop/web-7f9c]', 0, [`${app} health not ready`, `${proxy} health not ready`]],
    ['kube.pod.ready[other/web-7f9c]', 0, []],
    ['kube.pod.phase.succeeded[shop/job-1]', 1, [`${job} exitCode 0`]],
    ['kube.pod.phase.succeeded[shop/job-1]', 0, []],
    ['kube.pod.containers_restarts[shop/job-1]', 4, [`${job} restarts 4`]],
    ['kube.pod.containers_restarts[shop/web-7f9c]', 4, []],
    ['kube.pod.containers.limits.memory[shop/job-1]', 512, [`${job} memoryLimit 512`]],
    ['kube.pod.containers.limits.cpu[shop/job-1]', 0.5, [`${job} cpuLimit 0.5`]],
    ['kube.kubelet.container.memory.working_set["app", "shop", "web-7f9c"]', 99, [`${app} memory 99`]],
    ['kube.pod.conditions.ready[shop/job-1]', 2, [`${job} health not ready`]],
    ['kube.pod.conditions.ready[shop/job-1]', 3, []],
    ['kube.pod.status.phase[shop/job-1]', 4, [`${job} status failed`]],
    ['kube.pod.containers.restartcount[shop/job-1]', 4, [`${job} restarts 4`]],
    ['kube.node.conditions.ready[vm-2]', 3, ['server/vm-2 runtime 0']],
    ['kube.node.conditions.ready[mail-vm-2]', 1, ['server/vm-2 runtime 1']],
    ['kube.node.conditions.ready[vm-9]', 1, []],
  ])('%s = %s is %s', (key, of, expected) => {
    expect(seenFrom(key, of)).toEqual(expected);
  });

  it('find a pod of Kubernetes by its namespace in a tag, as keys of 6.0 name the pod alone', () => {
    expect(seenFrom('kube.pod.conditions.ready[job-1]', 1, { namespace: 'shop' })).toEqual([`${job} health healthy`]);
    expect(seenFrom('kube.pod.conditions.ready[job-1]', 1, { namespace: 'other' })).toEqual([]);
    expect(seenFrom('kube.pod.conditions.ready[job-1]', 1)).toEqual([]);
  });

  it('say nothing of a container whose name two containers have', () => {
    expect(seenFrom('haproxy.server.status[www,back]', 'UP')).toEqual([]);
  });

  it.each([
    'docker.container_info.state.running["/front-1"]',
    'vfs.fs.size[/data1,pused]',
    'agent.ping',
    'icmppingloss',
  ])('leave %s alone there: it is of another installation', (key) => {
    expect(seenFrom(key, 1)).toEqual([]);
  });
});

describe('SMART', () => {
  const disks = (key: string, of: number | string): readonly string[] =>
    told(observe(snapshot({ items: [item('1', key)], values: [value('1', of)] }), stock).observations);

  it.each<[string, number | string, readonly string[]]>([
    ['smart.disk.test[sda]', 'true', ['disk/vm-1/data1 healthy 1', 'disk/vm-1/data2 healthy 1']],
    ['smart.disk.test[sda]', 'false', ['disk/vm-1/data1 healthy 0', 'disk/vm-1/data2 healthy 0']],
    ['smart.disk.test[sdb]', 1, ['disk/vm-1/sdb healthy 1']],
    ['smart.disk.test[sdb]', 2, ['disk/vm-1/sdb healthy 0']],
    ['smart.disk.test[sdb]', 3, []],
    ['smart.disk.test[sdc]', 1, []],
  ])('%s = %s is %s: of all disks on the device', (key, of, expected) => {
    expect(disks(key, of)).toEqual(expected);
  });

  it.each(['SMART [sda]', 'SMART: [sda]'])('"%s: Check returned DISK FAILING" fails the disks', (start) => {
    const problem = {
      eventId: '8',
      name: `${start}: Check returned "DISK FAILING"`,
      items: [],
      triggerId: '9',
      severity: 4,
      acknowledged: false,
      at: 900,
    };
    const seen = snapshot({ problems: [{ ...problem, hostIds: ['1'], tags: [] }] });
    expect(new Set(told(observe(seen, stock).observations))).toEqual(
      new Set(['disk/vm-1/data1 healthy 0', 'disk/vm-1/data2 healthy 0']),
    );
  });
});

describe('a container that is a Zabbix host of its own', () => {
  const lines: readonly ItemMapping[] = [
    { key: 'app.errors', signal: 'errors' },
    { key: 'icmpping', node: 'container', signal: 'network' },
  ];
  const seen = (name: string, containerHost: string): readonly string[] => {
    const compiled = compileMapping(withPresets(mappingOf({ items: lines }, { containerHost }), presetNames), graph);
    const items = [item('1', 'app.errors'), item('2', 'icmpping'), item('3', 'system.cpu.util')];
    const values = items.map(({ itemId }) => value(itemId, 1));
    const { observations } = observe(
      snapshot({ hosts: [host('1', name, { inMaintenance: true })], items, values }),
      compiled,
    );
    return observations.map(({ node, signal, value: of }) => `${node} ${signal} ${of}`).sort();
  };

  it.each([
    ['front-2', '{name}', 'container/vm-2/front-2'],
    ['vm-2:back', '{server}:{name}', 'container/vm-2/back'],
    ['ct-front-2.example.org', '/^ct-(?<name>.+)\\.example\\.org$/', 'container/vm-2/front-2'],
    ['back@vm-1', '/^(?<name>.+)@(?<server>.+)$/', 'container/vm-1/back'],
  ])('"%s" is found by %s, with its maintenance', (name, containerHost, node) => {
    expect(seen(name, containerHost)).toEqual([`${node} errors 1`, `${node} maintenance 1`, `${node} network 1`]);
  });

  it('is not guessed where two have the name, and no other host is one', () => {
    expect(seen('back', '{name}')).toEqual([]);
    expect(seen('stranger', '{name}')).toEqual([]);
    expect(seen('x', '/^(?<name>.+)@(?<server>.+)$/')).toEqual([]);
  });
});
