import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/domain/signal.ts';
import type { Evaluation } from '../../src/evaluate.ts';
import { Replay } from '../../src/twin/replay.ts';
import { worldOf } from '../support/installation.ts';
import { smallModel } from '../support/small-model.ts';

const world = worldOf(smallModel);
const start = 1_793_527_200;
const minute = 60;
const one = 'container/vm-1/storage-1';

function seen(after: number, parts: Partial<Observation> = {}): Observation {
  return { at: start + after, node: one, signal: 'status', value: 'running', ...parts };
}

function replayed(replay: Replay, observations: readonly Observation[]): readonly Evaluation[] {
  return [...observations.flatMap((observation) => [...replay.take(observation)]), ...replay.end()];
}

const times = (evaluations: readonly Evaluation[]): readonly string[] => evaluations.map(({ result }) => result.at);
const stateOf = (evaluation: Evaluation | undefined, id: string): string | undefined =>
  evaluation?.result.containers.find((node) => node.id === id)?.state;

describe('a replay', () => {
  it('judges each cycle at its end, which belongs to it and not to the next', () => {
    const replay = new Replay(world, minute);
    const evaluations = replayed(replay, [seen(0), seen(0.5), seen(60), seen(60.5)]);
    expect(times(evaluations)).toEqual(['2026-11-01T10:00:00Z', '2026-11-01T10:01:00Z', '2026-11-01T10:02:00Z']);
  });

  it('judges cycles without observations too, up to that of the last one', () => {
    const evaluations = replayed(new Replay(world, minute), [seen(10), seen(190)]);
    expect(times(evaluations).length).toBe(4);
    expect(times(evaluations).at(-1)).toBe('2026-11-01T10:04:00Z');
  });

  it('judges nothing where nothing was taken', () => {
    expect(replayed(new Replay(world, minute), [])).toEqual([]);
  });

  it('gives the same whatever the order of the observations of a cycle', () => {
    const bad = [seen(5), seen(20, { value: 'exited' }), seen(55, { value: 'exited' })];
    const next = [seen(70, { value: 'exited' }), seen(100, { value: 'exited' })];
    const forth = replayed(new Replay(world, minute), [...bad, ...next]);
    const back = replayed(new Replay(world, minute), [...bad.toReversed(), ...next.toReversed()]);
    expect(back.map(({ result }) => result)).toEqual(forth.map(({ result }) => result));
    expect(stateOf(forth.at(-1), one)).toBe('failed');
  });

  it('counts what comes after its cycle was passed and lets it change nothing', () => {
    const replay = new Replay(world, minute);
    const evaluations = replayed(replay, [seen(10), seen(70), seen(50, { value: 'exited' }), seen(-500)]);
    expect(replay.leftOut().late).toBe(2);
    expect(times(evaluations).length).toBe(2);
    expect(stateOf(evaluations.at(-1), one)).toBe('working');
  });

  it.each([
    [[12, 95], 95],
    [[95, 12], 95],
    [['exited', 'running'], 'running'],
    [['running', 'exited'], 'running'],
    [[1, 'exited'], 'exited'],
  ])('lets of the values %j with one time the largest count', (values, largest) => {
    const replay = new Replay(world, minute);
    const evaluations = replayed(
      replay,
      values.map((value) => seen(10, { value })),
    );
    expect(evaluations[0]?.memory.nodes.get(one)?.signals['status']?.newest.value).toBe(largest);
  });

  it('counts unknown nodes and signals by name, and passes over them', () => {
    const replay = new Replay(world, minute);
    const evaluations = replayed(replay, [
      seen(10, { node: 'container/vm-1/storage-9' }),
      seen(10, { node: 'container/vm-1/storage-9' }),
      seen(11, { node: 'nonsense' }),
      seen(12, { signal: 'erors' }),
      seen(13, { node: 'disk/vm-1/data1', signal: 'errors', value: 3 }),
      seen(14, { node: 'pod/storage', signal: 'errors', value: 3 }),
    ]);
    expect(evaluations.length).toBe(1);
    expect(replay.leftOut()).toEqual({
      late: 0,
      unknownNodes: new Map([
        ['container/vm-1/storage-9', 2],
        ['nonsense', 1],
      ]),
      unknownSignals: new Map([
        ['container erors', 1],
        ['disk errors', 1],
        ['pod errors', 1],
      ]),
    });
  });

  it('takes silenced of any node of the model', () => {
    const replay = new Replay(world, minute);
    const nodes = ['system/mail', 'subsystem/storage', 'pod/storage', 'shard/storage/0', one, 'server/vm-1'];
    replayed(
      replay,
      nodes.map((node) => seen(10, { node, signal: 'silenced', value: 1 })),
    );
    expect(replay.leftOut().unknownNodes.size + replay.leftOut().unknownSignals.size).toBe(0);
  });

  it('knows the signals that custom rules read, however deep they stand in conditions', () => {
    const custom = `
rules:
  custom:
    lag: { on: container, class: direct, any: [ { signal: lag, above: 5 }, { not: { signal: caughtUp, is: 1 } } ] }
`;
    const replay = new Replay(worldOf(`${smallModel}${custom}`), minute);
    replayed(replay, [seen(10, { signal: 'lag', value: 9 }), seen(10, { signal: 'caughtUp', value: 0 })]);
    expect(replay.leftOut().unknownSignals.size).toBe(0);
  });

  it('passes over what is switched off, of which nobody need hear', () => {
    const off = worldOf(
      smallModel.replace('pods: [storage]', 'pods: [storage, old]'),
      `
pods: { old: { kind: all, replicas: 1, enabled: false, containers: old } }
containers: [ { name: old, server: vm-1 } ]
`,
    );
    const replay = new Replay(off, minute);
    replayed(replay, [seen(10, { node: 'container/vm-1/old' })]);
    expect(replay.leftOut().unknownNodes.size).toBe(0);
  });

  it('carries memory from cycle to cycle: a hold completes over several of them', () => {
    const fault = [0, 10, 20, 30, 40].map((after) => seen(after + 1, { value: 'exited' }));
    const evaluations = replayed(new Replay(world, 10), fault);
    expect(evaluations.map((evaluation) => stateOf(evaluation, one))).toEqual([
      'working',
      'working',
      'working',
      'failed',
      'failed',
    ]);
  });
});
