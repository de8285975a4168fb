import { readdirSync, readFileSync } from 'node:fs';

import { parse } from 'yaml';

/** The reference model as plain data, read without Linchpin's own reader, so that neither can hide the other's mistake. */
export interface Installation {
  readonly subsystems: ReadonlyMap<string, Subsystem>;
  readonly pods: ReadonlyMap<string, Pod>;
  readonly servers: ReadonlyMap<string, Server>;
  readonly containers: readonly Container[];
  /** Every pod as it is written: what is switched off too, with the calls to it. */
  readonly declared: ReadonlyMap<string, Pod>;
}

interface Subsystem {
  readonly name: string;
  readonly pods: readonly string[];
  readonly functions: Readonly<Record<string, { readonly name: string; readonly needs?: readonly string[] }>>;
}

export interface Pod {
  readonly name: string;
  readonly kind: 'stateless' | 'quorum' | 'primary-replica' | 'all';
  readonly shards?: number | readonly string[];
  readonly replicas: number | { readonly min: number; readonly max: number };
  readonly minReplicas?: number | string;
  readonly containers: string;
  readonly calls?: readonly string[];
  readonly failover?: 'manual' | 'automatic';
  readonly runs?: 'to-completion';
  readonly enabled?: boolean;
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
  readonly role?: 'primary' | 'replica';
}

interface ModelFile {
  readonly subsystems?: Readonly<Record<string, Subsystem>>;
  readonly pods?: Readonly<Record<string, Pod>>;
  readonly servers?: Readonly<Record<string, Server>>;
  readonly containers?: readonly Container[];
}

/** Reads a model folder, without the pods that are switched off; an entity described in two files is an error. */
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
  return inForce({ subsystems, pods, servers, containers, declared: pods });
}

/** What is left when the pods that are switched off are taken out, with their containers and the calls to them. */
function inForce(all: Installation): Installation {
  const isOn = (id: string): boolean => all.declared.get(id)?.enabled !== false;
  const pods = [...all.pods].filter(([id]) => isOn(id));
  return {
    ...all,
    pods: new Map(pods.map(([id, pod]) => [id, { ...pod, calls: (pod.calls ?? []).filter(isOn) }])),
    subsystems: new Map(
      [...all.subsystems].map(([id, subsystem]) => [id, { ...subsystem, pods: subsystem.pods.filter(isOn) }]),
    ),
    containers: all.containers.filter((container) => ownersOf(all, container).every(({ pod }) => isOn(pod))),
  };
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

/** How many of a shard's replicas must work (semantics 5); of a pod with a primary, that one included. */
export function neededReplicas(pod: Pod, replicas: number): number {
  if (pod.kind === 'quorum') return Math.floor(replicas / 2) + 1;
  if (pod.kind === 'all') return replicas;
  const least =
    typeof pod.minReplicas === 'string'
      ? Math.ceil((Number.parseInt(pod.minReplicas, 10) * replicas) / 100)
      : (pod.minReplicas ?? 1);
  return pod.kind === 'primary-replica' ? 1 + least : least;
}

/** Whether a container is one that people alone can replace: the primary of a pod without automatic failover. */
export function isLonePrimary(pod: Pod, container: Container): boolean {
  return pod.kind === 'primary-replica' && pod.failover !== 'automatic' && container.role === 'primary';
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
