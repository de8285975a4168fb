import { expect, test } from 'vitest';

import { readModel, type SourceFile } from '../../src/model/read-model.ts';
import { lines, soundModel } from './reading.ts';

function read(files: Readonly<Record<string, string>>): string[] {
  const sources = Object.entries(files).map(([path, text]): SourceFile => ({ path, text }));
  return readModel(sources).findings.map((finding) => `${finding.position?.file ?? ''}:${lines([finding])[0] ?? ''}`);
}

test.each([
  ['a pod', 'pods:\n  db: { kind: quorum, replicas: 1 }\n', 'b.yaml:2:3', '`db`', 'a.yaml:8:3'],
  ['a server', 'servers:\n  vm-01: {}\n', 'b.yaml:2:3', '`vm-01`', 'a.yaml:10:3'],
  ['a subsystem', 'subsystems:\n  sales: { pods: [web] }\n', 'b.yaml:2:3', '`sales`', 'a.yaml:4:3'],
  ['the system', 'system: { id: other }\n', 'b.yaml:1:1', '`system`', 'a.yaml:2:1'],
])('%s described in two files is an error that names both places', (...[, text, here, name, other]) => {
  expect(read({ 'a.yaml': soundModel, 'b.yaml': text })).toEqual([
    `${here} error described-twice ${name} is described twice: here and at ${other}; keep one of them`,
  ]);
});

test('a container named twice on one server is an error that names both places', () => {
  const again = 'containers:\n  - { name: web-1, server: vm-01 }\n';
  expect(read({ 'a.yaml': soundModel, 'b.yaml': again })).toEqual([
    'b.yaml:2:5 error described-twice container `web-1` is named twice on server `vm-01`: here and at a.yaml:13:5; keep one of them',
  ]);
});

test('a container of one name on two servers is two containers', () => {
  const more = soundModel.replace('web: { kind: stateless, replicas: 1', 'web: { kind: stateless, replicas: 2');
  expect(read({ 'a.yaml': more, 'b.yaml': 'containers:\n  - { name: web-1, server: vm-02 }\n' })).toEqual([]);
});

test.each([
  ['defaults', 'defaults: { standing: 1h }\n', 'standing'],
  ['rules', 'rules: { errors: off }\n', 'errors'],
])('a key of %s set in two files is an error that names both places', (section, text, key) => {
  const column = `${section}: { `.length + 1;
  expect(read({ 'a.yaml': soundModel, 'b.yaml': text, 'c.yaml': text })).toEqual([
    `c.yaml:1:${column} error described-twice \`${key}\` is described twice: here and at b.yaml:1:${column}; keep one of them`,
  ]);
});

test('different keys of defaults and rules come together from several files', () => {
  const files = [
    { path: 'a.yaml', text: soundModel },
    { path: 'b.yaml', text: 'defaults: { standing: 2h }\nrules: { errors: off }\n' },
    { path: 'c.yaml', text: 'defaults: { ranking: level }\nrules: { timeouts: off }\n' },
  ];
  const { model } = readModel(files);
  expect(model?.defaults).toMatchObject({ standing: 7200, ranking: 'level', staleAfter: 180 });
  expect(model?.containers[0]?.rules.map(({ name }) => name)).toEqual(
    expect.not.arrayContaining(['errors', 'timeouts']),
  );
});

test('a key given twice in one file is an error that names both places', () => {
  expect(read({ 'a.yaml': `${soundModel}rules:\n  errors: off\n  errors: off\n` })).toEqual([
    'a.yaml:17:3 error described-twice `errors` is described twice: here and at a.yaml:16:3; keep one of them',
  ]);
});

const systems = 'systems:\n  shop: { name: Shop, subsystems: [sales] }\n';
const withoutSystem = soundModel.replace('system: { id: shop, name: Shop }\n', '');

test('several systems share a model, each with the subsystems it names', () => {
  const { model } = readModel([
    { path: 'a.yaml', text: withoutSystem },
    { path: 'b.yaml', text: `${systems}  lab: { subsystems: [tests] }\nsubsystems: { tests: { pods: [db] } }\n` },
  ]);
  expect(model?.systems).toEqual([
    { id: 'system/lab', name: 'lab', subsystems: ['subsystem/tests'] },
    { id: 'system/shop', name: 'Shop', subsystems: ['subsystem/sales'] },
  ]);
});

test('a subsystem in none of the systems, in two of them, or unknown is an error', () => {
  const more = `${systems}  lab: { subsystems: [sales, sails] }\nsubsystems: { tests: { pods: [db] } }\n`;
  expect(read({ 'a.yaml': withoutSystem, 'b.yaml': more })).toEqual([
    'b.yaml:3:23 error subsystem-in-two-systems subsystem `sales` belongs to two systems: here and at b.yaml:2:36; keep one of them',
    'b.yaml:3:30 error unknown-subsystem there is no subsystem `sails`: did you mean `sales`?',
    'b.yaml:4:15 error subsystem-in-no-system subsystem `tests` belongs to no system; name it in `subsystems` of one of `systems`',
  ]);
});

test('`system` and `systems` together are an error that names both places', () => {
  expect(read({ 'a.yaml': soundModel, 'b.yaml': systems })).toEqual([
    'b.yaml:1:1 error described-twice `systems` stands beside `system` at a.yaml:2:1; expected one of the two',
  ]);
});

test('the order of the files changes neither the model nor the findings', () => {
  const files = [
    { path: 'a.yaml', text: soundModel },
    { path: 'b.yaml', text: 'pods:\n  extra: { kind: stateless, replicas: 2 }\n' },
    { path: 'c.yaml', text: 'subsystems:\n  more: { pods: [extra] }\n' },
  ];
  expect(readModel(files.toReversed())).toEqual(readModel(files));
  const broken = [
    ...files,
    { path: 'd.yaml', text: 'pods:\n  db: { kind: quorum, replicas: 2 }\nservers:\n  vm-01:\n' },
  ];
  expect(readModel(broken.toReversed())).toEqual(readModel(broken));
  expect(readModel(broken).findings).toHaveLength(3);
});
