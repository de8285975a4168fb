import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { nodeIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

type State = 'runs' | 'failed' | 'unknown' | 'strained';

const id = (replica: number): string => `container/vm-01/db-${replica}`;

/** A pod of so many replicas with an api that calls it; the first is the primary by the inventory if nothing else is said. */
function site(replicas: number, more = '', primary = 1): Site {
  const containers = Array.from({ length: replicas }, (_, index) => {
    const role = index + 1 === primary ? ', role: primary' : '';
    return `{ name: db-${index + 1}, server: vm-01${role} }`;
  });
  return new Site(
    worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [api, db] } }
      pods:
        api: { kind: stateless, calls: [db], containers: "api-{replica}" }
        db: { kind: primary-replica, containers: "db-{replica}" ${more} }
      servers: { vm-01: }
      containers: [{ name: api-1, server: vm-01 }, ${containers.join(', ')}]
      rules: { status: { for: 0s }, errors: { rate: 0/s, burst: 10 }, memory: { above: 80%, for: 0s } }
    `),
  );
}

const signalsOf = {
  runs: { status: 'running' },
  strained: { status: 'running', memory: 90, memoryLimit: 100 },
  failed: { status: 'exited' },
  unknown: {},
} as const;

/** State and reserve of the shard when its replicas, in their order, are so. */
function shardOf(running: Site, ...states: readonly State[]) {
  for (const [index, state] of states.entries()) running.says(id(index + 1), signalsOf[state]);
  const { state, reserve } = nodeIn(running.cycle(), 'shard/db/0');
  return [state, reserve];
}

describe('one shard of a primary-replica pod with manual failover (semantics 5)', () => {
  it.each<[string, readonly State[], string]>([
    ['works while the primary and one other do', ['runs', 'runs', 'failed'], 'working'],
    ['fails with its primary, however many others work', ['failed', 'runs', 'runs'], 'failed'],
    ['fails without any other', ['runs', 'failed', 'failed'], 'failed'],
    ['is unknown with its primary', ['unknown', 'runs', 'runs'], 'unknown'],
    ['is unknown where an unknown one decides whether there is another', ['runs', 'unknown', 'failed'], 'unknown'],
    ['works though one is unknown that it does not need', ['runs', 'runs', 'unknown'], 'working'],
  ])('%s', (_claim, states, expected) => {
    expect(shardOf(site(3), ...states)[0]).toBe(expected);
  });

  it('needs no other where there is none', () => {
    expect(shardOf(site(1), 'runs')).toEqual(['working', 0]);
  });

  it('needs as many others as `minReplicas` says', () => {
    expect(shardOf(site(3, ', minReplicas: 2'), 'runs', 'runs', 'failed')[0]).toBe('failed');
    expect(shardOf(site(3, ', minReplicas: 0'), 'runs', 'failed', 'failed')[0]).toBe('working');
  });

  it('counts a share of all, the primary included', () => {
    expect(shardOf(site(4, ', minReplicas: "50%"'), 'runs', 'runs', 'runs', 'failed')[0]).toBe('working');
    expect(shardOf(site(4, ', minReplicas: "50%"'), 'runs', 'runs', 'failed', 'failed')[0]).toBe('failed');
  });

  it('never has reserve: the next to fail may be the primary', () => {
    expect(shardOf(site(5), 'runs', 'runs', 'runs', 'runs', 'runs')).toEqual(['working', 0]);
  });

  it('follows the primary when it moves', () => {
    const running = site(3);
    expect(shardOf(running, 'failed', 'runs', 'runs')[0]).toBe('failed');
    running.says(id(2), { role: 'primary' });
    expect(stateIn(running.cycle(), 'shard/db/0')).toBe('working');
  });

  it('works while its primary is only masked', () => {
    const pods = site(2, ', calls: [api]').says('container/vm-01/api-1', { status: 'running' });
    shardOf(pods.allSay([id(1), id(2)], { errors: 0 }), 'runs', 'runs');
    const evaluation = pods.says(id(1), { errors: 100 }).says('container/vm-01/api-1', { status: 'exited' }).cycle();
    expect(nodeIn(evaluation, id(1))).toHaveProperty('maskedBy');
    expect(stateIn(evaluation, 'shard/db/0')).toBe('working');
  });

  it('fails with a primary that grows and that nothing masks', () => {
    const running = site(3);
    shardOf(running.allSay([id(1), id(2), id(3)], { errors: 0 }), 'runs', 'runs', 'runs');
    expect(stateIn(running.says(id(1), { errors: 100 }).cycle(), 'shard/db/0')).toBe('failed');
  });

  it('masks its callers when its primary alone has failed', () => {
    const running = site(3).says('container/vm-01/api-1', { status: 'running', errors: 0 });
    shardOf(running, 'runs', 'runs', 'runs');
    const evaluation = running.says('container/vm-01/api-1', { errors: 100 }).says(id(1), { status: 'exited' }).cycle();
    expect(nodeIn(evaluation, 'container/vm-01/api-1')).toMatchObject({ state: 'working', maskedBy: [id(1)] });
  });
});

describe('a shard of which nobody claims to be primary (semantics 5)', () => {
  it.each<[string, readonly State[], string]>([
    ['is unknown though all of its replicas work', ['runs', 'runs', 'runs'], 'unknown'],
    ['is unknown where it works if the right one is primary', ['runs', 'runs', 'failed'], 'unknown'],
    ['fails where it fails whoever is primary', ['runs', 'failed', 'failed'], 'failed'],
    ['is unknown where what is unknown might work', ['runs', 'unknown', 'failed'], 'unknown'],
  ])('%s', (_claim, states, expected) => {
    expect(shardOf(site(3, '', 0), ...states)).toEqual([expected, 0]);
  });

  it('is no matter where failover is automatic', () => {
    expect(shardOf(site(3, ', failover: automatic', 0), 'runs', 'runs', 'runs')).toEqual(['working', 1]);
  });
});

describe('one shard of a primary-replica pod with automatic failover (semantics 5)', () => {
  const automatic = (more = ''): Site => site(4, `, failover: automatic ${more}`);

  it.each<[string, readonly State[], readonly [string, number]]>([
    ['works without its primary while enough others do', ['failed', 'runs', 'runs', 'runs'], ['working', 1]],
    ['works while two do, whichever they are', ['failed', 'failed', 'runs', 'runs'], ['working', 0]],
    ['fails with fewer', ['runs', 'failed', 'failed', 'failed'], ['failed', 0]],
    ['has what works beyond its need as reserve', ['runs', 'runs', 'runs', 'runs'], ['working', 2]],
    ['does not count on strained ones', ['runs', 'runs', 'runs', 'strained'], ['working', 1]],
    ['does not count on unknown ones', ['runs', 'runs', 'unknown', 'unknown'], ['working', 0]],
    ['is unknown where an unknown one decides', ['runs', 'failed', 'unknown', 'failed'], ['unknown', 0]],
  ])('%s', (_claim, states, expected) => {
    expect(shardOf(automatic(), ...states)).toEqual(expected);
  });

  it('needs one more than `minReplicas`', () => {
    expect(shardOf(automatic(', minReplicas: 2'), 'failed', 'runs', 'runs', 'runs')).toEqual(['working', 0]);
    expect(shardOf(automatic(', minReplicas: 2'), 'failed', 'failed', 'runs', 'runs')).toEqual(['failed', 0]);
  });
});
