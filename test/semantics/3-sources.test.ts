import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { incidentAt, rootsIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const servers = ['vm-01', 'vm-02', 'vm-03', 'vm-04'];
const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api] } }
  pods: { api: { kind: stateless, containers: "api-{replica}" } }
  servers: { vm-01:, vm-02:, vm-03:, vm-04: }
  containers: [${servers.map((server, index) => `{ name: api-${String(index + 1)}, server: ${server} }`).join(', ')}]
`);
const [api1 = '', api2 = '', api3 = '', api4 = ''] = servers.map(
  (server, index) => `container/${server}/api-${String(index + 1)}`,
);
const all = [api1, api2, api3, api4];

/** vm-01 and vm-02 are behind `east`, vm-03 behind `west`, vm-04 is watched by Zabbix itself. */
const proxies = new Map([
  ['server/vm-01', 'east'],
  ['server/vm-02', 'east'],
  ['server/vm-03', 'west'],
]);

function silent(...nodes: readonly string[]): { readonly running: Site; readonly last: number } {
  const running = new Site(world).allSay(all, { status: 'running' });
  const last = running.cycle({ proxies }).health.at;
  running.silence(...nodes);
  for (let second = 0; second < 240; second += running.every) running.cycle({ proxies });
  return { running, last };
}

describe('servers behind one Zabbix proxy (semantics 3, Unseen)', () => {
  it('have the proxy as root where all of at least two are silent', () => {
    const { running, last } = silent(api1, api2);
    const evaluation = running.cycle({ proxies });
    expect(rootsIn(evaluation)).toEqual(['source/east']);
    expect(evaluation.health.unseen.get('source/east')).toEqual({
      since: last,
      servers: ['server/vm-01', 'server/vm-02'],
    });
    expect(incidentAt(evaluation, 'source/east').symptoms).toEqual([api1, api2]);
  });

  it('stay behind it while Zabbix cannot be asked who is behind which', () => {
    const { running, last } = silent(api1, api2);
    running.cycle({ proxies });
    expect(rootsIn(running.cycle({ unreadableSince: last + 240 }))).toEqual(['source/east']);
  });

  it('are roots themselves as soon as no proxy watches them any more', () => {
    const { running } = silent(api1, api2);
    expect(rootsIn(running.cycle({ proxies: new Map() })).toSorted()).toEqual(['server/vm-01', 'server/vm-02']);
  });

  it('are roots themselves while one of them is heard', () => {
    expect(rootsIn(silent(api1).running.cycle({ proxies }))).toEqual(['server/vm-01']);
  });

  it('a single one behind a proxy is a root itself', () => {
    expect(rootsIn(silent(api3).running.cycle({ proxies }))).toEqual(['server/vm-03']);
  });

  it('silent ones elsewhere are roots besides', () => {
    const roots = rootsIn(silent(api1, api2, api3).running.cycle({ proxies }));
    expect(roots.toSorted()).toEqual(['server/vm-03', 'source/east']);
  });

  it('give way to Zabbix as the one root where all servers are silent', () => {
    const evaluation = silent(...all).running.cycle({ proxies });
    expect([...evaluation.health.unseen.keys()]).toEqual(['source/zabbix']);
    expect(rootsIn(evaluation)).toEqual(['source/zabbix']);
  });

  it('those that are planned do not count', () => {
    const { running } = silent(api1);
    running.says('server/vm-02', { maintenance: 1 }).silence(api2);
    for (let cycle = 0; cycle < 10; cycle++) running.cycle({ proxies });
    expect(rootsIn(running.cycle({ proxies }))).toEqual(['server/vm-01']);
  });

  it('are heard again one by one', () => {
    const { running } = silent(api1, api2);
    running.hear().silence(api2);
    const evaluation = running.cycle({ proxies });
    expect(rootsIn(evaluation)).toEqual(['server/vm-02']);
    expect(stateIn(evaluation, api1)).toBe('working');
  });
});

describe('Zabbix that Linchpin can not read (semantics 3, Unseen)', () => {
  it('stands for every server of the model, heard or not', () => {
    const running = new Site(world).says(api1, { status: 'running' });
    const last = running.cycle().health.at;
    running.silence(api1);
    let evaluation = running.cycle({ unreadableSince: last, proxies });
    while (running.now - last <= 200) evaluation = running.cycle({ unreadableSince: last, proxies });
    expect(evaluation.health.unseen.get('source/zabbix')?.servers).toEqual(servers.map((id) => `server/${id}`));
  });
});
