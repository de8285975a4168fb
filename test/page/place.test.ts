import { describe, expect, it } from 'vitest';
import { elsewhere, hrefOf, readPlace } from '../../src/page/place.ts';
import type { Place } from '../../src/page/place.ts';

const somewhere: Place = {
  view: 'map',
  at: '2026-11-01T10:06:00.000Z',
  until: '2026-11-01T12:00:00.000Z',
  node: 'disk/vm-07/data1',
  incident: 'i-1',
  fail: ['server/vm-01', 'tag:rack=r2'],
  onTopOf: 'healthy',
  as: 'table',
  withPoints: true,
  hours: 6,
};

describe('the address of a place', () => {
  it('gives back the whole place', () => {
    expect(readPlace(hrefOf(somewhere))).toEqual(somewhere);
  });

  it('names nothing that is as usual', () => {
    expect(hrefOf(readPlace(''))).toBe('?');
  });

  it('stays readable', () => {
    expect(hrefOf({ view: 'explain', node: 'disk/vm-07/data1' })).toBe('?view=explain&node=disk/vm-07/data1');
  });

  it('keeps what would mean something in an address', () => {
    const node = 'container/vm-1/a&b=c#d e+f%2Fg';
    expect(readPlace(hrefOf({ node })).node).toBe(node);
  });
});

describe('an address that nobody of ours wrote', () => {
  it.each([
    ['?view=constructor', 'view', 'incidents'],
    ['?at=yesterday', 'at', undefined],
    ['?hours=-1', 'hours', 24],
    ['?hours=NaN', 'hours', 24],
    ['?hours=1e99', 'hours', 24],
    ['?on=__proto__', 'onTopOf', 'current'],
    ['?node=', 'node', undefined],
    ['?as=picture', 'as', undefined],
  ] as const)('is read as far as it is understood: %s', (query, key, expected) => {
    expect(readPlace(query)[key]).toBe(expected);
  });

  it('asks what would be of now, whatever time it names', () => {
    expect(readPlace('?view=what-if&at=2026-11-01T10:06:00Z').at).toBeUndefined();
  });

  it('lets the same node fail once', () => {
    expect(readPlace('?fail=a&fail=a&fail=').fail).toEqual(['a']);
  });
});

it('another view is of the same time, and of nothing else of the view before', () => {
  expect(readPlace(elsewhere(somewhere, { view: 'functions' }))).toEqual({
    ...readPlace('?view=functions'),
    at: somewhere.at,
  });
});
