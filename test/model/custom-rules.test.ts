import { expect, test } from 'vitest';

import { readModel } from '../../src/model/read-model.ts';
import { findingsOf, lines } from './reading.ts';
import { read, ruleOf, rulesOf, text, type Written } from './reading-rules.ts';

function custom(rule: string): string {
  return `rules: { custom: { own: { ${rule} } } }`;
}

/** Where a word first stands, as `line:column`. */
function placeOf(word: string, model: string): string {
  const before = model.slice(0, model.indexOf(word)).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

const limit = (signal: string, rest: object): object => ({ kind: 'threshold', signal, comparison: 'above', ...rest });

// What is asked of one signal of a container, and the condition that it is.
test.each<readonly [string, object]>([
  ['signal: cpu, above: 80%', limit('cpu', { limit: 0.8, percentOf: 'cpuLimit' })],
  ['signal: cpu, above: 1.5', limit('cpu', { limit: 1.5 })],
  ['signal: memory, above: 512Mi, until: 256Mi', limit('memory', { limit: 536870912, until: 268435456 })],
  ['signal: memory, below: 5%', { ...limit('memory', { limit: 0.05, percentOf: 'memoryLimit' }), comparison: 'below' }],
  [
    'signal: oomKills, increase: 1h, above: 2',
    limit('oomKills', { limit: 2, smoothing: { function: 'increase', window: 3600 } }),
  ],
  ['signal: queue, above: 80%', limit('queue', { limit: 80 })],
  ['signal: heap, max: 1m, above: 2G', limit('heap', { limit: 2e9, smoothing: { function: 'max', window: 60 } })],
  ['signal: lag, above: -1', limit('lag', { limit: -1 })],
  ['signal: state, is: degraded', { kind: 'is', signal: 'state', value: 'degraded' }],
  ['signal: read_only, is: 1', { kind: 'is', signal: 'read_only', value: 1 }],
  [
    'any: [ { signal: lag, above: 10 }, { not: { signal: state, is: ok } } ]',
    {
      kind: 'any',
      parts: [limit('lag', { limit: 10 }), { kind: 'not', part: { kind: 'is', signal: 'state', value: 'ok' } }],
    },
  ],
])('{ %s } is a condition', (...[written, condition]) => {
  expect(ruleOf({ top: custom(`on: container, class: direct, ${written}`) }, 'own')).toEqual({
    kind: 'condition',
    class: 'direct',
    name: 'own',
    condition,
    for: 0,
    recoverFor: 0,
  });
});

test.each([
  ['server/vm', 'on: server, class: pressure, signal: memory, above: 80%', 'memory'],
  ['disk/vm/data', 'on: disk, class: direct, signal: used, above: 80%', 'used'],
  ['network/vm', 'on: network, class: direct, signal: loss, above: 80', 'loss'],
])('of %s the rule { %s } compares a percentage as it is', (id, written, signal) => {
  expect(ruleOf({ top: custom(written) }, 'own', id)).toMatchObject({ condition: limit(signal, { limit: 80 }) });
});

test('a custom rule is on every node of its kind and on no other', () => {
  const model = read({ top: custom('on: server, class: direct, signal: fan, is: 0') });
  const bearers = [...model.containers, ...model.resources].filter(({ id }) =>
    rulesOf(model, id).some(({ name }) => name === 'own'),
  );
  expect(bearers.map(({ id }) => id)).toEqual(['server/vm']);
});

test('a custom rule holds and recovers as it says', () => {
  const rule = 'on: container, class: pressure, signal: lag, above: 1, for: 2m, recoverFor: 1m';
  expect(ruleOf({ top: custom(rule) }, 'own')).toMatchObject({ class: 'pressure', for: 120, recoverFor: 60 });
});

test.each([
  ['rate: 5/min, burst: 20', { per: 'time', rate: 5 / 60, burst: 20 }, 180],
  ['rate: 2%, per: requests, burst: 5, recoverFor: 10m', { per: 'requests', rate: 0.02, burst: 5 }, 600],
  ['rate: 0.5, per: requests, burst: 0', { per: 'requests', rate: 0.5, burst: 0 }, 180],
])('a custom growth rule with { %s }', (...[written, allowance, recoverFor]) => {
  expect(ruleOf({ top: custom(`on: container, class: growth, signal: drops, ${written}`) }, 'own')).toEqual({
    kind: 'growth',
    class: 'growth',
    name: 'own',
    signal: 'drops',
    allowance,
    recoverFor,
  });
});

const top = custom('on: container, class: direct, signal: lag, above: 1');

test.each<readonly [string, Written, unknown, unknown]>([
  ['the model', { top }, 1, 1],
  ['its pod', { top, pod: ', rules: { own: { class: direct, signal: lag, above: 2 } }' }, 2, 2],
  ['itself', { top, container: ', rules: { own: { class: direct, signal: lag, above: 3 } }' }, 3, 1],
  ['its pod, which switches it off', { top, pod: ', rules: { own: off }' }, undefined, undefined],
  ['itself, which switches it off', { top, container: ', rules: { own: off }' }, undefined, 1],
])('a container has the custom rule of %s', (...[, written, ofA, ofB]) => {
  const limitOf = (id: string): unknown => {
    const rule = ruleOf(written, 'own', id);
    return rule?.kind === 'condition' && rule.condition.kind === 'threshold' ? rule.condition.limit : undefined;
  };
  expect([limitOf('container/vm/a'), limitOf('container/vm/b'), limitOf('container/vm/c')]).toEqual([ofA, ofB, 1]);
});

test('an override may be of another class', () => {
  const pod = ', rules: { own: { class: growth, signal: lag, rate: 1/h, burst: 1 } }';
  expect(ruleOf({ top, pod }, 'own')).toMatchObject({ kind: 'growth', name: 'own' });
});

test('rules are listed by name, custom ones among the others', () => {
  const names = rulesOf(read({ top }), 'container/vm/a').map(({ name }) => name);
  expect(names).toContain('own');
  expect(names).toEqual(names.toSorted());
});

test('a pod may override a custom rule of a later file', () => {
  const files = [
    { path: 'a.yaml', text: text({ pod: ', rules: { own: off }' }) },
    { path: 'b.yaml', text: top },
  ];
  expect(lines(readModel(files).findings)).toEqual([]);
});

test.each([
  ['signal: cpuu, above: 1', 'cpuu', 'cpu'],
  ['signal: Errors, above: 1', 'Errors', 'errors'],
  ['all: [ { signal: lag, above: 1 }, { not: { signal: staus, is: up } } ]', 'staus', 'status'],
])('a signal that looks misspelt in { %s } is a warning', (...[written, found, nearest]) => {
  const model = text({ top: custom(`on: container, class: direct, ${written}`) });
  expect(findingsOf(model)).toEqual([
    `${placeOf(found, model)} warning unknown-signal signal \`${found}\` is none that Linchpin knows: did you mean \`${nearest}\`?`,
  ]);
});

test('a misspelt signal is found where it stands, in an override too', () => {
  const pod = ', rules: { own: { class: growth, signal: eror, rate: 1/h, burst: 1 } }';
  expect(findingsOf(text({ top, pod }))).toEqual([]);
  const near = ', rules: { own: { class: growth, signal: erors, rate: 1/h, burst: 1 } }';
  const model = text({ top, pod: near });
  expect(findingsOf(model)).toEqual([
    `${placeOf('erors', model)} warning unknown-signal signal \`erors\` is none that Linchpin knows: did you mean \`errors\`?`,
  ]);
});

test.each(['queue', 'errors5xx', 'lag', 'used'])("the signal `%s` of a container may be the model's own", (signal) => {
  expect(findingsOf(text({ top: custom(`on: container, class: direct, signal: ${signal}, above: 1`) }))).toEqual([]);
});

test('a short signal is near to too many words to be called misspelt', () => {
  expect(findingsOf(text({ top: custom('on: network, class: direct, signal: ups, is: 0') }))).toEqual([]);
});
