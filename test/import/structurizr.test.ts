import { expect, test } from 'vitest';
import { document, fixture, imported, ImportSite, mistakes } from './importing.ts';

test.each(['bank.dsl', 'bank.json'])('%s becomes subsystems, pods and calls', (name) => {
  const read = imported([fixture(name)])[0]!;
  expect(read.system).toEqual({ id: 'little-bank', name: 'Little Bank' });
  expect(read.subsystems.map(({ id, lists }) => [id, lists['pods']!.map((pod) => pod.name)])).toEqual([
    ['online-banking', ['page', 'application-api', 'online-banking-database']],
    ['ledger', ['ledger-database']],
  ]);
  expect(read.pods.map(({ id, lists }) => [id, lists['calls']!.map((call) => call.name)])).toEqual([
    ['page', ['application-api']],
    ['application-api', ['ledger-database', 'online-banking-database']],
    ['online-banking-database', []],
    ['ledger-database', []],
  ]);
});

test.each(['bank.dsl', 'bank.json'])('in %s the live deployment tells how many there are', (name) => {
  expect(imported([fixture(name)])[0]!.pods.map(({ keys }) => keys['replicas'])).toEqual([1, 4, 3, 1]);
});

test.each(['bank.dsl', 'bank.json'])('the model of %s is valid', (name) => {
  const site = new ImportSite();
  site.import(fixture(name));
  expect(site.model.pods).toHaveLength(4);
});

test('what a relation is for stands beside the call', () => {
  const site = new ImportSite();
  site.import(fixture('bank.dsl'));
  expect(site.text('imported.yaml')).toContain('      - application-api # Asks (JSON)\n');
});

test('what has no place is told, with its line', () => {
  const told = imported([fixture('bank.dsl')])[0]!.unmapped.map(({ what, position }) => [what, position?.line]);
  expect(told).toEqual([
    ['the relation online.api -> nowhere', 48],
    ['software system "Post"', 21],
    ['the relation "application-api" -> "Post"', 46],
    ['the relation "Online Banking" -> "Ledger"', 47],
    ['the deployment "Live"', undefined],
  ]);
});

test('the environment of who imports is not looked into', () => {
  const read = imported([document('workspace "${HOME}" {\n model {\n }\n}', 'w.dsl')])[0]!;
  expect(read.system?.name).toBe('${HOME}');
});

test.each([
  ['workspace {\n model {\n', /is not closed/u],
  ['workspace {\n}\n}\n', /^given\.yaml:3: this `\}` closes nothing/u],
  ['workspace\n{\n}\n', /^given\.yaml:2: a `\{` must stand at the end/u],
])('%j is refused with its place', (text, expected) => {
  expect(mistakes(document(text))[0]).toMatch(expected);
});

test('comments and blocks of text are no statements', () => {
  const text = [
    'workspace {',
    ' # a "quoted" thing -> nothing {',
    ' model {',
    '  /* softwareSystem "No" {',
    '  } */',
    '  a = softwareSystem "A" """',
    '   } many {',
    '   """ {',
    '   c = container "C # // /* not a comment */"',
    '  }',
    ' }',
    '}',
  ].join('\n');
  const read = imported([document(text)])[0]!;
  expect(read.pods.map(({ keys }) => keys['name'])).toEqual(['C # // /* not a comment */']);
});
