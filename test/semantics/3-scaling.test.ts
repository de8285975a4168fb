import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { Installation, worldOf } from '../support/installation.ts';
import { rootsIn, stateIn, violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';

const names = ['api-1', 'api-2', 'api-3', 'api-4'];
const ids = names.map((name) => `container/vm-01/${name}`);
const [api1 = '', api2 = '', api3 = '', api4 = ''] = ids;
const beside = 'container/vm-01/db-1';

const worldFor = (bounds: string) =>
  worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [api, db] } }
    pods:
      api: { kind: stateless, replicas: ${bounds}, containers: "api-{replica}" }
      db: { kind: stateless, containers: "db-{replica}" }
    servers: { vm-01: }
    containers: [${['db-1', ...names].map((name) => `{ name: ${name}, server: vm-01 }`).join(', ')}]
    rules: { status: { for: 0s } }
  `);
const world = worldFor('{ min: 2, max: 10 }');

const site = (...seen: readonly string[]): Site => new Site(world).allSay([beside, ...seen], { status: 'running' });

/** The containers of the scaling pod that are left out, by id. */
function retired({ health }: Evaluation): readonly string[] {
  const { containerIds } = world.graph.topology;
  return containerIds.filter((_id, index) => health.containers[index] === undefined).toSorted();
}

describe('a pod that scales by itself (semantics 5, read off health)', () => {
  it('retires nobody while all are there', () => {
    expect(retired(site(...ids).cycle())).toEqual([]);
  });

  it('retires what was never seen, while the least number is there', () => {
    expect(retired(site(api1, api2).cycle())).toEqual([api3, api4]);
  });

  it('keeps as many of those never seen as the least number wants, the last by id', () => {
    expect(retired(site(api1).cycle())).toEqual([api2, api3]);
  });

  it('retires what is gone', () => {
    const running = site(...ids);
    running.cycle();
    const evaluation = running.silence(api4).run(300);
    expect(retired(evaluation)).toEqual([api4]);
    expect(rootsIn(evaluation)).toEqual([]);
    expect(stateIn(evaluation, 'pod/api')).toBe('working');
  });

  it('retires of several those heard longest ago first', () => {
    const running = site(...ids);
    running.cycle();
    running.silence(api3).run(60);
    running.silence(api2).run(60);
    const evaluation = running.silence(api1).run(300);
    expect(retired(evaluation)).toEqual([api2, api3]);
    expect(violatedBy(evaluation, api1)).toEqual(['gone']);
  });

  it('retires of several heard at one time the first by id', () => {
    const running = site(...ids);
    running.cycle();
    expect(retired(running.silence(api2, api3, api4).run(300))).toEqual([api2, api3]);
  });

  it('does not retire an exited one: it counts', () => {
    const evaluation = site(...ids)
      .says(api4, { status: 'exited' })
      .cycle();
    expect(retired(evaluation)).toEqual([]);
    expect(stateIn(evaluation, api4)).toBe('failed');
  });

  it('does not retire a silent one that is not proven gone', () => {
    const running = site(...ids);
    running.cycle();
    expect(retired(running.silence(beside, ...ids).run(600))).toEqual([]);
  });

  it('takes one back as soon as it is heard again', () => {
    const running = site(...ids);
    running.cycle();
    running.silence(api4).run(300);
    const evaluation = running.hear().cycle();
    expect(retired(evaluation)).toEqual([]);
    expect(stateIn(evaluation, api4)).toBe('working');
  });

  it('never has less than its least number, whoever is gone', () => {
    const running = site(...ids);
    running.cycle();
    expect(retired(running.silence(...ids).run(300))).toEqual([api1, api2]);
  });

  it('retires nobody of a pod with a fixed number', () => {
    const running = new Site(worldFor('4')).allSay([beside, ...ids], { status: 'running' });
    running.cycle();
    expect(stateIn(running.silence(api4).run(300), api4)).toBe('failed');
  });

  describe('on a server with nothing else', () => {
    const alone = (bounds: string): Installation =>
      new Installation(
        worldOf(`
          system: { id: mail }
          subsystems: { mail: { pods: [api] } }
          pods: { api: { kind: stateless, replicas: ${bounds}, containers: "api-{replica}" } }
          servers: { vm-01: }
          containers: [{ name: api-1, server: vm-01 }, { name: api-2, server: vm-01 }]
        `),
      );
    const scaling = '{ min: 1, max: 10 }';

    it('what was never seen does not keep the last container from being proven gone', () => {
      const installation = alone(scaling).observe(api1, 'status', 'running');
      installation.cycle();
      for (const after of [150, 300]) installation.observe('server/vm-01', 'cpu', 5, installation.now + after);
      expect(violatedBy(installation.cycle(300), api1)).toEqual(['gone']);
    });

    it('nor does what is gone', () => {
      const installation = alone(scaling).observe(api1, 'status', 'running').observe(api2, 'status', 'running');
      installation.cycle();
      for (const after of [150, 300]) installation.observe(api1, 'status', 'running', installation.now + after);
      installation.cycle(300);
      for (const after of [150, 300]) installation.observe('server/vm-01', 'cpu', 5, installation.now + after);
      expect(violatedBy(installation.cycle(300), api1)).toEqual(['gone']);
    });

    it('of a pod with a fixed number what was never seen might tell more, and nothing is proven', () => {
      const installation = alone('2').observe(api1, 'status', 'running');
      installation.cycle();
      const evaluation = installation.observe('server/vm-01', 'cpu', 5, installation.now + 300).cycle(300);
      expect(violatedBy(evaluation, api1)).toEqual([]);
      expect(stateIn(evaluation, api1)).toBe('unknown');
    });
  });
});
