import { describe, expect, it } from 'vitest';
import type { Discovered, DiscoveredServer } from '../../src/domain/inventory.ts';
import type { NodeMemory } from '../../src/domain/memory.ts';
import { signalKey } from '../../src/domain/signal.ts';
import type { ServerHost, SignalSource } from '../../src/domain/watching.ts';
import { coverage } from '../../src/report/coverage.ts';
import type { Coverage } from '../../src/report/coverage.ts';
import { gapGroups } from '../../src/report/coverage-groups.ts';
import { worldOf } from '../support/installation.ts';

const now = 10_000;
const db1 = 'container/vm-1/db-1';
const job = 'container/vm-1/job-1';
const rulesOff =
  'gone: off, missing: off, health: off, network: off, restarts: off, errors: off, timeouts: off, oom: off';

const graphOf = (more = ''): ReturnType<typeof worldOf>['graph'] =>
  worldOf(`
system: { id: mail, name: Mail }
subsystems: { storage: { pods: [db, job, web] } }
pods:
  db: { kind: primary-replica, replicas: 2, containers: "db-{replica}", rules: { ${rulesOff}, cpu: off } }
  job: { kind: stateless, runs: to-completion, containers: "job-{replica}", rules: { ${rulesOff}, cpu: off, memory: off } }
  web: { kind: stateless, replicas: { min: 1, max: 3 }, containers: "web-{replica}", rules: { ${rulesOff}, cpu: off, memory: off } }
servers: { vm-1: { disks: { data1: { mount: /data1 } } }, vm-2: }
containers:
  - { name: db-1, server: vm-1, role: primary }
  - { name: db-2, server: vm-2 }
  - { name: job-1, server: vm-1 }
  - { name: web-1, server: vm-1 }
  - { name: web-2, server: vm-1 }
rules: { reachable: off, runtime: off, serverCpu: off, diskInodes: off, diskHealthy: off, networkUp: off, networkLoss: off${more} }
`).graph;

const graph = graphOf();

/** The memory of a node that was looked for so long and never seen. */
const awaited = (seconds: number): NodeMemory => ({ signals: {}, rules: {}, awaitedSince: now - seconds });

/** A source without a value. */
const never = undefined as unknown as number;

type Sources = Readonly<Record<string, Partial<SignalSource>>>;

/** Everything that the rules of the model read, freshly heard. */
const all: Sources = {
  [`${db1} status`]: { value: 'running' },
  [`${db1} memory`]: { value: 100 },
  [`${db1} memoryLimit`]: { value: 1000 },
  'container/vm-2/db-2 status': { value: 'running' },
  'container/vm-2/db-2 memory': { value: 100 },
  'container/vm-2/db-2 memoryLimit': { value: 1000 },
  [`${job} status`]: { value: 'running' },
  [`${job} exitCode`]: { value: 0 },
  'container/vm-1/web-1 status': { value: 'running' },
  'container/vm-1/web-2 status': { value: 'running' },
  'server/vm-1 memory': { value: 50 },
  'server/vm-2 memory': { value: 50 },
  'disk/vm-1/data1 used': { value: 50 },
};

const host = (name: string, more: Partial<ServerHost> = {}): ServerHost => ({
  host: name,
  isRead: true,
  inMaintenance: false,
  ...more,
});

const shows = (id: string, ...containers: readonly string[]): DiscoveredServer => ({
  id,
  name: id,
  host: id,
  containers,
  disks: [],
});

interface Differences {
  readonly changed?: Sources;
  readonly without?: readonly string[];
  readonly servers?: Readonly<Record<string, ServerHost>>;
  readonly discovered?: Discovered;
  readonly lines?: Readonly<Record<string, readonly string[]>>;
  readonly memory?: Readonly<Record<string, NodeMemory>>;
}

function found(differences: Differences = {}, of = graph): Coverage {
  const { changed = {}, without = [], servers = {}, discovered, lines = {}, memory = {} } = differences;
  const told = Object.entries({ ...all, ...changed }).filter(([key]) => !without.some((part) => key.startsWith(part)));
  const sources = told.map(([key, source]): [string, SignalSource] => [
    key,
    { host: 'vm', kind: 'item', name: `item of ${key}`, state: 'normal', newestAt: now - 10, ...source },
  ]);
  return coverage(of, {
    watching: {
      at: now,
      sources: new Map(sources),
      servers: new Map(Object.entries({ 'server/vm-1': host('vm-1'), 'server/vm-2': host('vm-2'), ...servers })),
    },
    lines: new Map(Object.entries(lines)),
    ...(discovered && { discovered }),
    memory: new Map(Object.entries(memory)),
  });
}

const told = ({ gaps }: Coverage): readonly string[] =>
  gaps.map(({ node, signal, reason }) => [node, ...(signal === undefined ? [] : [signal]), reason].join(' '));

describe('a signal that a rule reads is a blind spot', () => {
  const cases: readonly (readonly [title: string, differences: Differences, gap: string])[] = [
    ['where no line of `signals` gives it', { without: [`${db1} memoryLimit`] }, `${db1} memoryLimit not-mapped`],
    [
      'where Zabbix has no such item',
      { without: [`${db1} status`], lines: { 'container status': ['up[{container}]'] } },
      `${db1} status no-item`,
    ],
    [
      'where somebody disabled the item',
      { changed: { [`${db1} status`]: { state: 'disabled' } } },
      `${db1} status disabled`,
    ],
    [
      'where Zabbix cannot get the value',
      { changed: { [`${db1} memory`]: { state: 'unsupported', error: 'no such container' } } },
      `${db1} memory unsupported`,
    ],
    ['where its limit is 0', { changed: { [`${db1} memoryLimit`]: { value: 0 } } }, `${db1} memoryLimit no-limit`],
    [
      'where it is older than its stale age',
      { changed: { [`${db1} status`]: { newestAt: now - 181 } } },
      `${db1} status stale`,
    ],
  ];
  it.each(cases)('%s', (_title, differences, gap) => {
    expect(told(found(differences))).toEqual([gap]);
  });

  it('where its item never had a value, while others of the node have one', () => {
    const changed: Sources = { [`${db1} status`]: { newestAt: never } };
    expect(told(found({ changed }))).toEqual([`${db1} status no-data`]);
  });

  it('where the container has no health check of its own', () => {
    const checked = worldOf(`
system: { id: mail }
subsystems: { storage: { pods: [db] } }
pods: { db: { kind: stateless, containers: "db-{replica}", rules: { ${rulesOff.replace('health: off, ', '')}, cpu: off, memory: off } } }
servers: { vm-1: }
containers: [{ name: db-1, server: vm-1 }]
rules: { reachable: off, runtime: off, serverCpu: off, networkUp: off, networkLoss: off }
`).graph;
    expect(told(found({ changed: { [`${db1} health`]: { value: 'none' } } }, checked))).toEqual([
      `${db1} health no-health-check`,
    ]);
  });
});

describe('no blind spot is', () => {
  const cases: readonly (readonly [title: string, differences: Differences])[] = [
    ['an installation whose rules have all that they read', {}],
    [
      'a value no older than three of its intervals',
      { changed: { [`${db1} status`]: { newestAt: now - 600, interval: 200 } } },
    ],
    ['an old value of a setting', { changed: { [`${db1} memoryLimit`]: { newestAt: 1 } } }],
    ['the silence of what is meant to end', { changed: { [`${job} status`]: { newestAt: 1 } } }],
    [
      'silence in maintenance',
      {
        changed: { 'server/vm-1 memory': { newestAt: 1 } },
        servers: { 'server/vm-1': host('vm-1', { inMaintenance: true }) },
      },
    ],
    ['the silence of a replica that may have retired', { changed: { 'container/vm-1/web-2 status': { newestAt: 1 } } }],
    [
      'a retired replica of which Zabbix has no item any more',
      { without: ['container/vm-1/web-1'], lines: { 'container status': ['up[{container}]'] } },
    ],
    ['a signal without a rule', { changed: { [`${db1} errors`]: { newestAt: 1 } } }],
  ];
  it.each(cases)('%s', (_title, differences) => {
    expect(told(found(differences))).toEqual([]);
  });
});

describe('a whole node is one blind spot', () => {
  const silent: Sources = { [`${db1} status`]: { newestAt: 500 }, [`${db1} memory`]: { newestAt: 700 } };
  const cases: readonly (readonly [title: string, differences: Differences, gaps: readonly string[]])[] = [
    [
      'where Zabbix has nothing of it',
      { without: [db1], lines: { 'container status': ['up[{container}]'] } },
      [`${db1} unwatched`],
    ],
    [
      'where Zabbix does not show the host of its server',
      { without: ['server/vm-2', 'container/vm-2'], servers: { 'server/vm-2': host('vm-2', { isRead: false }) } },
      ['container/vm-2/db-2 no-host', 'server/vm-2 no-host'],
    ],
    ['where all its signals are stale', { changed: silent }, [`${db1} stale`]],
    [
      'where all its items are disabled',
      { changed: { [`${db1} status`]: { state: 'disabled' }, [`${db1} memory`]: { state: 'disabled' } } },
      [`${db1} disabled`],
    ],
    [
      'where it never was seen',
      { changed: { 'disk/vm-1/data1 used': { newestAt: never } } },
      ['disk/vm-1/data1 never-seen'],
    ],
    [
      'where it was looked for as long as `appearWithin` says',
      { changed: { 'disk/vm-1/data1 used': { newestAt: never } }, memory: { 'disk/vm-1/data1': awaited(1200) } },
      ['disk/vm-1/data1 never-seen'],
    ],
    [
      'but not while it may still appear, whether Zabbix has items of it or not',
      {
        changed: { 'disk/vm-1/data1 used': { newestAt: never } },
        without: [db1],
        lines: { 'container status': ['up[{container}]'] },
        memory: { 'disk/vm-1/data1': awaited(1199), [db1]: awaited(1199) },
      },
      [],
    ],
    [
      'where Zabbix watches it and the model lacks it',
      {
        discovered: {
          unfit: [],
          elsewhere: new Set(),
          servers: [shows('vm-1', 'db-1', 'db-9'), shows('elsewhere', 'db-7')],
        },
      },
      ['container/vm-1/db-9 not-in-model'],
    ],
  ];
  it.each(cases)('%s', (_title, differences, gaps) => {
    expect(told(found(differences))).toEqual(gaps);
  });

  it('since the newest of its values', () => {
    expect(found({ changed: silent }).gaps.map(({ since }) => since)).toEqual([700]);
  });

  it('where its replicas are declared and the inventory lacks them', () => {
    const short = worldOf(`
system: { id: mail }
subsystems: { storage: { pods: [db] } }
pods: { db: { kind: stateless, replicas: 2, containers: "db-{replica}", rules: { ${rulesOff}, cpu: off, memory: off } } }
servers: { vm-1: }
containers: [{ name: db-1, server: vm-1 }]
rules: { reachable: off, runtime: off, serverCpu: off, networkUp: off, networkLoss: off }
`).graph;
    expect(told(found({}, short))).toEqual(['container/-/db.0.2 not-in-inventory']);
  });

  it('where all its rules are off', () => {
    expect(told(found({ without: ['server/vm-1'] }, graphOf(', serverMemory: off')))).toEqual([
      'server/vm-1 no-rule',
      'server/vm-2 no-rule',
    ]);
  });
});

describe('what was seen once', () => {
  it('is stale since its last value that Linchpin remembers, though Zabbix has none any more', () => {
    const memory: Record<string, NodeMemory> = {
      'disk/vm-1/data1': { signals: { used: { newest: { at: 77, value: 1 } } }, rules: {} },
    };
    const { gaps } = found({ changed: { 'disk/vm-1/data1 used': { newestAt: never } }, memory });
    expect(gaps).toMatchObject([{ node: 'disk/vm-1/data1', reason: 'stale', since: 77 }]);
  });
});

describe('who is primary', () => {
  it('must be told by Zabbix only where the inventory does not say it', () => {
    const unsaid = worldOf(`
system: { id: mail }
subsystems: { storage: { pods: [db] } }
pods: { db: { kind: primary-replica, replicas: 1, containers: "db-{replica}", rules: { ${rulesOff}, cpu: off, memory: off } } }
servers: { vm-1: }
containers: [{ name: db-1, server: vm-1 }]
rules: { reachable: off, runtime: off, serverCpu: off, networkUp: off, networkLoss: off }
`).graph;
    expect(found({}, unsaid).gaps).toMatchObject([{ node: db1, signal: 'role', rules: ['primary'] }]);
  });
});

describe('groups', () => {
  it('put equal gaps into one, with how many of how many need the signal', () => {
    const state = 'unsupported' as const;
    const changed: Sources = {
      [`${db1} memory`]: { state, error: 'b' },
      'container/vm-2/db-2 memory': { state, error: 'a' },
    };
    const groups = gapGroups(found({ changed }), graph);
    expect(groups).toMatchObject([
      {
        kind: 'container',
        signal: 'memory',
        reason: 'unsupported',
        of: 2,
        errors: ['a', 'b'],
        pods: [{ pod: 'pod/db', lacking: 2, of: 2 }],
      },
    ]);
  });

  it('tell what no rule reads beside them', () => {
    const { unjudged } = found({ changed: { [`${db1} busySeconds`]: {}, 'server/vm-1 agent': {} } });
    expect(unjudged).toEqual([{ kind: 'container', signal: 'busySeconds', nodes: 1 }]);
  });

  it('name what would give a signal by the name of its node', () => {
    const lines = { 'container status': ['up[{container}]', 'state[{container}]'] };
    const { gaps } = found({ without: [signalKey(db1, 'status')], lines });
    expect(gaps.map(({ expected }) => expected)).toEqual([['up[db-1]', 'state[db-1]']]);
  });
});
