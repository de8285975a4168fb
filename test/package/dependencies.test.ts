import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly deprecated?: string;
}

const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Readonly<
  Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>
>;
const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
const registry = 'https://registry.npmjs.org/';
const locked = Object.entries(packages).filter(([path]) => path !== '');
const shipped = locked.filter(([, { dev }]) => dev !== true);

describe('what Linchpin is built on', () => {
  it('is described, each package that it uses itself, in docs/dependencies.md', () => {
    const page = read('docs/dependencies.md');
    const described = [...page.matchAll(/^\| `([^`]+)` \|/gmu)].map(([, name]) => name);
    expect(described.toSorted()).toEqual(Object.keys(dependencies).toSorted());
  });

  it('is fixed to one version each, and better-sqlite3 to one for Node 20 and one for what is newer', () => {
    const { 'better-sqlite3': sqlite = '', ...others } = { ...dependencies, ...devDependencies };
    const isFixed = (version: string): boolean => /^\d+\.\d+\.\d+$/u.test(version);
    expect(Object.values(others).filter((version) => !isFixed(version))).toEqual([]);
    const [older, newer, ...more] = sqlite.split(' || ');
    expect([older, newer, more]).toEqual([
      packages['node_modules/better-sqlite3']?.version,
      /^VERSION=(.*)$/mu.exec(read('scripts/fit-sqlite'))?.[1],
      [],
    ]);
  });

  it('comes from the registry, and is what was reviewed by its checksum', () => {
    const isSure = ({ integrity, resolved = registry }: Locked): boolean =>
      integrity !== undefined && resolved.startsWith(registry);
    const unsure = locked.filter(([, entry]) => !isSure(entry));
    expect(unsure.map(([path]) => path)).toEqual([]);
  });

  it('may be used and passed on with a program under Apache-2.0', () => {
    const free = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0']);
    const isFree = ({ license = '' }: Locked): boolean => license.split(/[() ]|OR/u).some((one) => free.has(one));
    expect(shipped.filter(([, entry]) => !isFree(entry)).map(([path]) => path)).toEqual([]);
  });

  it('is what somebody still stands for', () => {
    expect(shipped.filter(([, { deprecated }]) => deprecated !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('runs nothing when it is installed, but what compiles SQLite', () => {
    const scripted = shipped.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(scripted.map(([path]) => path)).toEqual(['node_modules/better-sqlite3']);
  });
});

it('npm run sbom lists every package in CycloneDX, and says which ones are only for development', () => {
  const text = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  const { bomFormat, components } = JSON.parse(text) as {
    readonly bomFormat: string;
    readonly components: readonly Component[];
  };
  expect(bomFormat).toBe('CycloneDX');
  const isForDevelopment = ({ properties = [] }: Component): boolean =>
    properties.some(({ name }) => name === 'cdx:npm:package:development');
  const listed = new Map(components.map((each) => [`${each.name}@${each.version}`, isForDevelopment(each)]));
  const ofAll = (named: Readonly<Record<string, string>>): readonly unknown[] =>
    Object.keys(named).map((name) => listed.get(`${name}@${String(packages[`node_modules/${name}`]?.version)}`));
  expect(new Set(ofAll(dependencies))).toEqual(new Set([false]));
  expect(new Set(ofAll(devDependencies))).toEqual(new Set([true]));
});

interface Component {
  readonly name: string;
  readonly version: string;
  readonly properties?: readonly { readonly name: string }[];
}
