import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn, rootsIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

/** api calls db, which has one replica on two disks; queue scales, and of its replicas those on vm-01 and vm-03 may go. */
const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api, db, queue, web] } }
  pods:
    api: { kind: stateless, calls: [db], containers: "api-{replica}" }
    db: { kind: stateless, containers: "db-{replica}" }
    web: { kind: stateless, containers: "web-{replica}" }
    queue: { kind: stateless, replicas: { min: 1, max: 9 }, containers: "queue-{replica}" }
  servers: { vm-01: { disks: { data1: } }, vm-02: { disks: { data1: , data2: } }, vm-03: }
  containers:
    - { name: api-1, server: vm-01, disks: [data1] }
    - { name: api-2, server: vm-01 }
    - { name: api-3, server: vm-01 }
    - { name: db-1, server: vm-02, disks: [data1, data2] }
    - { name: queue-1, server: vm-03 }
    - { name: queue-2, server: vm-01 }
    - { name: queue-3, server: vm-03 }
    - { name: web-1, server: vm-03 }
    - { name: web-2, server: vm-03 }
    - { name: web-3, server: vm-03 }
  rules:
    status: { for: 0s }
    errors: { rate: 0/s, burst: 10 }
    memory: { above: 80%, for: 0s }
    serverMemory: { above: 90%, for: 0s }
    reachable: { for: 0s }
`);
const [api1, api2, api3] = ['container/vm-01/api-1', 'container/vm-01/api-2', 'container/vm-01/api-3'];
const [db1, queue1, web1] = ['container/vm-02/db-1', 'container/vm-03/queue-1', 'container/vm-03/web-1'];
const webs = [web1, 'container/vm-03/web-2', 'container/vm-03/web-3'];
const [vm1, vm2, vm3] = ['server/vm-01', 'server/vm-02', 'server/vm-03'];
const disk = 'disk/vm-01/data1';
const [exited, grown] = [{ status: 'exited' }, { errors: 100 }];

function site(): Site {
  return new Site(world)
    .allSay([api1, api2, api3, db1, queue1, ...webs], {
      status: 'running',
      cpu: 1,
      errors: 0,
    })
    .allSay([vm1, vm2, vm3], { cpu: 5 })
    .begun();
}

/** What decides of them; that they are there is heard all the time. */
const deciding = (node: string): readonly string[] => [`${node} status`, `${node} errors`, `${node} memory`];

describe('what was counted before (semantics 6, an all-clear needs data)', () => {
  it('is kept of a warning too', () => {
    const running = site().says(api1, exited);
    expect(incidentAt(running.cycle(), api1)).toMatchObject({ severity: 'warning', stale: false });
    const evaluation = running.silence(api1, api2, api3).run(240);
    expect(stateIn(evaluation, 'shard/api/0')).toBe('unknown');
    expect(incidentAt(evaluation, api1)).toMatchObject({ severity: 'warning', stale: true });
  });

  it('is not kept of a failure that was planned to the end of what was known of it', () => {
    const running = site().says(vm2, { maintenance: 1 }).says(db1, exited);
    running.cycle();
    const last = running.silence(...deciding(db1)).run(180);
    expect([stateIn(last, db1), incidentAt(last, db1).severity]).toEqual(['failed', 'planned']);
    const evaluation = running.says(vm2, { maintenance: 0 }).cycle();
    expect(stateIn(evaluation, 'pod/db')).toBe('unknown');
    expect(incidentAt(evaluation, db1)).toMatchObject({ severity: 'unknown', stale: true });
  });
});

describe('a resource that is unknown (semantics 6, Life)', () => {
  it('has no symptom among its containers, which are unknown too', () => {
    const running = site().says(disk, { healthy: 0 });
    expect(incidentAt(running.cycle(), disk).symptoms).toEqual([api1]);
    const evaluation = running.silence(disk).run(240);
    expect(stateIn(evaluation, api1)).toBe('unknown');
    expect(incidentAt(evaluation, disk)).toMatchObject({ containers: [api1], symptoms: [] });
  });

  it('keeps its containers, also from its server under pressure', () => {
    const running = site().says(disk, { used: 99, healthy: 1 });
    running.cycle();
    running.silence(`${disk} healthy`).run(240);
    const evaluation = running.says(disk, { used: 50 }).says(api1, grown).says(vm1, { memory: 95 }).cycle();
    expect(incidentAt(evaluation, disk)).toMatchObject({ stale: true, containers: [api1] });
    expect(incidentAt(evaluation, vm1).containers).toEqual([api2, api3]);
  });
});

describe('a container that is unknown (semantics 6, Life)', () => {
  it('stays the root that it was, though its server comes under pressure', () => {
    const running = site().says(api1, grown);
    running.cycle();
    expect(stateIn(running.silence(...deciding(api1)).run(600), api1)).toBe('unknown');
    const evaluation = running.says(vm1, { memory: 95 }).cycle();
    expect([...rootsIn(evaluation)].sort()).toEqual([api1, vm1]);
    expect(incidentAt(evaluation, vm1).containers).toEqual([api2, api3]);
  });
});

describe('the rank of what is unknown (semantics 6, Life)', () => {
  it.each([
    ['status and growth', { ...exited, errors: 50 }],
    ['growth under pressure', { memory: 90, memoryLimit: 100, errors: 50 }],
  ])('is that of its last evidence: %s is direct evidence', (_evidence, said) => {
    const running = site().says(api1, said).says(web1, { errors: 5000 }).counts(web1, 'errors', 50);
    running.cycle();
    const evaluation = running.silence(...deciding(api1)).run(600);
    expect(incidentAt(evaluation, api1)).toMatchObject({ severity: 'warning', stale: true });
    expect(rootsIn(evaluation)).toEqual([api1, web1]);
  });
});

describe('a container that has been scaled away (semantics 5, 6)', () => {
  it('is in no incident of its server, failed or under pressure', () => {
    expect(incidentAt(site().says(vm1, { reachable: 0 }).cycle(), vm1).containers).toEqual([api1, api2, api3]);
    expect(incidentAt(site().says(vm1, { memory: 95 }).cycle(), vm1).containers).toEqual([api1, api2, api3]);
  });
});

describe('a container on two failed disks (semantics 4.8, 6)', () => {
  const disks = ['disk/vm-02/data1', 'disk/vm-02/data2'];

  it('hands its incident on to the first of them by id', () => {
    const running = site().says(db1, exited);
    const before = incidentAt(running.cycle(), db1).id;
    const evaluation = running.allSay(disks, { healthy: 0 }).cycle();
    expect(disks.map((root) => incidentAt(evaluation, root).id === before)).toEqual([true, false]);
  });

  it('masks for both', () => {
    const evaluation = site().says(api1, grown).allSay(disks, { healthy: 0 }).cycle();
    expect(nodeIn(evaluation, api1).maskedBy).toEqual(disks);
  });
});

describe('an unseen server (semantics 3, 6)', () => {
  it('tells as its evidence that its agent is silent, since it was heard last', () => {
    const running = site();
    const since = running.now;
    const { evidence } = incidentAt(running.silence(vm3, queue1, ...webs).run(240), vm3);
    expect(evidence).toEqual([{ node: vm3, rule: 'unseen', class: 'direct', signal: 'agent', value: 'silent', since }]);
  });
});
