import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Installation, SimulatedContainer, SimulatedPod, SimulatedServer } from './installation.ts';
import { character } from './installation.ts';

interface ModelFile {
  readonly pods?: Readonly<Record<string, ModelPod>>;
  readonly servers?: Readonly<Record<string, ModelServer>>;
  readonly containers?: readonly {
    readonly name: string;
    readonly server: string;
    readonly pod?: string;
    readonly shard?: string;
  }[];
}

interface ModelPod {
  readonly kind: string;
  readonly calls?: readonly string[];
  readonly containers?: string;
  readonly enabled?: boolean;
}

interface ModelServer {
  readonly name?: string;
  readonly disks?: Readonly<Record<string, { readonly mount?: string } | null>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Reads what runs where and who calls whom from a model folder. It trusts the folder: `linchpin check` judges models,
 * and a simulation that shared its reading with Linchpin could hide a mistake in it.
 */
export function readInstallation(folder: string, hostPrefix: string): Installation {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml') && !name.endsWith('linchpin.yaml'))
    .sort()
    .map((name) => (parse(readFileSync(join(folder, name), 'utf8')) ?? {}) as ModelFile);
  const pods = new Map(
    files.flatMap((file) => Object.entries(file.pods ?? {})).filter(([, pod]) => pod.enabled !== false),
  );
  const servers = files.flatMap((file) => Object.entries(file.servers ?? {}));
  const belongs = podOf(pods);
  const containers = files
    .flatMap((file) => file.containers ?? [])
    .flatMap((entry): SimulatedContainer[] => {
      const { pod, shard } =
        entry.pod === undefined ? belongs(entry.name) : { pod: entry.pod, shard: entry.shard ?? '0' };
      const stores = pods.get(pod)?.kind !== 'stateless';
      return pods.has(pod) ? [{ name: entry.name, pod, shard, server: entry.server, stores, ...character(pod) }] : [];
    });
  return {
    servers: servers.map(([id, server]) => toServer(id, server, hostPrefix)),
    containers: containers.sort((a, b) =>
      a.server === b.server ? compare(a.name, b.name) : compare(a.server, b.server),
    ),
    pods: [...pods].map(([id, { calls }]): SimulatedPod => ({ id, calls: calls ?? [] })),
  };
}

function toServer(id: string, server: ModelServer, hostPrefix: string): SimulatedServer {
  const name = server.name ?? id;
  const disks = Object.entries(server.disks ?? {}).map(([disk, facts]) => ({
    id: disk,
    mount: facts?.mount ?? `/${disk}`,
  }));
  return { id, name, host: `${hostPrefix}${name}`, tags: server.tags ?? {}, disks };
}

/** Finds pod and shard of a container by the patterns of the pods (contracts, Model). */
function podOf(
  pods: ReadonlyMap<string, ModelPod>,
): (name: string) => { readonly pod: string; readonly shard: string } {
  const patterns = [...pods].flatMap(([pod, { containers }]) =>
    containers === undefined ? [] : [{ pod, pattern: toPattern(containers) }],
  );
  return (name) => {
    for (const { pod, pattern } of patterns) {
      const match = pattern.exec(name);
      if (match !== null) return { pod, shard: match.groups?.['shard'] ?? '0' };
    }
    return { pod: '', shard: '0' };
  };
}

function toPattern(text: string): RegExp {
  if (text.startsWith('/')) return new RegExp(`^(?:${text.slice(1).replace(/\/$/, '')})$`);
  const parts = text
    .split(/(\{\w+\})/)
    .map((part) => placeholders[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('')}$`);
}

const placeholders: Readonly<Record<string, string>> = {
  '{shard}': '(?<shard>[A-Za-z0-9]+)',
  '{replica}': '(?<replica>[A-Za-z0-9]+)',
  '{role}': '(?:primary|replica)',
  '{any}': '.*',
};

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
