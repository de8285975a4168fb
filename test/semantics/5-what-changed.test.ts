import { describe, expect, it } from 'vitest';

import { functionStateOf, rollUpOf } from '../../src/domain/verdict.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import { exited, graphOf, growing, judge, stateOf, unknown } from '../support/derivation.ts';
import type { Circumstances, Healths, TestPod } from '../support/derivation.ts';
import { plain } from '../support/plain-verdicts.ts';

/** Judges cycle after cycle, each from the verdicts of the one before; what is the same health is the same object. */
function cycles(pods: Readonly<Record<string, TestPod>>, functions?: string) {
  const graph = graphOf(pods, functions);
  let before: Verdicts | undefined;
  return (healths: Healths, more: Circumstances = {}): Verdicts =>
    (before = judge(graph, healths, { ...more, ...(before ? { before } : {}) }));
}

describe('what follows from a change since the cycle before (semantics 4, 5)', () => {
  it('a shard follows who claims to be its primary, where nothing else changed', () => {
    const next = cycles({ db: { replicas: 3, is: 'kind: primary-replica' } });
    const stateWith = (primaries: Circumstances['primaries'] = {}) =>
      rollUpOf(next({ 'db-2': exited }, { primaries }), 'pod/db')?.state;
    const states = [{}, { db: 'db-1' }, { db: 'db-2' }, {}].map(stateWith);
    expect(states).toEqual(['unknown', 'working', 'failed', 'unknown']);
  });

  it('a function follows what it reaches two calls away', () => {
    const pods = { auth: {}, api: { calls: ['auth'] }, front: { calls: ['api'] }, zero: {} };
    const next = cycles(pods, '{ read: { needs: [front] } }');
    const stateWith = (healths: Healths) => functionStateOf(next(healths), 'function/all.read');
    const states = [{}, { 'auth-1': unknown }, { 'auth-1': exited }, { 'auth-1': unknown }, {}].map(stateWith);
    expect(states).toEqual(['available', 'unknown', 'impaired', 'unknown', 'available']);
  });

  it('a whole follows the reserve of its parts where its state and its reserve at best stay', () => {
    const next = cycles({ api: { replicas: 3 } });
    const reserveWith = (healths: Healths) => rollUpOf(next(healths), 'system/mail')?.reserve;
    expect([{}, { 'api-1': unknown }, {}].map(reserveWith)).toEqual([2, 1, 2]);
  });

  it('a whole follows whether data is lacking for its reserve, where its state and its reserve stay', () => {
    const next = cycles({ api: { replicas: 2 } });
    const lacksData = (healths: Healths) => rollUpOf(next(healths), 'system/mail')?.reserveLacksData;
    expect([{ 'api-1': unknown }, { 'api-1': exited }].map(lacksData)).toEqual([true, false]);
  });

  it('what grew before is masked through an unknown pod once something beneath is down', () => {
    const next = cycles({ db: {}, api: { calls: ['db'] }, mx: { calls: ['api'] } });
    const grows = growing({ errors: 0 });
    const stateWith = (healths: Healths) => stateOf(next({ 'mx-1': grows, 'api-1': unknown, ...healths }), 'mx-1');
    expect([{}, { 'db-1': exited }, {}].map(stateWith)).toEqual(['failed', 'masked', 'failed']);
  });

  it('what grew before is masked once a slow pod has errors too, as old as its slowness', () => {
    const next = cycles({ db: {}, mx: { calls: ['db'] } });
    const grows = growing({ errors: 100 });
    const stateWith = (theirs: Readonly<Record<string, number>>) =>
      stateOf(next({ 'mx-1': grows, 'db-1': growing(theirs) }), 'mx-1');
    expect([{ busySeconds: 100 }, { busySeconds: 100, errors: 100 }].map(stateWith)).toEqual(['failed', 'masked']);
  });

  it('leaves the verdicts of the cycle before as they were', () => {
    const next = cycles({ db: {}, api: { calls: ['db'] } }, '{ read: { needs: [api] } }');
    const first = next({});
    const was = plain(first);
    next({ 'db-1': exited, 'api-1': growing({ errors: 0 }) });
    expect(plain(first)).toEqual(was);
  });
});

describe('functions of pods that stand beside each other (semantics 5)', () => {
  const pods = { 'a-db': {}, 'a-web': { calls: ['a-db'] }, 'b-db': {}, 'b-web': { calls: ['b-db'] } };
  const functions = '{ a: { needs: [a-web] }, b: { needs: [b-web] } }';

  it.each([
    ['a-db-1', 'impaired', 'available'],
    ['b-db-1', 'available', 'impaired'],
  ])('are impaired by the failed %s only where they reach it', (failed, a, b) => {
    const verdicts = judge(graphOf(pods, functions), { [failed]: exited });
    expect(['a', 'b'].map((name) => functionStateOf(verdicts, `function/all.${name}`))).toEqual([a, b]);
  });
});
