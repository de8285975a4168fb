import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly unknown[];
  readonly [more: string]: unknown;
}

interface Bom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component; readonly [more: string]: unknown };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly [more: string]: unknown;
}

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
}

const read = (file: string): string => readFileSync(file, 'utf8');

/** Writes the bill of materials of a release: what runs with Linchpin, without what only develops it. */
function main(target = 'sbom.json'): void {
  const bom = withFitted(listed(shippedPackages()));
  const faults = faultsOf(bom);
  if (faults.length > 0) throw new Error(`The bill of materials is not what is locked: ${faults.join('; ')}.`);
  writeFileSync(target, `${JSON.stringify(repeatable(bom), null, 2)}\n`);
  console.error(`${target}: ${bom.components.length} packages`);
}

/** What is locked and not only for development, by name and version. */
function shippedPackages(): ReadonlyMap<string, Locked> {
  const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
  const folder = 'node_modules/';
  return new Map(
    Object.entries(packages)
      .filter(([path, { dev }]) => path !== '' && dev !== true)
      .map(([path, entry]) => [`${path.slice(path.lastIndexOf(folder) + folder.length)}@${entry.version}`, entry]),
  );
}

/** Told by npm of all that is locked: where it is asked to leave out what is for development, it forgets what both need. */
function listed(shipped: ReadonlyMap<string, Locked>): Bom {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const bom = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 1e8 })) as Bom;
  const components = bom.components.filter(({ name, version }) => shipped.has(`${name}@${version}`));
  const refs = new Set([...components.map((one) => one['bom-ref']), bom.metadata.component['bom-ref']]);
  const dependencies = bom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  // npm names it after the folder that it is in.
  const { name } = JSON.parse(read('package.json')) as { readonly name: string };
  const metadata = { ...bom.metadata, component: { ...bom.metadata.component, name } };
  return { ...bom, metadata, components, dependencies };
}

/** Of better-sqlite3 the lockfile holds one version, and newer Nodes get another one (`scripts/fit-sqlite`). */
function withFitted(bom: Bom): Bom {
  const script = read('scripts/fit-sqlite');
  const [, version = ''] = /^VERSION=(.+)$/mu.exec(script) ?? [];
  const [, digest = ''] = /^INTEGRITY=sha512-(.+)$/mu.exec(script) ?? [];
  const locked = bom.components.find(({ name }) => name === 'better-sqlite3');
  if (locked === undefined) throw new Error('better-sqlite3 is not listed.');
  const { version: _, purl: _purl, hashes: _hashes, externalReferences: _references, ...same } = locked;
  const ref = `better-sqlite3@${version}`;
  const hashes = [{ alg: 'SHA-512', content: hexOf(digest) }];
  const fitted: Component = { ...same, 'bom-ref': ref, version, purl: `pkg:npm/${ref}`, hashes };
  const root = bom.metadata.component['bom-ref'];
  const dependencies = bom.dependencies.map((one) =>
    one.ref === root ? { ...one, dependsOn: [...one.dependsOn, ref] } : one,
  );
  return { ...bom, components: [...bom.components, fitted], dependencies: [...dependencies, { ref, dependsOn: [] }] };
}

function hexOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

/** What of it is not so: each package that is shipped must be there once, as it is locked, with its licence. */
function faultsOf(bom: Bom): readonly string[] {
  const wanted = shippedPackages();
  const refs = bom.components.map((component) => component['bom-ref']);
  const found = new Map(bom.components.map((component) => [`${component.name}@${component.version}`, component]));
  const differs = ([id, { integrity = '' }]: [string, Locked]): readonly string[] => {
    const component = found.get(id);
    if (component === undefined) return [`${id} is missing`];
    const hash = component.hashes?.find(({ alg }) => alg === 'SHA-512')?.content;
    return hash === hexOf(integrity.replace('sha512-', '')) ? [] : [`${id} has another checksum`];
  };
  const known = new Set([...refs, bom.metadata.component['bom-ref']]);
  return [
    ...(bom.bomFormat === 'CycloneDX' ? [] : ['it is not CycloneDX']),
    ...[...wanted].flatMap(differs),
    ...bom.components.filter(({ licenses = [] }) => licenses.length === 0).map(({ name }) => `${name} has no licence`),
    ...refs.filter((ref, index) => refs.indexOf(ref) !== index).map((ref) => `${ref} is there twice`),
    ...bom.dependencies
      .flatMap(({ ref, dependsOn }) => [ref, ...dependsOn])
      .filter((ref) => !known.has(ref))
      .map((ref) => `${ref} is named and not listed`),
    ...(found.size === wanted.size + 1 ? [] : [`${found.size} are listed, ${wanted.size} locked and one fitted`]),
  ];
}

/** Made anew from the same commit it is the same: its time is that of the commit, its number follows from what it says. */
function repeatable(bom: Bom): unknown {
  const timestamp = new Date(
    Number(execFileSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8' })) * 1000,
  ).toISOString();
  const { serialNumber: _, ...rest }: Readonly<Record<string, unknown>> = {
    ...bom,
    metadata: { ...bom.metadata, timestamp },
  };
  const digest = createHash('sha256').update(JSON.stringify(rest)).digest('hex');
  const number = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  const { $schema, bomFormat, specVersion, ...others } = rest;
  return { $schema, bomFormat, specVersion, serialNumber: `urn:uuid:${number}`, ...others };
}

main(process.argv[2]);
