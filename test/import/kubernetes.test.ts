import { expect, test } from 'vitest';
import type { ImportedEntry } from '../../src/import/imported.ts';
import { document, fixture, imported, ImportSite, mistakes } from './importing.ts';

const shop = () => imported([fixture('kubernetes.yaml')])[0]!;

function podOf(id: string): ImportedEntry {
  return shop().pods.find((pod) => pod.id === id)!;
}

test('workloads of several documents become pods, with calls by the Services that they name', () => {
  expect(shop().pods.map(({ id, lists }) => [id, lists['calls']!.map(({ name }) => name)])).toEqual([
    ['api', ['cache', 'db']],
    ['cache', []],
    ['db', []],
    ['report', ['db']],
    ['web', ['api', 'web-exporter']],
    ['web-exporter', []],
  ]);
});

test('an autoscaler gives the bounds, a budget how many must work', () => {
  expect(podOf('web').keys).toMatchObject({ replicas: { min: 2, max: 10 }, minReplicas: '50%' });
});

test('a StatefulSet of several is a quorum, and its ordinals are replicas', () => {
  expect(podOf('db').keys).toEqual({ kind: 'quorum', replicas: 3, containers: 'shop/db-{replica}/postgres' });
});

test('a CronJob runs to completion and leaves some that ended', () => {
  expect(podOf('report').keys).toMatchObject({ runs: 'to-completion', replicas: { min: 0, max: 5 } });
});

test('pods of one label or namespace are a subsystem', () => {
  expect(shop().subsystems.map(({ id }) => id)).toEqual(['storefront', 'shop']);
});

test('the model of it is valid, and what it has no words for is told', () => {
  const site = new ImportSite();
  site.import(fixture('kubernetes.yaml'));
  expect(site.model.pods).toHaveLength(6);
  expect(shop().unmapped.map(({ what }) => what)).toEqual(['1 of kind Ingress']);
});

test('names that stand in two namespaces get them in front', () => {
  const sts = (namespace: string): string =>
    `kind: StatefulSet\napiVersion: apps/v1\nmetadata: { name: db, namespace: ${namespace} }\nspec: { template: { spec: { containers: [{ name: c }] } } }\n`;
  const [read] = imported([document(`${sts('a')}---\n${sts('b')}`)]);
  expect(read!.pods.map(({ id }) => id)).toEqual(['a-db', 'b-db']);
});

test('what runs becomes the inventory', () => {
  const pod = (name: string, owners: string): unknown => ({
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: { name, namespace: 'shop', ownerReferences: JSON.parse(owners) as unknown },
    spec: { nodeName: 'node-1', containers: [{ name: 'nginx' }] },
  });
  const list = {
    ...{ apiVersion: 'v1', kind: 'List' },
    items: [
      { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-2' } },
      pod('web-5d9c7b8f6d-abcde', '[{"kind":"ReplicaSet","name":"web-5d9c7b8f6d"}]'),
      pod('lone', '[]'),
    ],
  };
  const site = new ImportSite();
  site.import(fixture('kubernetes.yaml'), document(JSON.stringify(list), 'list.json'));
  expect(site.model.containers.filter(({ missing }) => !missing).map(({ id, pod: of }) => [id, of])).toEqual([
    ['container/node-1/shop/lone/nginx', 'pod/lone'],
    ['container/node-1/shop/web-5d9c7b8f6d-abcde/nginx', 'pod/web'],
  ]);
});

test('what runs and fits no pod, or more than a pod has replicas, is told and not taken', () => {
  const pod = (name: string): unknown => ({
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: { name, namespace: 'shop', ownerReferences: [{ kind: 'ReplicaSet', name: 'x' }] },
    spec: { nodeName: 'n', containers: [{ name: 'api' }] },
  });
  const items = [pod('kube-proxy-1'), pod('api-5d9c7b8f6d-aaaaa'), pod('api-5d9c7b8f6d-bbbbb')];
  const site = new ImportSite();
  const list = document(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), 'list.json');
  const { unmapped } = site.import(fixture('kubernetes.yaml'), list);
  expect(unmapped.map(({ what, why }) => `${what}: ${why}`)).toEqual([
    '1 container (shop/kube-proxy-1/api): the pattern of no pod fits their names',
    '1 container (shop/api-5d9c7b8f6d-bbbbb/api): their pods have fewer `replicas`',
  ]);
  expect(site.model.containers.filter(({ missing }) => !missing).map(({ name }) => name)).toEqual([
    'shop/api-5d9c7b8f6d-aaaaa/api',
  ]);
});

test('no word of a Secret is read', () => {
  const text = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\ndata: { password: Z2VoZWlt }\n';
  expect(JSON.stringify(imported([document(text)]))).not.toContain('Z2VoZWlt');
});

test('a mistake in the third document of a file is told with its line', () => {
  const text =
    'apiVersion: v1\nkind: A\n---\napiVersion: v1\nkind: B\n---\nkind: Deployment\napiVersion: apps/v1\nmetadata: { name: x }\nspec:\n  replicas: many\n  template: { spec: { containers: [] } }\n';
  expect(mistakes(document(text))).toEqual(['given.yaml:11: `replicas`: found "many", expected a number']);
});
