import { describe, expect, it } from 'vitest';

import { signalKey } from '../../src/domain/signal.ts';
import { leafOf } from '../../src/domain/verdict.ts';
import { Installation } from '../support/installation.ts';
import { evidenceOf, rootsIn, stateIn, violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';
import { api1, api2, api3, twoServers } from '../support/small-worlds.ts';

const disk = 'disk/vm-01/data1';

/** Everything reports, and is well. */
function site(): Site {
  return new Site(twoServers).allSay([api1, api2, api3], { status: 'running' });
}

describe('signals that are missing or stale (semantics 3)', () => {
  it('a rule over a signal never seen does not apply', () => {
    expect(stateIn(site().cycle(), api1)).toBe('working');
  });

  it('a node never seen is unknown', () => {
    const evaluation = new Site(twoServers).says(api2, { status: 'running' }).run(3600);
    expect(stateIn(evaluation, api1)).toBe('unknown');
    expect(violatedBy(evaluation, api1)).toEqual([]);
  });

  it('a signal is stale only when it is older than its stale age', () => {
    const installation = new Installation(twoServers);
    installation.observe(api3, 'status', 'running').cycle();
    expect(stateIn(installation.cycle(180), api3)).toBe('working');
    expect(stateIn(installation.cycle(1), api3)).toBe('unknown');
  });

  it('the stale age is three update intervals where that is longer than `staleAfter`', () => {
    const installation = new Installation(twoServers);
    const intervals = new Map([[signalKey(api3, 'status'), 100]]);
    installation.observe(api3, 'status', 'running').cycle(0, { intervals });
    expect(stateIn(installation.cycle(300, { intervals }), api3)).toBe('working');
    expect(stateIn(installation.cycle(1, { intervals }), api3)).toBe('unknown');
  });

  it('the stale age is `staleAfter` where three update intervals are shorter', () => {
    const installation = new Installation(twoServers);
    const intervals = new Map([[signalKey(api3, 'status'), 10]]);
    installation.observe(api3, 'status', 'running').cycle(0, { intervals });
    expect(stateIn(installation.cycle(180, { intervals }), api3)).toBe('working');
  });

  it('one stale signal with a direct rule makes a node unknown, though others are fresh', () => {
    const installation = new Installation(twoServers);
    installation.observe(api1, 'status', 'running').observe(api1, 'errors', 0).cycle();
    const evaluation = installation.observe(api1, 'errors', 0, installation.now + 200).cycle(200);
    expect(stateIn(evaluation, api1)).toBe('unknown');
  });

  it('a stale signal of a pressure rule makes nothing unknown, and the rule keeps its last answer', () => {
    const installation = new Installation(twoServers);
    installation.observe(api1, 'memory', 90).observe(api1, 'memoryLimit', 100).cycle();
    const evaluation = installation.observe(api1, 'status', 'running', installation.now + 600).cycle(600);
    expect(stateIn(evaluation, api1)).toBe('working');
    expect(violatedBy(evaluation, api1)).toEqual(['memory']);
  });

  it('a direct rule that says yes counts though another rule has no answer', () => {
    const installation = new Installation(twoServers);
    installation.observe(api1, 'errors', 0).cycle();
    const evaluation = installation.observe(api1, 'status', 'exited', installation.now + 600).cycle(600);
    expect(stateIn(evaluation, api1)).toBe('failed');
  });

  it('a value from far ahead is not taken in, so that those of now do not look old', () => {
    const installation = new Installation(twoServers);
    installation.observe(api1, 'status', 'running', installation.now + 86_400).cycle();
    const evaluation = installation.observe(api1, 'status', 'exited', installation.now + 30).cycle(30);
    expect(stateIn(evaluation, api1)).toBe('failed');
  });

  it('a value from a clock a little ahead counts at once', () => {
    const installation = new Installation(twoServers);
    const evaluation = installation.observe(api1, 'status', 'exited', installation.now + 20).cycle();
    expect(stateIn(evaluation, api1)).toBe('failed');
  });

  it('a limit does not age', () => {
    const installation = new Installation(twoServers);
    installation.observe(api1, 'memoryLimit', 100).cycle();
    const evaluation = installation.observe(api1, 'memory', 90, installation.now + 86_400).cycle(86_400);
    expect(violatedBy(evaluation, api1)).toEqual(['memory']);
  });

  it('settings do not make a node heard', () => {
    const running = site();
    running.cycle();
    running.silence(api3).says('server/vm-02', { reachable: 1 });
    for (let minute = 0; minute < 10; minute++) {
      running.installation.observe(api3, 'memoryLimit', minute, running.now + 1);
      running.cycle();
    }
    expect(stateIn(running.cycle(), api3)).toBe('unknown');
    expect(rootsIn(running.cycle())).toEqual(['server/vm-02']);
  });
});

describe('gone (semantics 3)', () => {
  it('a silent container is gone since its newest sample, once another of its server has a sample from after it was due', () => {
    const running = site();
    const last = running.cycle().health.at;
    running.silence(api1);
    expect(violatedBy(running.run(180), api1)).toEqual([]);
    const evaluation = running.cycle();
    expect(violatedBy(evaluation, api1)).toEqual(['gone']);
    expect(stateIn(evaluation, api1)).toBe('failed');
    expect(evidenceOf(evaluation, api1, 'gone').since).toBe(last);
  });

  it('a sample from before it was due proves nothing', () => {
    const installation = new Installation(twoServers);
    installation.observe(api1, 'status', 'running').cycle();
    installation.observe(api2, 'status', 'running', installation.now + 180).cycle(180);
    const evaluation = installation.cycle(10);
    expect(stateIn(evaluation, api1)).toBe('unknown');
    expect(violatedBy(evaluation, api1)).toEqual([]);
  });

  it('`runtime` 1 from after it was due proves it too', () => {
    const installation = new Installation(twoServers);
    installation.observe(api1, 'status', 'running').observe(api2, 'status', 'running').cycle();
    const { now } = installation;
    for (const after of [100, 200]) installation.observe('server/vm-01', 'runtime', 1, now + after);
    const evaluation = installation.cycle(200);
    expect(violatedBy(evaluation, api1)).toEqual(['gone']);
    expect(violatedBy(evaluation, api2)).toEqual(['gone']);
  });

  it('`runtime` 1 from then proves it also where no cycle was judged meanwhile', () => {
    const installation = new Installation(twoServers);
    installation.observe(api1, 'status', 'running').observe(api2, 'status', 'running').cycle();
    const { now } = installation;
    for (const after of [100, 200]) installation.observe('server/vm-01', 'runtime', 1, now + after);
    const evaluation = installation.cycle(900);
    expect(violatedBy(evaluation, api1)).toEqual(['gone']);
  });

  it('other signals of the server prove nothing where it has other containers', () => {
    const installation = new Installation(twoServers);
    installation.observe(api1, 'status', 'running').observe(api2, 'status', 'running').cycle();
    const evaluation = installation.observe('server/vm-01', 'cpu', 5, installation.now + 200).cycle(200);
    expect(stateIn(evaluation, api1)).toBe('unknown');
  });

  it('on a server with no other container any signal by which the server is heard proves it', () => {
    const installation = new Installation(twoServers);
    installation.observe(api3, 'status', 'running').cycle();
    const { now } = installation;
    for (const after of [100, 200]) installation.observe('server/vm-02', 'cpu', 5, now + after);
    expect(violatedBy(installation.cycle(200), api3)).toEqual(['gone']);
  });

  it('on a server with no other container a signal from before the container was due proves nothing', () => {
    const installation = new Installation(twoServers);
    const intervals = new Map([[signalKey('server/vm-02', 'cpu'), 600]]);
    installation.observe(api3, 'status', 'running').observe('server/vm-02', 'cpu', 5).cycle(0, { intervals });
    const evaluation = installation.cycle(200, { intervals });
    expect(stateIn(evaluation, api3)).toBe('unknown');
    expect(violatedBy(evaluation, api3)).toEqual([]);
  });

  it('`reachable` proves nothing, for it comes from elsewhere', () => {
    const installation = new Installation(twoServers);
    installation.observe(api3, 'status', 'running').cycle();
    const evaluation = installation.observe('server/vm-02', 'reachable', 1, installation.now + 200).cycle(200);
    expect(stateIn(evaluation, api3)).toBe('unknown');
    expect(violatedBy(evaluation, api3)).toEqual([]);
  });

  it('stays until the container is seen again, also when its whole server falls silent', () => {
    const running = site();
    running.cycle();
    running.silence(api1).run(300);
    const evaluation = running.silence(api2).run(600);
    expect(violatedBy(evaluation, api1)).toEqual(['gone']);
    expect(stateIn(evaluation, api2)).toBe('unknown');
    expect(stateIn(running.hear().cycle(), api1)).toBe('working');
  });

  it('a container that was never seen is not gone', () => {
    const running = new Site(twoServers).says(api2, { status: 'running' });
    expect(violatedBy(running.run(3600), api1)).toEqual([]);
  });

  it('a silent container on a failed server has failed through the server', () => {
    const running = site().says('server/vm-02', { reachable: 1 });
    running.cycle();
    const evaluation = running.silence(api3).says('server/vm-02', { reachable: 0 }).run(600);
    expect(stateIn(evaluation, api3)).toBe('failed');
    expect(leafOf(evaluation.verdicts, api3)?.through).toEqual(['server/vm-02']);
    expect(rootsIn(evaluation)).toEqual(['server/vm-02']);
  });
});

describe('a resource without an answer (semantics 3, Verdict)', () => {
  const full = (): Site => {
    const running = site().says(disk, { used: 99 });
    expect(stateIn(running.run(120), api1)).toBe('failed');
    return running;
  };

  it('a disk that had failed and is silent now makes its containers unknown, though they report', () => {
    const evaluation = full().silence(disk).run(240);
    expect(stateIn(evaluation, disk)).toBe('unknown');
    expect(stateIn(evaluation, api1)).toBe('unknown');
    expect(stateIn(evaluation, api2)).toBe('working');
  });

  it('a container on it that has direct evidence of its own has failed', () => {
    const evaluation = full().silence(disk).says(api1, { status: 'exited' }).run(240);
    expect(stateIn(evaluation, api1)).toBe('failed');
  });

  it('a disk that was well and is silent now leaves its containers to their own signals', () => {
    const running = site().says(disk, { used: 50 });
    running.cycle();
    const evaluation = running.silence(disk).run(240);
    expect(stateIn(evaluation, disk)).toBe('unknown');
    expect(stateIn(evaluation, api1)).toBe('working');
  });
});

describe('a node that was never seen', () => {
  it('is known to be awaited since the cycle that first looked for it, also when it came later', () => {
    const site = new Site(twoServers).allSay([api2], { status: 'running' });
    site.cycle();
    const firstAt = site.now;
    site.cycle();
    site.says(api1, { status: 'running' }).cycle();
    const { nodes } = site.installation.memory;
    expect(nodes.get(api1)?.awaitedSince).toBe(firstAt);
    expect(nodes.get(api2)).not.toHaveProperty('awaitedSince');
  });
});
