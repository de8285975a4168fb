import { expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { evidenceOf, incidentAt } from '../support/look.ts';
import { Site } from '../support/site.ts';
import { container, oneContainer } from '../support/small-worlds.ts';

const causeOf = (evaluation: Evaluation): string => {
  const { id } = incidentAt(evaluation, container);
  const text = evaluation.result.incidents.find((incident) => incident.id === id)?.text ?? '';
  return text.slice(text.indexOf('api-1'));
};

/** What is said of a container once its trouble is over, and its rule waits to see whether that lasts. */
function whileEnding(rules: string, bad: Readonly<Record<string, number | string>>, good = {}): string {
  const site = new Site(oneContainer(rules)).says(container, { status: 'running' });
  site.says(container, Object.fromEntries(Object.keys(bad).map((signal) => [signal, 0]))).cycle();
  site.says(container, { ...bad }).cycle();
  return causeOf(site.says(container, good).run(60));
}

const queue = '{ on: container, class: direct, signal: queue, above: 10, recoverFor: 5m }';
const retries = '{ on: container, class: growth, signal: retries, rate: 10/min, burst: 50 }';

it.each([
  ['restarts', '{ restarts: { rate: 10/min, burst: 50 } }', 'kept restarting; it is within 10/min again'],
  ['errors', '{ errors: { rate: 10/min, burst: 50 } }', 'had growing errors; they are within 10/min again'],
  ['timeouts', '{ timeouts: { rate: 10/min, burst: 50 } }', 'had growing time-outs; they are within 10/min again'],
  ['busySeconds', '{ busySeconds: { rate: 10/min, burst: 50 } }', 'was getting slow; it is within 10/min again'],
  ['retries', `{ custom: { own: ${retries} } }`, 'broke rule own; retries is within 10/min again'],
])('growth of %s that is over is told as such until it has been for long enough', (signal, rules, text) => {
  expect(whileEnding(rules, { [signal]: 60 })).toBe(`api-1 on vm-01 ${text}, but not yet for long enough`);
});

it.each([
  ['a value', `{ custom: { own: ${queue} } }`, { queue: 11 }, { queue: 3 }, 'broke rule own; queue is 3 now'],
  [
    'a status',
    '{ status: { for: 0s, recoverFor: 5m } }',
    { status: 'exited' },
    { status: 'running' },
    'broke rule status; status is running now',
  ],
] as const)(
  '%s that is well again is told as such until it has been for long enough',
  (...[, rules, bad, good, text]) => {
    expect(whileEnding(rules, bad, good)).toBe(`api-1 on vm-01 ${text}, but not yet for long enough`);
  },
);

it('growth that goes on is told by how much it is too much', () => {
  const site = new Site(oneContainer('{ errors: { rate: 10/min, burst: 50 } }')).says(container, { errors: 0 });
  site.cycle();
  const evaluation = site.says(container, { errors: 60 }).cycle();
  expect(causeOf(evaluation)).toBe('api-1 on vm-01 has growing errors: 55 more than 10/min allows, burst 50');
  expect(evidenceOf(evaluation, container, 'errors')).not.toHaveProperty('isEnding');
});

it('of two rules the one whose trouble goes on tells more', () => {
  const rules = '{ errors: { rate: 10/min, burst: 50 }, timeouts: { rate: 10/min, burst: 10 } }';
  const site = new Site(oneContainer(rules)).says(container, { errors: 0, timeouts: 0 });
  site.cycle();
  site.says(container, { errors: 60, timeouts: 30 }).cycle();
  expect(causeOf(site.cycle())).toMatch(/time-outs: 20 more than/);
});

it('a budget of time for each request is told in seconds', () => {
  const site = new Site(oneContainer('{ busySeconds: { rate: 0.25, per: requests, burst: 5 } }'));
  site.says(container, { busySeconds: 0, requests: 0 }).cycle();
  const evaluation = site.says(container, { busySeconds: 60, requests: 100 }).cycle();
  expect(causeOf(evaluation)).toBe(
    'api-1 on vm-01 is getting slow: 35 s busy more than 0.25 s per request allows, burst 5 s',
  );
});
