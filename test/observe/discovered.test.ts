import { describe, expect, it } from 'vitest';
import type { Discovered } from '../../src/domain/inventory.ts';
import type { SignalMapping } from '../../src/domain/mapping.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';
import type { Host, Item } from '../../src/domain/zabbix.ts';
import { compileDiscovery } from '../../src/observe/discovered.ts';
import { withPresets } from '../../src/observe/presets.ts';
import { serverNaming } from '../../src/observe/server-naming.ts';
import { worldOf } from '../support/installation.ts';
import { smallModel } from '../support/small-model.ts';

const { graph } = worldOf(smallModel);

function seen(
  hosts: Readonly<Record<string, readonly (string | Partial<Item>)[]>>,
  own: Partial<SignalMapping> = {},
  files: ServiceGraph = graph,
): Discovered {
  const mapping = withPresets({ items: [], triggers: [], serverHost: '{name}', ...own }, [
    'docker-agent2',
    'linux-agent',
    'kubernetes',
  ]);
  const listed = Object.keys(hosts).map((host): Host => ({ hostId: host, host, name: host, inMaintenance: false }));
  const items = Object.entries(hosts).flatMap(([hostId, all]) =>
    all.map((item, index): Item => ({
      itemId: `${hostId} ${index}`,
      hostId,
      tags: [],
      valueType: 'float',
      state: 'normal',
      key: '',
      ...(typeof item === 'string' ? { key: item } : item),
    })),
  );
  return compileDiscovery(mapping, files)(listed, items);
}

const running = (name: string): string => `docker.container_info.state.running[${name}]`;

describe('what Zabbix shows', () => {
  it('is servers with what their items speak of, each once, by the ids of the model', () => {
    expect(
      seen({
        'mail-vm-1': [
          running('/storage-1'),
          `docker.container_info.restart_count[storage-1]`,
          'vfs.fs.size[/data1,pused]',
          'agent.ping',
        ],
      }),
    ).toEqual({
      servers: [{ id: 'vm-1', name: 'mail-vm-1', host: 'mail-vm-1', containers: ['storage-1'], disks: ['/data1'] }],
      unfit: [],
      elsewhere: new Set(),
    });
  });

  it('is a server that no file knows only where it carries containers', () => {
    const { servers } = seen({ switch: ['icmpping'], 'new vm': [running('a')] });
    expect(servers.map(({ id, name }) => [id, name])).toEqual([['new-vm', 'new vm']]);
  });

  it('is nothing that somebody switched off, or that discovery has lost', () => {
    const { servers } = seen({
      'mail-vm-1': [
        { key: running('off'), state: 'disabled' },
        { key: running('lost'), isLost: true },
        { key: running('broken'), state: 'unsupported' },
      ],
    });
    expect(servers[0]?.containers).toEqual(['broken']);
  });

  it('is found by tags too, but not by lines that name what stands elsewhere', () => {
    const items = [
      { tag: { container: '{container}' }, signal: 'requests' },
      { key: 'balancer.up[{container}]', signal: 'requests', anywhere: true },
    ] as const;
    const { servers } = seen(
      { 'mail-vm-1': [{ key: 'x', tags: [{ tag: 'container', value: 'tagged' }] }, 'balancer.up[elsewhere]'] },
      { items },
    );
    expect(servers[0]?.containers).toEqual(['tagged']);
  });

  it('is the containers of a Kubernetes node where items name them in full', () => {
    const { servers } = seen({
      'node-7': ['kube.kubelet.container.memory.working_set["app","prod","web-x2"]'],
      cluster: ['kube.pod.phase.running[prod/web-x2]'],
    });
    expect(servers.map(({ id, containers }) => [id, containers])).toEqual([['node-7', ['prod/web-x2/app']]]);
  });

  it("is the files' containers that stand without their server: hosts of their own, and those of a cluster", () => {
    const { graph: files } = worldOf(`
system: { id: mail }
subsystems: { all: { pods: [web] } }
pods: { web: { kind: stateless, containers: "{any}" } }
servers: { vm-1: }
containers:
  - { name: alone, server: vm-1 }
  - { name: prod/web-x1/app, server: vm-1 }
  - { name: prod/web-x2/app, server: vm-1 }
`);
    const { elsewhere } = seen(
      {
        'ct-alone': [],
        cluster: [
          'kube.pod.phase.running[prod/web-x1]',
          { key: 'kube.pod.phase.running[prod/web-x2]', isLost: true },
          'kube.pod.phase.running[prod/other]',
        ],
      },
      { containerHost: 'ct-{name}' },
      files,
    );
    expect([...elsewhere].toSorted()).toEqual(['container/vm-1/alone', 'container/vm-1/prod/web-x1/app']);
  });

  it('keeps names as they are, whatever they are', () => {
    const names = ['__proto__', 'constructor', 'a"b', 'x'.repeat(65_536)];
    const { servers } = seen({
      'mail-vm-1': names.map((name) => running(`"${name.replaceAll('"', String.raw`\"`)}"`)),
    });
    expect(servers[0]?.containers).toEqual([...names].sort());
  });

  it('tells of hosts that carry containers and can be no server', () => {
    const { servers, unfit } = seen({
      'vm-1': [running('a')],
      'vm 9': [running('b')],
      'vm-9': [running('c')],
      '---': [running('d')],
    });
    expect(servers.map(({ host }) => host)).toEqual(['vm 9']);
    expect(unfit).toEqual([
      { host: '---', reason: 'odd-name' },
      { host: 'vm-1', reason: 'same-server' },
      { host: 'vm-9', reason: 'same-server' },
    ]);
  });
});

describe('the server of a host that no file describes', () => {
  it.each([
    ['{name}', 'mail vm 7', { id: 'mail-vm-7', name: 'mail vm 7' }],
    ['mail-{id}', 'mail-vm-7', { id: 'vm-7', name: 'vm-7' }],
    ['mail-{name}.example', 'mail-vm-7.example', { id: 'vm-7', name: 'vm-7' }],
    ['{id}.{id}', 'a.a', { id: 'a', name: 'a' }],
    ['{id}.{id}', 'a.b', 'no-server-pattern'],
    ['mail-{id}', 'mail-', 'no-server-pattern'],
    ['mail-{id}', 'web-vm-7', 'no-server-pattern'],
    ['{id}-{name}', 'a-b', 'no-server-pattern'],
    ['fixed', 'fixed', 'no-server-pattern'],
    ['{id}', 'a b', 'odd-name'],
    ['{name}', '***', 'odd-name'],
    ['/^mail-(?<id>vm-\\d+)$/', 'mail-vm-7', { id: 'vm-7', name: 'vm-7' }],
    ['/^(?<id>\\w+)-(?<name>.+)$/', 'a-b c', { id: 'a', name: 'b c' }],
    ['/^mail-(?<id>vm-\\d+)$/', 'web-7', 'no-server-pattern'],
  ])('by %s is of %s: %j', (template, host, server) => {
    expect(serverNaming(template)(host)).toEqual(server);
  });
});
