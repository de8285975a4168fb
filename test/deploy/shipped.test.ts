import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadSettingsOnly } from '../../src/app/setup.ts';

type Tree = Readonly<Record<string, unknown>>;

const read = (file: string): string => readFileSync(`deploy/${file}`, 'utf8');
const compose = parse(read('compose/compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Tree & { readonly secrets?: readonly string[] }>>;
  readonly secrets: Tree;
  readonly volumes: Tree;
};
const manifests = parseAllDocuments(read('kubernetes/linchpin.yaml')).map((document) => document.toJS() as Tree);
const unit = read('systemd/linchpin.service');

/** A value deep in a document, by the keys on the way. */
function at(tree: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string | number, unknown> | undefined)?.[key], tree);
}

const deployment = manifests.find(({ kind }) => kind === 'Deployment');
const template = at(deployment, 'spec', 'template', 'spec');
const container = at(template, 'containers', 0);

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

  it.each(['linchpin', 'provision', 'simulator'])('runs %s with a root file system that it cannot write', (name) => {
    expect(compose.services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });
});

describe('the manifests', () => {
  it('run two that are not root, cannot write their root file system, and have no privileges', () => {
    expect(at(deployment, 'spec', 'replicas')).toBe(2);
    expect(at(template, 'securityContext')).toMatchObject({ runAsNonRoot: true });
    expect(at(container, 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('select by every service, budget and policy the pods that the deployment makes', () => {
    const labels = at(deployment, 'spec', 'template', 'metadata', 'labels');
    const selectors = manifests.flatMap((one) => {
      const of = at(one, 'spec', 'selector', 'matchLabels') ?? at(one, 'spec', 'podSelector', 'matchLabels');
      return one['kind'] === 'Service' ? [at(one, 'spec', 'selector')] : of === undefined ? [] : [of];
    });
    expect(selectors).toEqual(Array.from({ length: 4 }, () => labels));
  });

  it('mount each volume that they declare, and no other', () => {
    const names = (list: unknown): unknown[] => (list as readonly Tree[]).map(({ name }) => name);
    expect(names(at(container, 'volumeMounts'))).toEqual(names(at(template, 'volumes')));
  });
});
