import { describe, expect, it } from 'vitest';

import { exited, graphOf, growing, judge, overloaded, stateOf, unknown } from '../support/derivation.ts';
import type { Circumstances, Healths, TestPod } from '../support/derivation.ts';

interface Case extends Circumstances {
  readonly claim: string;
  readonly pods: Readonly<Record<string, TestPod>>;
  readonly health: Healths;
  readonly expected: Readonly<Record<string, string>>;
}

const errors = (since = 0) => growing({ errors: since });
const slow = (since = 0) => growing({ busySeconds: since });
const both = { replicas: 2, is: 'kind: stateless, minReplicas: 2' };

function statesIn({ pods, health, expected, ...circumstances }: Case): Readonly<Record<string, string | undefined>> {
  const verdicts = judge(graphOf(pods), health, circumstances);
  return Object.fromEntries(Object.keys(expected).map((name) => [name, stateOf(verdicts, name)]));
}

describe('when a pod of a call cycle is down (semantics 4.2, 4.4)', () => {
  it.each<Case>([
    {
      claim: 'not before its growth is decided on, where one that has failed does not fail the pod',
      pods: { api: { replicas: 3, calls: ['queue'] }, queue: { calls: ['api'] } },
      health: { 'api-1': exited, 'api-2': errors(1000), 'api-3': errors(1000), 'queue-1': errors() },
      expected: { 'queue-1': 'failed', 'api-2': 'masked', 'api-3': 'masked' },
    },
    {
      claim: 'with those that are retired left out',
      pods: {
        api: { replicas: 3, is: 'kind: stateless, replicas: { min: 1, max: 3 }', calls: ['web'] },
        web: { calls: ['api'] },
      },
      health: { 'api-1': exited, 'api-2': undefined, 'api-3': undefined, 'web-1': errors() },
      expected: { 'web-1': 'masked' },
    },
    {
      claim: 'with its primary alone where nobody takes over',
      pods: { db: { replicas: 3, is: 'kind: primary-replica', calls: ['web'] }, web: { calls: ['db'] } },
      health: { 'db-1': exited, 'web-1': errors() },
      primaries: { db: 'db-1' },
      expected: { 'web-1': 'masked' },
    },
    {
      claim: 'not with another than its primary',
      pods: { db: { replicas: 3, is: 'kind: primary-replica', calls: ['web'] }, web: { calls: ['db'] } },
      health: { 'db-2': exited, 'web-1': errors() },
      primaries: { db: 'db-1' },
      expected: { 'web-1': 'failed' },
    },
    {
      claim: 'only by slowness where what does not work of it is only slow: what works beside it says nothing',
      pods: { api: { ...both, calls: ['web'] }, web: { calls: ['api'] } },
      health: { 'api-1': slow(), 'web-1': errors(1000) },
      expected: { 'api-1': 'failed', 'web-1': 'failed' },
    },
    {
      claim: 'by the earliest of the cycle, whatever began before in pods outside',
      pods: {
        apart: {},
        beyond: {},
        one: { calls: ['other'] },
        other: { calls: ['one', 'beyond'] },
        upon: { calls: ['one'] },
      },
      health: { 'apart-1': errors(9000), 'one-1': errors(9060), 'other-1': errors(9110), 'upon-1': errors(9000) },
      expected: { 'apart-1': 'failed', 'one-1': 'failed', 'other-1': 'failed', 'upon-1': 'masked' },
    },
  ])('$claim', (one) => {
    expect(statesIn(one)).toEqual(one.expected);
  });
});

describe('roots behind the masks of a call cycle (semantics 4.5)', () => {
  it.each<Case>([
    {
      claim: 'one elsewhere is enough where another lies in the own pod',
      pods: {
        api: { ...both, calls: ['queue', 'store'] },
        queue: { calls: ['api'] },
        store: { calls: ['way'] },
        way: { calls: ['api'] },
      },
      health: { 'api-1': exited, 'api-2': errors(500), 'queue-1': errors(500), 'store-1': errors() },
      expected: { 'store-1': 'failed', 'queue-1': 'masked', 'api-2': 'masked' },
    },
    {
      claim: 'what fails beside the masked ones of a pod is one of them',
      pods: { api: { ...both, calls: ['queue'] }, queue: { replicas: 2, calls: ['api'] } },
      health: { 'api-1': exited, 'api-2': errors(), 'queue-1': exited, 'queue-2': errors() },
      expected: { 'queue-2': 'masked', 'api-2': 'masked' },
    },
    {
      claim: 'one that comes to what is masked already counts as well',
      pods: {
        api: { ...both, calls: ['queue'] },
        queue: { calls: ['api', 'store'] },
        store: { calls: ['way'] },
        way: { calls: ['queue'] },
      },
      health: { 'api-1': exited, 'api-2': errors(1000), 'queue-1': errors(500), 'store-1': errors() },
      expected: { 'store-1': 'failed', 'queue-1': 'masked', 'api-2': 'masked' },
    },
    {
      claim: 'those in a pod that excuses nothing are none',
      pods: { api: { ...both, calls: ['queue', 'search'] }, queue: { calls: ['api'] }, search: {} },
      health: { 'api-1': exited, 'api-2': errors(), 'queue-1': errors(), 'search-1': slow() },
      expected: { 'queue-1': 'masked', 'api-2': 'failed' },
    },
    {
      claim: 'a pod is no symptom of itself through an unknown one',
      pods: { api: { ...both, calls: ['queue'] }, queue: { calls: ['api'] } },
      health: { 'api-1': exited, 'api-2': overloaded({ errors: 0 }), 'queue-1': unknown },
      expected: { 'api-2': 'failed' },
    },
    {
      claim: 'what masks growth with pressure is one from the start, though its pod is down only in the end',
      pods: { api: { replicas: 2, calls: ['web'] }, queue: { calls: ['api'] }, web: { calls: ['queue'] } },
      health: {
        'api-1': exited,
        'api-2': errors(1000),
        'queue-1': overloaded({ errors: 0 }),
        'web-1': errors(),
      },
      expected: { 'queue-1': 'masked', 'web-1': 'masked', 'api-2': 'failed' },
    },
    {
      claim: 'a pod is no symptom of what masked the growth with pressure in another, if that is itself',
      pods: { api: { ...both, calls: ['queue'] }, queue: { calls: ['api'] } },
      health: { 'api-1': exited, 'api-2': errors(), 'queue-1': overloaded({ errors: 0 }) },
      expected: { 'queue-1': 'masked', 'api-2': 'failed' },
    },
  ])('$claim', (one) => {
    expect(statesIn(one)).toEqual(one.expected);
  });
});

describe('several that a call cycle calls outside (semantics 4.6, 4.7)', () => {
  const pods = { full: {}, busy: {}, api: { calls: ['busy', 'full', 'web'] }, web: { calls: ['api'] } };

  it.each<Case>([
    {
      claim: 'excuse together what one of them does',
      pods,
      health: { 'busy-1': slow(), 'full-1': errors(), 'api-1': errors() },
      expected: { 'api-1': 'masked' },
    },
    {
      claim: 'excuse growth with pressure if one of them is down by a direct rule',
      pods,
      health: { 'busy-1': slow(), 'full-1': exited, 'api-1': overloaded({ errors: 0 }) },
      expected: { 'api-1': 'masked' },
    },
    {
      claim: 'do not excuse growth with pressure if all of them only grow',
      pods,
      health: { 'busy-1': slow(), 'full-1': errors(), 'api-1': overloaded({ errors: 0 }) },
      expected: { 'api-1': 'failed' },
    },
  ])('$claim', (one) => {
    expect(statesIn(one)).toEqual(one.expected);
  });
});

describe('what leans on a call cycle from outside (semantics 4.2)', () => {
  it.each<Case>([
    {
      claim: 'looks through its unknown pods, also where these call each other',
      pods: {
        db: {},
        first: { calls: ['second', 'third'] },
        front: { calls: ['first'] },
        second: { calls: ['third', 'first'] },
        third: { calls: ['second', 'db'] },
      },
      health: { 'first-1': unknown, 'second-1': unknown, 'third-1': unknown, 'db-1': exited, 'front-1': errors() },
      expected: { 'front-1': 'masked' },
    },
    {
      claim: 'looks through an unknown pod to one of the cycle',
      pods: { api: { calls: ['web'] }, front: { calls: ['web'] }, web: { calls: ['api'] } },
      health: { 'api-1': exited, 'web-1': unknown, 'front-1': errors() },
      expected: { 'front-1': 'masked' },
    },
    {
      claim: 'is not excused by a pod that works without the one that grows',
      pods: { api: { replicas: 2, calls: ['web'] }, front: { calls: ['api'] }, web: { calls: ['api'] } },
      health: { 'api-1': errors(), 'front-1': growing({ timeouts: 10 }) },
      expected: { 'api-1': 'failed', 'front-1': 'failed' },
    },
  ])('$claim', (one) => {
    expect(statesIn(one)).toEqual(one.expected);
  });
});
