import { expect, it } from 'vitest';

import { violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';
import { container, oneContainer } from '../support/small-worlds.ts';

const withRule = (rule: string) => oneContainer(`{ custom: { own: ${rule} } }`);

const values = { status: 'running', queue: 20, backlog: 7, cpu: 20 };

/** What `own` says in a cycle after the model has given it another rule, and its container the memory of the one before. */
function afterChange(from: string, to: string): readonly string[] {
  const before = new Site(withRule(from)).says(container, values);
  expect(violatedBy(before.cycle(), container)).toEqual(['own']);
  const after = new Site(withRule(to));
  after.installation.memory = before.installation.memory;
  after.installation.now = before.now;
  return violatedBy(after.says(container, values).cycle(), container);
}

const onContainer = (condition: string) => `{ on: container, class: direct, ${condition} }`;

const part = (of: string, above: number) =>
  `all: [{ signal: ${of}, above: ${above}, until: 5 }, { signal: cpu, above: 1 }]`;

it.each([
  { change: 'another signal', to: 'signal: backlog, above: 10, until: 5', says: [] },
  { change: 'the smoothed signal', to: 'signal: queue, increase: 5m, above: 10, until: -1', says: [] },
  { change: 'another limit', to: 'signal: queue, above: 50, until: 5', says: ['own'] },
])('a condition that the model gives $change is held by `until` only where it looks at the same', ({ to, says }) => {
  expect(afterChange(onContainer('signal: queue, above: 10, until: 5'), onContainer(to))).toEqual(says);
});

it.each([
  { change: 'another signal', to: part('backlog', 10), says: [] },
  { change: 'another limit', to: part('queue', 30), says: ['own'] },
])('a part that the model gives $change is held by `until` only where it looks at the same', ({ to, says }) => {
  expect(afterChange(onContainer(part('queue', 10)), onContainer(to))).toEqual(says);
});

it('a growth rule that the model gives another counter begins with a new bucket (semantics 3, Growth)', () => {
  const growth = (signal: string) => `{ on: container, class: growth, signal: ${signal}, rate: 0/s, burst: 10 }`;
  const values = { status: 'running', drops: 5, retries: 100_000 };
  const before = new Site(withRule(growth('drops'))).says(container, values);
  before.cycle();
  const after = new Site(withRule(growth('retries'))).says(container, values);
  after.installation.memory = before.installation.memory;
  after.installation.now = before.now;
  expect(violatedBy(after.cycle(), container)).toEqual([]);
  expect(violatedBy(after.says(container, { retries: 100_011 }).cycle(), container)).toEqual(['own']);
});
