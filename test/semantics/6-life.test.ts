import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn, rootsIn, violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api, db] } }
  pods:
    api: { kind: stateless, calls: [db], containers: "api-{replica}" }
    db: { kind: stateless, containers: "db-{replica}" }
  servers: { vm-01: { disks: { data1: } }, vm-02: }
  containers:
    - { name: api-1, server: vm-01, disks: [data1] }
    - { name: api-2, server: vm-01 }
    - { name: api-3, server: vm-01 }
    - { name: db-1, server: vm-02 }
  rules: { status: { for: 0s, recoverFor: 1m }, errors: { rate: 0/s, burst: 10 }, memory: { above: 80% }, serverMemory: { above: 90% } }
`);
const [api1, api2, api3, db1] = [
  'container/vm-01/api-1',
  'container/vm-01/api-2',
  'container/vm-01/api-3',
  'container/vm-02/db-1',
];
const [vm1, disk] = ['server/vm-01', 'disk/vm-01/data1'];
const [running, exited] = [{ status: 'running' }, { status: 'exited' }];

function site(): Site {
  return new Site(world)
    .allSay([api1, api2, api3, db1], { ...running, errors: 0, memory: 10, memoryLimit: 100 })
    .says('server/vm-02', { cpu: 1 })
    .begun();
}

const idAt = (evaluation: Evaluation, root: string): string => incidentAt(evaluation, root).id;
const closedRoots = (evaluation: Evaluation): readonly string[] => evaluation.incidents.closed.map(({ root }) => root);

describe('the life of an incident (semantics 6)', () => {
  it('opens, keeps its id over the cycles, and closes when its root works again, holds included', () => {
    const life = site().says(api1, exited);
    const opened = life.cycle();
    expect(idAt(life.run(600), api1)).toBe(idAt(opened, api1));
    life.says(api1, running);
    expect(rootsIn(life.cycle())).toEqual([api1]);
    life.cycle();
    const closed = life.cycle();
    expect(rootsIn(closed)).toEqual([]);
    expect(closedRoots(closed)).toEqual([api1]);
    expect(closedRoots(life.cycle())).toEqual([]);
  });

  it('keeps its id and onset over a restart, for memory is plain values', () => {
    const life = site().says(api1, exited);
    const before = incidentAt(life.cycle(), api1);
    const { memory } = life.installation;
    const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
    life.installation.memory = {
      nodes: new Map(plain([...memory.nodes])),
      incidents: plain(memory.incidents),
      annotations: new Map(plain([...memory.annotations])),
      recovery: plain(memory.recovery),
      publish: {
        ...memory.publish,
        values: new Map(plain([...memory.publish.values])),
        slots: new Map(plain([...memory.publish.slots])),
      },
    };
    const after = incidentAt(life.cycle(), api1);
    expect([after.id, after.onset, after.openedAt]).toEqual([before.id, before.onset, before.openedAt]);
  });

  it('does not open twice for one root', () => {
    const life = site().says(vm1, { memory: 95, reachable: 0 });
    expect(rootsIn(life.run(60))).toEqual([vm1]);
    const silent = life.silence(vm1, api1, api2, api3).run(600);
    expect(rootsIn(silent)).toEqual([vm1]);
  });

  it('closes when its root becomes masked, and is a symptom then', () => {
    const life = site().says(api1, { errors: 100 });
    expect(rootsIn(life.cycle())).toEqual([api1]);
    const masked = life.says(db1, exited).cycle();
    expect(rootsIn(masked)).toEqual([db1]);
    expect(closedRoots(masked)).toEqual([api1]);
    expect(incidentAt(masked, db1).symptoms).toEqual([api1]);
  });
});

describe('an incident whose root is unknown (semantics 6, Life)', () => {
  it('stays open with its last evidence, stale', () => {
    const life = site().says(db1, exited);
    const before = incidentAt(life.cycle(), db1);
    life.says('server/vm-02', { cpu: 1 }).silence(db1, 'server/vm-02');
    const after = incidentAt(life.run(3600), db1);
    expect(after).toMatchObject({ id: before.id, severity: 'critical', stale: true });
    expect(after.evidence).toEqual(before.evidence);
  });

  it('closes when it is seen to work', () => {
    const life = site().says(db1, exited);
    life.cycle();
    life.silence(db1, 'server/vm-02').run(600);
    expect(rootsIn(life.hear().says(db1, running).run(90))).toEqual([]);
  });

  it('stays open where it is a resource', () => {
    const life = site().says(disk, { healthy: 0 });
    const before = incidentAt(life.cycle(), disk);
    const after = incidentAt(life.silence(disk).run(600), disk);
    expect(after).toMatchObject({ id: before.id, stale: true });
    expect(after.evidence).toEqual(before.evidence);
  });

  it('goes on standing for the common cause: one of it that is unknown counts for grouping', () => {
    const life = site().allSay([api1, api2], exited);
    const before = incidentAt(life.cycle(), 'pod/api');
    const after = incidentAt(life.silence(`${api1} status`).run(600), 'pod/api');
    expect(after).toMatchObject({ id: before.id, containers: [api1, api2], stale: false });
  });

  it('has no part in a container on it that others mask by now', () => {
    const life = site().says(disk, { used: 99, healthy: 1 });
    life.cycle();
    life.silence(`${disk} healthy`).run(240);
    const evaluation = life.says(disk, { used: 50 }).says(api1, { errors: 100 }).says(db1, exited).cycle();
    expect(nodeIn(evaluation, api1).maskedBy).toEqual([db1]);
    expect(incidentAt(evaluation, disk)).toMatchObject({ stale: true, symptoms: [], shards: [] });
    expect(incidentAt(evaluation, db1).symptoms).toEqual([api1]);
    expect(evaluation.incidents.severities.get(api1)).toBeUndefined();
  });

  it('does not make a server that was only under pressure a failed one', () => {
    const life = site().says(vm1, { memory: 95, runtime: 1 });
    life.cycle();
    life.silence(`${vm1} runtime`).run(240);
    const evaluation = life.says(api1, exited).cycle();
    expect(rootsIn(evaluation).toSorted()).toEqual([api1, vm1]);
    expect(incidentAt(evaluation, vm1).containers).toEqual([api2, api3]);
  });

  it('starts none where there was none', () => {
    const life = site();
    expect(rootsIn(life.silence(`${api1} status`).run(600))).toEqual([]);
  });
});

describe('regrouping (semantics 6)', () => {
  it('a container that is joined by another of its pod keeps the incident, with the pod as root', () => {
    const life = site().says(api1, exited);
    const alone = life.cycle();
    const joined = life.says(api2, exited).cycle();
    expect(rootsIn(joined)).toEqual(['pod/api']);
    expect(idAt(joined, 'pod/api')).toBe(idAt(alone, api1));
    expect(incidentAt(joined, 'pod/api').onset).toBe(incidentAt(alone, api1).onset);
    expect(closedRoots(joined)).toEqual([]);
  });

  it('a pod of which one container is left keeps the incident, with the container as root', () => {
    const life = site().allSay([api1, api2], exited);
    const joined = life.cycle();
    const left = life.says(api1, running).run(90);
    expect(rootsIn(left)).toEqual([api2]);
    expect(idAt(left, api2)).toBe(idAt(joined, 'pod/api'));
  });

  it('a disk whose server fails too hands its incident on to the server', () => {
    const life = site().says(disk, { healthy: 0 }).says(vm1, { reachable: 1 });
    const before = life.cycle();
    const after = life.says(vm1, { reachable: 0 }).run(60);
    expect(rootsIn(after)).toEqual([vm1]);
    expect(idAt(after, vm1)).toBe(idAt(before, disk));
  });

  it('of two incidents that become one the older goes on and the other closes', () => {
    const life = site().says(api1, exited);
    const first = life.cycle();
    const second = life.says(api2, { memory: 90 }).cycle();
    expect(rootsIn(second).toSorted()).toEqual([api1, api2]);
    const joined = life.says(api1, { memory: 90 }).cycle();
    expect(rootsIn(joined)).toEqual(['pod/api']);
    expect(idAt(joined, 'pod/api')).toBe(idAt(first, api1));
    expect(closedRoots(joined)).toEqual([api2]);
  });
});

describe('reopening (semantics 6)', () => {
  const again = (seconds: number): readonly [Evaluation, Evaluation] => {
    const life = site().says(disk, { healthy: 0 });
    const first = life.cycle();
    expect(closedRoots(life.says(disk, { healthy: 1 }).cycle())).toEqual([disk]);
    if (seconds > life.every) life.run(seconds - life.every);
    return [first, life.says(disk, { healthy: 0 }).cycle()];
  };

  it('within `reopenWithin` it is the same incident', () => {
    const [first, second] = again(600);
    expect(idAt(second, disk)).toBe(idAt(first, disk));
    expect(incidentAt(second, disk).openedAt).toBe(incidentAt(first, disk).openedAt);
  });

  it('later it is a new one', () => {
    const [first, second] = again(630);
    expect(idAt(second, disk)).not.toBe(idAt(first, disk));
    expect(incidentAt(second, disk).onset).toBe(second.health.at);
  });

  it('shows the evidence of now', () => {
    const [, second] = again(300);
    expect(violatedBy(second, disk)).toEqual(['diskHealthy']);
    expect(incidentAt(second, disk).evidence[0]?.since).toBe(second.health.at);
  });
});
