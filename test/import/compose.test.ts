import { expect, test } from 'vitest';
import type { ImportedEntry } from '../../src/import/imported.ts';
import { document, fixture, imported, mistakes } from './importing.ts';

function pods(text: string, ...more: readonly ReturnType<typeof document>[]): Readonly<Record<string, ImportedEntry>> {
  const [read] = imported([document(text, 'shop/compose.yaml'), ...more]);
  return Object.fromEntries(read!.pods.map((pod) => [pod.id, pod]));
}

function callsOf(entry: ImportedEntry | undefined): readonly string[] {
  return (entry?.lists['calls'] ?? []).map(({ name }) => name);
}

test('a whole file becomes pods with their calls', () => {
  const [read] = imported([fixture('compose.yaml')]);
  expect(read!.pods.map((pod) => [pod.id, pod.keys['replicas'], callsOf(pod)])).toEqual([
    ['api', 1, ['cache', 'db', 'queue']],
    ['cache', 3, []],
    ['db', 1, []],
    ['migrate', 1, ['db']],
    ['queue', 1, []],
    ['web', 3, ['api']],
  ]);
});

test('no word of a setting but its name comes out', () => {
  expect(JSON.stringify(imported([fixture('compose.yaml')]))).not.toContain('geheim');
});

test.each([
  ['an address', 'API: "https://user:pa55@db:5432/x"', ['db']],
  ['host and port', 'X: "db:5432"', ['db']],
  ['several hosts with ports', 'BROKERS: "db:5432,cache:9092"', ['cache', 'db']],
  ['a host where its name says so', 'DB_HOST: db', ['db']],
  ['a word that is none', 'POSTGRES_USER: db', []],
  ['itself', 'SELF: "http://web:80"', []],
  ['the default of a variable', 'URL: "${URL:-http://db/}"', ['db']],
])('in a variable, %s is found', (_, line, expected) => {
  const read = pods(`services: { web: { environment: { ${line} } }, db: {}, cache: {} }`);
  expect(callsOf(read['web'])).toEqual(expected);
});

test('aliases and names of containers are hosts too', () => {
  const read = pods(
    'services: { web: { command: ["--a=http://main/", "--b=http://boxed/"] }, db: { networks: { n: { aliases: [main] } } }, box: { container_name: boxed } }',
  );
  expect(callsOf(read['web'])).toEqual(['box', 'db']);
});

test('a later file of a folder lies over an earlier one', () => {
  const over = document(
    'services: { web: { scale: 4, environment: [DB_HOST=db] }, db: {} }',
    'shop/compose.override.yaml',
  );
  const read = pods('services: { web: { scale: 2, environment: { A_URL: "http://cache/" } }, cache: {} }', over);
  expect([read['web']!.keys['replicas'], callsOf(read['web'])]).toEqual([4, ['cache', 'db']]);
});

test('files of different folders are different projects', () => {
  const read = imported([
    document('name: a\nservices: { x: {} }', 'a/compose.yaml'),
    document('name: b\nservices: { y: {} }', 'b/compose.yaml'),
  ]);
  expect(read.map(({ system, pods: own }) => [system?.id, own.length])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
});

test('what a service extends lies under it', () => {
  const base = document('services: { common: { scale: 3, depends_on: [never] } }', 'shop/base.yaml');
  const read = pods('services: { web: { extends: { file: base.yaml, service: common }, image: x } }', base);
  expect([read['web']!.keys['replicas'], callsOf(read['web'])]).toEqual([3, []]);
});

test('what is wrong in one of several files is told where it stands', () => {
  const first = document('services:\n  web: {image: x}\n  db: {extends: web}\n', 'shop/compose.yaml');
  const second = document('services:\n  other: {image: y}\n  web:\n    links: 7\n', 'shop/compose.override.yaml');
  expect(mistakes(first, second)).toEqual([
    'shop/compose.override.yaml:4: `links`: found 7, expected a list (`[a, b]`)',
  ]);
});

test('services that extend each other are told with their place', () => {
  expect(mistakes(document('services:\n  a: { extends: b }\n  b: { extends: a }', 'c.yaml'))[0]).toMatch(
    /^c\.yaml:[23]: service "[ab]" extends itself/u,
  );
});

test.each([
  ['with a profile it is off', '{ profiles: [debug] }', { enabled: false }],
  ['that is not started again runs to completion', '{ restart: "no" }', { runs: 'to-completion' }],
  ['on every node scales', '{ deploy: { mode: global } }', { replicas: { min: 1, max: 1000 } }],
  ['with a name of its own is called so', '{ container_name: box }', { containers: 'box' }],
  ['of a store in several replicas is a quorum', '{ image: "quay.io/x/etcd:3", scale: 3 }', { kind: 'quorum' }],
])('a service %s', (_, written, expected) => {
  expect(pods(`services: { web: ${written} }`)['web']!.keys).toMatchObject(expected);
});

test('a service with ports is no run that ends', () => {
  expect(pods('services: { web: { restart: "no", ports: [80] } }')['web']!.keys).not.toHaveProperty('runs');
});

test.each([
  ['services: 5', /^given\.yaml:1: .*services/u],
  ['services:\n  web: 5', /^given\.yaml:2: a service/u],
  ['services:\n  web:\n    deploy: { replicas: [] }', /^given\.yaml:3: `replicas`/u],
  ['services:\n  web: {{ .Values.web }}', /helm template/u],
  ['a: 1', /nobody can tell what it is/u],
  ['', /there is nothing in it/u],
])('%j is refused with its place', (text, expected) => {
  expect(mistakes(document(text))[0]).toMatch(expected);
});
