import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadSettingsOnly } from '../../src/app/setup.ts';

type Tree = Readonly<Record<string, unknown>>;

const read = (file: string): string => readFileSync(`deploy/${file}`, 'utf8');
const compose = parse(read('compose/compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Tree & { readonly secrets?: readonly string[] }>>;
  readonly secrets: Tree;
  readonly volumes: Tree;
};
const manifestsOf = (name: string): readonly Tree[] =>
  parseAllDocuments(read(`kubernetes/${name}.yaml`)).map((document) => document.toJS() as Tree);
const unit = read('systemd/linchpin.service');

/** A value deep in a document, by the keys on the way. */
function at(tree: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string | number, unknown> | undefined)?.[key], tree);
}

describe('the configurations that are shipped', () => {
  const secret = 's'.repeat(32);
  const environment = {
    ZABBIX_URL: 'https://zabbix.example.org',
    ZABBIX_TOKEN: secret,
    LINCHPIN_HTTP_TOKENS_VIEW: secret,
    LINCHPIN_HTTP_TOKENS_OPERATE: secret.toUpperCase(),
  };

  it.each(['compose/linchpin.yaml', 'mail/linchpin.yaml'])('%s is one that Linchpin takes', async (file) => {
    expect((await loadSettingsOnly({ config: `deploy/${file}`, env: environment })).findings).toEqual([]);
  });

  it('systemd/linchpin.yaml takes the token from the credential that the unit loads', async () => {
    const name = /^LoadCredential=([^:]+):/mu.exec(unit)?.[1];
    const found = await loadSettingsOnly({
      config: 'deploy/systemd/linchpin.yaml',
      env: { CREDENTIALS_DIRECTORY: '/nowhere' },
    });
    expect(found.settings?.zabbix.findings.map(({ message }) => message).join()).toContain(`/nowhere/${String(name)}`);
  });
});

describe('the compose file', () => {
  it('declares every secret and volume that a service uses', () => {
    const used = Object.values(compose.services).flatMap(({ secrets = [] }) => secrets);
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.secrets)));
  });

  it('opens ports on this machine alone', () => {
    const ports = Object.values(compose.services).flatMap((service) => (at(service, 'ports') ?? []) as string[]);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('has an address of the store that this network serves: without TLS, which is verified elsewhere unless it says so', () => {
    const folder = mkdtempSync(join(tmpdir(), 'linchpin-compose-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    copyFileSync('deploy/compose/secrets.sh', join(folder, 'secrets.sh'));
    execFileSync('sh', ['secrets.sh'], { cwd: folder, stdio: 'ignore' });
    const url = new URL(readFileSync(join(folder, 'secrets/store-url'), 'utf8'));
    expect([url.hostname in compose.services, url.searchParams.get('sslmode')]).toEqual([true, 'disable']);
  });

  it.each(['linchpin', 'provision', 'simulator'])('runs %s with a root file system that it cannot write', (name) => {
    expect(compose.services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });
});

describe.each([
  { name: 'linchpin', replicas: 2, alike: 4 },
  { name: 'postgresql', replicas: 1, alike: 3 },
])('the manifests of $name', ({ name, replicas, alike }) => {
  const manifests = manifestsOf(name);
  const set = manifests.find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  const template = at(set, 'spec', 'template', 'spec');
  const container = at(template, 'containers', 0);

  it('run what is not root, cannot write its root file system, and has no privileges', () => {
    expect(at(set, 'spec', 'replicas')).toBe(replicas);
    expect(at(template, 'securityContext')).toMatchObject({ runAsNonRoot: true });
    expect(at(container, 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('select by every set, service, budget and policy the pods that are made', () => {
    const labels = at(set, 'spec', 'template', 'metadata', 'labels');
    const selectors = manifests.flatMap((one) => {
      const of = at(one, 'spec', 'selector', 'matchLabels') ?? at(one, 'spec', 'podSelector', 'matchLabels');
      return one['kind'] === 'Service' ? [at(one, 'spec', 'selector')] : of === undefined ? [] : [of];
    });
    expect(selectors).toEqual(Array.from({ length: alike }, () => labels));
  });

  it('mount each volume that they declare, and no other', () => {
    const names = (list: unknown): unknown[] => (list as readonly Tree[]).map(({ name }) => name);
    const claims = ((at(set, 'spec', 'volumeClaimTemplates') ?? []) as readonly Tree[]).map(({ metadata }) => metadata);
    expect(names(at(container, 'volumeMounts'))).toEqual([...names(claims), ...names(at(template, 'volumes'))]);
  });
});

describe('the policies for the network', () => {
  it('let Linchpin out to its PostgreSQL, and nobody else in there', () => {
    const [out, into] = ['linchpin', 'postgresql'].map((name) =>
      manifestsOf(name).find(({ kind }) => kind === 'NetworkPolicy'),
    );
    const peers = (policy: unknown, way: string): string => JSON.stringify(at(policy, 'spec', way));
    expect(peers(out, 'egress')).toContain(JSON.stringify(at(into, 'spec', 'podSelector')));
    expect(at(into, 'spec', 'ingress', 0, 'from')).toEqual([{ podSelector: at(out, 'spec', 'podSelector') }]);
    expect(at(into, 'spec', 'egress')).toBeUndefined();
  });
});
