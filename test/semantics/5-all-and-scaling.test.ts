import { describe, expect, it } from 'vitest';

import { rollUpOf } from '../../src/domain/verdict.ts';
import { worldOf } from '../support/installation.ts';
import { nodeIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const id = (replica: number): string => `container/vm-01/web-${replica}`;

/** A pod of so many containers on one server, which is heard. */
function site(containers: number, pod: string): Site {
  const names = Array.from({ length: containers }, (_, index) => `{ name: web-${index + 1}, server: vm-01 }`);
  const world = worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [web] } }
    pods: { web: { containers: "web-{replica}", ${pod} } }
    servers: { vm-01: }
    containers: [${names.join(', ')}]
    rules: { status: { for: 0s } }
  `);
  return new Site(world).says('server/vm-01', { runtime: 1 });
}

/** State and reserve of the shard while some run and the next ones have exited; of the others nothing is ever heard. */
function shardOf(running: Site, runs: number, exited = 0) {
  for (let replica = 1; replica <= runs + exited; replica++) {
    running.says(id(replica), { status: replica <= runs ? 'running' : 'exited' });
  }
  const { state, reserve } = nodeIn(running.cycle(), 'shard/web/0');
  return [state, reserve];
}

describe('one shard of a pod of kind `all` (semantics 5)', () => {
  it('works while every replica does, and has no reserve', () => {
    expect(shardOf(site(3, 'kind: all'), 3)).toEqual(['working', 0]);
  });

  it('fails with any of them', () => {
    expect(shardOf(site(3, 'kind: all'), 2, 1)).toEqual(['failed', 0]);
  });

  it('fails by a declared replica that the inventory lacks', () => {
    expect(shardOf(site(2, 'kind: all, replicas: 3'), 2)).toEqual(['failed', 0]);
  });

  it('is unknown with any of them', () => {
    expect(shardOf(site(3, 'kind: all'), 2)).toEqual(['unknown', 0]);
  });
});

describe('a pod that scales by itself (semantics 5)', () => {
  const stateless = (more = ''): Site => site(4, `kind: stateless, replicas: { min: 1, max: 4 } ${more}`);

  it('leaves out what is retired: it is in no count, no reserve and no result', () => {
    const running = stateless();
    expect(shardOf(running, 2)).toEqual(['working', 1]);
    const { verdicts, result } = running.cycle();
    expect(rollUpOf(verdicts, 'pod/web')).toMatchObject({ state: 'working', reserveLacksData: false });
    expect(result.containers.map((container) => container.id)).toEqual([id(1), id(2)]);
  });

  it('counts an exited one', () => {
    expect(shardOf(stateless(', minReplicas: 1'), 1, 1)).toEqual(['working', 0]);
  });

  it('needs a share of those that are there', () => {
    const half = (): Site => site(4, 'kind: stateless, replicas: { min: 0, max: 4 }, minReplicas: "50%"');
    expect(shardOf(half(), 1, 1)).toEqual(['working', 0]);
    expect(shardOf(half(), 1, 2)).toEqual(['failed', 0]);
    expect(shardOf(half(), 4)).toEqual(['working', 2]);
  });

  it('of kind `all` needs all that are there', () => {
    const all = (): Site => site(4, 'kind: all, replicas: { min: 1, max: 4 }');
    expect(shardOf(all(), 2)).toEqual(['working', 0]);
    expect(shardOf(all(), 2, 1)).toEqual(['failed', 0]);
  });

  it('works where it has scaled to nothing, and nothing can fail it', () => {
    expect(shardOf(site(2, 'kind: stateless, replicas: { min: 0, max: 2 }'), 0)).toEqual(['working', null]);
  });

  it('has failed by those that the inventory lacks of its least number', () => {
    expect(shardOf(site(1, 'kind: all, replicas: { min: 2, max: 4 }'), 1)).toEqual(['failed', 0]);
  });

  it('needs no more than are there where it runs to completion, for nothing is missing then', () => {
    const jobs = 'kind: stateless, runs: to-completion, replicas: { min: 2, max: 4 }, minReplicas: 2';
    expect(shardOf(site(1, jobs), 1)).toEqual(['working', 0]);
    expect(shardOf(site(3, jobs), 3)).toEqual(['working', 1]);
  });
});
