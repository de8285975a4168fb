import { expect, test } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { failuresOf, findingsOf } from './shop.ts';

const world = worldOf(`
system: { id: shop }
subsystems: { data: { pods: [db] } }
pods: { db: { kind: quorum, replicas: 3, containers: "db-{replica}" } }
servers: { vm-1: , vm-2: , vm-3: }
containers: [{ name: db-1, server: vm-1 }, { name: db-2, server: vm-2 }, { name: db-3, server: vm-3 }]
recoveries:
  crash-loop:
    for: { kind: container, rules: [status] }
    steps: [{ roll-back: { by: deploy, stableFor: 1d } }, { restart: { by: docker } }]
  memory-leak:
    for: { kind: container, rules: [memory] }
    heldFor: 1h
    steps: [{ restart: { by: docker } }]
`);

const given = `
      observations:
        - { node: container/*/db-1, signal: status, value: exited, from: 2m }
        - { node: container/*/db-2, signal: memoryLimit, value: 100 }
        - { node: container/*/db-2, signal: memory, value: 99, from: 2m }
`;

/** What does not hold of an expectation about the incidents of a store of which one is down and one full. */
function differences(incidents: string): readonly string[] {
  const text = `cases:\n  one:\n    given:${given}    expect: { at: 10m, incidents: ${incidents} }\n`;
  return failuresOf(text, { world }).flatMap((failure) => failure.differences.map((one) => `${failure.what} ${one}`));
}

const down = 'container/vm-1/db-1';
const full = 'container/vm-2/db-2';

test('a case says which recovery an incident has, its first step, and what is against it', () => {
  expect(
    differences(
      `[{ root: ${down}, recovery: crash-loop, step: restart, refused: [] }, { root: ${full}, recovery: memory-leak, refused: [twin] }]`,
    ),
  ).toEqual([]);
});

test('what is otherwise is told', () => {
  expect(
    differences(`[{ root: ${down}, recovery: none, step: drain, refused: [storm] }, { root: ${full} }]`).map((text) =>
      text.replace(/ \(.*\)$/u, ''),
    ),
  ).toEqual([
    `incident ${down}: recovery expected none, found crash-loop`,
    `incident ${down}: step expected drain, found restart`,
    `incident ${down}: refused expected storm, found none`,
  ]);
});

test('an incident that no recovery is for has none', () => {
  const text =
    'cases: { one: { given: { fail: [server/vm-3] }, expect: { incidents: [{ root: server/vm-3, recovery: none }] } } }';
  expect(failuresOf(text, { world })).toEqual([]);
});

test('a step that there is not is an error', () => {
  expect(findingsOf('cases: { one: { expect: { incidents: [{ root: pod/db, step: restrat }] } } }')).toEqual([
    expect.stringContaining('expects-nothing'),
    expect.stringContaining('wrong-value `step`: found "restrat"'),
  ]);
});
