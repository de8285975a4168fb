import { expect, test } from 'vitest';

import { joined, stretchesIn, without } from '../../src/calibrate/past.ts';
import { roundedUp, rateText } from '../../src/calibrate/rounding.ts';
import { incidentTroubles, troubledTime } from '../../src/calibrate/troubled.ts';
import { worldOf } from '../support/installation.ts';

const period = { from: 0, until: 100 };

test('what is left of a period lies between the spans', () => {
  expect(
    without(period, [
      { from: 40, until: 50 },
      { from: -5, until: 10 },
      { from: 45, until: 60 },
      { from: 90, until: 200 },
    ]),
  ).toEqual([
    { from: 10, until: 40 },
    { from: 60, until: 90 },
  ]);
});

test('spans that touch are one', () => {
  expect(
    joined(
      [
        { from: 20, until: 30 },
        { from: 10, until: 20 },
        { from: 90, until: 120 },
      ],
      period,
    ),
  ).toEqual([
    { from: 10, until: 30 },
    { from: 90, until: 100 },
  ]);
});

test('hourly and exact values are never one stretch, and a limit that was set before holds', () => {
  const past = {
    node: 'container/vm/web-1',
    exactFrom: 7200,
    interval: 60,
    signals: new Map([
      [
        'errors',
        [
          { at: 3599, value: 1 },
          { at: 7199, value: 2 },
          { at: 7200, value: 3 },
          { at: 7260, value: 4 },
        ],
      ],
      ['memoryLimit', [{ at: 10, value: 5 }]],
    ]),
  };
  expect(
    stretchesIn(past, [{ from: 0, until: 9000 }]).map(({ interval, signals }) => [
      interval,
      signals.get('errors')?.length,
      signals.get('memoryLimit'),
    ]),
  ).toEqual([
    [3600, 2, [{ at: 10, value: 5 }]],
    [60, 2, [{ at: 7200, value: 5 }]],
  ]);
});

test('numbers are rounded up to two digits, and rates told in the unit in which they come to one', () => {
  expect([0, 3, 0.01234, 1.01, 38, 101, 5001].map(roundedUp)).toEqual([0, 3, 0.013, 1.1, 38, 110, 5100]);
  expect([2, 0.5, 1 / 3600, 1e-6].map((rate) => rateText('errors', { rate, per: 'time' }))).toEqual([
    '2/s',
    '30/min',
    '1/h',
    '0.0864/d',
  ]);
  expect(rateText('errors', { rate: 0.013, per: 'requests' })).toBe('1.3%');
});

const graph = worldOf(`
system: { id: shop }
subsystems: { all: { pods: [web, db] } }
pods:
  web: { kind: stateless, replicas: 1, containers: "web-{replica}" }
  db: { kind: quorum, replicas: 1, containers: "db-{replica}" }
servers: { vm-1: { disks: { data: {} } }, vm-2: {} }
containers:
  - { name: web-1, server: vm-1 }
  - { name: db-1, server: vm-2 }
`).graph;

test('an incident is trouble from its onset to its end, for every pod that it ever touched', () => {
  const change = { id: 'i', onset: 1000, isOpen: true };
  const troubles = incidentTroubles(
    [
      { ...change, at: 1100, nodes: ['pod/web'] },
      { ...change, at: 2000, nodes: ['container/vm-2/db-1'] },
      { ...change, at: 3000, isOpen: false, nodes: [] },
    ],
    99_999,
  );
  const troubled = troubledTime(troubles, graph, { from: 0, until: 99_999 });
  expect(troubled('pod/web')).toEqual([{ from: 400, until: 3900 }]);
  expect(troubled('pod/db')).toEqual([{ from: 400, until: 3900 }]);
});

test('what a server or a disk suffers is trouble of the pods on it, and of no others', () => {
  for (const node of ['server/vm-1', 'disk/vm-1/data']) {
    const troubled = troubledTime([{ nodes: [node], from: 5000, until: 6000 }], graph, { from: 0, until: 99_999 });
    expect([troubled('pod/web').length, troubled('pod/db').length]).toEqual([1, 0]);
  }
});
