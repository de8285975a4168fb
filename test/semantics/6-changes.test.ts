import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api, db] } }
  pods:
    api: { kind: stateless, containers: "api-{replica}" }
    db: { kind: primary-replica, containers: "db-{replica}" }
  servers: { vm-01: }
  containers:
    - { name: api-1, server: vm-01 }
    - { name: api-2, server: vm-01 }
    - { name: db-1, server: vm-01, role: primary }
    - { name: db-2, server: vm-01 }
    - { name: db-3, server: vm-01 }
  rules: { status: { for: 0s } }
`);
const [api1, api2] = ['container/vm-01/api-1', 'container/vm-01/api-2'];
const [db1, db2, db3] = ['container/vm-01/db-1', 'container/vm-01/db-2', 'container/vm-01/db-3'];

function site(): Site {
  return new Site(world)
    .allSay([api1, api2, db1, db2, db3], { status: 'running' })
    .allSay([api1, api2], { image: 'api:1', version: '1', started: 1000 })
    .begun();
}

describe('what changed shortly before (semantics 6)', () => {
  it('names image, version and start that changed within an hour before the onset', () => {
    const running = site();
    const changedAt = running.says(api1, { image: 'api:2' }).cycle().health.at;
    running.run(1800);
    const evaluation = running.says(api1, { status: 'exited' }).cycle();
    expect(incidentAt(evaluation, api1).changes).toEqual([{ signal: 'image', value: 'api:2', at: changedAt }]);
  });

  it('names nothing where nothing ever changed', () => {
    expect(incidentAt(new Site(world).says(db2, { status: 'exited' }).cycle(), db2).changes).toEqual([]);
  });

  it('names what was rolled out to several containers once, with its newest time', () => {
    const running = site();
    running.says(api1, { image: 'api:2' }).cycle();
    const changedAt = running.says(api2, { image: 'api:2' }).cycle().health.at;
    const evaluation = running.allSay([api1, api2], { status: 'exited' }).cycle();
    expect(incidentAt(evaluation, 'pod/api').changes).toEqual([{ signal: 'image', value: 'api:2', at: changedAt }]);
  });

  it('names the newest first, and what changed at one time by the name of the signal', () => {
    const running = site();
    const first = running.says(api1, { version: '2', image: 'api:2' }).cycle().health.at;
    const second = running.says(api1, { started: 2000 }).cycle().health.at;
    const evaluation = running.says(api1, { status: 'exited' }).cycle();
    expect(incidentAt(evaluation, api1).changes).toEqual([
      { signal: 'started', value: 2000, at: second },
      { signal: 'image', value: 'api:2', at: first },
      { signal: 'version', value: '2', at: first },
    ]);
  });

  it('names no more than the newest five', () => {
    const running = site();
    running.says(api1, { image: 'api:2', version: '2', started: 2000 }).cycle();
    running.says(api2, { image: 'api:3', version: '3', started: 3000 }).cycle();
    const { changes } = incidentAt(running.allSay([api1, api2], { status: 'exited' }).cycle(), 'pod/api');
    expect(changes.map(({ value }) => value)).toEqual(['api:3', 3000, '3', 'api:2', 2000]);
  });

  it.each([
    [3600, 1],
    [3630, 0],
  ])('of %d seconds before the onset names %d', (seconds, count) => {
    const running = site();
    running.says(api1, { image: 'api:2' }).cycle();
    running.run(seconds - 30);
    expect(incidentAt(running.says(api1, { status: 'exited' }).cycle(), api1).changes).toHaveLength(count);
  });

  it('names what changed at the time of the onset, and nothing that changed after it', () => {
    const running = site();
    running.says(api1, { status: 'exited', image: 'api:2' }).cycle();
    const evaluation = running.says(api1, { version: '2' }).cycle();
    expect(incidentAt(evaluation, api1).changes.map(({ signal }) => signal)).toEqual(['image']);
  });
});

describe('the primaries among the containers of an incident (semantics 5, 6)', () => {
  it('are named, and no replica is', () => {
    const evaluation = site().allSay([db1, db2], { status: 'exited' }).cycle();
    expect(incidentAt(evaluation, 'pod/db').primaries).toEqual([db1]);
  });

  it('are left out where only replicas are in it, or the pod has none', () => {
    expect(incidentAt(site().says(db2, { status: 'exited' }).cycle(), db2)).not.toHaveProperty('primaries');
    expect(incidentAt(site().says(api1, { status: 'exited' }).cycle(), api1)).not.toHaveProperty('primaries');
  });
});
