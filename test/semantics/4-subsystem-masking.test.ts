import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { worldOf } from '../support/installation.ts';
import { nodeIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

interface Shape {
  readonly defaults?: string;
  readonly subsystems: string;
  /** What each pod calls, besides what else is said of it. */
  readonly pods: Readonly<Record<string, string>>;
}

/** Pods of one container each, all on one server; those named `down` exit, those named `grows` have errors. */
function derive({ defaults = '{}', subsystems, pods }: Shape, state: { down: string[]; grows: string[] }): Evaluation {
  const names = Object.keys(pods);
  const world = worldOf(`
    system: { id: mail }
    defaults: ${defaults}
    subsystems: ${subsystems}
    pods: { ${names.map((name) => `${name}: { kind: stateless, ${pods[name]!} }`).join(', ')} }
    servers: { vm-01: }
    containers: [${names.map((name) => `{ name: ${name}, server: vm-01, pod: ${name} }`).join(', ')}]
    rules: { status: { for: 0s }, errors: { rate: 0/s, burst: 10 } }
  `);
  const site = new Site(world).allSay(names.map(id), { status: 'running', errors: 0 });
  site.cycle();
  return site.allSay(state.down.map(id), { status: 'exited' }).allSay(state.grows.map(id), { errors: 100 }).cycle();
}

const id = (name: string): string => `container/vm-01/${name}`;
const maskOf = (evaluation: Evaluation, name: string): readonly string[] => nodeIn(evaluation, id(name)).maskedBy ?? [];

/** front calls api of another subsystem; api and db share one, and api does not call db. */
const twoSubsystems: Shape = {
  subsystems: '{ a: { pods: [front] }, b: { pods: [api, db] } }',
  pods: { front: 'calls: [api]', api: '', db: '' },
};

describe('masking by the called subsystem (semantics 4.1)', () => {
  it('is the default: a caller leans on every pod of the subsystem that it calls into', () => {
    expect(maskOf(derive(twoSubsystems, { down: ['db'], grows: ['front'] }), 'front')).toEqual([id('db')]);
  });

  it('`suppression: pod` makes it the called pod alone', () => {
    const state = { down: ['db'], grows: ['front'] };
    expect(maskOf(derive({ ...twoSubsystems, defaults: '{ suppression: pod }' }, state), 'front')).toEqual([]);
  });

  it('`suppression` of a pod counts for that pod as a caller', () => {
    const own: Shape = { ...twoSubsystems, pods: { front: 'calls: [api], suppression: pod', api: '', db: '' } };
    expect(maskOf(derive(own, { down: ['db'], grows: ['front'] }), 'front')).toEqual([]);
    const theirs: Shape = { ...twoSubsystems, pods: { front: 'calls: [api]', api: 'suppression: pod', db: '' } };
    expect(maskOf(derive(theirs, { down: ['db'], grows: ['front'] }), 'front')).toEqual([id('db')]);
  });

  it('inside one’s own subsystem it is the called pod', () => {
    const one: Shape = { subsystems: '{ a: { pods: [front, api, db] } }', pods: twoSubsystems.pods };
    expect(maskOf(derive(one, { down: ['db'], grows: ['front'] }), 'front')).toEqual([]);
    expect(maskOf(derive(one, { down: ['api'], grows: ['front'] }), 'front')).toEqual([id('api')]);
  });

  it('a called pod that belongs to two subsystems counts alone', () => {
    const shared: Shape = {
      ...twoSubsystems,
      subsystems: '{ a: { pods: [front] }, b: { pods: [api, db] }, c: { pods: [api] } }',
    };
    expect(maskOf(derive(shared, { down: ['db'], grows: ['front'] }), 'front')).toEqual([]);
    expect(maskOf(derive(shared, { down: ['api'], grows: ['front'] }), 'front')).toEqual([id('api')]);
  });

  it('a called pod that shares any subsystem with the caller counts alone', () => {
    const shared: Shape = { ...twoSubsystems, subsystems: '{ a: { pods: [front, api] }, b: { pods: [db] } }' };
    expect(maskOf(derive(shared, { down: ['db'], grows: ['front'] }), 'front')).toEqual([]);
  });

  it('a pod of the called subsystem that serves others too is leant on', () => {
    const shared: Shape = {
      ...twoSubsystems,
      subsystems: '{ a: { pods: [front] }, b: { pods: [api, db] }, c: { pods: [db] } }',
    };
    expect(maskOf(derive(shared, { down: ['db'], grows: ['front'] }), 'front')).toEqual([id('db')]);
  });

  it('a called pod of no subsystem counts alone', () => {
    const lone: Shape = { ...twoSubsystems, subsystems: '{ a: { pods: [front] }, b: { pods: [db] } }' };
    expect(maskOf(derive(lone, { down: ['api'], grows: ['front'] }), 'front')).toEqual([id('api')]);
  });

  it('puts the called pod before the rest of its subsystem', () => {
    const evaluation = derive(
      {
        ...twoSubsystems,
        pods: { front: 'calls: [zapi]', zapi: '', db: '' },
        subsystems: '{ a: { pods: [front] }, b: { pods: [zapi, db] } }',
      },
      { down: ['zapi', 'db'], grows: ['front'] },
    );
    expect(maskOf(evaluation, 'front')).toEqual([id('zapi'), id('db')]);
  });
});

describe('subsystems that lean on each other without a cycle of calls (semantics 4.3)', () => {
  /** front → api, and worker → store: the subsystems call each other, no pod does. */
  const mutual: Shape = {
    subsystems: '{ a: { pods: [front, store] }, b: { pods: [api, worker] } }',
    pods: { front: 'calls: [api]', store: '', api: '', worker: 'calls: [store]' },
  };

  it('lean on what they call and on what is outside their component', () => {
    expect(maskOf(derive(mutual, { down: ['api'], grows: ['front'] }), 'front')).toEqual([id('api')]);
    expect(maskOf(derive(mutual, { down: ['store'], grows: ['worker'] }), 'worker')).toEqual([id('store')]);
  });

  it('do not mask each other where neither calls the other', () => {
    const evaluation = derive(mutual, { down: [], grows: ['front', 'worker'] });
    expect(maskOf(evaluation, 'front')).toEqual([]);
    expect(maskOf(evaluation, 'worker')).toEqual([]);
  });

  it('still mask by a call inside the component', () => {
    const calling: Shape = { ...mutual, pods: { ...mutual.pods, front: 'calls: [api, worker]' } };
    const evaluation = derive(calling, { down: [], grows: ['front', 'worker'] });
    expect(maskOf(evaluation, 'front')).toEqual([id('worker')]);
    expect(maskOf(evaluation, 'worker')).toEqual([]);
  });
});
