import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn, rootsIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

/** mx calls api, api calls db; index stands beside. Every container has a server of its own, vm-db-2 a disk too. */
const world = worldOf(`
  system: { id: mail }
  defaults: { suppression: pod }
  subsystems: { mail: { pods: [mx, api, db, index] } }
  pods:
    mx: { kind: stateless, calls: [api, index], containers: "mx-{replica}" }
    api: { kind: stateless, minReplicas: 2, calls: [db], containers: "api-{replica}" }
    db: { kind: quorum, containers: "db-{replica}" }
    index: { kind: stateless, containers: "index-{replica}" }
  servers: { vm-01: , vm-02: , vm-03: { disks: { data1: } }, vm-04: { disks: { data1: } } }
  containers:
    - { name: mx-1, server: vm-01 }
    - { name: api-1, server: vm-01 }
    - { name: api-2, server: vm-02 }
    - { name: db-1, server: vm-02 }
    - { name: db-2, server: vm-03, disks: [data1] }
    - { name: db-3, server: vm-04, disks: [data1] }
    - { name: index-1, server: vm-04 }
  rules: { status: { for: 0s }, errors: { rate: 0/s, burst: 10 }, timeouts: { rate: 0/s, burst: 10 } }
`);
const mx = 'container/vm-01/mx-1';
const apis = ['container/vm-01/api-1', 'container/vm-02/api-2'] as const;
const dbs = ['container/vm-02/db-1', 'container/vm-03/db-2', 'container/vm-04/db-3'] as const;
const index = 'container/vm-04/index-1';
const all = [mx, ...apis, ...dbs, index];

const grows = { errors: 1000 };
const exited = { status: 'exited' };

function site(): Site {
  return new Site(world).allSay(all, { status: 'running', errors: 0, timeouts: 0 }).begun();
}

describe('masking (semantics 4)', () => {
  it('a container with growth alone has failed while everything that it calls works', () => {
    const evaluation = site().says(mx, grows).cycle();
    expect(stateIn(evaluation, mx)).toBe('failed');
    expect(nodeIn(evaluation, mx)).not.toHaveProperty('maskedBy');
  });

  it('a container with growth alone is working, masked by the culprits and a symptom of theirs, while a callee is down', () => {
    const evaluation = site().says(mx, grows).says(index, exited).cycle();
    expect(nodeIn(evaluation, mx)).toMatchObject({ state: 'working', severity: 0, maskedBy: [index] });
    expect(incidentAt(evaluation, index).symptoms).toEqual([mx]);
    expect(rootsIn(evaluation)).toEqual([index]);
  });

  it('a container with direct evidence has failed whatever it calls', () => {
    const evaluation = site()
      .says(mx, { ...grows, ...exited })
      .says(index, exited)
      .cycle();
    expect(stateIn(evaluation, mx)).toBe('failed');
    expect(rootsIn(evaluation)).toContain(mx);
  });

  it('trouble above never masks trouble below', () => {
    const evaluation = site().says(mx, exited).allSay(apis, grows).cycle();
    expect(apis.map((id) => stateIn(evaluation, id))).toEqual(['failed', 'failed']);
  });

  it('what was masked and still grows is a root once the callee works again', () => {
    const running = site().says(mx, grows).says(index, exited);
    running.cycle();
    const evaluation = running.says(index, { status: 'running' }).cycle();
    expect(stateIn(evaluation, mx)).toBe('failed');
    expect(rootsIn(evaluation)).toEqual([mx]);
  });

  it('a callee that lost replicas and still works does not mask', () => {
    const evaluation = site().allSay(apis, grows).says(dbs[0], exited).cycle();
    expect(stateIn(evaluation, 'pod/db')).toBe('working');
    expect(apis.map((id) => stateIn(evaluation, id))).toEqual(['failed', 'failed']);
  });

  it('a pod whose containers are masked is down for its own callers, though it works in the roll-up', () => {
    const evaluation = site()
      .allSay([mx, ...apis, ...dbs], grows)
      .cycle();
    expect(stateIn(evaluation, 'pod/api')).toBe('working');
    expect(stateIn(evaluation, 'pod/mx')).toBe('working');
    expect(rootsIn(evaluation)).toEqual(['pod/db']);
    expect(incidentAt(evaluation, 'pod/db').symptoms).toEqual([apis[0], mx, apis[1]].toSorted());
  });

  it('masked containers count together with failed ones', () => {
    const evaluation = site().says(mx, grows).says(apis[0], grows).says(apis[1], exited).allSay(dbs, grows).cycle();
    expect(nodeIn(evaluation, apis[0])).toMatchObject({ state: 'working', maskedBy: ['pod/db'] });
    expect(nodeIn(evaluation, mx).maskedBy).toEqual([apis[1], 'pod/db']);
  });

  it('one masked container of a pod that two must fail does not mask its callers', () => {
    const one = worldOf(`
      system: { id: mail }
      defaults: { suppression: pod }
      subsystems: { mail: { pods: [mx, api, db] } }
      pods:
        mx: { kind: stateless, calls: [api], containers: "mx-{replica}" }
        api: { kind: stateless, minReplicas: 1, calls: [db], containers: "api-{replica}" }
        db: { kind: stateless, containers: "db-{replica}" }
      servers: { vm-01: }
      containers: [{ name: mx-1, server: vm-01 }, { name: api-1, server: vm-01 }, { name: api-2, server: vm-01 }, { name: db-1, server: vm-01 }]
      rules: { status: { for: 0s }, errors: { rate: 0/s, burst: 10 } }
    `);
    const id = (name: string): string => `container/vm-01/${name}`;
    const running = new Site(one).allSay(['mx-1', 'api-1', 'api-2', 'db-1'].map(id), { status: 'running', errors: 0 });
    running.cycle();
    const evaluation = running
      .allSay([id('mx-1'), id('api-1')], grows)
      .says(id('db-1'), exited)
      .cycle();
    expect(nodeIn(evaluation, id('api-1'))).toMatchObject({ state: 'working', maskedBy: [id('db-1')] });
    expect(stateIn(evaluation, id('mx-1'))).toBe('failed');
  });
});

describe('unknown pods in masking (semantics 4.2)', () => {
  it('an unknown callee does not mask', () => {
    const unknown = new Site(world).allSay([mx, ...dbs, index], { status: 'running', errors: 0 });
    unknown.cycle();
    const evaluation = unknown.says(mx, grows).cycle();
    expect(stateIn(evaluation, 'pod/api')).toBe('unknown');
    expect(stateIn(evaluation, mx)).toBe('failed');
  });

  it('is looked through to what it leans on in turn', () => {
    const running = new Site(world).allSay([mx, ...dbs, index], { status: 'running', errors: 0 });
    running.cycle();
    const evaluation = running.says(mx, grows).allSay(dbs, exited).cycle();
    expect(nodeIn(evaluation, mx)).toMatchObject({ state: 'working', maskedBy: ['pod/db'] });
  });
});

describe('`maskedBy` (semantics 4.8)', () => {
  it('holds incident roots: the resource that the culprits stand on', () => {
    const evaluation = site().allSay(apis, grows).says('disk/vm-03/data1', { healthy: 0 }).says(dbs[0], exited).cycle();
    expect(nodeIn(evaluation, apis[0]).maskedBy).toEqual([dbs[0], 'disk/vm-03/data1'].toSorted());
  });

  it('holds each root once', () => {
    const disks = ['disk/vm-03/data1', 'disk/vm-04/data1'];
    const evaluation = site().allSay(apis, grows).allSay(disks, { healthy: 0 }).cycle();
    expect(nodeIn(evaluation, apis[0]).maskedBy).toEqual(disks);
  });

  it('is in the order of ids among equally near roots, also where their containers are in another', () => {
    const running = site().allSay(apis, grows).says(dbs[0], exited).says('disk/vm-04/data1', { healthy: 0 });
    const evaluation = running.says('server/vm-03', { reachable: 0 }).run(60);
    expect(nodeIn(evaluation, apis[0]).maskedBy).toEqual([dbs[0], 'disk/vm-04/data1', 'server/vm-03']);
  });

  it('is nearest by calls first', () => {
    const evaluation = site().says(mx, grows).allSay(apis, exited).says(index, exited).cycle();
    expect(nodeIn(evaluation, mx).maskedBy).toEqual([index, 'pod/api']);
    const deeper = site().says(mx, grows).says(apis[0], grows).says(apis[1], exited).allSay(dbs, exited).cycle();
    expect(nodeIn(deeper, mx).maskedBy).toEqual([apis[1], 'pod/db']);
  });

  it('ends the walk at a failed pod without masked containers: mx growing, api exited, db exited', () => {
    const evaluation = site().says(mx, grows).allSay(apis, exited).allSay(dbs, exited).cycle();
    expect(nodeIn(evaluation, mx).maskedBy).toEqual(['pod/api']);
    expect(incidentAt(evaluation, 'pod/db').symptoms).toEqual([]);
  });

  it('never holds a symptom', () => {
    const evaluation = site()
      .allSay([mx, ...apis], grows)
      .allSay(dbs, exited)
      .cycle();
    expect(nodeIn(evaluation, mx).maskedBy).toEqual(['pod/db']);
  });

  it('leaves out failed containers of a shard that works', () => {
    const shards = worldOf(`
      system: { id: mail }
      defaults: { suppression: pod }
      subsystems: { mail: { pods: [api, db] } }
      pods:
        api: { kind: stateless, calls: [db], containers: "api-{replica}" }
        db: { kind: stateless, shards: 2, minReplicas: 1, containers: "db-{shard}-{replica}" }
      servers: { vm-01: }
      containers: [{ name: api-1, server: vm-01 }, { name: db-1-1, server: vm-01 }, { name: db-2-1, server: vm-01 }, { name: db-2-2, server: vm-01 }]
      rules: { status: { for: 0s }, health: { for: 0s }, errors: { rate: 0/s, burst: 10 } }
    `);
    const id = (name: string): string => `container/vm-01/${name}`;
    const running = new Site(shards).allSay(['api-1', 'db-1-1', 'db-2-1', 'db-2-2'].map(id), {
      status: 'running',
      health: 'none',
      errors: 0,
    });
    running.cycle();
    running.says(id('api-1'), grows).says(id('db-1-1'), exited).says(id('db-2-1'), { health: 'unhealthy' });
    expect(nodeIn(running.cycle(), id('api-1')).maskedBy).toEqual([id('db-1-1')]);
  });
});
