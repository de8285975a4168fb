import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt, rootsIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const id = (name: string): string => `container/vm-01/${name}`;

interface Shape {
  readonly defaults?: string;
  readonly subsystems?: string;
  /** What is said of each pod; it has one container `<name>` unless `containers` lists more. */
  readonly pods: Readonly<Record<string, string>>;
  readonly containers?: Readonly<Record<string, readonly string[]>>;
}

/** All on one server, all well. */
function site({ defaults = '{ suppression: pod }', subsystems, pods, containers = {} }: Shape): Site {
  const names = Object.keys(pods);
  const replicas = names.flatMap((pod) => (containers[pod] ?? [pod]).map((name) => ({ pod, name })));
  const world = worldOf(`
    system: { id: mail }
    defaults: ${defaults}
    subsystems: ${subsystems ?? `{ mail: { pods: [${names.join(', ')}] } }`}
    pods: { ${names.map((name) => `${name}: { kind: stateless, ${pods[name]!} }`).join(', ')} }
    servers: { vm-01: , vm-02: , vm-03: { disks: { spare: , more: } } }
    containers: [${replicas.map(({ pod, name }) => `{ name: ${name}, server: ${name.startsWith('far') ? 'vm-02' : 'vm-01'}, pod: ${pod} }`).join(', ')}]
    rules:
      status: { for: 0s }
      reachable: { for: 0s }
      errors: { rate: 0/s, burst: 10, recoverFor: 1d }
      timeouts: { rate: 0/s, burst: 100, recoverFor: 1d }
      memory: { above: 95%, for: 0s }
  `);
  return new Site(world, 60)
    .allSay(
      world.graph.model.containers.map((container) => container.id),
      { status: 'running', errors: 0, timeouts: 0 },
    )
    .begun();
}

const exited = { status: 'exited' };
const starved = { memory: 99, memoryLimit: 100 };
const twins = { a: ['a-1', 'a-2'], b: ['b-1', 'b-2'] };

describe('rank (semantics 6)', () => {
  it('is by severity first, and counts from 1', () => {
    const running = site({ pods: { a: '', b: '' }, containers: { a: ['a-1', 'a-2'] } });
    const evaluation = running.says(id('a-1'), exited).says(id('b'), { errors: 50 }).cycle();
    expect(rootsIn(evaluation)).toEqual([id('b'), id('a-1')]);
    expect(evaluation.incidents.open.map(({ rank }) => rank)).toEqual([1, 2]);
  });

  it('puts direct evidence before growth only', () => {
    const running = site({ pods: { a: '', b: '' } });
    expect(rootsIn(running.says(id('a'), { errors: 5000 }).says(id('b'), exited).cycle())).toEqual([id('b'), id('a')]);
  });

  it('counts growth under pressure as direct evidence', () => {
    const running = site({ pods: { a: '', b: '' } });
    running.says(id('a'), { errors: 5000 }).says(id('b'), { errors: 50, ...starved });
    expect(rootsIn(running.cycle())).toEqual([id('b'), id('a')]);
  });

  it('counts pressure alone as neither: what grows carries more of the trouble', () => {
    const running = site({ pods: { a: '', b: '' }, containers: twins });
    running.says(id('a-1'), starved).says(id('b-1'), { errors: 50 });
    expect(rootsIn(running.cycle())).toEqual([id('b-1'), id('a-1')]);
  });

  it('puts what stands since over an hour last, as far as it is growth only', () => {
    const running = site({ pods: { a: '', b: '' } }).says(id('a'), { errors: 5000 });
    running.run(3660);
    expect(rootsIn(running.says(id('b'), { errors: 50 }).cycle())).toEqual([id('b'), id('a')]);
  });

  it('measures standing against the newest onset, whichever container comes first', () => {
    const running = site({ pods: { a: '', b: '' } }).says(id('b'), { errors: 5000 });
    running.run(3660);
    expect(rootsIn(running.says(id('a'), { errors: 50 }).cycle())).toEqual([id('a'), id('b')]);
  });

  it('does not call standing what is an hour old and no more', () => {
    const running = site({ pods: { a: '', b: '' } }).says(id('a'), { errors: 5000 });
    running.run(3600);
    expect(rootsIn(running.says(id('b'), { errors: 50 }).cycle())).toEqual([id('a'), id('b')]);
  });

  it('measures standing against the newest onset of a container, not of a resource', () => {
    const running = site({ pods: { a: '', b: '' } }).says(id('a'), { errors: 5000 });
    running.run(1200);
    running.says(id('b'), { errors: 50 }).run(2460);
    const evaluation = running.says('disk/vm-03/spare', { healthy: 0 }).cycle();
    expect(rootsIn(evaluation)).toEqual([id('a'), id('b'), 'disk/vm-03/spare']);
  });

  it('never calls direct evidence standing', () => {
    const running = site({ pods: { a: '', b: '' } }).says(id('a'), exited);
    running.run(7200);
    expect(rootsIn(running.says(id('b'), { errors: 50 }).cycle())).toEqual([id('a'), id('b')]);
  });

  it('never calls pressure standing, alone or beside growth', () => {
    const alone = site({ pods: { a: '', b: '' }, containers: twins }).says(id('a-1'), starved);
    alone.run(3720);
    expect(rootsIn(alone.says(id('b-1'), starved).cycle())).toEqual([id('a-1'), id('b-1')]);

    const beside = site({
      pods: { a: '', b: '' },
      containers: { a: ['a-1', 'a-2', 'a-3', 'a-4', 'a-5', 'a-6'], b: ['b-1', 'b-2', 'b-3'] },
    });
    beside
      .allSay([id('a-1'), id('a-2')], { errors: 5000 })
      .allSay([id('a-3'), id('a-4')], starved)
      .run(3720);
    expect(rootsIn(beside.says(id('b-1'), { errors: 50 }).cycle())).toEqual(['pod/a', id('b-1')]);
  });

  it('puts the larger share of a trouble first', () => {
    const running = site({ pods: { a: '', b: '' } });
    const evaluation = running.says(id('a'), { errors: 50 }).says(id('b'), { errors: 500 }).cycle();
    expect(rootsIn(evaluation)).toEqual([id('b'), id('a')]);
  });

  it('sums the excess over the containers of an incident', () => {
    const running = site({ pods: { a: '', b: 'minReplicas: 3' }, containers: { b: ['b-1', 'b-2', 'b-3'] } });
    running.says(id('a'), { errors: 100 }).allSay([id('b-1'), id('b-2'), id('b-3')], { errors: 50 });
    expect(rootsIn(running.cycle())).toEqual(['pod/b', id('a')]);
  });

  it('sums it for a resource over what its containers show', () => {
    const running = site({ pods: { a: '', b: '', c: '' }, containers: { b: ['far-b'] } });
    running.says(id('a'), { errors: 100, ...exited }).says('container/vm-02/far-b', { errors: 500 });
    running.says('server/vm-02', { reachable: 0 });
    expect(rootsIn(running.cycle())).toEqual(['server/vm-02', id('a')]);
  });

  it('compares each rule with its like: the greatest share counts, then how far over the burst', () => {
    const running = site({ pods: { a: '', b: '', c: '' } });
    const evaluation = running
      .says(id('a'), { timeouts: 900 })
      .says(id('b'), { errors: 100 })
      .says(id('c'), { timeouts: 400 })
      .cycle();
    expect(rootsIn(evaluation)).toEqual([id('b'), id('a'), id('c')]);
  });

  it('puts an unseen server before what only grows', () => {
    const running = site({ pods: { a: '', b: '' }, containers: { a: twins.a, b: ['far-b'] } });
    running.silence('container/vm-02/far-b').run(240);
    expect(rootsIn(running.says(id('a-1'), { errors: 500 }).cycle())).toEqual(['server/vm-02', id('a-1')]);
  });

  it('puts more symptoms first, then more functions lost, then the lower level, the earlier onset, the lower id', () => {
    const symptoms = site({ pods: { a: '', b: '', x: 'calls: [b]' } });
    symptoms.allSay([id('a'), id('b')], exited).says(id('x'), { errors: 50 });
    expect(rootsIn(symptoms.cycle())).toEqual([id('b'), id('a')]);

    const functions = site({
      pods: { a: '', b: '' },
      subsystems: '{ one: { pods: [a] }, two: { pods: [b], functions: { read: {} } } }',
    });
    expect(rootsIn(functions.allSay([id('a'), id('b')], exited).cycle())).toEqual([id('b'), id('a')]);

    const level = site({ pods: { a: 'calls: [c]', b: '', c: '' } });
    expect(rootsIn(level.allSay([id('a'), id('b')], exited).cycle())).toEqual([id('b'), id('a')]);

    const onset = site({ pods: { a: '', b: '' } }).says(id('b'), exited);
    onset.cycle();
    expect(rootsIn(onset.says(id('a'), exited).cycle())).toEqual([id('b'), id('a')]);

    const ids = site({ pods: { b: '', a: '' } });
    expect(rootsIn(ids.allSay([id('a'), id('b')], exited).cycle())).toEqual([id('a'), id('b')]);
  });

  it('`ranking: level` puts the level before the share', () => {
    const shape = { pods: { a: 'calls: [c]', b: '', c: '' } };
    const trouble = (running: Site) => running.says(id('a'), { errors: 500 }).says(id('b'), { errors: 50 }).cycle();
    expect(rootsIn(trouble(site(shape)))).toEqual([id('a'), id('b')]);
    expect(rootsIn(trouble(site({ ...shape, defaults: '{ ranking: level, suppression: pod }' })))).toEqual([
      id('b'),
      id('a'),
    ]);
  });
});

describe('waiting (semantics 6, Rank)', () => {
  it('a root with direct evidence waits for the roots that it calls, directly or not', () => {
    const running = site({ pods: { a: 'calls: [b]', b: 'calls: [c]', c: '' } });
    const evaluation = running.says(id('a'), exited).says(id('c'), { errors: 50 }).cycle();
    expect(rootsIn(evaluation)).toEqual([id('c'), id('a')]);
  });

  it('holds up nobody else: of those that wait for none the best comes first', () => {
    const running = site({ pods: { a: 'calls: [c]', b: '', c: '' } });
    const evaluation = running
      .allSay([id('a'), id('b')], exited)
      .says(id('c'), { errors: 50 })
      .cycle();
    expect(rootsIn(evaluation)).toEqual([id('b'), id('c'), id('a')]);
  });

  it('a root waits for the resource on which a called pod stands', () => {
    const running = site({ pods: { a: 'calls: [b]', b: '' }, containers: { b: ['far-b'] } });
    running.says(id('a'), { ...exited, errors: 500 }).says('server/vm-02', { reachable: 0 });
    expect(rootsIn(running.cycle())).toEqual(['server/vm-02', id('a')]);
  });

  it('a root waits for the unseen server on which a called pod stands', () => {
    const running = site({
      pods: { a: 'calls: [b]', b: '' },
      containers: { a: ['a-1', 'a-2'], b: ['far-b'] },
    });
    running.silence('container/vm-02/far-b').run(240);
    const evaluation = running.says(id('a-1'), { ...exited, errors: 500 }).cycle();
    expect(evaluation.incidents.open.map(({ zabbixSeverity }) => zabbixSeverity)).toEqual([3, 3]);
    expect(rootsIn(evaluation)).toEqual(['server/vm-02', id('a-1')]);
  });

  it('a resource calls nothing, and so waits for none', () => {
    const running = site({ pods: { a: '', b: 'calls: [a]' }, containers: { b: ['far-b'] } });
    running.says(id('a'), { errors: 500 }).says('server/vm-02', { reachable: 0 });
    expect(rootsIn(running.cycle())).toEqual(['server/vm-02', id('a')]);
  });

  it('a root that grows and was left standing by the mask does not wait', () => {
    const running = site({ pods: { a: 'calls: [b]', b: '' }, defaults: '{ suppression: pod, standing: 1m }' });
    running.says(id('b'), { errors: 50 }).run(120);
    const evaluation = running.says(id('a'), { errors: 500 }).cycle();
    expect(rootsIn(evaluation)).toEqual([id('a'), id('b')]);
  });

  it('a root that is only strained does not wait', () => {
    const running = site({
      pods: { a: 'calls: [b]', b: '', c: '' },
      containers: { ...twins, c: ['c-1', 'c-2'] },
    });
    running.says(id('b-1'), { errors: 50 }).run(3720);
    const evaluation = running.says(id('a-1'), starved).says(id('c-1'), exited).cycle();
    expect(rootsIn(evaluation)).toEqual([id('c-1'), id('a-1'), id('b-1')]);
  });

  it('pods that call each other hold up neither', () => {
    const running = site({ pods: { a: 'calls: [b]', b: 'calls: [a]' } });
    expect(rootsIn(running.allSay([id('a'), id('b')], exited).cycle())).toEqual([id('a'), id('b')]);
  });

  it('a root waits for the resource under another pod of its call cycle, not under its own', () => {
    const shape = { pods: { a: 'calls: [b]', b: 'calls: [a]' }, containers: { a: ['a'], b: ['far-b', 'b-2'] } };
    const other = site({ ...shape, defaults: '{ suppression: pod, ranking: level }' });
    other
      .says(id('a'), { ...exited, errors: 500 })
      .says('server/vm-02', { reachable: 0 })
      .says(id('b-2'), exited);
    const roots = rootsIn(other.cycle());
    expect(roots.indexOf('server/vm-02')).toBeLessThan(roots.indexOf(id('a')));
  });

  it('a root waits for the resource under another pod of its call cycle when it waits for nobody else any more', () => {
    const running = site({
      pods: { a: 'calls: [b, c]', b: 'calls: [a]', c: '' },
      containers: { b: ['far-b', 'b-2'] },
    });
    running.says(id('a'), { ...exited, errors: 500 }).says(id('b-2'), exited);
    running.says(id('c'), { ...exited, errors: 1000 }).says('server/vm-02', { reachable: 0 });
    expect(rootsIn(running.cycle())).toEqual([id('c'), 'server/vm-02', id('a'), id('b-2')]);
  });

  it('every root of a call cycle waits for a resource under several of its pods', () => {
    const running = site({
      pods: { a: 'calls: [b]', b: 'calls: [a]' },
      containers: { a: ['far-a', 'a-2'], b: ['far-b', 'b-2'] },
    });
    running.allSay([id('a-2'), id('b-2')], { ...exited, errors: 500 }).says('server/vm-02', { reachable: 0 });
    expect(rootsIn(running.cycle())).toEqual(['server/vm-02', id('a-2'), id('b-2')]);
  });

  it('is within one severity only', () => {
    const running = site({ pods: { a: 'calls: [b]', b: '' }, containers: { b: ['b-1', 'b-2', 'b-3'] } });
    const evaluation = running.allSay([id('a'), id('b-1')], exited).cycle();
    expect(incidentAt(evaluation, id('b-1')).zabbixSeverity).toBe(2);
    expect(rootsIn(evaluation)).toEqual([id('a'), id('b-1')]);
  });
});
