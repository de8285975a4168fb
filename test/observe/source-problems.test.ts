import { describe, expect, it } from 'vitest';
import type { TriggerMapping } from '../../src/domain/mapping.ts';
import type { SourceProblem } from '../../src/domain/source-problem.ts';
import type { Problem } from '../../src/domain/zabbix.ts';
import { compileMapping } from '../../src/observe/compile.ts';
import { observe } from '../../src/observe/observe.ts';
import { worldOf } from '../support/installation.ts';
import { host, item, mappingOf, snapshot } from './ground.ts';

const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { mail: { name: Mail, pods: [db] } }
pods: { db: { kind: stateless, replicas: 2, containers: "db-{replica}" } }
servers: { vm-1: { name: mail-vm-1, disks: { data1: { mount: /data1 } } } }
containers: [{ name: db-1, server: vm-1 }, { name: db-2, server: vm-1 }]
`);
const line: TriggerMapping = { name: '*no answer*', node: 'server', signal: 'reachable', problem: 0, ok: 1 };
const items = [item('70', 'app.errors[db-1]'), item('71', 'app.cpu'), item('72', 'disk.used[/data1]')];
const compiled = compileMapping(
  mappingOf({
    items: [
      { key: 'app.errors[{container}]', signal: 'errors' },
      { key: 'app.cpu', signal: 'cpu' },
      { key: 'disk.used[{disk}]', signal: 'used' },
    ],
    triggers: [line],
  }),
  graph,
);

/** The only problem that is open, as it is found. */
function found(parts: Partial<Problem>): SourceProblem {
  const problem: Problem = {
    eventId: '8',
    name: 'Something is wrong',
    hostIds: ['1'],
    tags: [],
    items: [],
    triggerId: '9',
    severity: 4,
    acknowledged: false,
    at: 900,
    ...parts,
  };
  const hosts = [host('1', 'mail-vm-1'), host('2', 'balancer')];
  const [only] = observe(snapshot({ hosts, items, problems: [problem] }), compiled).problems?.() ?? [];
  if (only === undefined) throw new Error('the problem was lost');
  return only;
}

const judged = (itemId: string, key: string): Problem['items'] => [{ itemId, key }];

type Standing = Pick<SourceProblem, 'nodes' | 'signals'>;

describe('a problem of the site stands', () => {
  it.each<[string, Partial<Problem>, Standing]>([
    [
      'where a line for triggers says',
      { name: 'vm-1: no answer' },
      { nodes: ['server/vm-1'], signals: ['server/vm-1 reachable'] },
    ],
    [
      'at the container whose signal its trigger judges',
      { items: judged('70', 'app.errors[db-1]') },
      { nodes: ['container/vm-1/db-1'], signals: ['container/vm-1/db-1 errors'] },
    ],
    [
      'at the container, where its trigger compares that with the server',
      { items: [...judged('71', 'app.cpu'), ...judged('70', 'app.errors[db-1]')] },
      { nodes: ['container/vm-1/db-1'], signals: ['container/vm-1/db-1 errors'] },
    ],
    [
      'at the disk whose signal its trigger judges',
      { items: judged('72', 'disk.used[/data1]') },
      { nodes: ['disk/vm-1/data1'], signals: ['disk/vm-1/data1 used'] },
    ],
    [
      'at the container that a tag names',
      { tags: [{ tag: 'container', value: '/db-2' }] },
      { nodes: ['container/vm-1/db-2'], signals: [] },
    ],
    [
      'at the disk that a tag names',
      { tags: [{ tag: 'filesystem', value: '/data1' }] },
      { nodes: ['disk/vm-1/data1'], signals: [] },
    ],
    [
      'at the container that the key of its item names',
      { items: judged('99', 'docker.container_info.state.paused["/db-2"]') },
      { nodes: ['container/vm-1/db-2'], signals: [] },
    ],
    [
      'at the server, where it names nothing else',
      { items: judged('99', 'agent.ping') },
      { nodes: ['server/vm-1'], signals: [] },
    ],
    [
      'nowhere, where its tag names what the model lacks',
      { tags: [{ tag: 'container', value: '/foreign' }] },
      { nodes: [], signals: [] },
    ],
    ['nowhere, where its host is nothing in the model', { hostIds: ['2'] }, { nodes: [], signals: [] }],
    ['nowhere, where its trigger has gone', { hostIds: [] }, { nodes: [], signals: [] }],
    [
      'nowhere, where its tag is called like what every object has',
      { tags: [{ tag: 'container', value: 'constructor' }] },
      { nodes: [], signals: [] },
    ],
  ])('%s', (_, parts, standing) => {
    expect(found(parts)).toMatchObject(standing);
  });
});
