import { describe, expect, it } from 'vitest';

import { incidentAt, nodeIn, rootsIn, stateIn, violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';
import { apiAndDb } from '../support/small-worlds.ts';

const world = apiAndDb(`{
      status: { for: 0s },
      errors: { rate: 0/s, burst: 10 },
      restarts: { rate: 0/s, burst: 3 },
      memory: { above: 80% },
      serverMemory: { above: 90% },
    }`);
const [api1, api2, db1] = ['container/vm-01/api-1', 'container/vm-01/api-2', 'container/vm-02/db-1'];
const [vm1, vm2, disk, network] = ['server/vm-01', 'server/vm-02', 'disk/vm-01/data1', 'network/vm-01'];

/** Everything is well; every container has a memory limit of 100. */
function site(): Site {
  return new Site(world)
    .allSay([api1, api2, db1], {
      status: 'running',
      errors: 0,
      restarts: 0,
      memory: 50,
      memoryLimit: 100,
    })
    .allSay([vm1, vm2], { memory: 50 })
    .begun();
}

describe('the verdict on a container (semantics 3)', () => {
  it('is working where no rule says yes', () => {
    expect(stateIn(site().cycle(), api1)).toBe('working');
  });

  it.each([
    { kind: 'server', id: vm1, bad: { reachable: 0 }, on: [api1, api2] },
    { kind: 'disk', id: disk, bad: { healthy: 0 }, on: [api1] },
    { kind: 'network', id: network, bad: { up: 0 }, on: [api1, api2] },
  ])('is failed through a $kind that failed, for all that stand on it and nothing else', ({ id, bad, on }) => {
    const evaluation = site().says(id, bad).run(60);
    for (const container of [api1, api2, db1]) {
      expect(stateIn(evaluation, container)).toBe(on.includes(container) ? 'failed' : 'working');
    }
  });

  it('is failed by any direct rule, whatever else it does', () => {
    expect(stateIn(site().says(api1, { status: 'exited' }).cycle(), api1)).toBe('failed');
  });

  it('is failed by growth alone where nothing masks it', () => {
    expect(stateIn(site().says(api1, { errors: 100 }).cycle(), api1)).toBe('failed');
  });

  it('is working and strained under pressure alone: busy is not broken', () => {
    const evaluation = site().says(api1, { memory: 90 }).cycle();
    expect(nodeIn(evaluation, api1)).toMatchObject({ state: 'working', strained: true });
  });

  it('is working and strained under its server’s pressure alone', () => {
    const evaluation = site().says(vm1, { memory: 95 }).cycle();
    expect(nodeIn(evaluation, api1)).toMatchObject({ state: 'working', strained: true });
    expect(nodeIn(evaluation, vm1)).toMatchObject({ state: 'working', strained: true });
    expect(nodeIn(evaluation, db1)).not.toHaveProperty('strained');
  });

  it('never says strained of a disk or a network', () => {
    const evaluation = site().says(vm1, { memory: 95 }).says(disk, { used: 10 }).says(network, { up: 1 }).cycle();
    expect(nodeIn(evaluation, disk)).not.toHaveProperty('strained');
    expect(nodeIn(evaluation, network)).not.toHaveProperty('strained');
  });

  it('is unknown where a rule has no answer and none says yes', () => {
    const running = site().silence(`${api1} errors`);
    expect(stateIn(running.run(210), api1)).toBe('unknown');
  });

  it('prefers growth that is seen to a rule that has no answer', () => {
    const running = site().silence(`${api1} restarts`);
    running.run(210);
    expect(stateIn(running.says(api1, { errors: 100 }).cycle(), api1)).toBe('failed');
  });
});

describe('growth with pressure (semantics 3)', () => {
  const brokenCallee = { errors: 100 };

  it('growth alone is masked by a callee that is down by growth', () => {
    const evaluation = site().says(db1, brokenCallee).says(api1, { errors: 100 }).cycle();
    expect(nodeIn(evaluation, api1)).toMatchObject({ state: 'working', maskedBy: [db1] });
  });

  it('is a failure of its own beside such a callee', () => {
    const evaluation = site().says(db1, brokenCallee).says(api1, { errors: 100, memory: 90 }).cycle();
    expect(stateIn(evaluation, api1)).toBe('failed');
    expect(rootsIn(evaluation).toSorted()).toEqual([api1, db1]);
  });

  it('is a failure of its own by the pressure of the server too', () => {
    const evaluation = site().says(db1, brokenCallee).says(api1, { errors: 100 }).says(vm1, { memory: 95 }).cycle();
    expect(stateIn(evaluation, api1)).toBe('failed');
    expect(incidentAt(evaluation, vm1).containers).toContain(api1);
  });

  it('is masked, and strained, where its pod leans on a pod that is down by a direct rule', () => {
    const evaluation = site().says(db1, { status: 'exited' }).says(api1, { errors: 100, memory: 90 }).cycle();
    expect(nodeIn(evaluation, api1)).toMatchObject({ state: 'working', strained: true, maskedBy: [db1] });
    expect(rootsIn(evaluation)).toEqual([db1]);
  });

  it('a callee failed through a resource is down by a direct rule', () => {
    const evaluation = site().says(vm2, { reachable: 0 }).says(api1, { errors: 100, memory: 90 }).run(60);
    expect(nodeIn(evaluation, api1)).toMatchObject({ state: 'working', maskedBy: [vm2] });
  });

  it('a callee that is itself down by growth with pressure is not down by a direct rule', () => {
    const evaluation = site().says(db1, { errors: 100, memory: 90 }).says(api1, { errors: 100, memory: 90 }).cycle();
    expect(stateIn(evaluation, api1)).toBe('failed');
  });

  it('a container with both shows each rule', () => {
    const evaluation = site().says(api1, { errors: 100, memory: 90 }).cycle();
    expect(violatedBy(evaluation, api1)).toEqual(['errors', 'memory']);
  });
});
