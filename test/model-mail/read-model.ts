import { readdirSync, readFileSync } from 'node:fs';

import { parse } from 'yaml';

/** The reference model as plain data, read without Linchpin's own reader, so that neither can hide the other's mistake. */
export interface Installation {
  readonly subsystems: ReadonlyMap<string, Subsystem>;
  readonly pods: ReadonlyMap<string, Pod>;
  readonly servers: ReadonlyMap<string, Server>;
  readonly containers: readonly Container[];
}

interface Subsystem {
  readonly name: string;
  readonly pods: readonly string[];
  readonly functions: Readonly<Record<string, { readonly name: string; readonly needs?: readonly string[] }>>;
}

export interface Pod {
  readonly name: string;
  readonly kind: 'stateless' | 'quorum';
  readonly shards?: number | readonly string[];
  readonly replicas: number;
  readonly minReplicas?: number | string;
  readonly containers: string;
  readonly calls?: readonly string[];
}

interface Server {
  readonly name: string;
  readonly disks: Readonly<Record<string, { readonly mount: string }>>;
  readonly tags: { readonly rack: string };
}

export interface Container {
  readonly name: string;
  readonly server: string;
  readonly disks?: readonly string[];
}

interface ModelFile {
  readonly subsystems?: Readonly<Record<string, Subsystem>>;
  readonly pods?: Readonly<Record<string, Pod>>;
  readonly servers?: Readonly<Record<string, Server>>;
  readonly containers?: readonly Container[];
}

/** Reads a model folder; an entity described in two files is an error. */
export function readModel(folder: URL): Installation {
  const subsystems = new Map<string, Subsystem>();
  const pods = new Map<string, Pod>();
  const servers = new Map<string, Server>();
  const containers: Container[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yaml') || name.endsWith('.test.yaml')) continue;
    const file = parse(readFileSync(new URL(name, folder), 'utf8')) as ModelFile;
    putAll(subsystems, file.subsystems);
    putAll(pods, file.pods);
    putAll(servers, file.servers);
    containers.push(...(file.containers ?? []));
  }
  return { subsystems, pods, servers, containers };
}

function putAll<T>(into: Map<string, T>, entries: Readonly<Record<string, T>> | undefined): void {
  for (const [id, entry] of Object.entries(entries ?? {})) {
    if (into.has(id)) throw new Error(`${id} is described twice`);
    into.set(id, entry);
  }
}

/** The names of a pod's shards. */
export function shardsOf(pod: Pod): readonly string[] {
  if (pod.shards === undefined) return ['0'];
  if (typeof pod.shards === 'number') return Array.from({ length: pod.shards }, (_, index) => String(index + 1));
  return pod.shards;
}

/** How many replicas of a shard must work (semantics 5). */
export function neededReplicas(pod: Pod): number {
  if (pod.kind === 'quorum') return Math.floor(pod.replicas / 2) + 1;
  if (typeof pod.minReplicas === 'string')
    return Math.ceil((Number.parseInt(pod.minReplicas, 10) * pod.replicas) / 100);
  return pod.minReplicas ?? 1;
}

/** A pod and shard that a container may belong to. */
interface Owner {
  readonly pod: string;
  readonly shard: string;
}

const owners = new WeakMap<Container, readonly Owner[]>();

/** The pods whose pattern matches the container's name, each with the shard that the name gives; kept for the next call. */
export function ownersOf(model: Installation, container: Container): readonly Owner[] {
  const found = owners.get(container) ?? matchOwners(model, container);
  owners.set(container, found);
  return found;
}

function matchOwners(model: Installation, container: Container): readonly Owner[] {
  return [...model.pods].flatMap(([id, pod]) => {
    const found = patternOf(pod).exec(container.name);
    return found === null ? [] : [{ pod: id, shard: found.groups?.['shard'] ?? '0' }];
  });
}

const patterns = new WeakMap<Pod, RegExp>();

function patternOf(pod: Pod): RegExp {
  const known = patterns.get(pod);
  if (known !== undefined) return known;
  const pattern = new RegExp(
    `^${pod.containers
      .replace('{shard}', `(?<shard>${shardsOf(pod).join('|')})`)
      .replace('{replica}', '(?<replica>[A-Za-z0-9]+)')}$`,
  );
  patterns.set(pod, pattern);
  return pattern;
}
