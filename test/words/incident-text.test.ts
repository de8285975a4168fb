import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { worldOf } from '../support/installation.ts';
import { incidentAt, nodeIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems:
    calendar: { name: Calendar, pods: [api, db] }
    users: { name: User base, pods: [user-db] }
  pods:
    api: { name: Calendar API, kind: stateless, containers: "api-{replica}" }
    db: { name: Calendar store, kind: all, containers: "db-{replica}" }
    user-db: { name: User store, kind: primary-replica, containers: "user-db-{replica}" }
    tool: { name: Report tool, kind: stateless, containers: "tool-{replica}" }
  servers: { vm-01: { name: mail-vm-01, disks: { data1: { mount: /data1 } } }, vm-02: { name: mail-vm-02 }, vm-03: }
  containers:
    - { name: api-1, server: vm-01 }
    - { name: api-2, server: vm-02 }
    - { name: db-1, server: vm-01, disks: [data1] }
    - { name: user-db-1, server: vm-01, role: primary }
    - { name: user-db-2, server: vm-02 }
    - { name: tool-1, server: vm-02 }
  rules:
    status: { for: 0s }
    health: { for: 0s }
    reachable: { for: 0s }
    errors: { rate: 10/min, burst: 50 }
    diskUsed: { above: 97%, for: 0s }
    custom:
      queue-full: { on: container, class: direct, signal: queue, above: 1000 }
      swollen: { on: container, class: direct, signal: memory, above: 2Gi }
      degraded: { on: container, class: direct, signal: state, is: degraded }
      slow-queries: { on: container, class: growth, signal: slowQueries, rate: 0/s, burst: 20 }
      busy-and-starved:
        { on: container, class: direct, all: [{ signal: queue, above: 10 }, { signal: workers, below: 2 }] }
`);
const on = (server: string, name: string): string => `container/${server}/${name}`;
const [api1, api2, db1] = [on('vm-01', 'api-1'), on('vm-02', 'api-2'), on('vm-01', 'db-1')];
const [primary, replica, tool1] = [on('vm-01', 'user-db-1'), on('vm-02', 'user-db-2'), on('vm-02', 'tool-1')];
const all = [api1, api2, db1, primary, replica, tool1];
const exited = { status: 'exited' };

function site(): Site {
  return new Site(world).allSay(all, { status: 'running', health: 'healthy', errors: 0, slowQueries: 0 }).begun();
}

const textAt = (evaluation: Evaluation, root: string): string | undefined => {
  const { id } = incidentAt(evaluation, root);
  return evaluation.result.incidents.find((incident) => incident.id === id)?.text;
};

describe('an incident in words', () => {
  it.each([
    [
      'what is down and the root',
      { node: db1, said: exited, text: 'Calendar is down: db-1 on mail-vm-01 is not running (exited)' },
    ],
    [
      'a want of reserve',
      {
        node: api1,
        said: exited,
        text: 'Calendar (Calendar API) has no reserve left: api-1 on mail-vm-01 is not running (exited)',
      },
    ],
    [
      'a health check',
      {
        node: api1,
        said: { health: 'unhealthy' },
        text: 'Calendar (Calendar API) has no reserve left: api-1 on mail-vm-01 fails its health check',
      },
    ],
    [
      'a lost primary',
      {
        node: primary,
        said: exited,
        text: 'User base is down: primary user-db-1 on mail-vm-01 is not running (exited)',
      },
    ],
    [
      'a lost replica',
      { node: replica, said: exited, text: 'User base is down: user-db-2 on mail-vm-02 is not running (exited)' },
    ],
    [
      'a pod outside every subsystem',
      { node: tool1, said: exited, text: 'Report tool is down: tool-1 on mail-vm-02 is not running (exited)' },
    ],
    [
      'growth',
      {
        node: api1,
        said: { errors: 500 },
        text: 'Calendar (Calendar API) has no reserve left: api-1 on mail-vm-01 has growing errors: 495 more than 10/min allows, burst 50',
      },
    ],
    [
      'a full disk',
      {
        node: 'disk/vm-01/data1',
        said: { used: 98.2 },
        text: 'Calendar is down: disk /data1 on mail-vm-01 is full (98.2 %)',
      },
    ],
    [
      'a threshold of a custom rule',
      {
        node: api1,
        said: { queue: 1200 },
        text: 'Calendar (Calendar API) has no reserve left: api-1 on mail-vm-01 breaks rule queue-full: queue is 1200, limit 1000',
      },
    ],
    [
      'a size',
      {
        node: api1,
        said: { memory: 3 * 1024 ** 3 },
        text: 'Calendar (Calendar API) has no reserve left: api-1 on mail-vm-01 breaks rule swollen: memory is 3 GiB, limit 2 GiB',
      },
    ],
    [
      'a word',
      {
        node: api1,
        said: { state: 'degraded' },
        text: 'Calendar (Calendar API) has no reserve left: api-1 on mail-vm-01 breaks rule degraded: state is degraded',
      },
    ],
    [
      'growth of a custom rule',
      {
        node: api1,
        said: { slowQueries: 100 },
        text: 'Calendar (Calendar API) has no reserve left: api-1 on mail-vm-01 breaks rule slow-queries: slowQueries grows, 100 more than 0/h allows, burst 20',
      },
    ],
    [
      'several conditions at once',
      {
        node: api1,
        said: { queue: 20, workers: 1 },
        text: 'Calendar (Calendar API) has no reserve left: api-1 on mail-vm-01 breaks rule busy-and-starved: queue is 20, limit 10',
      },
    ],
  ] as const)('tells %s', (_what, { node, said, text }) => {
    const evaluation = site().says(node, said).cycle();
    expect(textAt(evaluation, node)).toBe(text);
  });

  it('counts the containers of a common cause', () => {
    const evaluation = site().allSay([api1, api2], exited).cycle();
    expect(textAt(evaluation, 'pod/api')).toBe('Calendar is down: Calendar API (2 containers) is not running (exited)');
  });

  it('names all subsystems that a server takes down', () => {
    const evaluation = site().says('server/vm-01', { reachable: 0 }).cycle();
    expect(textAt(evaluation, 'server/vm-01')).toBe('Calendar and User base are down: mail-vm-01 does not answer');
  });

  it('says of a planned one that it is', () => {
    const evaluation = site().says('server/vm-01', { maintenance: 1 }).says(db1, exited).cycle();
    expect(textAt(evaluation, db1)).toBe('Planned: db-1 on mail-vm-01 is not running (exited)');
  });

  it('says of an unseen server what that means', () => {
    const running = site();
    const evaluation = running.silence(api1, db1, primary).run(240);
    expect(textAt(evaluation, 'server/vm-01')).toBe('Not visible: mail-vm-01 sends no data; nobody can tell how it is');
  });

  it('says of Zabbix itself that it gives no data, and advises to look there', () => {
    const evaluation = site()
      .silence(...all)
      .run(240);
    expect(textAt(evaluation, 'source/zabbix')).toBe(
      'Not visible: Zabbix gives no data of any server; nobody can tell how they are',
    );
    expect(incidentAt(evaluation, 'source/zabbix').action).toEqual({ advice: 'check-zabbix' });
  });

  it('says of a proxy which one', () => {
    const proxies = new Map([
      ['server/vm-01', 'dc-2'],
      ['server/vm-02', 'dc-2'],
    ]);
    const running = site().says('server/vm-03', { cpu: 1 });
    running.cycle({ proxies });
    running.silence(...all);
    let evaluation = running.cycle({ proxies });
    for (let cycle = 0; cycle < 8; cycle++) evaluation = running.cycle({ proxies });
    expect(textAt(evaluation, 'source/dc-2')).toMatch(/^Not visible: Zabbix proxy dc-2 gives no data/);
    expect(incidentAt(evaluation, 'source/dc-2').action).toEqual({ advice: 'check-proxy' });
  });

  it('advises to escalate where only a rule of the model’s own says yes', () => {
    const evaluation = site().says(api1, { queue: 1200 }).cycle();
    expect(incidentAt(evaluation, api1).action).toEqual({ advice: 'escalate' });
  });

  it('tells the evidence of a node in the same words', () => {
    const evaluation = site().says(api1, { queue: 1200 }).cycle();
    expect(nodeIn(evaluation, api1).evidence).toMatchObject([
      { text: 'breaks rule queue-full: queue is 1200, limit 1000' },
    ]);
  });
});
