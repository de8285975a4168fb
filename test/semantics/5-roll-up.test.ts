import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { evidenceOf, nodeIn, stateIn, violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';

const id = (replica: number | string): string => `container/vm-01/db-${replica}`;

/** One pod of n replicas on one server. */
function pod(kind: string, replicas: number, more = ''): Site {
  const world = worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [db] } }
    pods: { db: { kind: ${kind}, containers: "db-{replica}"${more} } }
    servers: { vm-01: }
    containers: [${Array.from({ length: replicas }, (_, index) => `{ name: db-${index + 1}, server: vm-01 }`).join(', ')}]
    rules: { status: { for: 0s }, memory: { above: 80% } }
  `);
  return new Site(world);
}

/** The state and reserve of the pod when so many of its replicas work, are strained, failed, unknown. */
function shardOf(site: Site, counts: { works?: number; strained?: number; failed?: number }) {
  const { works = 0, strained = 0, failed = 0 } = counts;
  let replica = 0;
  for (let count = 0; count < works; count++) site.says(id(++replica), { status: 'running' });
  for (let count = 0; count < strained; count++)
    site.says(id(++replica), { status: 'running', memory: 90, memoryLimit: 100 });
  for (let count = 0; count < failed; count++) site.says(id(++replica), { status: 'exited' });
  const { state, reserve } = nodeIn(site.cycle(), 'shard/db/0');
  return [state, reserve];
}

describe('one shard of a stateless pod (semantics 5)', () => {
  it('works while one of its replicas does, by default', () => {
    expect(shardOf(pod('stateless', 3), { works: 1, failed: 2 })).toEqual(['working', 0]);
    expect(shardOf(pod('stateless', 3), { failed: 3 })).toEqual(['failed', 0]);
  });

  it('works while `minReplicas` do', () => {
    expect(shardOf(pod('stateless', 4, ', minReplicas: 3'), { works: 3, failed: 1 })).toEqual(['working', 0]);
    expect(shardOf(pod('stateless', 4, ', minReplicas: 3'), { works: 2, failed: 2 })).toEqual(['failed', 0]);
  });

  it.each([
    ['50%', 5, 3],
    ['50%', 4, 2],
    ['7%', 100, 7],
    ['29%', 100, 29],
    ['33.4%', 3, 2],
    ['100%', 3, 3],
  ])('rounds a percentage up exactly: %s of %i is %i', (share, replicas, required) => {
    const shard = (works: number) =>
      shardOf(pod('stateless', replicas, `, minReplicas: "${share}"`), { works, failed: replicas - works });
    expect(shard(required)).toEqual(['working', 0]);
    expect(shard(required - 1)).toEqual(['failed', 0]);
  });

  it('works always where it needs none, and nothing can fail it', () => {
    expect(shardOf(pod('stateless', 2, ', minReplicas: 0'), { failed: 2 })).toEqual(['working', null]);
  });
});

describe('one shard of a quorum pod (semantics 5)', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [7, 4],
  ])('of %i declared replicas needs %i', (replicas, majority) => {
    expect(shardOf(pod('quorum', replicas), { works: majority, failed: replicas - majority })).toEqual(['working', 0]);
    expect(shardOf(pod('quorum', replicas), { works: majority - 1, failed: replicas - majority + 1 })).toEqual([
      'failed',
      0,
    ]);
  });

  it('counts what the model declares, not what the inventory has', () => {
    expect(shardOf(pod('quorum', 2, ', replicas: 5'), { works: 2 })).toEqual(['failed', 0]);
  });
});

describe('declared replicas that the inventory lacks (semantics 5)', () => {
  it('are failed containers by rule `missing`, since the first cycle', () => {
    const site = pod('stateless', 1, ', replicas: 3').says(id(1), { status: 'running' });
    const first = site.cycle().verdicts.health.at;
    const evaluation = site.run(600);
    for (const missing of ['container/-/db.0.2', 'container/-/db.0.3']) {
      expect(stateIn(evaluation, missing)).toBe('failed');
      expect(violatedBy(evaluation, missing)).toEqual(['missing']);
      expect(evidenceOf(evaluation, missing, 'missing').since).toBe(first);
    }
    expect(nodeIn(evaluation, 'shard/db/0')).toMatchObject({ state: 'working', reserve: 0 });
  });
});

describe('reserve (semantics 5)', () => {
  it('is how many more may fail before the shard fails', () => {
    expect(shardOf(pod('stateless', 4), { works: 4 })).toEqual(['working', 3]);
    expect(shardOf(pod('quorum', 5), { works: 4, failed: 1 })).toEqual(['working', 1]);
    expect(shardOf(pod('stateless', 1), { works: 1 })).toEqual(['working', 0]);
  });

  it('does not count on unknown replicas', () => {
    expect(shardOf(pod('stateless', 4), { works: 2 })).toEqual(['working', 1]);
  });

  it('does not count on strained replicas, though they work', () => {
    expect(shardOf(pod('stateless', 4), { works: 2, strained: 2 })).toEqual(['working', 1]);
    expect(shardOf(pod('quorum', 3), { works: 1, strained: 2 })).toEqual(['working', 0]);
  });

  it('does not count on replicas on a strained server', () => {
    const site = pod('stateless', 3, ', rules: {}').says('server/vm-01', { memory: 99.9 });
    site.cycle();
    for (let second = 0; second < 330; second += 30) shardOf(site, { works: 3 });
    expect(shardOf(site, { works: 3 })).toEqual(['working', 0]);
  });

  it('is 0 where the shard does not work, or only by what is unknown', () => {
    expect(shardOf(pod('quorum', 3), { works: 1, failed: 2 })).toEqual(['failed', 0]);
    expect(shardOf(pod('quorum', 3), { works: 1, failed: 1 })).toEqual(['unknown', 0]);
  });
});

describe('unknown (semantics 5)', () => {
  it('decides nothing where both answers are the same', () => {
    expect(shardOf(pod('stateless', 3), { works: 1 })).toEqual(['working', 0]);
    expect(shardOf(pod('quorum', 3), { failed: 2 })).toEqual(['failed', 0]);
  });

  it('is shown as such where they differ', () => {
    expect(shardOf(pod('stateless', 3), { failed: 2 })).toEqual(['unknown', 0]);
    expect(shardOf(pod('quorum', 3), { works: 1 })).toEqual(['unknown', 0]);
  });
});

describe('pods, subsystems and systems (semantics 5)', () => {
  const world = worldOf(`
    systems: { east: { subsystems: [mail] }, west: { subsystems: [calendar] } }
    subsystems: { mail: { pods: [db, shared] }, calendar: { pods: [shared, cal] } }
    pods:
      db: { kind: stateless, shards: 2, containers: "db-{shard}-{replica}" }
      shared: { kind: stateless, containers: "shared-{replica}" }
      cal: { kind: stateless, containers: "cal-{replica}" }
    servers: { vm-01: }
    containers:
      - { name: db-1-1, server: vm-01 }
      - { name: db-1-2, server: vm-01 }
      - { name: db-2-1, server: vm-01 }
      - { name: db-2-2, server: vm-01 }
      - { name: shared-1, server: vm-01 }
      - { name: shared-2, server: vm-01 }
      - { name: shared-3, server: vm-01 }
      - { name: cal-1, server: vm-01 }
      - { name: cal-2, server: vm-01 }
      - { name: cal-3, server: vm-01 }
    rules: { status: { for: 0s } }
  `);
  const names = world.graph.model.containers.map((container) => container.id);
  const site = (): Site => new Site(world).allSay(names, { status: 'running' });
  const on = (...short: readonly string[]): readonly string[] => short.map((name) => `container/vm-01/${name}`);

  it('a pod fails if any of its shards does, and so does all above it', () => {
    const evaluation = site().allSay(on('db-2-1', 'db-2-2'), { status: 'exited' }).cycle();
    for (const failed of ['shard/db/2', 'pod/db', 'subsystem/mail', 'system/east']) {
      expect(stateIn(evaluation, failed)).toBe('failed');
    }
    for (const works of ['shard/db/1', 'pod/shared', 'subsystem/calendar', 'system/west']) {
      expect(stateIn(evaluation, works)).toBe('working');
    }
  });

  it('a shared pod fails every subsystem that it serves', () => {
    const evaluation = site()
      .allSay(on('shared-1', 'shared-2', 'shared-3'), { status: 'exited' })
      .cycle();
    for (const failed of ['subsystem/mail', 'subsystem/calendar', 'system/east', 'system/west']) {
      expect(stateIn(evaluation, failed)).toBe('failed');
    }
  });

  it('the reserve of a whole is the least of its parts', () => {
    const evaluation = site().allSay(on('cal-1'), { status: 'exited' }).cycle();
    expect(nodeIn(evaluation, 'pod/cal').reserve).toBe(1);
    expect(nodeIn(evaluation, 'subsystem/calendar').reserve).toBe(1);
    expect(nodeIn(evaluation, 'pod/db').reserve).toBe(1);
    expect(nodeIn(evaluation, 'pod/shared').reserve).toBe(2);
    const worse = site().allSay(on('db-1-1'), { status: 'exited' }).cycle();
    expect(nodeIn(worse, 'system/east').reserve).toBe(0);
  });

  it('a system of which nothing is wanted works, and nothing can fail it', () => {
    const half = worldOf(`
      systems: { east: { subsystems: [mail] }, west: { subsystems: [calendar] } }
      subsystems: { mail: { pods: [db] }, calendar: { enabled: false, pods: [cal] } }
      pods: { db: { kind: stateless, containers: "db-{replica}" }, cal: { kind: stateless, containers: "cal-{replica}" } }
      servers: { vm-01: }
      containers: [{ name: db-1, server: vm-01 }, { name: cal-1, server: vm-01 }]
    `);
    const evaluation = new Site(half).says('container/vm-01/db-1', { status: 'running' }).cycle();
    expect(nodeIn(evaluation, 'system/east')).toMatchObject({ state: 'working', reserve: 0 });
    expect(nodeIn(evaluation, 'system/west')).toMatchObject({ state: 'working', reserve: null });
  });

  it('a whole is unknown where an unknown part decides, and failed where another part has failed', () => {
    const quiet = site().silence(...on('db-1-1', 'db-1-2'));
    const evaluation = quiet.cycle();
    for (const unknown of ['pod/db', 'subsystem/mail', 'system/east'])
      expect(stateIn(evaluation, unknown)).toBe('unknown');
    const failed = quiet.allSay(on('db-2-1', 'db-2-2'), { status: 'exited' }).cycle();
    for (const id of ['pod/db', 'subsystem/mail', 'system/east']) expect(stateIn(failed, id)).toBe('failed');
  });
});
