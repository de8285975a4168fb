import { describe, expect, it } from 'vitest';

import {
  culpritsOf,
  exited,
  graphOf,
  growing,
  judge,
  onServer,
  overloaded,
  stateOf,
  unknown,
} from '../support/derivation.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';

const errors = growing({ errors: 0 });

/** The list itself: who asks for several containers tells by it whether they have the same culprits. */
const listOf = ({ culpritsOf: ask, graph }: Verdicts, name: string): readonly number[] =>
  ask(graph.topology.indexOf.get(onServer(name))!);

describe('the failed containers behind a mask (semantics 4.8)', () => {
  it('are in the order of index, also where the nearest come last in it', () => {
    const graph = graphOf({
      db: {},
      api: { replicas: 3, is: 'kind: stateless, minReplicas: 3', calls: ['db'] },
      mx: { calls: ['api'] },
    });
    const verdicts = judge(graph, {
      'db-1': exited,
      'api-1': errors,
      'api-2': exited,
      'api-3': exited,
      'mx-1': errors,
    });
    expect(culpritsOf(verdicts, 'mx-1')).toEqual(['db-1', 'api-2', 'api-3']);
  });

  it('are one list for all that the same pods mask, whichever way they lean on these', () => {
    const graph = graphOf({
      a: {},
      b: {},
      hidden: { calls: ['a'] },
      one: { calls: ['a', 'b'] },
      other: { calls: ['b', 'hidden'] },
    });
    const verdicts = judge(graph, {
      'a-1': exited,
      'b-1': exited,
      'hidden-1': unknown,
      'one-1': errors,
      'other-1': errors,
    });
    expect(listOf(verdicts, 'other-1')).toBe(listOf(verdicts, 'one-1'));
  });

  it('are told apart where as many pods stand in the model as one likes', () => {
    const names = Array.from({ length: 13 }, (_, index) => `p${String(index).padStart(2, '0')}`);
    const leaves = Object.fromEntries(names.map((name) => [name, {}]));
    const graph = graphOf({ ...leaves, one: { calls: ['p12'] }, two: { calls: ['p01', 'p02'] } });
    const down = Object.fromEntries(names.map((name) => [`${name}-1`, exited]));
    const verdicts = judge(graph, { ...down, 'one-1': errors, 'two-1': errors });
    expect([culpritsOf(verdicts, 'one-1'), culpritsOf(verdicts, 'two-1')]).toEqual([['p12-1'], ['p01-1', 'p02-1']]);
  });

  it('are not those of a pod that excuses none of its rules', () => {
    const graph = graphOf({ busy: {}, full: {}, mx: { calls: ['busy', 'full'] } });
    const verdicts = judge(graph, { 'busy-1': growing({ busySeconds: 0 }), 'full-1': errors, 'mx-1': errors });
    expect(culpritsOf(verdicts, 'mx-1')).toEqual(['full-1']);
  });

  it('are not those behind a pod that works', () => {
    const graph = graphOf({ deep: {}, well: { calls: ['deep'] }, full: {}, mx: { calls: ['well', 'full'] } });
    const verdicts = judge(graph, { 'deep-1': exited, 'full-1': exited, 'mx-1': errors });
    expect(culpritsOf(verdicts, 'mx-1')).toEqual(['full-1']);
  });

  it('are none where nothing masks it, though a pod below excuses one of its rules', () => {
    const graph = graphOf({ busy: {}, mx: { calls: ['busy'] } });
    const verdicts = judge(graph, {
      'busy-1': growing({ busySeconds: 0 }),
      'mx-1': growing({ errors: 0, timeouts: 0 }),
    });
    expect(culpritsOf(verdicts, 'mx-1')).toEqual([]);
  });
});

describe('how far a fault excuses (semantics 4.6, 4.7)', () => {
  it.each([
    { errors: 9000, timeouts: 0 },
    { errors: 0, timeouts: 9000 },
  ])('is told by the newest of its rules, in whichever order they come: %j', (own) => {
    const verdicts = judge(graphOf({ db: {}, mx: { calls: ['db'] } }), {
      'db-1': growing(own),
      'mx-1': growing({ errors: 9000 }),
    });
    expect(stateOf(verdicts, 'mx-1')).toBe('masked');
  });

  it('not what began long after it, where all that does not work of the pod is masked growth with pressure', () => {
    const graph = graphOf({ db: {}, api: { calls: ['db'] }, mx: { calls: ['api'] } });
    const verdicts = judge(graph, {
      'db-1': exited,
      'api-1': overloaded({ errors: 0 }),
      'mx-1': growing({ errors: 9000 }),
    });
    expect([stateOf(verdicts, 'api-1'), stateOf(verdicts, 'mx-1')]).toEqual(['masked', 'failed']);
  });

  it.each([{ errors: 10 }, { timeouts: 10 }, { busySeconds: 10 }])(
    'not %j where the pod works without the one that grows',
    (own) => {
      const verdicts = judge(graphOf({ api: { replicas: 2 }, mx: { calls: ['api'] } }), {
        'api-1': errors,
        'mx-1': growing(own),
      });
      expect(stateOf(verdicts, 'mx-1')).toBe('failed');
    },
  );
});
