import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn, rootsIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  systems: { mail: { subsystems: [front, store] }, other: { subsystems: [third] } }
  subsystems:
    front: { pods: [web, shared] }
    store: { pods: [db, shared] }
    third: { pods: [lone] }
  pods:
    web: { kind: stateless, containers: "web-{replica}" }
    shared: { kind: stateless, containers: "shared-{replica}" }
    db: { kind: stateless, shards: [a, b], containers: "db-{shard}-{replica}" }
    lone: { kind: stateless, containers: "lone-{replica}" }
  servers: { vm-01: }
  containers:
    - { name: web-1, server: vm-01 }
    - { name: shared-1, server: vm-01 }
    - { name: db-a-1, server: vm-01 }
    - { name: db-b-1, server: vm-01 }
    - { name: lone-1, server: vm-01 }
  rules: { status: { for: 0s } }
`);
const leaves = ['db-a-1', 'db-b-1', 'lone-1', 'shared-1', 'web-1'];
const ids = leaves.map((name) => `container/vm-01/${name}`);

const site = (...silenced: readonly string[]): Site =>
  new Site(world).allSay(ids, { status: 'running' }).allSay(silenced, { silenced: 1 });

/** Which containers are planned once these nodes are silenced. */
function plannedBy(...silenced: readonly string[]): readonly string[] {
  const evaluation = site(...silenced).cycle();
  return leaves.filter((_name, index) => nodeIn(evaluation, ids[index] ?? '').planned === true);
}

describe('what an operator silences as a whole (semantics 3, Planned)', () => {
  it.each([
    [['system/mail'], ['db-a-1', 'db-b-1', 'shared-1', 'web-1']],
    [['subsystem/front'], ['web-1']],
    [
      ['subsystem/front', 'subsystem/store'],
      ['db-a-1', 'db-b-1', 'shared-1', 'web-1'],
    ],
    [['pod/shared'], ['shared-1']],
    [['pod/db'], ['db-a-1', 'db-b-1']],
    [['shard/db/b'], ['db-b-1']],
    [['container/vm-01/web-1'], ['web-1']],
    [['server/vm-01'], leaves],
  ] as const)('%j plans %j', (silenced, expected) => {
    expect(plannedBy(...silenced)).toEqual(expected);
  });

  it.each([
    [
      ['system/mail'],
      [
        'pod/db',
        'pod/shared',
        'pod/web',
        'shard/db/a',
        'shard/db/b',
        'shard/shared/0',
        'shard/web/0',
        'subsystem/front',
        'subsystem/store',
        'system/mail',
      ],
    ],
    [['subsystem/store'], ['pod/db', 'shard/db/a', 'shard/db/b', 'subsystem/store']],
    [['shard/db/a'], ['shard/db/a']],
    [[], []],
  ] as const)('of %j the report holds %j', (silenced, expected) => {
    expect([...site(...silenced).cycle().health.planned].toSorted()).toEqual(expected);
  });

  it('is a setting: it holds until it is taken back, however long nobody repeats it', () => {
    const running = site('pod/web');
    running.cycle();
    running.silence('pod/web');
    expect(nodeIn(running.run(3600), 'container/vm-01/web-1').planned).toBe(true);
    running.hear().says('pod/web', { silenced: 0 });
    expect(nodeIn(running.cycle(), 'container/vm-01/web-1')).not.toHaveProperty('planned');
  });

  it('is remembered with the memory of nodes', () => {
    const running = site('subsystem/front');
    running.cycle();
    expect(running.installation.memory.nodes.get('subsystem/front')?.signals['silenced']?.newest.value).toBe(1);
  });

  it('makes the incident of a pod in it planned', () => {
    const evaluation = site('subsystem/front').says('container/vm-01/web-1', { status: 'exited' }).cycle();
    expect(rootsIn(evaluation)).toEqual(['container/vm-01/web-1']);
    expect(incidentAt(evaluation, 'container/vm-01/web-1')).toMatchObject({ planned: true, zabbixSeverity: 1 });
  });

  it.each([
    ['disk', 'silenced disks stay with themselves'],
    ['network', 'silenced networks stay with themselves'],
  ])('%s: %s', (kind) => {
    expect(plannedBy(`${kind}/vm-01`)).toEqual([]);
  });

  it('of a disk plans what is broken of it', () => {
    const withDisk = worldOf(`
      system: { id: mail }
      subsystems: { all: { pods: [web] } }
      pods: { web: { kind: stateless, containers: "web-{replica}" } }
      servers: { vm-01: { disks: { data: } } }
      containers: [{ name: web-1, server: vm-01, disks: [data] }]
    `);
    const disk = 'disk/vm-01/data';
    const evaluation = new Site(withDisk)
      .says('container/vm-01/web-1', { status: 'running' })
      .says(disk, { healthy: 0, silenced: 1 })
      .run(600);
    expect(incidentAt(evaluation, disk)).toMatchObject({ planned: true, zabbixSeverity: 1 });
  });
});
