import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { nodeIn, rootsIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const [api, db] = ['container/vm-01/api-1', 'container/vm-01/db-1'];

function site(defaults = '{}'): Site {
  const world = worldOf(`
    system: { id: mail }
    defaults: ${defaults}
    subsystems: { mail: { pods: [api, db] } }
    pods:
      api: { kind: stateless, calls: [db], containers: "api-{replica}" }
      db: { kind: stateless, containers: "db-{replica}" }
    servers: { vm-01: }
    containers: [{ name: api-1, server: vm-01 }, { name: db-1, server: vm-01 }]
    rules:
      status: { for: 0s }
      errors: { rate: 0/s, burst: 10, recoverFor: 1d }
      timeouts: { rate: 0/s, burst: 10, recoverFor: 1d }
      memory: { above: 80% }
  `);
  return new Site(world, 60)
    .allSay([api, db], { status: 'running', errors: 0, timeouts: 0, memory: 10, memoryLimit: 100 })
    .begun();
}

/** db grows, then api some time later. */
function after(seconds: number, running = site()) {
  running.says(db, { errors: 100 }).run(seconds);
  return running.says(api, { errors: 100 }).cycle();
}

describe('standing trouble (semantics 4.6)', () => {
  it('masks what began up to an hour after its newest rule was violated', () => {
    expect(nodeIn(after(3600), api)).toMatchObject({ state: 'working', maskedBy: [db] });
  });

  it('does not mask what began later than that', () => {
    const evaluation = after(3660);
    expect(stateIn(evaluation, api)).toBe('failed');
    expect(rootsIn(evaluation)).toHaveLength(2);
  });

  it('is as long as `standing` says', () => {
    expect(stateIn(after(600, site('{ standing: 10m }')), api)).toBe('working');
    expect(stateIn(after(660, site('{ standing: 10m }')), api)).toBe('failed');
  });

  it('masks again once it gets worse by another rule', () => {
    const running = site().says(db, { errors: 100 });
    running.run(7200);
    running.says(db, { timeouts: 100 }).cycle();
    expect(stateIn(running.says(api, { errors: 100 }).cycle(), api)).toBe('working');
  });

  it('does not count against a container that was in trouble as early', () => {
    const running = site().allSay([api, db], { errors: 100 });
    expect(stateIn(running.run(14_400), api)).toBe('working');
  });

  it('masks always by direct evidence, however old', () => {
    const running = site().says(db, { status: 'exited' });
    running.run(14_400);
    expect(stateIn(running.says(api, { errors: 100 }).cycle(), api)).toBe('working');
  });

  it('growth with pressure is direct evidence here', () => {
    const running = site().says(db, { errors: 100, memory: 90 });
    running.run(14_400);
    expect(stateIn(running.says(api, { errors: 100 }).cycle(), api)).toBe('working');
  });
});
