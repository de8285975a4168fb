import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { nodeIn, rootsIn, stateIn, violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [index, report, api] } }
  pods:
    index: { kind: stateless, replicas: 2, runs: to-completion, containers: "index-{replica}" }
    report: { kind: stateless, replicas: 1, runs: to-completion, containers: "report-{replica}" }
    api: { kind: stateless, containers: "api-{replica}" }
  servers: { vm-01:, vm-02: }
  containers:
    - { name: index-1, server: vm-01 }
    - { name: api-1, server: vm-01 }
    - { name: report-1, server: vm-02 }
    - { name: index-2, server: vm-02 }
  rules: { status: { for: 0s }, errors: { rate: 0/s, burst: 10 } }
`);
const [index, index2] = ['container/vm-01/index-1', 'container/vm-02/index-2'];
const [report, api] = ['container/vm-02/report-1', 'container/vm-01/api-1'];

const site = (): Site => new Site(world).says(api, { status: 'running' });

describe('what runs to completion (semantics 3)', () => {
  it.each([
    ['running', undefined, 'working'],
    ['exited', 0, 'working'],
    ['exited', '0', 'working'],
    [0, 0, 'working'],
    ['stopped', 0, 'working'],
    ['stopped', 1, 'failed'],
    ['exited', 1, 'failed'],
    ['exited', undefined, 'failed'],
    ['restarting', 0, 'failed'],
    ['dead', 0, 'failed'],
  ] as const)('with status %s and exit code %s it is %s', (status, exitCode, state) => {
    const running = site().says(index, { status, ...(exitCode === undefined ? {} : { exitCode }) });
    expect(stateIn(running.cycle(), index)).toBe(state);
  });

  it('an exit code counts whatever its age', () => {
    const running = site().says(index, { status: 'exited', exitCode: 0 });
    running.cycle();
    expect(stateIn(running.silence(`${index} exitCode`).run(3600), index)).toBe('working');
  });

  it('what does not run to completion may not end, whatever its exit code', () => {
    expect(stateIn(site().says(api, { status: 'exited', exitCode: 0 }).cycle(), api)).toBe('failed');
  });

  it('one that is silent is neither gone nor unknown: it keeps its last answers', () => {
    const running = site().says(index, { status: 'running', errors: 0 });
    running.cycle();
    const evaluation = running.silence(index).run(3600);
    expect(stateIn(evaluation, index)).toBe('working');
    expect(violatedBy(evaluation, index)).toEqual([]);
  });

  it('one that failed and is silent now is still failed', () => {
    const running = site().says(index, { status: 'exited', exitCode: 3 });
    running.cycle();
    const evaluation = running.silence(index).run(3600);
    expect(violatedBy(evaluation, index)).toEqual(['status']);
    expect(stateIn(evaluation, index)).toBe('failed');
  });

  it('one that ended in growing trouble is still in it', () => {
    const running = site().says(index, { status: 'running', errors: 0 });
    running.cycle();
    running.says(index, { errors: 50 }).cycle();
    expect(violatedBy(running.silence(index).run(3600), index)).toEqual(['errors']);
  });

  it('one of which only some signals ended with it is not unknown', () => {
    const running = site().says(index, { status: 'running', errors: 0 });
    running.cycle();
    const evaluation = running.says(index, { status: 'exited', exitCode: 0 }).silence(`${index} errors`).run(3600);
    expect(stateIn(evaluation, index)).toBe('working');
  });

  it('one that was never seen is unknown', () => {
    expect(stateIn(site().run(3600), index)).toBe('unknown');
  });

  it('one that fails anew is judged anew', () => {
    const running = site().says(index, { status: 'exited', exitCode: 0 });
    running.cycle();
    running.silence(index).run(3600);
    expect(stateIn(running.hear().says(index, { exitCode: 1 }).cycle(), index)).toBe('failed');
  });

  it('the silence of several makes no server blind', () => {
    const running = site().allSay([index2, report], { status: 'running' }).says('server/vm-02', { cpu: 5 });
    running.cycle();
    const evaluation = running.silence(index2, report).run(3600);
    expect(rootsIn(evaluation)).toEqual([]);
    expect(nodeIn(evaluation, report).state).toBe('working');
  });

  it('its silence hides nobody else: with one that is meant to stay it makes a server blind', () => {
    const running = site().says(index, { status: 'running' }).says('server/vm-01', { cpu: 5 });
    running.cycle();
    running.silence(index).run(3600);
    const since = running.now;
    const evaluation = running.silence(index, api).run(600);
    expect(evaluation.health.unseen.get('server/vm-01')).toEqual({ since, servers: ['server/vm-01'] });
    expect(stateIn(evaluation, api)).toBe('unknown');
  });
});

describe('a declared replica that runs to completion (semantics 3)', () => {
  const declared = (runs: string): Site =>
    new Site(
      worldOf(`
        system: { id: mail }
        subsystems: { mail: { pods: [index] } }
        pods: { index: { kind: stateless, replicas: 2, ${runs} containers: "index-{replica}" } }
        servers: { vm-01: }
        containers: [{ name: index-1, server: vm-01 }]
      `),
    ).says('container/vm-01/index-1', { status: 'running' });

  it('is not missing where the inventory lacks it', () => {
    const evaluation = declared('runs: to-completion,').cycle();
    expect(evaluation.health.containers.map((own) => own?.state)).not.toContain('failed');
  });

  it('is missing where it is meant to stay', () => {
    expect(violatedBy(declared('').cycle(), 'container/-/index.0.2')).toEqual(['missing']);
  });
});
