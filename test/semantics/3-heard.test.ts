import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { signalKey } from '../../src/domain/signal.ts';
import type { CycleOptions } from '../support/installation.ts';
import { Installation, worldOf } from '../support/installation.ts';
import { stateIn, violatedBy } from '../support/look.ts';

const start = 1_800_000_000;
const [vm1, vm2, disk] = ['server/vm-01', 'server/vm-02', 'disk/vm-01/data1'];
const [api1, api2, api3, db1] = [
  'container/vm-01/api-1',
  'container/vm-01/api-2',
  'container/vm-01/api-3',
  'container/vm-02/db-1',
];

/** Two servers, with three containers and one; a third that is always heard, so that no source is to blame. */
function install(replicas = '3', rules = ''): Installation {
  const world = worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [api, db] } }
    pods:
      api: { kind: stateless, replicas: ${replicas}, containers: "api-{replica}" }
      db: { kind: stateless, containers: "db-{replica}" }
    servers: { vm-01: { disks: { data1: } }, vm-02:, vm-03: }
    containers:
      - { name: api-1, server: vm-01, disks: [data1] }
      - { name: api-2, server: vm-01 }
      - { name: api-3, server: vm-01 }
      - { name: db-1, server: vm-02 }
    rules: { status: { for: 0s }, ${rules} }
  `);
  return new Installation(world, start);
}

const unseen = ({ health }: Evaluation) => [...health.unseen];
const roots = ({ health }: Evaluation) => [...health.unseen.keys()];

/** A cycle at a second, in which the third server is heard. */
function at(installation: Installation, second: number, options: CycleOptions = {}): Evaluation {
  installation.observe('server/vm-03', 'cpu', 5, start + second);
  return installation.cycle(start + second - installation.now, options);
}

describe('how a server is heard (semantics 3, Heard)', () => {
  it.each([
    { by: 'a container', node: db1, signal: 'status', value: 'running' },
    { by: 'a signal of its own', node: vm2, signal: 'cpu', value: 5 },
    { by: 'a signal of its own that is 0', node: vm2, signal: 'cpu', value: 0 },
    { by: '`reachable` where nothing else was ever heard', node: vm2, signal: 'reachable', value: 1 },
  ])('by $by up to its stale age and no longer', ({ node, signal, value }) => {
    const installation = install().observe(node, signal, value);
    at(installation, 0);
    expect(roots(at(installation, 180))).toEqual([]);
    expect(unseen(at(installation, 181))).toEqual([[vm2, { since: start, servers: [vm2] }]]);
  });

  it('not by `reachable` once it had another signal of its own', () => {
    const installation = install().observe(vm2, 'cpu', 5);
    at(installation, 0);
    installation.observe(vm2, 'reachable', 1, start + 240);
    expect(unseen(at(installation, 240))).toEqual([[vm2, { since: start, servers: [vm2] }]]);
  });

  it('not by `reachable` where its agent was looked for and not there', () => {
    const installation = install().observe(vm2, 'reachable', 1).observe(vm2, 'agent', 0);
    expect(stateIn(at(installation, 0), vm2)).toBe('unknown');
  });

  it('by its disk, but not by the disk of another server, and not by its network', () => {
    const installation = install().observe(vm1, 'cpu', 5).observe(vm2, 'cpu', 5).observe('network/vm-02', 'up', 1);
    at(installation, 0);
    installation.observe(disk, 'used', 5, start + 240).observe('network/vm-02', 'up', 1, start + 240);
    expect(roots(at(installation, 240))).toEqual([vm2]);
  });

  it('while a signal that comes at once is fresh, or one whose unchanged values are discarded came lately', () => {
    const installation = install().observe(vm2, 'cpu', 5);
    const key = signalKey(vm2, 'runtime');
    const options = { intervals: new Map([[key, 600]]), throttled: new Set([key]) };
    at(installation, 0, options);
    installation.observe(vm2, 'runtime', 1, start + 100);
    at(installation, 100, options);
    expect(roots(at(installation, 280, options))).toEqual([]);
    expect(roots(at(installation, 281, options))).toEqual([vm2]);
  });

  it('a disk that is silent is no root of its own', () => {
    const installation = install().observe(disk, 'used', 5);
    at(installation, 0);
    installation.observe(vm1, 'cpu', 5, start + 240);
    expect(roots(at(installation, 240))).toEqual([]);
  });
});

describe('the roots among servers that nobody hears (semantics 3, Unseen)', () => {
  it('are none that have failed', () => {
    const installation = install().observe(vm2, 'cpu', 5).observe(vm2, 'reachable', 0);
    at(installation, 0);
    installation.observe(vm2, 'reachable', 0, start + 240);
    const evaluation = at(installation, 240);
    expect(stateIn(evaluation, vm2)).toBe('failed');
    expect(roots(evaluation)).toEqual([]);
  });

  it('are two servers each for itself where no proxy is named for them and a third is heard', () => {
    const installation = install().observe(vm1, 'cpu', 5).observe(vm2, 'cpu', 5);
    at(installation, 0);
    expect(roots(at(installation, 240))).toEqual([vm1, vm2]);
  });
});

describe('a source that cannot be read (semantics 3, Unseen)', () => {
  const servers = [vm1, vm2, 'server/vm-03'];
  const unreadable = { unreadableSince: start };

  it('is the root once that lasts longer than `staleAfter`, for all servers, since the newest was heard', () => {
    const installation = install().observe(vm1, 'cpu', 5);
    at(installation, 0);
    expect(unseen(at(installation, 180, unreadable))).toEqual([]);
    expect(unseen(installation.cycle(1, unreadable))).toEqual([['source/zabbix', { since: start + 180, servers }]]);
  });

  it('is that since it cannot be read where no server was ever heard', () => {
    const evaluation = install().cycle(240, unreadable);
    expect(unseen(evaluation)).toEqual([['source/zabbix', { since: start, servers }]]);
  });
});

describe('a blind server (semantics 3, Blind)', () => {
  const blind = (last: number) => [[vm1, { since: start + last, servers: [vm1] }]];
  /** Two of its containers are heard once, and the server itself all the time. */
  function silent(): Installation {
    return install()
      .observe(api1, 'status', 'running')
      .observe(api2, 'status', 'running', start - 10);
  }
  const cpuAt = (installation: Installation, second: number) => installation.observe(vm1, 'cpu', 5, start + second);

  it('is so since the newest sample of its containers', () => {
    const installation = silent();
    at(installation, 0);
    expect(unseen(at(cpuAt(installation, 240), 240))).toEqual(blind(0));
  });

  it('is not so while `runtime` is freshly 1, though that proves no container gone', () => {
    const installation = silent().observe(vm1, 'runtime', 1);
    const options = { intervals: new Map([[signalKey(vm1, 'runtime'), 600]]) };
    at(installation, 0, options);
    const evaluation = at(cpuAt(installation, 240), 240, options);
    expect(violatedBy(evaluation, api1)).toEqual([]);
    expect(unseen(evaluation)).toEqual([]);
    expect(unseen(at(cpuAt(installation, 1800), 1800, options))).toEqual([]);
    expect(unseen(at(cpuAt(installation, 1801), 1801, options))).toEqual(blind(0));
  });

  it('is so though `runtime` 1 is not overdue, where unchanged values of it are discarded', () => {
    const installation = silent().observe(vm1, 'runtime', 1);
    const key = signalKey(vm1, 'runtime');
    const options = { intervals: new Map([[key, 600]]), throttled: new Set([key]) };
    at(installation, 0, options);
    expect(unseen(at(cpuAt(installation, 240), 240, options))).toEqual(blind(0));
  });

  it('is not so while a container of it is fresh, though that proves no other gone', () => {
    const installation = silent().observe(api3, 'status', 'running', start + 160);
    at(installation, 160);
    const evaluation = at(cpuAt(installation, 240), 240);
    expect(violatedBy(evaluation, api1)).toEqual([]);
    expect(unseen(evaluation)).toEqual([]);
  });

  it('is not so for containers that are gone', () => {
    const installation = silent();
    at(installation, 0);
    for (const second of [120, 240]) installation.observe(vm1, 'runtime', 1, start + second);
    expect(violatedBy(at(installation, 240), api1)).toEqual(['gone']);
    const evaluation = at(cpuAt(installation, 900), 900);
    expect(violatedBy(evaluation, api1)).toEqual(['gone']);
    expect(unseen(evaluation)).toEqual([]);
  });
});

describe('a container that is gone (semantics 3, Gone)', () => {
  it('is not proven so by what is heard just when it was due', () => {
    const installation = install().observe(db1, 'status', 'running');
    at(installation, 0);
    installation.observe(vm2, 'runtime', 1, start + 180);
    expect(violatedBy(at(installation, 181), db1)).toEqual([]);
    installation.observe(vm2, 'runtime', 1, start + 181);
    expect(violatedBy(at(installation, 182), db1)).toEqual(['gone']);
  });

  it('stays so though what proved it falls silent', () => {
    const installation = install().observe(db1, 'status', 'running');
    at(installation, 0);
    for (const second of [120, 240]) installation.observe(vm2, 'agent', 1, start + second);
    expect(violatedBy(at(installation, 240), db1)).toEqual(['gone']);
    expect(violatedBy(at(installation, 900), db1)).toEqual(['gone']);
  });

  it('is so though the rule `missing` is off', () => {
    const installation = install('3', 'missing: off').observe(db1, 'status', 'running');
    at(installation, 0);
    for (const second of [120, 240]) installation.observe(vm2, 'agent', 1, start + second);
    expect(violatedBy(at(installation, 240), db1)).toEqual(['gone']);
  });

  it('may be found so in the first cycle that looks', () => {
    const installation = install('{ min: 1, max: 9 }').observe(api1, 'status', 'running', start - 300);
    for (const ago of [150, 0]) installation.observe(api2, 'status', 'running', start - ago);
    const evaluation = at(installation, 0);
    expect(installation.memory.nodes.get(api1)?.gone).toEqual({ since: start - 300 });
    expect(stateIn(evaluation, api2)).toBe('working');
  });

  it('is not proven so while others of a pod that scales by itself were seen and are silent too', () => {
    const installation = install('{ min: 1, max: 9 }');
    for (const id of [api1, api2, api3]) installation.observe(id, 'status', 'running');
    at(installation, 0);
    const evaluation = at(installation.observe(vm1, 'agent', 1, start + 240), 240);
    for (const id of [api1, api2, api3]) expect(violatedBy(evaluation, id)).toEqual([]);
  });
});
