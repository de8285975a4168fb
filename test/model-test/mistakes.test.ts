import { expect, test } from 'vitest';

import { findingsOf } from './shop.ts';

const sound = `interval: 30s
cases:
  one:
    given:
      fail: [pod/db]
      observations:
        - { node: container/*/web-1, signal: errors, grows: 5/min, from: 1m, to: 5m }
        - { node: server/vm-1, signal: cpu, value: 90 }
        - { node: container/vm-3/report-1, signal: queueLength, value: 7, at: 2m }
    expect:
      at: 10m
      pods: { failed: [db], off: [old-web] }
      incidents: [{ root: pod/db, severity: critical, symptoms: 0 }, ...]
      reserve: { pod/web: 1 }
      maskedBy: { container/vm-1/web-1: [pod/db] }
`;

test('the file that the mistakes are put into is sound', () => {
  expect(findingsOf(sound)).toEqual([]);
});

// What is written in the place of what, and what must be said of it; `§` marks where.
test.each<readonly [string, string, string]>([
  ['interval: 30s', '§intervall: 30s', 'error unknown-key unknown key `intervall`: did you mean `interval`?'],
  [
    'interval: 30s',
    'interval: §30',
    'error wrong-value `interval`: found 30, expected a duration such as 30s, 5m, 1h or 1d',
  ],
  ['fail: [pod/db]', '§fial: [pod/db]', 'error unknown-key unknown key `fial`: did you mean `fail`?'],
  ['fail: [pod/db]', 'fail: [§pod/bd]', 'error unknown-node `pod/bd` is no node of the model: did you mean `pod/db`?'],
  ['fail: [pod/db]', 'fail: [§db]', 'error unknown-node `db` is no node of the model: did you mean `pod/db`?'],
  ['fail: [pod/db]', 'fail: [§vm-1]', 'error unknown-node `vm-1` is no node of the model: did you mean `server/vm-1`?'],
  [
    'interval: 30s',
    'interval: §0s',
    'error no-interval `interval` is the time between two polls; expected more than nothing, such as 60s',
  ],
  [
    'fail: [pod/db]',
    'fail: [§pod/old-web]',
    'error unknown-node `pod/old-web` is switched off in the model (enabled: false), so it cannot fail',
  ],
  [
    'signal: errors',
    'signal: §error',
    'error unknown-signal `container/vm-1/web-1` has no signal `error`: did you mean `errors`?',
  ],
  ['signal: cpu', 'signal: §disk', 'error unknown-signal `server/vm-1` has no signal `disk`, and no rule reads one'],
  ['grows: 5/min', 'grows: §5', 'error wrong-value `grows`: found 5, expected a rate such as 5/s, 10/min, 4/h or 1/d'],
  [
    '- { node: server/vm-1, signal: cpu, value: 90 }',
    '- §{ node: server/vm-1, signal: cpu }',
    'error value-or-grows this observation says nothing; expected `value` (what is seen) or `grows` (a counter, such as 20/min)',
  ],
  [
    '- { node: server/vm-1, signal: cpu, value: 90 }',
    '- §{ node: server/vm-1, signal: cpu, value: 90, grows: 1/s }',
    'error value-or-grows `value` stands beside `grows`; expected one of the two',
  ],
  [
    '- { node: server/vm-1, signal: cpu, value: 90 }',
    '- §{ node: server/vm-1, signal: cpu, value: 90, at: 1m, to: 2m }',
    'error at-alone `at` is one moment and goes with `value` alone, without `from` and `to`',
  ],
  [
    '- { node: container/*/web-1, signal: errors, grows: 5/min, from: 1m',
    '- §{ node: container/*/web-1, signal: errors, grows: 5/min, from: 6m',
    'error ends-before-it-begins `to` comes before `from`',
  ],
  [
    '      at: 10m\n',
    '',
    'error at-missing say when this must hold: observations lead to it, so `at` is needed, such as `at: 10m`',
  ],
  [
    '      at: 10m',
    '      §at: 1000000d',
    'error too-many-polls `at` comes after 2880000000 polls; expected at most 100000: an earlier time, or a longer `interval`',
  ],
  ['pods: { failed: [db]', 'pods: { §faild: [db]', 'error unknown-key unknown key `faild`: did you mean `failed`?'],
  [
    'pods: { failed: [db]',
    'pods: { failed: [§dbb]',
    'error unknown-node `dbb` is no pod of the model: did you mean `db`?',
  ],
  [
    'pods: { failed: [db]',
    'pods: { failed: [§..., db]',
    'error dots-last `...` (others do not matter) stands at the end of a list, once',
  ],
  ['root: pod/db', 'root: §pod/dbb', 'error unknown-node `pod/dbb` is no node of the model: did you mean `pod/db`?'],
  [
    'severity: critical',
    'severity: §crit',
    'error wrong-value `severity`: found "crit", expected one of `critical`, `at-risk`, `unseen`, `warning`, `unknown`, `planned`',
  ],
  [
    'reserve: { pod/web: 1 }',
    'reserve: { §web: 1 }',
    'error unknown-node `web` is no node of the model: did you mean `pod/web`?',
  ],
  [
    'reserve: { pod/web: 1 }',
    'reserve: { pod/web: §-1 }',
    'error wrong-value `pod/web`: found -1, expected a number of at least 0',
  ],
])('%s → %s', (piece, instead, said) => {
  const whole = sound.replace(piece, () => instead);
  const [line] = findingsOf(whole.replace('§', ''));
  const before = whole.slice(0, Math.max(0, whole.indexOf('§'))).split('\n');
  const position = whole.includes('§') ? `${before.length}:${(before.at(-1) ?? '').length + 1} ` : '';
  expect(position === '' ? line?.replace(/^\S+ /, '') : line).toBe(`${position}${said}`);
});

test('a tag of no server is told with one that there is', () => {
  const [line] = findingsOf(sound.replace('pod/db', '"tag:rack=r9"'));
  expect(line).toMatch(/^5:14 error unknown-node `tag:rack=r9` .*: did you mean `tag:rack=r1`\?$/);
});

test('what could never fail is refused', () => {
  expect(findingsOf('cases:\n  one: { expect: {} }\n')).toEqual([
    '2:10 error expects-nothing nothing is expected here, so it could never fail; say what must follow',
  ]);
  expect(findingsOf('cases: {}\n')).toEqual([
    '1:1 error no-cases there are no cases here; expected `cases:` with at least one: `name: { given: …, expect: … }`',
  ]);
});

test('a time without observations is refused, since nothing happens over time', () => {
  expect(findingsOf('cases:\n  one: { expect: { at: 5m, incidents: [] } }\n')).toEqual([
    '2:20 error at-without-time `at` goes with `given.observations` only: without them nothing happens over time',
  ]);
});

test('two cases of one name are refused, each with its place', () => {
  const text = 'cases:\n  one: { expect: { incidents: [] } }\n  one: { expect: { incidents: [] } }\n';
  expect(findingsOf(text)).toEqual([
    '3:3 error described-twice `one` is described twice: here and at shop.test.yaml:2:3; keep one of them',
  ]);
});

test('what is no YAML is told with its place and runs nothing', () => {
  expect(findingsOf('cases: [')[0]).toMatch(/^\d+:\d+ error yaml /);
});
