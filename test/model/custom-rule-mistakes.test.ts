import { expect, test } from 'vitest';

import { findingsOf } from './reading.ts';
import { text } from './reading-rules.ts';

/** What is said of a text, and where `§` marks the place of the mistake. */
function said(marked: string): { found: string[]; position: string } {
  const before = marked.slice(0, marked.indexOf('§')).split('\n');
  const position = `${before.length}:${(before.at(-1) ?? '').length + 1}`;
  return { found: findingsOf(marked.replace('§', '')), position };
}

const container = '{ on: container, class: direct,';
const growth = '{ on: container, class: growth, signal: drops,';

test.each([
  [
    `§own: ${container} }`,
    'missing-key `signal` is missing; expected the name of a signal with what is asked of it, or one of `all`, `any`, `not`',
  ],
  [`§own: ${container} above: 5 }`, 'missing-key `signal` is missing; expected the name of a signal'],
  [
    `§own: ${container} signal: lag }`,
    'missing-key `above` is missing; expected a number, a percentage such as 80%, or a size such as 512Mi or 2G (or `below`, or `is`)',
  ],
  [
    `own: ${container} all: [{ signal: a, is: 1 }], any: §[{ signal: a, is: 1 }] }`,
    'wrong-value `any`: found a list, expected only one of `signal`, `all`, `any`, `not`',
  ],
  [
    `own: ${container} all: [{ signal: a, is: 1 }], above: §3 }`,
    'wrong-value `above`: found 3, expected nothing, for it goes with `signal` and not with `all`',
  ],
  [`own: ${container} all: §[] }`, 'wrong-value `all`: found an empty list, expected a list with at least 1'],
  [
    `own: ${container} not: { any: [{ signal: a, is: 1 }, §{}] } }`,
    'missing-key `signal` is missing; expected the name of a signal with what is asked of it, or one of `all`, `any`, `not`',
  ],
  [
    `own: ${container} not: { signal: a, is: 1, until: §2 } }`,
    'wrong-value `until`: found 2, expected nothing, for it does not go with `is`',
  ],
  [
    `own: ${container} signal: a, above: 5, until: §7 }`,
    'wrong-value `until`: found 7, expected a value that is not above that of `above`, for the rule holds until the signal is back there',
  ],
  [
    `own: ${container} signal: cpu, above: 80%, until: §1 }`,
    'wrong-value `until`: found 1, expected a value of the same kind as `above`',
  ],
  [
    `own: ${container} signal: cpu, above: §2Gi }`,
    'wrong-value `above`: found "2Gi", expected a percentage such as 80% of the limit, or a number of cores',
  ],
  [
    `own: ${container} signal: a, avg: 1m, max: §1m, above: 1 }`,
    'wrong-value `max`: found "1m", expected only one of avg, max, min, increase',
  ],
  [
    `own: ${container} signal: a, above: 1, is: §1 }`,
    'wrong-value `is`: found 1, expected only one of `above`, `below`, `is`',
  ],
  [`own: ${container} signal: a, is: §true }`, 'wrong-value `is`: found true, expected a word or a number'],
  [`own: ${container} signal: a, above: 1, §unti: 1 }`, 'unknown-key unknown key `unti`: did you mean `until`?'],
  [`own: ${container} all: [{ signal: a, §abvoe: 1 }] }`, 'unknown-key unknown key `abvoe`: did you mean `above`?'],
  [
    `own: ${container} signal: a, above: 1, burst: §1 }`,
    'wrong-value `burst`: found 1, expected nothing, for it goes with `class: growth` only',
  ],
  [
    `own: ${growth} rate: 1/h, burst: 1, for: §1m }`,
    'wrong-value `for`: found "1m", expected nothing, for it does not go with `class: growth`',
  ],
  [
    `own: ${growth} rate: 1/h, burst: 1, until: §1 }`,
    'wrong-value `until`: found 1, expected nothing, for it does not go with `class: growth`',
  ],
  [
    `own: ${growth} rate: §1/h, per: requests, burst: 1 }`,
    'wrong-value `rate`: found "1/h", expected a percentage such as 80% or a number, since it is `per: requests`',
  ],
  [
    `own: ${growth} rate: §1%, burst: 1 }`,
    'wrong-value `rate`: found "1%", expected a rate such as 5/s, 10/min, 4/h or 1/d (a share of the requests needs `per: requests`)',
  ],
  [`§own: ${growth} rate: 1/h }`, 'missing-key `burst` is missing; expected a number of at least 0'],
  [
    'own: { on: server, class: §growth, signal: a, rate: 1/h, burst: 1 }',
    'wrong-value `class`: found "growth", expected one of `direct`, `pressure` for a rule on a server',
  ],
  [
    'own: { on: disk, class: §pressure, signal: a, above: 1 }',
    'wrong-value `class`: found "pressure", expected `direct` for a rule on a disk',
  ],
  [
    'own: { on: §pod, class: direct, signal: a, above: 1 }',
    'wrong-value `on`: found "pod", expected one of `container`, `server`, `disk`, `network`',
  ],
  [
    'own: { on: server, class: direct, signal: memory, above: §2G }',
    'wrong-value `above`: found "2G", expected a percentage such as 80% or a number of percent',
  ],
  [
    '§errors: { on: container, class: direct, signal: a, above: 1 }',
    'built-in-rule `errors` is the name of a built-in rule: set that under `rules` itself, or give the custom rule another name',
  ],
  ...['what-if', 'unseen', 'health.grace', 'own.parts', 'toString'].map((name): [string, string] => [
    `§${name}: { on: container, class: direct, signal: a, above: 1 }`,
    `reserved-rule \`${name}\` is a name that Linchpin keeps for itself (so are all with a dot in them); give the custom rule another name`,
  ]),
  [
    'own: { on: container, class: direct, signal: §constructor, above: 1 }',
    'wrong-value `signal`: found "constructor", expected another name, for every object of the language that Linchpin is written in has one of that name',
  ],
])('%s', (...[rule, message]) => {
  const { found, position } = said(text({ top: `rules: { custom: { ${rule} } }` }));
  expect(found).toEqual([`${position} error ${message}`]);
});

test.each([
  ['§onw: off', 'container', 'unknown-key unknown key `onw`: did you mean `own`?'],
  [
    'own: { §on: container, class: direct, signal: a, above: 1 }',
    'container',
    'unknown-key unknown key `on`; expected one of `class`, `signal`, `avg`, `max`, `min`, `increase`, `above`, `below`, `is`, `until`, `all`, `any`, `not`, `rate`, `per`, `burst`, `for`, `recoverFor`',
  ],
  ['own: §on', 'container', 'wrong-value `own`: found "on", expected `off`, or a map (`key: value`)'],
  [
    'own: §off',
    'server',
    'wrong-value `own`: found "off", expected nothing, for it is a rule on a server: change it under `rules.custom`',
  ],
  [
    '§own: { signal: a, above: 1 }',
    'container',
    'missing-key `class` is missing; expected one of `direct`, `growth`, `pressure`',
  ],
])('%s in a pod, where the rule is on a %s', (...[override, on, message]) => {
  const top = `rules: { custom: { own: { on: ${on}, class: direct, signal: a, above: 1 } } }`;
  const { found, position } = said(text({ top, pod: `, rules: { ${override} }` }));
  expect(found).toEqual([`${position} error ${message}`]);
});

test('all mistakes in one rule are told at once', () => {
  const rule = 'own: { on: container, class: direct, all: [{ signal: cpu, above: 2Gi }, { signal: a }], burst: 1 }';
  expect(findingsOf(text({ top: `rules: { custom: { ${rule} } }` }))).toHaveLength(3);
});

test("a rule that can't be read may be switched off all the same, which is not a second mistake", () => {
  const top = 'rules: { custom: { own: { on: container, class: direct } } }';
  expect(findingsOf(text({ top, pod: ', rules: { own: off }' }))).toHaveLength(1);
});
