import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import type { OwnHealth } from '../../src/domain/health.ts';
import { soundHealth } from '../../src/domain/health.ts';
import { signalKey } from '../../src/domain/signal.ts';
import { Site } from '../support/site.ts';
import { apiAndDb } from '../support/small-worlds.ts';

const rules = `{
      status: { for: 0s },
      errors: { rate: 0/s, burst: 10 },
      memory: { above: 80%, for: 0s },
      custom: {
        full: { on: container, class: direct, all: [{ signal: queue, above: 10, until: 5 }, { signal: cpu, above: 1 }] },
        busy: { on: container, class: pressure, signal: load, above: 5 },
      },
    }`;
/** Read anew for each test, since how it is laid out is kept with it. */
const readWorld = () => apiAndDb(rules, ', replicas: 3');
const { indexOf } = readWorld().graph.topology;
const [api1, api2, db1, missing] = [
  'container/vm-01/api-1',
  'container/vm-01/api-2',
  'container/vm-02/db-1',
  'container/-/api.0.3',
];
const disk = 'disk/vm-01/data1';
const proxies = new Map([['server/vm-01', 'east']]);
const intervals = new Map([
  [signalKey(api1, 'status'), 60],
  [signalKey('server/vm-01', 'agent'), 60],
]);

/** Everything reports and is well, but the replica of `api` that the inventory lacks. */
function site(): Site {
  return new Site(readWorld())
    .allSay([api1, api2, db1], {
      status: 'running',
      health: 'healthy',
      errors: 0,
      queue: 0,
      cpu: 20,
      memory: 50,
      memoryLimit: 100,
    })
    .allSay(['server/vm-01', 'server/vm-02'], { agent: 1, cpu: 5, memory: 50, reachable: 1 })
    .allSay(['network/vm-01', 'network/vm-02'], { up: 1 })
    .says(disk, { used: 10 })
    .begun({ intervals, proxies });
}

/** The own health of a container or resource. */
function healthOf({ health }: Evaluation, id: string): OwnHealth | undefined {
  const index = indexOf.get(id) ?? NaN;
  return id.startsWith('container/') ? health.containers[index] : health.resources[index];
}

const well: OwnHealth = { ...soundHealth };

describe('what works and has nothing to tell', () => {
  it('has the one health of all that do, on every node', () => {
    const evaluation = site().cycle({ intervals, proxies });
    const { containers, resources } = evaluation.health;
    const others = [...containers, ...resources].filter((own) => own !== soundHealth);
    expect(others).toEqual([healthOf(evaluation, missing)]);
  });

  it.each([
    { when: 'all is well', says: {}, silent: [] },
    { when: 'a container has failed', says: { status: 'exited' }, silent: [] },
    { when: 'a counter has grown', says: { errors: 100 }, silent: [] },
    { when: 'a combined rule says yes', says: { queue: 20 }, silent: [] },
    { when: 'a container is unhealthy', says: { health: 'unhealthy' }, silent: [] },
    { when: 'a container is gone', says: {}, silent: [api1] },
  ])('leaves no node with a new memory while nothing is heard and $when', ({ says, silent }) => {
    const running = site().says(api1, says);
    running.cycle({ intervals, proxies });
    running.silence(...silent);
    for (let second = 0; second < 300; second += running.every) running.cycle({ intervals, proxies });
    const { changedNodes } = running.installation.cycle(1, { intervals, proxies });
    expect([...changedNodes.keys()]).toEqual([]);
  });
});

describe('the own health of a container on resources that are well (semantics 3, Verdict)', () => {
  it('is planned, and nothing else, where an operator silenced it', () => {
    const evaluation = site().says(api1, { silenced: 1 }).cycle();
    expect(healthOf(evaluation, api1)).toStrictEqual({ ...well, planned: true });
    expect(healthOf(evaluation, api2)).toBe(soundHealth);
  });

  it('is planned where it is a Zabbix host of its own, in maintenance', () => {
    expect(healthOf(site().says(api1, { maintenance: 1 }).cycle(), api1)).toStrictEqual({ ...well, planned: true });
  });

  it('is failed by its own status, and not strained by that', () => {
    const evaluation = site().says(api1, { status: 'exited' }).cycle();
    const since = evaluation.health.at;
    const evidence = [{ rule: 'status', class: 'direct', signal: 'status', value: 'exited', since }];
    expect(healthOf(evaluation, api1)).toStrictEqual({ ...well, state: 'failed', evidence, onset: since });
  });

  it('is failed where it is gone, since its newest sample', () => {
    const running = site();
    const since = running.cycle().health.at;
    const evaluation = running.silence(api1).run(300);
    const [evidence] = healthOf(evaluation, api1)?.evidence ?? [];
    expect(evidence).toStrictEqual({ rule: 'gone', class: 'direct', signal: 'status', value: 'gone', since });
    expect(running.installation.memory.nodes.get(api1)?.gone).toStrictEqual({ since });
  });

  it('is failed where the inventory lacks it, since it is looked for', () => {
    const running = site();
    const since = running.now;
    const evidence = [{ rule: 'missing', class: 'direct', signal: 'status', value: 'missing', since }];
    const own = healthOf(running.cycle({ intervals, proxies }), missing);
    expect(own).toStrictEqual({ ...well, state: 'failed', evidence, onset: since });
    expect(running.installation.memory.nodes.get(missing)).toStrictEqual({
      signals: {},
      rules: {},
      missingSince: since,
    });
  });

  it('is unknown where it was never seen', () => {
    const running = new Site(readWorld())
      .says(disk, { used: 10 })
      .allSay(['network/vm-01', 'server/vm-01'], { up: 1, cpu: 5 });
    expect(healthOf(running.cycle(), api1)).toStrictEqual({ ...well, state: 'unknown' });
  });

  it('lists its evidence by the name of the rule', () => {
    const running = site().says(api1, { memory: 90, load: 10 });
    running.cycle();
    const rules = healthOf(running.silence(api1).run(300), api1)?.evidence.map(({ rule }) => rule);
    expect(rules).toEqual(['busy', 'gone', 'memory']);
  });

  it('is not that of a missing replica that its pod’s servers are in maintenance', () => {
    const evaluation = site().allSay(['server/vm-01', 'server/vm-02'], { maintenance: 1, memory: 99.5 }).run(330);
    expect(healthOf(evaluation, missing)).toMatchObject({ state: 'failed', planned: false, strained: false });
    expect(healthOf(evaluation, api1)).toMatchObject({ state: 'working', planned: true, strained: true });
    expect(healthOf(evaluation, disk)).toStrictEqual({ ...well, planned: true });
  });
});

it('of what an operator may silence as a whole nothing is remembered until somebody does', () => {
  const running = site();
  const groups = () => [...running.installation.memory.nodes.keys()].filter((id) => id.startsWith('pod/'));
  expect(groups()).toEqual([]);
  running.says('pod/api', { silenced: 1 }).cycle();
  expect(groups()).toEqual(['pod/api']);
});

describe('the Zabbix proxy of a server', () => {
  it('is remembered until Zabbix says that there is none any more', () => {
    const running = site();
    const remembered = () => running.installation.memory.nodes.get('server/vm-01');
    expect(remembered()?.proxy).toBe('east');
    running.cycle({ intervals });
    expect(remembered()?.proxy).toBe('east');
    running.cycle({ intervals, proxies: new Map() });
    expect(remembered()).not.toHaveProperty('proxy');
  });
});
