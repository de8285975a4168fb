import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn, rootsIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

/** api on both servers, db on one; each server may be put into maintenance, each node be silenced. */
const world = worldOf(`
  system: { id: mail }
  subsystems: { front: { pods: [api] }, data: { pods: [db] } }
  pods:
    api: { kind: stateless, shards: [a, b], containers: "api-{shard}-{replica}" }
    db: { kind: stateless, containers: "db-{replica}" }
  servers: { vm-01: , vm-02: { disks: { data1: } } }
  containers:
    - { name: api-a-1, server: vm-01 }
    - { name: api-a-2, server: vm-02 }
    - { name: api-b-1, server: vm-01 }
    - { name: db-1, server: vm-02, disks: [data1] }
  rules: { status: { for: 0s }, reachable: { for: 0s }, serverMemory: { above: 90%, for: 0s } }
`);
const [apiA1, apiA2, apiB1, db1] = [
  'container/vm-01/api-a-1',
  'container/vm-02/api-a-2',
  'container/vm-01/api-b-1',
  'container/vm-02/db-1',
];
const exited = { status: 'exited' };

function site(): Site {
  return new Site(world)
    .allSay([apiA1, apiA2, apiB1, db1], { status: 'running' })
    .allSay(['server/vm-01', 'server/vm-02'], { maintenance: 0, reachable: 1 })
    .begun();
}
const planned = { planned: true, severity: 'planned', zabbixSeverity: 1, stale: false };

describe('an incident with a planned root (semantics 3, 6)', () => {
  it.each(['system/mail', 'subsystem/front', 'pod/api'])('is planned where %s is silenced', (node) => {
    const evaluation = site().says(node, { silenced: 1 }).allSay([apiA1, apiA2], exited).cycle();
    expect(incidentAt(evaluation, 'pod/api')).toMatchObject(planned);
    expect(nodeIn(evaluation, node).planned).toBe(true);
  });

  it('is planned where the shard of its container is silenced, and only there', () => {
    const running = site().says('shard/api/a', { silenced: 1 });
    const evaluation = running.says(apiA1, exited).says(db1, exited).cycle();
    expect(incidentAt(evaluation, apiA1)).toMatchObject(planned);
    expect(incidentAt(evaluation, db1).planned).toBe(false);
    expect(nodeIn(evaluation, 'shard/api/a').planned).toBe(true);
  });

  it('is not planned where some of a pod’s containers in it are not', () => {
    const running = site().says('shard/api/a', { silenced: 1 }).allSay([apiA1, apiB1], exited);
    expect(incidentAt(running.cycle(), 'pod/api')).toMatchObject({ planned: false, severity: 'critical' });
  });

  it('is planned where a server in maintenance fails, whatever stands on it', () => {
    const evaluation = site().says('server/vm-02', { maintenance: 1, reachable: 0 }).cycle();
    expect(incidentAt(evaluation, 'server/vm-02')).toMatchObject(planned);
    expect(nodeIn(evaluation, 'pod/db')).toMatchObject({ state: 'failed', severity: 1 });
  });

  it('lists what it fails all the same', () => {
    const evaluation = site().says('pod/db', { silenced: 1 }).says(db1, exited).cycle();
    expect(incidentAt(evaluation, db1).failed).toEqual(['pod/db', 'subsystem/data', 'system/mail']);
  });
});

describe('a planned incident beside another (semantics 3, 6)', () => {
  it('leaves a shard that both touch to the other: it counts as it is', () => {
    const running = site().says('server/vm-01', { maintenance: 1 }).says(apiA1, exited).says(apiA2, { status: 'dead' });
    const evaluation = running.says('server/vm-02', { memory: 95 }).cycle();
    expect(rootsIn(evaluation)).toContain('server/vm-02');
    expect(incidentAt(evaluation, 'server/vm-02').planned).toBe(false);
    expect(nodeIn(evaluation, 'pod/api').severity).toBe(5);
  });

  it('becomes as severe as it is when the planned time ends', () => {
    const running = site().says('server/vm-02', { maintenance: 1 }).says(db1, exited);
    const before = incidentAt(running.cycle(), db1);
    const after = incidentAt(running.says('server/vm-02', { maintenance: 0 }).cycle(), db1);
    expect(after).toMatchObject({ id: before.id, planned: false, severity: 'critical', zabbixSeverity: 5 });
  });
});
