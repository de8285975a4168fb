import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt, rootsIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api, db] } }
  pods:
    api: { kind: stateless, calls: [db], containers: "api-{replica}" }
    db: { kind: quorum, containers: "db-{replica}" }
  servers:
    vm-01: { disks: { data1: , data2: } }
    vm-02: { disks: { data1: } }
    vm-03: { disks: { spare: } }
  containers:
    - { name: api-1, server: vm-01 }
    - { name: api-2, server: vm-02 }
    - { name: api-3, server: vm-02 }
    - { name: api-4, server: vm-02 }
    - { name: db-1, server: vm-01, disks: [data1, data2] }
    - { name: db-2, server: vm-01, disks: [data1] }
    - { name: db-3, server: vm-02, disks: [data1] }
  rules:
    status: { for: 0s }
    health: { for: 0s }
    errors: { rate: 0/s, burst: 10 }
    timeouts: { rate: 0/s, burst: 10 }
    memory: { above: 80% }
    serverMemory: { above: 90% }
    reachable: { for: 0s }
    networkUp: { for: 0s }
`);
const on = (server: string, ...names: readonly string[]) => names.map((name) => `container/${server}/${name}`);
const [api1, db1, db2] = on('vm-01', 'api-1', 'db-1', 'db-2') as [string, string, string];
const [api2, api3, api4, db3] = on('vm-02', 'api-2', 'api-3', 'api-4', 'db-3') as [string, string, string, string];
const [vm1, vm2] = ['server/vm-01', 'server/vm-02'];

function site(): Site {
  return new Site(world)
    .allSay([api1, api2, api3, api4, db1, db2, db3], {
      status: 'running',
      health: 'none',
      errors: 0,
      timeouts: 0,
      memory: 10,
      memoryLimit: 100,
    })
    .allSay([vm1, vm2], { memory: 10 })
    .begun();
}

describe('a failed resource as root (semantics 6)', () => {
  it('has all its containers, and none of them starts an incident', () => {
    const evaluation = site().says('disk/vm-01/data1', { healthy: 0 }).says(db1, { status: 'exited' }).cycle();
    expect(rootsIn(evaluation)).toEqual(['disk/vm-01/data1']);
    expect(incidentAt(evaluation, 'disk/vm-01/data1')).toMatchObject({ containers: [db1, db2], symptoms: [db1, db2] });
  });

  it('shares a container with every other failed resource it stands on', () => {
    const evaluation = site().allSay(['disk/vm-01/data1', 'disk/vm-01/data2'], { healthy: 0 }).cycle();
    expect(rootsIn(evaluation).toSorted()).toEqual(['disk/vm-01/data1', 'disk/vm-01/data2']);
    expect(incidentAt(evaluation, 'disk/vm-01/data1').containers).toEqual([db1, db2]);
    expect(incidentAt(evaluation, 'disk/vm-01/data2').containers).toEqual([db1]);
  });

  it('is the server alone where its disks and network failed too', () => {
    const evaluation = site()
      .says(vm1, { reachable: 0 })
      .says('disk/vm-01/data1', { healthy: 0 })
      .says('network/vm-01', { up: 0 })
      .cycle();
    expect(rootsIn(evaluation)).toEqual([vm1]);
  });

  it('is a root without containers too', () => {
    const evaluation = site().says('disk/vm-03/spare', { healthy: 0 }).cycle();
    expect(incidentAt(evaluation, 'disk/vm-03/spare')).toMatchObject({ containers: [], level: 0 });
  });
});

describe('a server under pressure as root (semantics 6)', () => {
  const pressed = { memory: 95 };

  it('has its containers, for they are strained by it', () => {
    const evaluation = site().says(vm1, pressed).cycle();
    expect(rootsIn(evaluation)).toEqual([vm1]);
    expect(incidentAt(evaluation, vm1).containers).toEqual([api1, db1, db2]);
    expect(stateIn(evaluation, api1)).toBe('working');
  });

  it('has those that grow or are strained by themselves too', () => {
    const evaluation = site().says(vm1, pressed).says(api1, { errors: 100 }).says(db1, { memory: 90 }).cycle();
    expect(rootsIn(evaluation)).toEqual([vm1]);
    expect(stateIn(evaluation, api1)).toBe('failed');
    expect(incidentAt(evaluation, vm1).symptoms).toEqual([api1]);
  });

  it('has none with a violated direct rule: those are roots of their own', () => {
    const evaluation = site().says(vm1, pressed).says(api1, { status: 'exited' }).cycle();
    expect(rootsIn(evaluation).toSorted()).toEqual([api1, vm1]);
    expect(incidentAt(evaluation, vm1).containers).toEqual([db1, db2]);
  });

  it('is one too where something else of the server is unknown: the pressure is known', () => {
    const running = site().says(vm1, { runtime: 1 });
    running.cycle();
    running.silence(`${vm1} runtime`).run(240);
    const evaluation = running.says(vm1, pressed).cycle();
    expect(stateIn(evaluation, vm1)).toBe('unknown');
    expect(rootsIn(evaluation)).toEqual([vm1]);
    expect(incidentAt(evaluation, vm1).containers).toEqual([api1, db1, db2]);
  });

  it('has none that stands on a failed disk', () => {
    const evaluation = site().says(vm1, pressed).says('disk/vm-01/data1', { healthy: 0 }).cycle();
    expect(incidentAt(evaluation, vm1).containers).toEqual([api1]);
  });
});

describe('containers as roots (semantics 6)', () => {
  it('a failed container stands alone', () => {
    const evaluation = site().says(api1, { status: 'exited' }).cycle();
    expect(rootsIn(evaluation)).toEqual([api1]);
    expect(incidentAt(evaluation, api1)).toMatchObject({ containers: [api1], level: 2 });
  });

  it('a container strained by itself stands alone', () => {
    expect(rootsIn(site().says(api1, { memory: 90 }).cycle())).toEqual([api1]);
  });

  it('containers of a pod that violate different rules stand alone each', () => {
    const evaluation = site().says(api1, { status: 'exited' }).says(api2, { health: 'unhealthy' }).cycle();
    expect(rootsIn(evaluation).toSorted()).toEqual([api1, api2]);
  });

  it('containers of different pods that violate the same rule stand alone each', () => {
    const evaluation = site().says(api1, { status: 'exited' }).says(db3, { status: 'exited' }).cycle();
    expect(rootsIn(evaluation).toSorted()).toEqual([api1, db3]);
  });

  it('a masked container is no root', () => {
    const evaluation = site().says(api1, { errors: 100 }).allSay([db1, db2], { status: 'exited' }).cycle();
    expect(rootsIn(evaluation)).toEqual(['pod/db']);
  });
});

describe('a pod as root (semantics 6)', () => {
  it('stands for its containers that share a violated rule: they are the root, not symptoms', () => {
    const evaluation = site().allSay([api1, api2], { status: 'exited' }).cycle();
    expect(rootsIn(evaluation)).toEqual(['pod/api']);
    expect(incidentAt(evaluation, 'pod/api')).toMatchObject({ containers: [api1, api2], symptoms: [], level: 2 });
  });

  it('stands for all that share any rule with another one', () => {
    const evaluation = site()
      .allSay([api1, api2], { status: 'exited' })
      .allSay([api3, api4], { health: 'unhealthy' })
      .cycle();
    expect(rootsIn(evaluation)).toEqual(['pod/api']);
    expect(incidentAt(evaluation, 'pod/api').containers).toEqual([api1, api2, api3, api4]);
  });

  it('leaves out a container that shares no rule', () => {
    const evaluation = site().allSay([api1, api2], { status: 'exited' }).says(api3, { health: 'unhealthy' }).cycle();
    expect(rootsIn(evaluation).toSorted()).toEqual([api3, 'pod/api'].toSorted());
  });

  it('joins failed and strained containers by their shared pressure', () => {
    const evaluation = site().says(api1, { memory: 90, status: 'exited' }).says(api2, { memory: 90 }).cycle();
    expect(incidentAt(evaluation, 'pod/api').containers).toEqual([api1, api2]);
  });

  it('leaves out containers that a failed resource explains', () => {
    const evaluation = site().says(vm2, { reachable: 0 }).allSay([api1, api2], { status: 'exited' }).cycle();
    expect(rootsIn(evaluation).toSorted()).toEqual([api1, vm2]);
  });

  it('leaves out masked containers', () => {
    const evaluation = site()
      .says(api1, { errors: 100 })
      .says(api2, { errors: 100, memory: 90 })
      .allSay([db1, db3], { timeouts: 100 })
      .cycle();
    expect(rootsIn(evaluation).toSorted()).toEqual([api2, 'pod/db'].toSorted());
  });
});
