import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CommandFolder } from '../support/command.ts';

let folder: CommandFolder;
beforeEach(() => {
  folder = new CommandFolder();
  mkdirSync(join(folder.path, 'model'));
});
afterEach(() => folder.remove());

const fixtures = resolve('test/fixtures/import');
const traces = '[{"parent":"web","child":"db","callCount":4000},{"parent":"stranger","child":"db"}]';

interface Document {
  readonly dryRun: boolean;
  readonly changes: readonly { readonly section: string; readonly id: string }[];
  readonly unmapped: readonly { readonly what: string }[];
  readonly calls?: { readonly unseen: readonly { readonly caller: string; readonly for: number }[] };
  readonly files: readonly { readonly file: string; readonly difference: string }[];
}

async function imported(...args: readonly string[]): Promise<Document> {
  const { stdout, stderr } = await folder.run(['import', ...args, '--model', 'model', '--json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Document;
}

function modelText(name = 'imported.yaml'): string {
  return readFileSync(join(folder.path, 'model', name), 'utf8');
}

test('a compose file becomes a model that check takes and export draws', async () => {
  const written = await folder.run(['import', join(fixtures, 'compose.yaml'), '--model', 'model']);
  expect(written).toMatchObject({ status: 0, stderr: '' });
  expect(written.stdout).toContain('Read from compose: 1 subsystem, 6 pods, 5 calls.');
  expect((await folder.run(['check', '--model', 'model'])).status).toBe(0);
  const drawn = await folder.run(['export', '--model', 'model', '--format', 'mermaid']);
  expect(drawn.stdout).toContain('subgraph s1["shop"]');
});

test('a dry run shows the difference and writes nothing', async () => {
  const { files, dryRun } = await imported(join(fixtures, 'compose.yaml'), '--dry-run');
  expect([dryRun, files.map(({ file }) => file)]).toEqual([true, ['model/imported.yaml']]);
  expect(files[0]!.difference).toContain('+system: { id: shop }');
  await expect(folder.run(['check', '--model', 'model'])).resolves.toMatchObject({ status: 2 });
});

test('traces by stdin tell what differs, now and by and by', async () => {
  folder.write(
    'model/m.yaml',
    'system: { id: s }\nsubsystems: { a: { pods: [web, api, db] } }\npods:\n  web: { kind: all, replicas: 1, calls: [api] }\n  api: { kind: all, replicas: 1 }\n  db: { kind: all, replicas: 1 }\n',
  );
  folder.write('seen.json', traces);
  folder.write(
    'later.json',
    '[{"parent":"web","child":"db","callCount":9},{"parent":"api","child":"db","callCount":1}]',
  );
  const first = await imported('seen.json', '--at', '2026-09-01T00:00:00Z');
  expect(first.unmapped.map(({ what }) => what)).toEqual(['service "stranger"']);
  expect(modelText('m.yaml')).toContain('# calls, db: seen 4000 times, last on 2026-09-01');
  const later = await imported('later.json', '--at', '2026-11-01T00:00:00Z');
  expect(later.calls!.unseen).toEqual([{ caller: 'web', callee: 'api', for: 61 * 86_400 }]);
});

test('a name that people gave is remembered', async () => {
  folder.write(
    'model/m.yaml',
    'system: { id: s }\nsubsystems: { a: { pods: [web, db] } }\npods: { web: { kind: all, replicas: 1 }, db: { kind: all, replicas: 1 } }\n',
  );
  folder.write('seen.json', traces);
  await imported('seen.json', '--name', 'stranger=web');
  expect((await imported('seen.json')).unmapped).toEqual([]);
});

test('with --strict a difference is exit status 1, agreement 0', async () => {
  const args = ['import', join(fixtures, 'compose.yaml'), '--model', 'model', '--strict'];
  expect((await folder.run(args)).status).toBe(1);
  expect((await folder.run(args)).status).toBe(0);
});

test('a model that would not be valid is not written', async () => {
  const model =
    'systems: { s: { subsystems: [a] }, t: { subsystems: [b] } }\nsubsystems: { a: { pods: [x] }, b: { pods: [x] } }\npods: { x: { kind: all, replicas: 1 } }\n';
  folder.write('model/m.yaml', model);
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'lone' },
    spec: { nodeName: 'n', containers: [{ name: 'c' }] },
  };
  folder.write('pod.json', JSON.stringify(pod));
  const { status, stderr } = await folder.run(['import', 'pod.json', '--model', 'model']);
  expect([status, modelText('m.yaml')]).toEqual([2, model]);
  expect(stderr).toMatch(/^linchpin: Nothing was written: the model would not be valid with it: /u);
});

test.each([
  ['nothing to read', [], 'nothing to read'],
  ['no such file', ['absent.yaml'], 'absent.yaml does not exist'],
  ['a file outside the model', ['given.yaml', '--into', 'elsewhere.yaml'], '--into elsewhere.yaml: expected a file'],
  ['half a name', ['given.yaml', '--name', 'x'], 'Expected NAME=POD'],
])('%s is exit status 2, with words', async (_, args, words) => {
  folder.write('given.yaml', 'services: { a: {} }');
  const { status, stderr } = await folder.run(['import', ...args, '--model', 'model']);
  expect(status).toBe(2);
  expect(stderr).toContain(words);
});

test('a broken memory is told, and nothing is lost', async () => {
  folder.write('model/imports.json', '{"version":2}');
  const { status, stderr } = await folder.run(['import', join(fixtures, 'compose.yaml'), '--model', 'model']);
  expect(status).toBe(2);
  expect(stderr).toContain('model/imports.json can');
});

test('a folder is read whole, and what in it is no document is passed over', async () => {
  mkdirSync(join(folder.path, 'k8s'));
  writeFileSync(join(folder.path, 'k8s', 'shop.yaml'), readFileSync(join(fixtures, 'kubernetes.yaml')));
  folder.write('k8s/values.yaml', 'replicaCount: 1\n');
  expect((await imported('k8s')).changes.filter(({ section }) => section === 'pods')).toHaveLength(6);
});

test('export refuses a subsystem that is not there, with the nearest name', async () => {
  const { status, stderr } = await folder.run([
    ...['export', '--model', resolve('model/mail'), '--format', 'mermaid', '--of', 'calender'],
  ]);
  expect([status, stderr]).toEqual([2, 'error: there is no subsystem calender: did you mean calendar? [E702]\n']);
});
