import { expect, it } from 'vitest';

import { Installation, worldOf } from '../support/installation.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api] } }
  pods: { api: { kind: stateless, containers: "api-{replica}" } }
  servers: { vm-01: }
  containers: [{ name: api-1, server: vm-01 }, { name: api-2, server: vm-01 }]
  rules: { status: { for: 0s }, memory: { above: 80%, for: 0s } }
`);
const [api1, api2, server] = ['container/vm-01/api-1', 'container/vm-01/api-2', 'server/vm-01'];

/** Everything is well; of all nodes image, version and start are known. */
function site(): Site {
  const settings = { image: 'api:1', version: '1', started: 1000 };
  return new Site(world)
    .allSay([api1, api2], {
      status: 'running',
      memory: 50,
      memoryLimit: 100,
      ...settings,
    })
    .says(server, { cpu: 5, version: '1' })
    .begun();
}

it('of nodes that are not well it is told what of image, start and version changed, and when (semantics 6)', () => {
  const running = site();
  const first = running.allSay([api1, api2], { version: '2' }).cycle().health.at;
  const second = running.allSay([api1, api2, server], { image: 'api:2', version: '2' }).cycle().health.at;
  const third = running.allSay([api1, api2], { started: 2000 }).cycle().health.at;
  running.cycle();
  const { changed } = running.says(api1, { status: 'exited' }).cycle().health;
  expect([...changed]).toEqual([
    [
      api1,
      [
        { signal: 'image', value: 'api:2', at: second },
        { signal: 'started', value: 2000, at: third },
        { signal: 'version', value: '2', at: first },
      ],
    ],
  ]);
  const withServer = running.says(server, { reachable: 0 }).run(60).health.changed;
  expect(withServer.get(server)).toEqual([{ signal: 'version', value: '2', at: second }]);
});

it('of a container that works under pressure it is told what changed (semantics 6)', () => {
  const running = site();
  const changedAt = running.says(api1, { image: 'api:2' }).cycle().health.at;
  const { changed } = running.allSay([api1], { memory: 90 }).cycle().health;
  expect([...changed]).toEqual([[api1, [{ signal: 'image', value: 'api:2', at: changedAt }]]]);
});

it('of a node that is not well and that never changed nothing is told (semantics 6)', () => {
  expect([...site().says(api1, { status: 'exited' }).cycle().health.changed]).toEqual([]);
});

it('a setting remembers when it last took another value, and no other signal does', () => {
  const installation = new Installation(world);
  const signals = () => installation.memory.nodes.get(api1)?.signals;
  const start = installation.now;
  installation.observe(api1, 'image', 'a').observe(api1, 'status', 'running').cycle();
  expect(signals()?.['image']).toStrictEqual({ newest: { value: 'a', at: start } });
  installation.observe(api1, 'image', 'b', start + 10).observe(api1, 'image', 'c', start + 20);
  installation
    .observe(api1, 'image', 'c', start + 30)
    .observe(api1, 'status', 'exited', start + 30)
    .cycle(30);
  expect(signals()?.['image']).toStrictEqual({ newest: { value: 'c', at: start + 30 }, changedAt: start + 20 });
  expect(signals()?.['status']).toStrictEqual({ newest: { value: 'exited', at: start + 30 } });
  installation.observe(api1, 'image', 'c', start + 60).cycle(30);
  expect(signals()?.['image']).toStrictEqual({ newest: { value: 'c', at: start + 60 }, changedAt: start + 20 });
});
