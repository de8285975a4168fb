import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn, rootsIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

/** db: 2 shards of 3 with quorum; api, web: 3 of which one must work; solo: a single replica. Disks under two of them each. */
const world = worldOf(`
  system: { id: mail }
  subsystems:
    mail: { pods: [db, api] }
    other: { pods: [solo, web] }
  pods:
    db: { kind: quorum, shards: 2, containers: "db-{shard}-{replica}" }
    api: { kind: stateless, containers: "api-{replica}" }
    solo: { kind: stateless, containers: "solo-{replica}" }
    web: { kind: stateless, containers: "web-{replica}" }
  servers: { vm-01: { disks: { data1: , data2: , spare: } }, vm-02: }
  containers:
    - { name: db-1-1, server: vm-01, disks: [data1] }
    - { name: db-1-2, server: vm-01 }
    - { name: db-1-3, server: vm-01 }
    - { name: db-2-1, server: vm-01, disks: [data2] }
    - { name: db-2-2, server: vm-01 }
    - { name: db-2-3, server: vm-01 }
    - { name: api-1, server: vm-01, disks: [data1] }
    - { name: api-2, server: vm-01 }
    - { name: api-3, server: vm-01 }
    - { name: solo-1, server: vm-01 }
    - { name: web-1, server: vm-01, disks: [data2] }
    - { name: web-2, server: vm-01 }
    - { name: web-3, server: vm-01 }
  rules: { status: { for: 0s }, health: { for: 0s }, errors: { rate: 0/s, burst: 10 }, memory: { above: 80% }, serverMemory: { above: 90% } }
`);
const id = (name: string): string => `container/vm-01/${name}`;
const names = world.graph.model.containers.map((container) => container.id);
const disk = 'disk/vm-01/data1';

function site(): Site {
  return new Site(world).allSay(names, { status: 'running', health: 'none' }).begun();
}
const exited = { status: 'exited' };
const unhealthy = { health: 'unhealthy' };

describe('the severity of an incident (semantics 6)', () => {
  it('is critical, Disaster, where a shard touched has failed', () => {
    const evaluation = site().says(id('solo-1'), exited).cycle();
    expect(incidentAt(evaluation, id('solo-1'))).toMatchObject({ severity: 'critical', zabbixSeverity: 5, reserve: 0 });
  });

  it('is at-risk, Average, where it works without reserve', () => {
    const evaluation = site().says(id('db-1-1'), exited).cycle();
    expect(incidentAt(evaluation, id('db-1-1'))).toMatchObject({ severity: 'at-risk', zabbixSeverity: 3, reserve: 0 });
  });

  it('is warning where it works with reserve left', () => {
    const evaluation = site().says(id('api-1'), exited).cycle();
    expect(incidentAt(evaluation, id('api-1'))).toMatchObject({ severity: 'warning', zabbixSeverity: 2, reserve: 1 });
  });

  it('is unknown, Information, where the shard is unknown', () => {
    const running = new Site(world).allSay(names, { status: 'running' }).silence(id('db-1-2'), id('db-1-3'));
    const evaluation = running.says(id('db-1-1'), exited).cycle();
    expect(stateIn(evaluation, 'shard/db/1')).toBe('unknown');
    expect(incidentAt(evaluation, id('db-1-1'))).toMatchObject({ severity: 'unknown', zabbixSeverity: 1 });
  });

  it('is that of the strained too: they touch their shard', () => {
    const evaluation = site().says(id('db-1-1'), { memory: 90, memoryLimit: 100 }).cycle();
    expect(incidentAt(evaluation, id('db-1-1'))).toMatchObject({ severity: 'at-risk', shards: ['shard/db/1'] });
  });

  it.each([
    [disk, ['shard/api/0', 'shard/db/1']],
    ['disk/vm-01/data2', ['shard/db/2', 'shard/web/0']],
  ])('is the highest of the shards touched, in whichever order they come: %s', (full, shards) => {
    const evaluation = site().says(full, { healthy: 0 }).cycle();
    expect(incidentAt(evaluation, full)).toMatchObject({ severity: 'at-risk', shards, reserve: 0 });
  });

  it('is that of a shard as a whole, whoever else took its replicas', () => {
    const evaluation = site().says(id('db-1-1'), exited).says(id('db-1-2'), unhealthy).cycle();
    expect(incidentAt(evaluation, id('db-1-1')).zabbixSeverity).toBe(5);
    expect(incidentAt(evaluation, id('db-1-2')).zabbixSeverity).toBe(5);
  });

  it('is warning for a resource that touches nothing', () => {
    const evaluation = site().says('disk/vm-01/spare', { healthy: 0 }).says('server/vm-02', { memory: 95 }).cycle();
    for (const root of ['disk/vm-01/spare', 'server/vm-02']) {
      expect(incidentAt(evaluation, root)).toMatchObject({ severity: 'warning', shards: [], reserve: null });
    }
  });

  it('may stand for another Zabbix severity where the configuration says so', () => {
    const own = { ...world, severities: { ...world.severities, critical: 4 as const } };
    const running = new Site(own).allSay(names, { status: 'running' });
    running.cycle();
    const evaluation = running.says(id('solo-1'), exited).cycle();
    expect(incidentAt(evaluation, id('solo-1')).zabbixSeverity).toBe(4);
    expect(nodeIn(evaluation, 'pod/solo').severity).toBe(4);
  });
});

describe('what an incident lists (semantics 6)', () => {
  it('`failed`: the pods with a failed shard that holds one of its containers, their subsystems and systems', () => {
    const evaluation = site()
      .allSay([id('db-2-1'), id('db-2-2')], exited)
      .says(id('api-1'), unhealthy)
      .cycle();
    expect(incidentAt(evaluation, 'pod/db').failed).toEqual(['pod/db', 'subsystem/mail', 'system/mail']);
    expect(incidentAt(evaluation, id('api-1')).failed).toEqual([]);
  });

  it('`failed` lacks a pod whose failed shard is another one', () => {
    const evaluation = site()
      .allSay([id('db-2-1'), id('db-2-2')], exited)
      .says(id('db-1-1'), unhealthy)
      .cycle();
    expect(incidentAt(evaluation, id('db-1-1'))).toMatchObject({ failed: [], severity: 'at-risk' });
  });
});

describe('a node’s own severity (semantics 6)', () => {
  const severities = (running: Site, ...ids: readonly string[]): readonly number[] => {
    const evaluation = running.cycle();
    return ids.map((node) => nodeIn(evaluation, node).severity);
  };

  it('is 0 without an incident, also where one replica is all there is', () => {
    expect(severities(site(), 'pod/solo', 'pod/db', 'subsystem/mail', 'system/mail')).toEqual([0, 0, 0, 0]);
  });

  it('of a pod follows its own shards, not the worst that the incident touches', () => {
    expect(severities(site().says(disk, { healthy: 0 }), 'pod/db', 'pod/api')).toEqual([3, 2]);
  });

  it('of a subsystem or system is the highest of its parts', () => {
    const running = site().says(id('api-1'), exited).says(id('solo-1'), exited);
    expect(severities(running, 'subsystem/mail', 'subsystem/other', 'system/mail')).toEqual([2, 5, 5]);
  });

  it('is 5 for what has failed', () => {
    const running = site().allSay([id('db-1-1'), id('db-1-2')], exited);
    expect(severities(running, 'shard/db/1', 'shard/db/2', 'pod/db', 'subsystem/mail')).toEqual([5, 0, 5, 5]);
  });

  it('is 1 for what is unknown', () => {
    const evaluation = new Site(world).allSay(names, { status: 'running' }).silence(id('solo-1')).cycle();
    expect(nodeIn(evaluation, 'pod/solo')).toMatchObject({ state: 'unknown', severity: 1 });
    expect(nodeIn(evaluation, 'subsystem/other')).toMatchObject({ state: 'unknown', severity: 1 });
  });

  it('is 1 where the reserve is 0 only for want of data', () => {
    const running = new Site(world).allSay(names, { status: 'running' }).silence(id('api-1'), id('api-2'));
    const evaluation = running.cycle();
    expect(nodeIn(evaluation, 'pod/api')).toMatchObject({ state: 'working', reserve: 0, severity: 1 });
  });

  it('is 0 where something unknown leaves a reserve', () => {
    const evaluation = new Site(world).allSay(names, { status: 'running' }).silence(id('api-1')).cycle();
    expect(nodeIn(evaluation, 'pod/api')).toMatchObject({ state: 'working', reserve: 1, severity: 0 });
  });

  it('of a failed or strained container or resource is that of its incidents', () => {
    const running = site().says(disk, { healthy: 0 }).says(id('api-2'), { memory: 90, memoryLimit: 100 });
    expect(severities(running, disk, id('db-1-1'), id('api-1'), id('api-2'), id('api-3'))).toEqual([3, 3, 3, 3, 0]);
  });
});

describe('unseen incidents and severity (semantics 6)', () => {
  it('are Average and touch no shard, and the pods are merely unknown', () => {
    const running = site().says('server/vm-02', { cpu: 1 });
    running.cycle();
    const evaluation = running.silence(...names).run(240);
    expect(incidentAt(evaluation, 'server/vm-01')).toMatchObject({ severity: 'unseen', zabbixSeverity: 3, shards: [] });
    for (const pod of ['pod/db', 'pod/api', 'pod/solo']) {
      expect(nodeIn(evaluation, pod)).toMatchObject({ state: 'unknown', severity: 1 });
    }
  });
});

describe('an all-clear needs data (semantics 6)', () => {
  /** solo is down, and then nothing is heard of it or its server any more. */
  function lost(): Site {
    const running = site().says('server/vm-02', { cpu: 1 }).says(id('solo-1'), exited);
    running.cycle();
    running.silence(...names).run(240);
    return running;
  }

  it('an open incident whose shard is unknown counts at least what it counted before, and is stale', () => {
    const evaluation = lost().cycle();
    expect(stateIn(evaluation, 'shard/solo/0')).toBe('unknown');
    expect(incidentAt(evaluation, id('solo-1'))).toMatchObject({
      severity: 'critical',
      zabbixSeverity: 5,
      stale: true,
    });
  });

  it('so does its pod, and all above', () => {
    const evaluation = lost().cycle();
    for (const node of ['pod/solo', 'subsystem/other', 'system/mail']) {
      expect(nodeIn(evaluation, node)).toMatchObject({ state: 'unknown', severity: 5 });
    }
  });

  it('goes on however long nothing is known', () => {
    expect(incidentAt(lost().run(7200), id('solo-1'))).toMatchObject({ severity: 'critical', stale: true });
  });

  it('ends as soon as the shard is known again: the table alone counts', () => {
    const running = lost().says(id('solo-1'), { status: 'running' }).hear();
    const evaluation = running.cycle();
    expect(rootsIn(evaluation)).toEqual([]);
    expect(nodeIn(evaluation, 'pod/solo').severity).toBe(0);
  });

  it('lets what is seen to be better be better', () => {
    const running = site().allSay([id('api-1'), id('api-2')], exited);
    expect(incidentAt(running.cycle(), 'pod/api').severity).toBe('at-risk');
    const evaluation = running.says(id('api-2'), { status: 'running' }).silence(id('api-1')).cycle();
    expect(incidentAt(evaluation, id('api-1'))).toMatchObject({ severity: 'warning', stale: false });
  });

  it('holds for a server under pressure whose containers fell silent', () => {
    const running = site().allSay(names, { errors: 0 }).says('server/vm-01', { memory: 95 });
    running.cycle();
    running.says(id('solo-1'), { errors: 100 });
    expect(incidentAt(running.cycle(), 'server/vm-01').severity).toBe('critical');
    const evaluation = running
      .silence(id('solo-1'))
      .silence(...names)
      .run(240);
    expect(incidentAt(evaluation, 'server/vm-01')).toMatchObject({ severity: 'critical', stale: true });
  });

  it('does not outlast a planned time: what was counted before it is not kept', () => {
    const running = site()
      .says('server/vm-02', { cpu: 1 })
      .says(id('solo-1'), exited)
      .says('server/vm-01', { maintenance: 0 });
    running.cycle();
    running
      .says('server/vm-01', { maintenance: 1 })
      .silence(...names)
      .run(240);
    const evaluation = running.says('server/vm-01', { maintenance: 0 }).cycle();
    expect(incidentAt(evaluation, id('solo-1'))).toMatchObject({ severity: 'unknown', zabbixSeverity: 1, stale: true });
  });

  it('does not hold for planned incidents', () => {
    const running = site().says('server/vm-02', { cpu: 1 }).says(id('solo-1'), exited);
    running.cycle();
    const evaluation = running
      .says('server/vm-01', { maintenance: 1 })
      .silence(...names)
      .run(240);
    expect(incidentAt(evaluation, id('solo-1'))).toMatchObject({ severity: 'planned', stale: false });
    expect(nodeIn(evaluation, 'pod/solo').severity).toBe(1);
  });
});
