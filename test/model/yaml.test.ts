import { expect, test } from 'vitest';

import { readModel } from '../../src/model/read-model.ts';
import { findingsOf, modelOf, soundModel } from './reading.ts';

test.each([
  ['pods: [a, b\n', '2:1 error yaml'],
  ['pods:\n\t- a\n', '2:1 error yaml'],
  ['a: 1\n---\nb: 2\n', '2:1 error yaml this is not valid YAML: it holds several documents'],
  ['pods: *nothing\n', '1:7 error yaml this is not valid YAML: `*nothing` stands for nothing that comes before it'],
  ['pods: !include other.yaml\n', '1:7 error yaml this is not valid YAML: unresolved tag: !include'],
  ['? [a]\n: 1\n', '1:3 error yaml this is not valid YAML: a key must be a word'],
])('%j is refused with its place', (text, said) => {
  const found = findingsOf(text);
  expect(found.some((line) => line.startsWith(said))).toBe(true);
});

test('what a file with wrong syntax describes is not missed elsewhere', () => {
  const findings = readModel([
    { path: 'a.yaml', text: soundModel },
    { path: 'b.yaml', text: 'subsystems: { more: { pods: [nowhere] } }\n' },
    { path: 'c.yaml', text: 'pods: [\n' },
  ]).findings;
  expect(findings.map(({ code, position }) => `${position?.file ?? ''} ${code}`)).toEqual(['c.yaml yaml']);
});

test('anchors and aliases may be used', () => {
  const text = soundModel
    .replace('vm-01: { disks: { data: { mount: /data } } }', 'vm-01: &vm { disks: { data: { mount: /data } } }')
    .replace('vm-02: {}', 'vm-02: *vm');
  expect(modelOf(text).resources.map(({ id }) => id)).toContain('disk/vm-02/data');
});

test('a mistake behind an alias is found where it was written', () => {
  const text = soundModel
    .replace('vm-01: { disks: { data: { mount: /data } } }', 'vm-01: &vm { disks: { data: { mont: /data } } }')
    .replace('vm-02: {}', 'vm-02: *vm');
  expect(findingsOf(text)).toEqual(['10:33 error unknown-key unknown key `mont`: did you mean `mount`?']);
});

test('aliases that multiply without end are refused', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const levels = names.map(
    (name, index) =>
      `${name}: &${name} [${Array(10)
        .fill(index === 0 ? 'x' : `*${names[index - 1]!}`)
        .join(', ')}]`,
  );
  const bomb = levels.join('\n');
  expect(findingsOf(bomb)).toEqual([
    '1:1 error yaml this is not valid YAML: its aliases (`*name`) multiply too much: write the values out',
  ]);
});

test('an alias inside its own anchor is refused', () => {
  expect(findingsOf('pods: &pods\n  a: *pods\n')).toEqual([
    '2:6 error yaml this is not valid YAML: `*pods` stands inside what it stands for',
  ]);
});

test.each([200, 20_000])('a file nested %i levels deep is refused', (depth) => {
  const found = findingsOf(`pods: ${'['.repeat(depth)}${']'.repeat(depth)}\n`);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('error yaml this is not valid YAML: it is nested too deeply');
});

test('ids that plain objects have a meaning of their own for are ids like others', () => {
  const text = soundModel
    .replaceAll('db', '__proto__')
    .replaceAll('web', 'constructor')
    .replaceAll('data', 'hasOwnProperty')
    .replaceAll('vm-02', 'toString');
  const model = modelOf(text);
  expect(model.pods.map(({ id, calls }) => [id, calls])).toEqual([
    ['pod/__proto__', []],
    ['pod/constructor', ['pod/__proto__']],
  ]);
  expect(model.resources.map(({ id }) => id)).toContain('disk/vm-01/hasOwnProperty');
  expect(model.resources.map(({ id }) => id)).toContain('server/toString');
});

test('a key `__proto__` where no id stands is unknown like any other', () => {
  expect(findingsOf(soundModel.replace('id: shop', '__proto__: { id: x }, id: shop'))).toEqual([
    '2:11 error unknown-key unknown key `__proto__`; expected one of `id`, `name`',
  ]);
});

test('ids that look like numbers stay as they are written', () => {
  const text = soundModel
    .replaceAll('vm-02', '007')
    .replace('- { name: web-1, server: vm-01 }', '- { name: web-1, server: "007" }');
  expect(modelOf(text).containers.map(({ id }) => id)).toContain('container/007/web-1');
});

test('`off` is a word whatever version of YAML a file claims to be', () => {
  const text = `%YAML 1.1\n---${soundModel}rules: { errors: off }\n`;
  expect(modelOf(text).containers[0]?.rules.some(({ name }) => name === 'errors')).toBe(false);
});
