import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn, rootsIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api, db] } }
  pods:
    api: { kind: stateless, minReplicas: 1, containers: "api-{replica}" }
    db: { kind: stateless, containers: "db-{replica}" }
  servers: { vm-01: { disks: { data1: } }, vm-02: }
  containers:
    - { name: api-1, server: vm-01, disks: [data1] }
    - { name: api-2, server: vm-02 }
    - { name: db-1, server: vm-01 }
  rules: { status: { for: 0s } }
`);
const [api1, api2, db1] = ['container/vm-01/api-1', 'container/vm-02/api-2', 'container/vm-01/db-1'];

function site(): Site {
  return new Site(world).allSay([api1, api2, db1], { status: 'running' }).begun();
}

describe('planned (semantics 3)', () => {
  it('passes from a server in maintenance to its disks, network and containers', () => {
    const evaluation = site().says('server/vm-01', { maintenance: 1 }).cycle();
    for (const id of ['server/vm-01', 'disk/vm-01/data1', 'network/vm-01', api1, db1]) {
      expect(nodeIn(evaluation, id).planned).toBe(true);
    }
    for (const id of ['server/vm-02', api2]) expect(nodeIn(evaluation, id)).not.toHaveProperty('planned');
  });

  it('ends when the maintenance ends', () => {
    const running = site().says('server/vm-01', { maintenance: 1 });
    running.cycle();
    expect(nodeIn(running.says('server/vm-01', { maintenance: 0 }).cycle(), api1)).not.toHaveProperty('planned');
  });

  it('is what a node is that an operator silenced', () => {
    const evaluation = site().says(api1, { silenced: 1 }).cycle();
    expect(nodeIn(evaluation, api1).planned).toBe(true);
    expect(nodeIn(evaluation, db1)).not.toHaveProperty('planned');
  });

  it('leaves the observed state as it is', () => {
    const evaluation = site().says('server/vm-01', { maintenance: 1 }).says(db1, { status: 'exited' }).cycle();
    expect(stateIn(evaluation, db1)).toBe('failed');
    expect(stateIn(evaluation, 'subsystem/mail')).toBe('failed');
  });

  it('makes an incident with a planned root `planned`, Information at most', () => {
    const evaluation = site().says('server/vm-01', { maintenance: 1 }).says(db1, { status: 'exited' }).cycle();
    expect(incidentAt(evaluation, db1)).toMatchObject({ planned: true, severity: 'planned', zabbixSeverity: 1 });
  });

  it('raises no other node above Information by itself', () => {
    const evaluation = site().says('server/vm-01', { maintenance: 1 }).says(db1, { status: 'exited' }).cycle();
    for (const id of ['pod/db', 'subsystem/mail', 'system/mail']) expect(nodeIn(evaluation, id).severity).toBe(1);
    expect(nodeIn(evaluation, 'shard/db/0').severity).toBe(0);
  });

  it('gives a pod that works on reserve no severity', () => {
    const evaluation = site().says('server/vm-01', { maintenance: 1 }).says(api1, { status: 'exited' }).cycle();
    expect(nodeIn(evaluation, 'pod/api').severity).toBe(0);
  });

  it('lets an incident that is not planned count a shard as it is', () => {
    const running = site().says('server/vm-01', { maintenance: 1 });
    const evaluation = running.allSay([api1, api2], { status: 'exited' }).silence(api2).run(0);
    expect(nodeIn(evaluation, 'pod/api').severity).toBe(0);
    const both = running.hear().cycle();
    expect(incidentAt(both, 'pod/api')).toMatchObject({ planned: false, zabbixSeverity: 5 });
    expect(nodeIn(both, 'pod/api').severity).toBe(5);
  });

  it('holds for a pod as root where all its containers in the incident are planned', () => {
    const running = site().allSay(['server/vm-01', 'server/vm-02'], { maintenance: 1 });
    const evaluation = running.allSay([api1, api2], { status: 'exited' }).cycle();
    expect(incidentAt(evaluation, 'pod/api')).toMatchObject({ planned: true, zabbixSeverity: 1 });
    expect(nodeIn(evaluation, 'pod/api')).toMatchObject({ state: 'failed', severity: 1 });
  });

  it('holds for a resource as root', () => {
    const running = site().says('server/vm-01', { maintenance: 1 }).says('disk/vm-01/data1', { healthy: 0 });
    expect(incidentAt(running.cycle(), 'disk/vm-01/data1')).toMatchObject({ planned: true, severity: 'planned' });
  });

  it('lets silence be: no unseen server, and nobody is disturbed', () => {
    const running = site().says('server/vm-01', { maintenance: 1 });
    running.cycle();
    const evaluation = running.silence('server/vm-01', api1, db1).run(600);
    expect(rootsIn(evaluation)).toEqual([]);
    expect(stateIn(evaluation, db1)).toBe('unknown');
  });
});
