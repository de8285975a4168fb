import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adapterFor } from '../../src/zabbix/versions.ts';
import { methodsOf } from '../../src/zabbix/provision/object-kinds.ts';
import { provisioningMethods, runningMethods } from '../../src/zabbix/provision/rights.ts';

const folder = 'src/zabbix';

/** The methods that the files of a folder name, those aside that need no right. */
function named(path: string): readonly string[] {
  const names = readdirSync(path)
    .filter((name) => name.endsWith('.ts') && name !== 'rights.ts')
    .flatMap((name) => [
      ...readFileSync(join(path, name), 'utf8').matchAll(
        /'([a-z]+\.(?:get|create|update|delete|push|acknowledge|execute|export|import|importcompare))'/g,
      ),
    ])
    .map(([, method = '']) => method);
  return [...new Set(names)].sort();
}

const line = (version: string): ReturnType<typeof adapterFor> => adapterFor(version, 'http://zabbix');

describe('the rights', () => {
  test('for running are the methods that reading, sending and annotating call', () => {
    // What running asks of `provision`: whether its objects are there, by methods that it needs anyway.
    expect(runningMethods(line('7.0.22'), { scripts: true })).toEqual(named(folder));
  });

  test('for running hold no scripts unless recovery runs some', () => {
    const methods = runningMethods(line('7.0.22'), { scripts: false });
    expect(methods.filter((method) => method.startsWith('script.'))).toEqual([]);
  });

  test('for provisioning are the methods that provisioning calls', () => {
    const kinds = [
      'action',
      'connector',
      'dashboard',
      'image',
      'macro',
      'map',
      'media type',
      'service',
      'SLA',
    ] as const;
    const people = ['user', 'user group', 'user role'] as const;
    const called = [...named(join(folder, 'provision')), ...[...kinds, ...people].flatMap(methodsOf)];
    const allowed = provisioningMethods(line('7.0.22'), { wake: true });
    // Roles are made by a Super admin, never by a user with that role: it could give itself any right.
    const forbidden = ['role.create', 'role.update', 'role.delete'];
    expect([...new Set(called)].filter((method) => !forbidden.includes(method)).sort()).toEqual(allowed);
  });

  test.each([
    ['6.0.14', ['history.push', 'proxygroup.get', 'templategroup.get', 'connector.get']],
    ['6.4.0', ['history.push', 'proxygroup.get']],
  ])('name no method that Zabbix %s does not have', (version, missing) => {
    const all = [
      ...runningMethods(line(version), { scripts: true }),
      ...provisioningMethods(line(version), { wake: true }),
    ];
    expect(missing.filter((method) => all.includes(method))).toEqual([]);
  });

  test('without wake hold nothing that only a Super admin may call', () => {
    const methods = provisioningMethods(line('7.0.22'), { wake: false });
    const supers =
      /^(user|usergroup|mediatype|connector|role)\.(create|update|delete)$|global$|group\.create$|^image\.[cud]/;
    expect(methods.filter((method) => supers.test(method))).toEqual([]);
  });

  test('are those of the documentation', () => {
    const page = readFileSync('docs/rights.md', 'utf8');
    const [before = '', after = ''] = page.split('## For provisioning');
    const wildcards = [...after.matchAll(/`([a-z]+)\.\*`/g)].map(([, noun = '']) => noun);
    const isTold = (text: string, method: string): boolean =>
      text.includes(`\`${method}\``) || (text === after && wildcards.includes(method.split('.')[0] ?? ''));
    expect(runningMethods(line('7.0.22'), { scripts: true }).filter((method) => !isTold(before, method))).toEqual([]);
    const groups = /^(host|template)group\.(create|delete)$|^template\.delete$/;
    const rest = provisioningMethods(line('7.0.22'), { wake: true }).filter((method) => !groups.test(method));
    expect(rest.filter((method) => !isTold(after, method))).toEqual([]);
  });
});
