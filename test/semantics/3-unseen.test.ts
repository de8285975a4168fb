import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { signalKey } from '../../src/domain/signal.ts';
import { Installation } from '../support/installation.ts';
import { incidentAt, rootsIn, stateIn, violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';
import { api1, api2, api3, twoServers } from '../support/small-worlds.ts';

const disk = 'disk/vm-01/data1';

/** Everything reports, and is well. */
function site(): Site {
  return new Site(twoServers).allSay([api1, api2, api3], { status: 'running' });
}

describe('unseen servers (semantics 3)', () => {
  const unseenRoots = (evaluation: Evaluation): readonly string[] => [...evaluation.health.unseen.keys()];

  it('a server that was heard by its containers and is not now is unseen, and its containers are unknown', () => {
    const running = site();
    const last = running.cycle().health.at;
    const evaluation = running.silence(api1, api2).run(210);
    expect(incidentAt(evaluation, 'server/vm-01')).toMatchObject({ severity: 'unseen', onset: last });
    expect(incidentAt(evaluation, 'server/vm-01').symptoms).toEqual([api1, api2]);
    expect([stateIn(evaluation, api1), stateIn(evaluation, api2)]).toEqual(['unknown', 'unknown']);
    expect(rootsIn(evaluation)).toEqual(['server/vm-01']);
  });

  it('a throttled signal does not keep a server heard until its heartbeats are overdue', () => {
    const installation = new Installation(twoServers);
    const ping = signalKey('server/vm-01', 'runtime');
    const options = { intervals: new Map([[ping, 600]]), throttled: new Set([ping]) };
    installation.observe('server/vm-01', 'runtime', 1).observe('server/vm-01', 'agent', 1);
    for (const id of [api1, api2, api3]) installation.observe(id, 'status', 'running');
    installation.cycle(30, options);
    for (const seconds of [100, 100]) {
      installation.now += seconds;
      installation.observe(api3, 'status', 'running').cycle(0, options);
    }
    const evaluation = installation.observe(api3, 'status', 'running').cycle(0, options);
    expect(unseenRoots(evaluation)).toEqual(['server/vm-01']);
    expect(stateIn(evaluation, 'server/vm-01')).toBe('unknown');
  });

  it('a throttled signal alone keeps a server heard until its heartbeats are overdue', () => {
    const installation = new Installation(twoServers);
    const ping = signalKey('server/vm-02', 'runtime');
    const options = { intervals: new Map([[ping, 600]]), throttled: new Set([ping]) };
    installation.observe('server/vm-02', 'runtime', 1).observe(api1, 'status', 'running').cycle(30, options);
    installation.now += 1700;
    const heard = installation.observe(api1, 'status', 'running').cycle(0, options);
    expect(unseenRoots(heard)).toEqual([]);
    installation.now += 200;
    const overdue = installation.observe(api1, 'status', 'running').cycle(0, options);
    expect(unseenRoots(overdue)).toEqual(['server/vm-02']);
  });

  it('a server that was never heard is not', () => {
    expect(unseenRoots(new Site(twoServers).says(api3, { status: 'running' }).run(3600))).toEqual([]);
  });

  it('a disk that reports makes its server heard', () => {
    const running = site().silence(api2).says(disk, { used: 10 }).begun();
    expect(unseenRoots(running.silence(api1).run(240))).toEqual([]);
    expect(unseenRoots(running.silence(disk).run(240))).toEqual(['server/vm-01']);
  });

  it('`reachable` does not make a server heard that had other signals', () => {
    const running = site().says('server/vm-02', { reachable: 1 });
    running.cycle();
    const evaluation = running.silence(api3).run(240);
    expect(unseenRoots(evaluation)).toEqual(['server/vm-02']);
    expect(stateIn(evaluation, 'server/vm-02')).toBe('unknown');
  });

  it('`agent` 1 makes a server heard, `agent` 0 does not', () => {
    const running = site().says('server/vm-02', { agent: 1 });
    running.cycle();
    expect(unseenRoots(running.silence(api3).run(240))).toEqual([]);
    expect(unseenRoots(running.says('server/vm-02', { agent: 0 }).cycle())).toEqual(['server/vm-02']);
  });

  it('the network does not make a server heard, for it is looked at from elsewhere', () => {
    const running = site().says('network/vm-02', { up: 1, loss: 0 });
    running.cycle();
    expect(unseenRoots(running.silence(api3).run(240))).toEqual(['server/vm-02']);
  });

  it('a server that never had another signal is heard by `reachable` 1', () => {
    const running = new Site(twoServers).says(api3, { status: 'running' }).says('server/vm-01', { reachable: 1 });
    const evaluation = running.run(240);
    expect(unseenRoots(evaluation)).toEqual([]);
    expect(stateIn(evaluation, 'server/vm-01')).toBe('working');
    expect(unseenRoots(running.silence('server/vm-01').run(240))).toEqual(['server/vm-01']);
  });

  it('a server that was heard by `agent` alone is silent once that is 0', () => {
    const running = new Site(twoServers).says(api3, { status: 'running' }).says('server/vm-01', { agent: 1 });
    const heard = running.run(60).health.at;
    const evaluation = running.says('server/vm-01', { agent: 0 }).cycle();
    expect([...evaluation.health.unseen]).toEqual([['server/vm-01', { since: heard, servers: ['server/vm-01'] }]]);
  });

  it('a blind server, whose containers and runtime are silent, is unseen though it is heard', () => {
    const running = site().says('server/vm-01', { cpu: 5, runtime: 1 });
    const last = running.cycle().health.at;
    const evaluation = running.silence(api1, api2, 'server/vm-01 runtime').run(210);
    expect([...evaluation.health.unseen]).toEqual([['server/vm-01', { since: last, servers: ['server/vm-01'] }]]);
    expect(stateIn(evaluation, api1)).toBe('unknown');
  });

  it('a server is not blind while one of its containers is fresh', () => {
    const running = site().says('server/vm-01', { cpu: 5 });
    running.cycle();
    expect(unseenRoots(running.silence(api1).run(600))).toEqual([]);
  });

  it('a server is not blind for a single silent container', () => {
    const running = site().says('server/vm-01', { cpu: 5 });
    running.silence(api2).cycle();
    expect(unseenRoots(running.silence(api1, api2).run(600))).toEqual([]);
  });

  it('a server is not blind while `runtime` is freshly 1: its containers are gone then', () => {
    const running = site().says('server/vm-01', { runtime: 1 });
    running.cycle();
    const evaluation = running.silence(api1, api2).run(240);
    expect(unseenRoots(evaluation)).toEqual([]);
    expect(violatedBy(evaluation, api1)).toEqual(['gone']);
  });

  it('a planned server is not unseen', () => {
    const running = site().says('server/vm-01', { maintenance: 1 });
    running.cycle();
    expect(rootsIn(running.silence(api1, api2, 'server/vm-01').run(600))).toEqual([]);
  });

  it('a server that is the root of an open incident is not unseen besides', () => {
    const running = site().says('server/vm-01', { reachable: 0 });
    const [before] = running.run(120).incidents.open;
    const evaluation = running.silence(api1, api2, 'server/vm-01').run(600);
    expect(evaluation.incidents.open).toMatchObject([{ id: before?.id, root: 'server/vm-01', stale: true }]);
    expect(incidentAt(evaluation, 'server/vm-01').evidence.map(({ rule }) => rule)).toEqual(['reachable']);
  });

  it('a server that is heard again is no root any more', () => {
    const running = site();
    running.cycle();
    running.silence(api1, api2).run(300);
    const evaluation = running.hear().cycle();
    expect(evaluation.incidents.open).toEqual([]);
    expect(evaluation.incidents.closed.map(({ root }) => root)).toEqual(['server/vm-01']);
  });
});

describe('an unseen source (semantics 3)', () => {
  it('is the one root where all of at least two servers are silent', () => {
    const running = site();
    const last = running.cycle().health.at;
    const evaluation = running.silence(api1, api2, api3).run(240);
    expect(rootsIn(evaluation)).toEqual(['source/zabbix']);
    expect(incidentAt(evaluation, 'source/zabbix')).toMatchObject({ severity: 'unseen', onset: last });
    expect(incidentAt(evaluation, 'source/zabbix').symptoms).toEqual([api1, api2, api3]);
  });

  it('does not count servers that have failed, are planned or were never heard', () => {
    const running = site().says('server/vm-01', { reachable: 0 });
    running.run(60);
    expect(rootsIn(running.silence(api3).run(240)).toSorted()).toEqual(['server/vm-01', 'server/vm-02']);
  });

  it('is no root where one server alone was ever heard', () => {
    const running = new Site(twoServers).says(api3, { status: 'running' });
    running.cycle();
    expect(rootsIn(running.silence(api3).run(240))).toEqual(['server/vm-02']);
  });

  it('gives way to single servers as soon as one of them is heard', () => {
    const running = site();
    running.cycle();
    running.silence(api1, api2, api3).run(300);
    running.hear().silence(api1, api2);
    expect(rootsIn(running.cycle())).toEqual(['server/vm-01']);
  });

  it('is the root too where Linchpin itself can not read Zabbix', () => {
    const running = site();
    const last = running.cycle().health.at;
    running.silence(api1, api2, api3);
    let evaluation = running.cycle({ unreadableSince: last });
    while (running.now - last <= 200) evaluation = running.cycle({ unreadableSince: last });
    expect(rootsIn(evaluation)).toEqual(['source/zabbix']);
  });

  it('where Linchpin itself can not read Zabbix it is so with a single server too', () => {
    const running = new Site(twoServers).says(api3, { status: 'running' });
    const last = running.cycle().health.at;
    running.silence(api3);
    let evaluation = running.cycle({ unreadableSince: last });
    while (running.now - last <= 200) evaluation = running.cycle({ unreadableSince: last });
    expect(rootsIn(evaluation)).toEqual(['source/zabbix']);
  });
});
