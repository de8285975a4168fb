import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { byText } from '../../src/domain/node.ts';
import type { ImportFile } from '../../src/import/imported.ts';
import { ImportSite } from './importing.ts';

const folder = 'test/fixtures/import/public';

/** The files of a project, as if they lay where its maintainers keep them. */
function project(name: string): readonly ImportFile[] {
  return readdirSync(`${folder}/${name}`)
    .filter((file) => file !== 'LICENSE')
    .toSorted()
    .map((file) => ({
      path: `${name}/${file}`,
      text: readFileSync(`${folder}/${name}/${file}`, 'utf8'),
      folder: name,
    }));
}

/** The calls of each pod that calls, as the files of a model say it. */
function callsIn({ model }: ImportSite): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    model.pods
      .filter(({ calls }) => calls.length > 0)
      .map(({ id, calls }) => [id, calls] as const)
      .toSorted(([a], [b]) => byText(a, b)),
  );
}

test.each([
  [
    'jaeger-crossdock',
    10,
    {
      'pod/crossdock': ['pod/go', 'pod/java', 'pod/python', 'pod/ruby', 'pod/test_driver'],
      'pod/jaeger-agent': ['pod/jaeger-collector'],
      'pod/jaeger-collector': ['pod/elasticsearch'],
      'pod/jaeger-query': ['pod/elasticsearch'],
      'pod/java': ['pod/jaeger-agent'],
      'pod/python': ['pod/jaeger-agent'],
      'pod/test_driver': ['pod/jaeger-agent', 'pod/jaeger-collector', 'pod/jaeger-query'],
    },
  ],
  [
    'wordpress',
    7,
    {
      'pod/wordpress1': ['pod/db'],
      'pod/wordpress2': ['pod/db', 'pod/wordpress1'],
      'pod/wordpress3': ['pod/db'],
      'pod/wordpress4': ['pod/db'],
      'pod/wordpress5': ['pod/db', 'pod/wordpress2', 'pod/wordpress4'],
      'pod/wordpress6': ['pod/db', 'pod/wordpress2'],
    },
  ],
  ['mysql-extends', 2, {}],
  ['kui', 1, {}],
  ['monkey-factory', 3, { 'pod/frontend': ['pod/storage'], 'pod/ingress': ['pod/storage'] }],
])('the public files of %s become a valid model, and stay it when they are read again', (name, pods, calls) => {
  const site = new ImportSite();
  site.import(...project(name));
  expect(site.model.pods).toHaveLength(pods);
  expect(callsIn(site)).toEqual(calls);
  expect(site.import(...project(name))).toMatchObject({ files: [], changes: [], kept: [] });
});

test('each public file is named with its package and licence', () => {
  const sources = readFileSync(`${folder}/SOURCES.md`, 'utf8');
  for (const name of readdirSync(folder).filter((each) => each !== 'SOURCES.md')) {
    for (const { path } of project(name)) expect(sources).toContain(path.split('/').at(-1));
  }
});
