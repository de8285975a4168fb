import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';

import { nearestName } from '../../src/model/nearest-name.ts';
import { readModel } from '../../src/model/read-model.ts';
import { soundModel } from './reading.ts';

const words = [
  ...[
    'system',
    'systems',
    'id',
    'name',
    'pods',
    'subsystems',
    'functions',
    'needs',
    'kind',
    'quorum',
    'stateless',
    'all',
  ],
  ...['replicas', 'shards', 'minReplicas', 'calls', 'containers', 'rules', 'errors', 'rate', 'burst', 'custom', 'not'],
  ...['servers', 'disks', 'server', 'defaults', 'web', 'db', 'vm-01', '__proto__', 'constructor', 'off', '5/min', '1%'],
  ...['/(/', '{shard}', 'db-{shard}-{replica}', '3m', '', 'a/b', '\u0000'],
];
const scalar = fc.oneof(
  fc.constantFrom(...words),
  fc.integer({ min: -2, max: 9 }),
  fc.boolean(),
  fc.constant(null),
  fc.double(),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...words), tie('tree'), { maxKeys: 6 }),
  ),
}));
const section = fc.dictionary(
  fc.constantFrom('system', 'systems', 'subsystems', 'pods', 'servers', 'containers', 'rules', 'defaults'),
  tree,
  { minKeys: 1 },
);

test('whatever people write, reading gives findings with places and never throws', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          section.map((value) => stringify(value)),
          fc.string(),
        ),
        { maxLength: 3 },
      ),
      (texts) => {
        const files = texts.map((text, index) => ({ path: `${index}.yaml`, text }));
        const { model, findings } = readModel(files);
        expect(model === undefined).toBe(findings.some(({ level }) => level === 'error'));
        for (const { message, position } of findings) {
          expect(message).not.toMatch(/undefined|\[object|NaN/);
          if (position) expect([position.line > 0, position.column > 0]).toEqual([true, true]);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('a piece cut out of a sound model or put into it never makes reading throw', () => {
  fc.assert(
    fc.property(
      fc.nat(soundModel.length),
      fc.nat(40),
      fc.constantFrom(...words, '{', ']', ': ', '- ', '&a', '*a'),
      (...[from, length, word]) => {
        const text = soundModel.slice(0, from) + word + soundModel.slice(from + length);
        const { model, findings } = readModel([{ path: 'a.yaml', text }]);
        expect(model === undefined).toBe(findings.some(({ level }) => level === 'error'));
      },
    ),
    { numRuns: 300 },
  );
});

const pieces = soundModel.split(/\n(?=\w)/u).map((text, index) => ({ path: `${index}.yaml`, text }));
const trouble = [
  { path: 'x.yaml', text: 'pods:\n  db: { kind: quorum }\n' },
  { path: 'y.yaml', text: 'servers:\n  vm-01:\nrules: { errors: off }\n' },
  { path: 'z.yaml', text: 'rules: { errors: off, statos: off }\nsystem: { id: other }\n' },
];

test('the order of files changes nothing', () => {
  expect(readModel(pieces).model).toBeDefined();
  for (const files of [pieces, [...pieces, ...trouble]]) {
    const expected = readModel(files);
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
        expect(readModel(shuffled)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  }
});

test('a name with one letter wrong, missing, added or swapped is found again', () => {
  const names = ['calendar-db', 'mailbox-router', 'vm-01', 'auth-api', 'replicas'];
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.nat(),
      fc.constantFrom('cut', 'add', 'change', 'swap'),
      (...[name, seed, how]) => {
        const at = seed % (name.length - 1);
        const [a, b] = [name.slice(0, at), name.slice(at)];
        const typos = {
          cut: a + b.slice(1),
          add: `${a}x${b}`,
          change: `${a}x${b.slice(1)}`,
          swap: a + b.charAt(1) + b.charAt(0) + b.slice(2),
        };
        if (typos[how] !== name) expect(nearestName(typos[how], names)).toBe(name);
      },
    ),
  );
});

test('a name that is like none is likened to none', () => {
  expect(nearestName('storage', ['calendar-db', 'auth-api'])).toBeUndefined();
  expect(nearestName('x', ['y', 'zz'])).toBe('y');
  expect(nearestName('name', ['name'])).toBeUndefined();
});
