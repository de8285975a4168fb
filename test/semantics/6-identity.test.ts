import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn, rootsIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api, db, store] } }
  pods:
    api: { kind: stateless, containers: "api-{replica}" }
    store: { kind: stateless, shards: [a, b], containers: "store-{shard}-{replica}" }
    db: { kind: stateless, containers: "db-{replica}" }
  servers: { vm-01: { disks: { spare: , data1: } }, vm-02: , vm-03: , vm-04: }
  containers:
    - { name: api-1, server: vm-01 }
    - { name: api-2, server: vm-01 }
    - { name: api-3, server: vm-02 }
    - { name: api-4, server: vm-02 }
    - { name: db-1, server: vm-03 }
    - { name: store-a-1, server: vm-04 }
    - { name: store-b-1, server: vm-03 }
  rules: { status: { for: 0s }, health: { for: 0s }, reachable: { for: 0s } }
`);
const [api1, api2, api3, api4] = [
  'container/vm-01/api-1',
  'container/vm-01/api-2',
  'container/vm-02/api-3',
  'container/vm-02/api-4',
];
const db1 = 'container/vm-03/db-1';
const [storeA, storeB] = ['container/vm-04/store-a-1', 'container/vm-03/store-b-1'];
const [vm1, vm2, vm3] = ['server/vm-01', 'server/vm-02', 'server/vm-03'];
const [running, exited] = [{ status: 'running' }, { status: 'exited' }];

function site(): Site {
  return new Site(world)
    .allSay([api1, api2, api3, api4, db1, storeA, storeB], { ...running, health: 'none' })
    .allSay([vm1, vm2, vm3], { reachable: 1 })
    .begun();
}

const idAt = (evaluation: Evaluation, root: string): string => incidentAt(evaluation, root).id;
const closedRoots = (evaluation: Evaluation): readonly string[] => evaluation.incidents.closed.map(({ root }) => root);

describe('the identity of an incident over regrouping (semantics 6)', () => {
  it('a container whose server fails hands its incident on to the server', () => {
    const life = site().says(api1, exited);
    const before = life.cycle();
    const after = life.says(vm1, { reachable: 0 }).cycle();
    expect(rootsIn(after)).toEqual([vm1]);
    expect(idAt(after, vm1)).toBe(idAt(before, api1));
  });

  it('a common cause whose containers all went into a failed server goes on there', () => {
    const life = site().allSay([api1, api2], exited);
    const before = life.cycle();
    const after = life.says(vm1, { reachable: 0 }).cycle();
    expect(idAt(after, vm1)).toBe(idAt(before, 'pod/api'));
  });

  it('a common cause of which one went into a failed server goes on in what is left of it', () => {
    const life = site().allSay([api1, api3], exited);
    const before = life.cycle();
    const after = life.says(vm1, { reachable: 0 }).cycle();
    expect([...rootsIn(after)].sort()).toEqual([api3, vm1]);
    expect(idAt(after, api3)).toBe(idAt(before, 'pod/api'));
    expect(idAt(after, vm1)).not.toBe(idAt(before, 'pod/api'));
  });

  it('a common cause of which all but one recovered goes on in the server that took the last one', () => {
    const life = site().allSay([api1, api3], exited);
    const before = life.cycle();
    const after = life.says(api3, running).says(vm1, { reachable: 0 }).cycle();
    expect(rootsIn(after)).toEqual([vm1]);
    expect(idAt(after, vm1)).toBe(idAt(before, 'pod/api'));
  });

  it('a common cause that fell apart goes on in the first of its containers, and the others open', () => {
    const life = site().allSay([api1, api2], exited);
    const before = life.cycle();
    const after = life.says(api2, { ...running, health: 'unhealthy' }).cycle();
    expect([...rootsIn(after)].sort()).toEqual([api1, api2]);
    expect(idAt(after, api1)).toBe(idAt(before, 'pod/api'));
    expect(closedRoots(after)).toEqual([]);
  });

  it('a disk without containers hands its incident on to its failed server', () => {
    const life = site().says('disk/vm-01/spare', { healthy: 0 });
    const before = life.cycle();
    const after = life.says(vm1, { reachable: 0 }).cycle();
    expect(idAt(after, vm1)).toBe(idAt(before, 'disk/vm-01/spare'));
  });

  it('a disk that works again closes, though its server fails in the same cycle', () => {
    const life = site().says('disk/vm-01/spare', { healthy: 0 });
    life.cycle();
    const after = life.says('disk/vm-01/spare', { healthy: 1 }).says(vm1, { reachable: 0 }).cycle();
    expect(closedRoots(after)).toEqual(['disk/vm-01/spare']);
  });

  it('a server that works again closes, and what still fails on it opens', () => {
    const life = site().says(vm1, { reachable: 0 }).says(api1, exited);
    const before = life.cycle();
    const after = life.says(vm1, { reachable: 1 }).cycle();
    expect(rootsIn(after)).toEqual([api1]);
    expect(closedRoots(after)).toEqual([vm1]);
    expect(idAt(after, api1)).not.toBe(idAt(before, vm1));
  });

  it('an unseen server that turns out to be one of all goes on in the source', () => {
    const life = site().silence(vm1, api1, api2);
    const before = life.run(240);
    expect(rootsIn(before)).toEqual([vm1]);
    const after = life.silence(vm2, vm3, api3, api4, db1, storeA, storeB).run(240);
    expect(rootsIn(after)).toEqual(['source/zabbix']);
    expect(idAt(after, 'source/zabbix')).toBe(idAt(before, vm1));
  });
});

describe('incidents that become one (semantics 6)', () => {
  /** Of mix one shard has no reserve: what fails there is worse, and ranks first. */
  const mixed = worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [mix] } }
    pods: { mix: { kind: stateless, shards: [big, small], containers: "{shard}-{replica}" } }
    servers: { vm-01: , vm-02: , vm-03: }
    containers:
      - { name: big-1, server: vm-01 }
      - { name: big-2, server: vm-03 }
      - { name: big-3, server: vm-03 }
      - { name: small-1, server: vm-02 }
    rules: { status: { for: 0s }, health: { for: 0s } }
  `);
  const [big1, big2, small] = ['container/vm-01/big-1', 'container/vm-03/big-2', 'container/vm-02/small-1'];
  const joinedAfter = (life: Site, root: string): boolean => {
    const before = life.cycle();
    expect(rootsIn(before)).toEqual([small, root]);
    return idAt(life.says(small, exited).cycle(), 'pod/mix') === idAt(before, root);
  };

  it('go on as the oldest, whichever is worse', () => {
    const life = new Site(mixed).allSay([big1, big2, small], { ...running, health: 'none' }).says(big2, exited);
    life.cycle();
    expect(joinedAfter(life.says(small, { health: 'unhealthy' }), big2)).toBe(true);
  });

  it('go on as the first by root, where they opened at one time', () => {
    const life = new Site(mixed).allSay([big1, big2, small], { ...running, health: 'none' }).says(big1, exited);
    expect(joinedAfter(life.says(small, { health: 'unhealthy' }), big1)).toBe(true);
  });
});

describe('what ended (semantics 6, Life)', () => {
  it('is not reopened besides where it goes on already', () => {
    const life = site().says(api1, exited);
    const first = life.cycle();
    life.says(api1, running).cycle();
    expect(idAt(life.says(api1, exited).cycle(), api1)).toBe(idAt(first, api1));
    const joined = life.allSay([api2, api3], exited).cycle();
    expect(idAt(joined, 'pod/api')).toBe(idAt(first, api1));
    const apart = life.says(api1, { ...running, health: 'unhealthy' }).cycle();
    expect(idAt(apart, 'pod/api')).toBe(idAt(first, api1));
    expect(idAt(apart, api1)).not.toBe(idAt(first, api1));
  });

  it('is remembered for as long as it may reopen, and no longer', () => {
    const life = site().says('disk/vm-01/spare', { healthy: 0 });
    life.cycle();
    life.says('disk/vm-01/spare', { healthy: 1 }).cycle();
    const remembered = (): number => life.installation.memory.incidents.ended.length;
    life.run(600);
    expect(remembered()).toBe(1);
    life.cycle();
    expect(remembered()).toBe(0);
  });
});

describe('an all-clear needs data, over regrouping (semantics 6)', () => {
  it('a shard that is unknown keeps what it counted for an incident that went into another', () => {
    const life = site().says(storeB, exited);
    life.cycle();
    life.says(storeA, { health: 'unhealthy' });
    expect([...rootsIn(life.cycle())].sort()).toEqual([storeB, storeA].sort());
    life.silence(storeA).run(600);
    const joined = life.says(storeB, { ...running, health: 'unhealthy' }).cycle();
    expect(rootsIn(joined)).toContain('pod/store');
    expect(incidentAt(joined, 'pod/store')).toMatchObject({ severity: 'critical', stale: true });
    expect(nodeIn(joined, 'shard/store/a')).toMatchObject({ state: 'unknown', severity: 5 });
  });
});

describe('a node that left the model (semantics 6, Life)', () => {
  it('closes the incident of which it was the root', () => {
    const life = site().says(db1, exited);
    life.cycle();
    const smaller = worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [api] } }
      pods: { api: { kind: stateless, minReplicas: 1, containers: "api-{replica}" } }
      servers: { vm-01: }
      containers: [{ name: api-1, server: vm-01 }]
      rules: { status: { for: 0s } }
    `);
    const after = new Site(smaller).says(api1, running);
    after.installation.now = life.now;
    after.installation.memory = life.installation.memory;
    const evaluation = after.cycle();
    expect(rootsIn(evaluation)).toEqual([]);
    expect(closedRoots(evaluation)).toEqual([db1]);
  });
});
