import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mermaid } from '../../src/export/mermaid.ts';
import { toWorkspace } from '../../src/export/to-workspace.ts';
import { writeWorkspaceDsl } from '../../src/export/write-dsl.ts';
import { writeWorkspaceJson } from '../../src/export/write-json.ts';
import type { Plain } from '../../src/import/imported.ts';
import { propertyText, propertyValue } from '../../src/import/structurizr/property-text.ts';
import { declareModel, readModel } from '../../src/model/read-model.ts';
import type { SourceFile } from '../../src/model/yaml-source.ts';
import { document, ImportSite } from './importing.ts';

const mail = readdirSync('model/mail')
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
  .map((name) => ({ path: name, text: readFileSync(join('model/mail', name), 'utf8') }));

function exported(files: readonly SourceFile[], form: 'dsl' | 'json'): string {
  const { declarations } = declareModel(files);
  const workspace = toWorkspace({ files, declarations: declarations! }, { deployment: true });
  return form === 'dsl' ? writeWorkspaceDsl(workspace) : JSON.stringify(writeWorkspaceJson(workspace));
}

function backFrom(text: string): ImportSite {
  const site = new ImportSite();
  site.import(document(text));
  return site;
}

test.each(['dsl', 'json'] as const)('the reference model, exported as %s and imported, is the same model', (form) => {
  expect(backFrom(exported(mail, form)).model).toEqual(readModel(mail).model);
});

const odd = `systems: { one: { name: "One \\"1\\"", subsystems: [a] }, two: { subsystems: [b, c] } }
defaults: { suppression: pod, staleAfter: 90s }
rules: { memory: { above: 90%, for: 2m }, custom: { x: { on: container, class: direct, all: [ { signal: cpu, avg: 5m, above: 80% } ], for: 2m } } }
subsystems:
  a: { name: 'Same "name" \${HOME}', pods: [p, shared], functions: { f: { name: "It's a \\"function\\" \\\\ of\\nlines", needs: [p] } } }
  b: { name: Same name, pods: [shared, q], enabled: true }
  c: { pods: [shared] }
pods:
  p: { name: Twin, kind: quorum, shards: [x, "2"], replicas: 3, calls: [shared, p], containers: "/p-(?<shard>\\\\w+)-(?<replica>\\\\d)/", rules: { errors: off, cpu: { above: 50%, for: 1m } } }
  shared: { name: Twin, kind: stateless, replicas: { min: 1, max: 4 }, minReplicas: 1, action: { advice: restart, text: "a 'b' \\"c\\" \$d {e} # f" } }
  q: { kind: primary-replica, replicas: 2, failover: automatic, minReplicas: "0%", calls: [shared], containers: "q-{any}" }
  lone: { kind: all, replicas: 1, runs: to-completion, enabled: false, requireLimits: [memory] }
servers:
  s.1: { name: "Server { 1 }", disks: { d1: { mount: "/data 1" }, d2: }, tags: { rack: r1, "a b": "c\\"d" } }
  s.2:
containers:
  - { name: p-x-1, server: s.1, disks: [d1, d2] }
  - { name: p-2-1, server: s.2 }
  - { name: odd, server: s.2, pod: q, role: primary, rules: { memory: off } }
`;

test.each(['dsl', 'json'] as const)('whatever a model says comes back from %s', (form) => {
  const files = [{ path: 'odd.yaml', text: odd }];
  const { model, findings } = readModel(files);
  expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  expect(backFrom(exported(files, form)).model).toEqual(model);
});

test('what comes back is exported again letter by letter', () => {
  const text = exported([{ path: 'odd.yaml', text: odd }], 'json');
  const again = backFrom(text);
  expect(backFrom(exported(again.files, 'json')).model).toEqual(again.model);
});

test('any plain value comes back from the text of a property, which ends no text of the language early', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = propertyText(value as Plain);
      expect(text).not.toMatch(/["$\n]/u);
      expect(propertyValue(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('without the deployment an export holds no server', () => {
  const { declarations } = declareModel(mail);
  const text = writeWorkspaceDsl(toWorkspace({ files: mail, declarations: declarations! }, { deployment: false }));
  expect(text).not.toMatch(/deployment|mail-vm-01/u);
});

test('a flow chart holds every pod and call once, and nothing of a name that means something in it', () => {
  const { declarations } = declareModel([{ path: 'odd.yaml', text: odd }]);
  expect(mermaid(declarations!).split('\n')).toEqual([
    'flowchart LR',
    '  subgraph s1["Same #34;name#34; ${HOME}"]',
    '    p1[("Twin")]',
    '  end',
    '  subgraph s2["Same name"]',
    '    p2[("q")]',
    '  end',
    '  p3["Twin"]',
    '  p1 --> p3',
    '  p2 --> p3',
    '',
  ]);
});

test('a flow chart of one subsystem shows what it calls in others', () => {
  const { declarations } = declareModel(mail);
  const lines = mermaid(declarations!, ['calendar']).split('\n');
  expect(lines.filter((line) => line.endsWith(':::other'))).toHaveLength(5);
  expect(lines.filter((line) => line.includes('subgraph'))).toEqual(['  subgraph s1["Calendar"]']);
});
