import { expect, test } from 'vitest';
import { nothingImported } from '../../src/import/imported.ts';
import { document, fixture, ImportSite } from './importing.ts';

const compose = (web: string, rest = ''): ReturnType<typeof document> =>
  document(`name: shop\nservices:\n  web: ${web}\n  db: { image: "postgres:16" }\n${rest}`, 'compose.yaml');

test('a first import makes a model that is valid', () => {
  const site = new ImportSite();
  site.import(fixture('compose.yaml'));
  expect(site.model.pods.map(({ id }) => id)).toEqual(['pod/api', 'pod/cache', 'pod/db', 'pod/migrate', 'pod/web']);
});

test('the same import again changes nothing', () => {
  const site = new ImportSite();
  site.import(fixture('compose.yaml'));
  const again = site.import(fixture('compose.yaml'));
  expect([again.files, again.changes, again.kept]).toEqual([[], [], []]);
});

test('a value that only imports have written follows what is read', () => {
  const site = new ImportSite();
  site.import(compose('{ scale: 2 }'));
  const { changes } = site.import(compose('{ scale: 3 }'));
  expect(changes).toMatchObject([{ action: 'set', id: 'web', key: 'replicas', before: 2, value: 3 }]);
  expect(site.text('imported.yaml')).toContain('replicas: 3');
});

test('a value that people changed stays, and what was read is told', () => {
  const site = new ImportSite();
  site.import(compose('{ scale: 2 }'));
  site.edit('imported.yaml', (text) => text.replace('replicas: 2', 'replicas: 5 # as agreed'));
  const { kept, files } = site.import(compose('{ scale: 3 }'));
  expect(kept).toEqual([{ why: 'by-hand', section: 'pods', id: 'web', key: 'replicas', model: 5, read: 3 }]);
  expect(files).toEqual([]);
});

test('a key that people took away does not come back', () => {
  const site = new ImportSite();
  site.import(compose('{ scale: 2 }'));
  site.edit('imported.yaml', (text) => text.replace(/ +containers: "?shop-web.*\n/u, ''));
  site.import(compose('{ scale: 2 }'));
  expect(site.text('imported.yaml')).not.toContain('shop-web');
});

test('a call that people took away does not come back, and is told', () => {
  const site = new ImportSite();
  site.import(compose('{ depends_on: [db] }'));
  site.edit('imported.yaml', (text) => text.replace(/ +calls:\n +- db.*\n/u, ''));
  const { kept } = site.import(compose('{ depends_on: [db] }'));
  expect(kept).toEqual([{ why: 'removed', section: 'pods', id: 'web', key: 'calls', read: 'db' }]);
  expect(site.text('imported.yaml')).not.toContain('- db');
});

test('a pod that people took away does not come back', () => {
  const site = new ImportSite();
  site.import(compose('{ scale: 2 }'));
  site.edit('imported.yaml', (text) =>
    text.replace(/\n {2}web:\n(?: {4}.*\n?)*/u, '\n').replace('[ db, web ]', '[ db ]'),
  );
  const { kept } = site.import(compose('{ scale: 2 }'));
  expect(kept).toEqual([{ why: 'removed', section: 'pods', id: 'web' }]);
  expect(site.model.pods.map(({ id }) => id)).toEqual(['pod/db']);
});

test('what is not in its source any more stays in the model, and is told', () => {
  const site = new ImportSite();
  site.import(compose('{ depends_on: [db] }'));
  const { kept } = site.import(document('name: shop\nservices: { db: { image: "postgres:16" } }', 'compose.yaml'));
  expect(kept).toEqual([{ why: 'gone', section: 'pods', id: 'web' }]);
});

test('a file that was not read this time has lost nothing', () => {
  const site = new ImportSite();
  site.import(compose('{}'));
  const other = document('name: other\nservices: { queue: {} }', 'other/compose.yaml');
  expect(site.import(other).kept).toEqual([]);
});

test('a guess does not come into an entry that people wrote', () => {
  const site = new ImportSite(
    'system: { id: shop }\nsubsystems: { front: { pods: [web] } }\npods: { web: { kind: all, replicas: 1 } }\n',
  );
  const { kept } = site.import(compose('{}'));
  expect(kept).toEqual([{ why: 'guess', section: 'pods', id: 'web', key: 'containers', read: 'shop-web-{replica}' }]);
});

test('pods stay in the subsystems that people put them into', () => {
  const site = new ImportSite(
    'system: { id: shop }\nsubsystems: { front: { pods: [web] } }\npods: { web: { kind: all, replicas: 1 } }\n',
  );
  site.import(compose('{}'));
  expect(site.model.subsystems.map(({ id, pods }) => [id, pods])).toEqual([
    ['subsystem/front', ['pod/web']],
    ['subsystem/shop', ['pod/db']],
  ]);
});

test('comments, order and form of what people wrote stay, letter by letter', () => {
  const written = [
    '# ours',
    'system: { id: shop }   # one',
    '',
    'subsystems:',
    "  front: { pods: [ 'web',   # first",
    '                   db ] }',
    'pods:',
    '  web: { kind: stateless, replicas: 1,  containers: "w-{replica}",',
    '    calls: [ cache ] }   # fast',
    '  cache: { kind: all, replicas: 1 }',
    '  db:   # the heart',
    '    kind:   quorum',
    '    replicas: 3',
    '',
    '# the end',
  ].join('\n');
  const site = new ImportSite(written);
  const { files } = site.import(compose('{ depends_on: [db, cache] }', '  cache: {}\n'));
  const lines = written.split('\n');
  lines[8] = lines[8]!.replace('cache ]', 'cache, db ]');
  lines.splice(7, 0, '  # calls, db: guess: `depends_on` names it, which may mean no more than an order to start in');
  expect(files).toEqual([{ path: 'model-0.yaml', text: lines.join('\n') }]);
});

test('where systems name their subsystems a new one comes to the system that is meant', () => {
  const site = new ImportSite(
    'systems: { one: { subsystems: [a] }, shop: { subsystems: [b] } }\nsubsystems: { a: { pods: [x] }, b: { pods: [x] } }\npods: { x: { kind: all, replicas: 1 } }\n',
  );
  site.import(compose('{}'));
  expect(site.model.systems.map(({ id, subsystems }) => [id, subsystems])).toEqual([
    ['system/one', ['subsystem/a']],
    ['system/shop', ['subsystem/b', 'subsystem/shop']],
  ]);
});

test('what is called otherwise in the model is found by the name that people gave', () => {
  const site = new ImportSite(
    'system: { id: shop }\nsubsystems: { a: { pods: [frontend, db] } }\npods: { frontend: { kind: all, replicas: 1 }, db: { kind: all, replicas: 1 } }\n',
  );
  site.names = { web: 'frontend' };
  site.import(compose('{ depends_on: [db] }'));
  expect(site.model.pods.find(({ id }) => id === 'pod/frontend')?.calls).toEqual(['pod/db']);
});

test('what people said to leave out is left out', () => {
  const site = new ImportSite();
  site.names = { db: '-' };
  site.import(compose('{ depends_on: [db] }'));
  expect(site.model.pods.map(({ id, calls }) => [id, calls])).toEqual([['pod/web', []]]);
});

test('what a file has no form for is left to people each time, and not taken for what they took away', () => {
  const site = new ImportSite();
  const written =
    'system: { id: shop }\nsubsystems: { shop: { pods: [web] } }\npods: { web: { kind: all, replicas: 1 } }\n';
  site.files = [{ path: 'imported.yaml', text: written }];
  const wish = compose('{ depends_on: [db] }');
  const first = site.import(wish);
  const left = { why: 'form', section: 'pods', id: 'db' };
  expect(site.model.pods.map(({ id, calls }) => [id, calls])).toEqual([['pod/web', []]]);
  expect(first.changes.filter(({ section }) => section === 'pods')).toEqual([]);
  expect(first.kept).toContainEqual(left);
  expect(site.import(wish).kept).toContainEqual(left);
});

test('a value that a file has no form for is left to people each time', () => {
  const site = new ImportSite();
  site.import(compose('{ container_name: first }'));
  site.edit('imported.yaml', (text) => text.replace(/containers: "?first"?/u, 'containers: |-\n      first'));
  const left = { why: 'form', section: 'pods', id: 'web', key: 'containers', read: 'second' };
  expect(site.import(compose('{ container_name: second }')).kept).toEqual([left]);
  expect(site.import(compose('{ container_name: second }')).kept).toEqual([left]);
});

test('containers that the inventory has no form for are told as left out, not as added', () => {
  const site = new ImportSite(
    'system: { id: shop }\nsubsystems: { front: { pods: [web] } }\npods: { web: { kind: all, replicas: 2, containers: "w-{replica}" } }\n',
  );
  const inventory = 'servers: { s1: {} }\ncontainers: [{ name: w-1, server: s1 }]\n';
  site.files = [...site.files, { path: 'inventory.yaml', text: inventory }];
  const containers = [{ name: 'w-2', server: 's1', rest: {} }];
  const { changes, unmapped, files } = site.take({ ...nothingImported('structurizr'), containers });
  expect([changes, files]).toEqual([[], []]);
  expect(unmapped).toEqual([
    { what: '1 container (w-2)', why: 'the form of inventory.yaml leaves no room for them: write them there by hand' },
  ]);
});

test('a server that a file has no form for is left to people with its containers, and the model stays valid', () => {
  const site = new ImportSite(
    'system: { id: shop }\nsubsystems: { shop: { pods: [web] } }\npods: { web: { kind: all, replicas: 2, containers: "web-{replica}" } }\n',
  );
  site.files = [
    ...site.files,
    { path: 'inventory.yaml', text: 'servers: { a: {} }\ncontainers:\n  - { name: web-1, server: a }\n' },
  ];
  const server = { id: 'b', keys: {}, guesses: {}, lists: {}, file: 'workspace.json' };
  const { changes, kept, unmapped } = site.take({
    ...nothingImported('structurizr'),
    ...{ servers: [server], containers: [{ name: 'web-2', server: 'b', rest: {} }] },
  });
  expect([changes, kept]).toEqual([[], [{ why: 'form', section: 'servers', id: 'b' }]]);
  expect(unmapped.map(({ what }) => what)).toEqual(['1 container (web-2)']);
  expect(site.model.containers.filter(({ missing }) => !missing).map(({ name }) => name)).toEqual(['web-1']);
});
