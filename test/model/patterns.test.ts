import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compilePattern, type Pattern } from '../../src/model/pattern.ts';
import { indexPatterns } from '../../src/model/pattern-index.ts';
import { findingsOf, modelOf, soundModel } from './reading.ts';

function match(pattern: string, name: string, shards = ['0']): unknown {
  const compiled = compilePattern(pattern, shards);
  return 'pattern' in compiled ? compiled.pattern.match(name) : compiled.reason;
}

const four = ['1', '2', '3', '4'];

test.each<readonly [string, string, readonly string[], unknown]>([
  ['db-{shard}-{replica}', 'db-3-1', four, { shard: '3', replica: '1' }],
  ['db-{shard}-{replica}', 'db-3-a1', four, { shard: '3', replica: 'a1' }],
  ['db-{shard}-{replica}', 'db-5-1', four, undefined],
  ['db-{shard}-{replica}', 'db-3-1-x', four, undefined],
  ['db-{shard}-{replica}', 'x-db-3-1', four, undefined],
  ['db-{replica}', 'db-1_2', four, undefined],
  ['db-{replica}', 'db-', four, undefined],
  ['db-{replica}.{any}', 'db-1.mail/x', four, { replica: '1' }],
  ['db-{any}', 'db-', four, {}],
  ['db-{role}-{shard}', 'db-primary-2', four, { shard: '2', role: 'primary' }],
  ['db-{role}-{shard}', 'db-leader-2', four, undefined],
  ['{shard}-{shard}', '2-2', four, { shard: '2' }],
  ['{shard}-{shard}', '2-3', four, undefined],
  ['bus-{shard}-{replica}', 'bus-eu-west-1', ['eu', 'eu-west'], { shard: 'eu-west', replica: '1' }],
  ['a.b+{replica}', 'a.b+1', four, { replica: '1' }],
  ['a.b+{replica}', 'axbb1', four, undefined],
  ['gw-1', 'gw-1', four, {}],
  ['/db-(?<shard>\\d)(?<replica>[ab])/', 'db-2a', four, { shard: '2', replica: 'a' }],
  ['/db-(?<shard>\\d)/', 'xdb-2', four, undefined],
  ['/db-(?<shard>\\d)/', 'db-7', four, undefined],
  ['/a|b/', 'ab', four, undefined],
  ['/db-(?<role>.*)/', 'db-replica', four, { role: 'replica' }],
  ['/db-(?<role>.*)/', 'db-leader', four, undefined],
])('%s and %s, shards %j', (...[pattern, name, shards, parts]) => {
  expect(match(pattern, name, [...shards])).toEqual(parts);
});

test.each([
  ['db-{shrd}', 'there is no `{shrd}`: did you mean `{shard}`?'],
  ['db-{x}', 'there is no `{x}`; expected one of `{shard}`, `{replica}`, `{role}`, `{any}`'],
  ['db-{shard', 'a brace is not closed, or not opened'],
  ['db-shard}', 'a brace is not closed, or not opened'],
  ['/db-(/', expect.stringContaining('it is not a regular expression')],
  ['/db-(?<replic>.)/', 'there is no group `replic`: did you mean `replica`?'],
])('%s is no pattern', (pattern, reason) => {
  expect(match(pattern, 'db-1')).toEqual(reason);
});

const piece = fc.constantFrom('a', 'b', 'ab', '-', '1', '{any}', '{replica}');
const patternText = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  fc.constantFrom('/a.*/', '/[ab]-(?<replica>.)/'),
);

test('the index of patterns misses no pattern that a name fits, and keeps their order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(patternText, { maxLength: 12 }),
      fc.array(fc.constantFrom('a', 'b', '-', '1'), { minLength: 1, maxLength: 5 }),
      (...[texts, letters]) => {
        const name = letters.join('');
        const compiled = texts.flatMap((text): [string, Pattern][] => {
          const one = compilePattern(text, ['0']);
          return 'pattern' in one ? [[text, one.pattern]] : [];
        });
        const fits = ([, pattern]: readonly [string, Pattern]): boolean => pattern.match(name) !== undefined;
        const found = indexPatterns(new Map(compiled)).candidates(name).filter(fits);
        expect(found.map(([text]) => text)).toEqual(compiled.filter(fits).map(([text]) => text));
      },
    ),
  );
});

test('of many patterns a name meets only those that begin as it does', () => {
  const patterns = Array.from({ length: 100 }, (_, index) => `p${index}-{replica}`).map((text): [string, Pattern] => {
    const compiled = compilePattern(text, ['0']);
    if (!('pattern' in compiled)) throw new Error(compiled.reason);
    return [text, compiled.pattern];
  });
  const met = indexPatterns(new Map(patterns)).candidates('p12-3');
  expect(met.map(([text]) => text)).toEqual(['p12-{replica}']);
});

const web1 = '- { name: web-1, server: vm-01 }';
const sharded = soundModel.replace(
  'db: { kind: quorum, replicas: 1',
  'db: { kind: quorum, shards: [a, b], replicas: 1',
);

test('pod, shard and replica follow from the name, or are given', () => {
  const text = sharded
    .replace('db-{replica}', 'db-{shard}-{replica}')
    .replace('name: db-1,', 'name: db-a-1,')
    .replace(web1, `${web1}\n  - { name: odd, server: vm-02, pod: db, shard: b, replica: 1 }`);
  expect(modelOf(text).containers.map(({ id, pod, shard }) => [id, pod, shard])).toEqual([
    ['container/vm-01/db-a-1', 'pod/db', 'shard/db/a'],
    ['container/vm-01/web-1', 'pod/web', 'shard/web/0'],
    ['container/vm-02/odd', 'pod/db', 'shard/db/b'],
  ]);
});

test('a container that matches two pods is an error, unless it names one of them', () => {
  const text = soundModel.replace('containers: "db-{replica}"', 'containers: "{any}-{replica}"');
  expect(findingsOf(text)).toEqual([
    '13:13 error two-pods container `web-1` matches the patterns of 2 pods (db, web); make the patterns exclude each other, or give `pod`',
  ]);
  expect(findingsOf(text.replace('name: web-1,', 'name: web-1, pod: web,'))).toEqual([]);
});

test('a container that matches no pod and names none is an error with the nearest pattern', () => {
  expect(findingsOf(soundModel.replace('name: web-1,', 'name: wep-1,'))).toEqual([
    '13:13 error no-pod container `wep-1` matches the pattern of no pod and names none: did you mean one of pod `web`, called `web-{replica}`?; give `pod`, or correct the name or a pattern',
  ]);
});

test('a container of a shard that is not declared is an error that names those that are', () => {
  const text = sharded.replace('db-{replica}', 'db-{shard}-{replica}').replace('name: db-1,', 'name: db-c-1,');
  expect(findingsOf(text)).toEqual([
    '14:13 error unknown-shard container `db-c-1` is of shard `c`, but pod `db` has the shards a, b',
  ]);
});

test('a container that does not say its shard is an error where the pod has several', () => {
  expect(findingsOf(sharded)).toEqual([
    "14:5 error no-shard container `db-1` does not say of which shard of pod `db` it is; give `shard`, or put `{shard}` into the pod's pattern",
  ]);
});

test('the 2,400 containers of an installation find their places among 120 patterns', () => {
  const pods = Array.from({ length: 120 }, (_, index) => `p${index}`);
  const text = `system: { id: s }
subsystems: { all: { pods: [${pods.join(', ')}] } }
pods:
${pods.map((pod) => `  ${pod}: { kind: stateless, shards: 5, replicas: 4, containers: "${pod}-{shard}-{replica}" }`).join('\n')}
servers: { vm: }
containers:
${pods.flatMap((pod) => Array.from({ length: 20 }, (_, index) => `  - { name: ${pod}-${(index % 5) + 1}-${Math.floor(index / 5) + 1}, server: vm }`)).join('\n')}
`;
  const model = modelOf(text);
  expect(model.containers).toHaveLength(2400);
  expect(model.containers.some(({ missing }) => missing)).toBe(false);
});
