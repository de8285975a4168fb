import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { scaledTo } from './site-choices.ts';

/** One pod as far as placing its containers goes; `shards` are names, `0` alone for a pod without shards. */
export interface DesignedPod {
  readonly id: string;
  readonly kind: string;
  readonly shards: readonly string[];
  /** How many stand in the inventory; of a pod that scales, as many as today. */
  readonly replicas: number;
  readonly pattern: string;
  readonly isOff: boolean;
}

/** One server: where it stands and which disks it has. */
export interface DesignedServer {
  readonly id: string;
  readonly rack: string;
  readonly disks: readonly string[];
}

/** The hand-written part of the model, in the order of file names and of the lines in them. */
export interface Design {
  readonly pods: readonly DesignedPod[];
  readonly servers: readonly DesignedServer[];
}

interface ModelFile {
  readonly pods?: Readonly<
    Record<
      string,
      {
        kind: string;
        shards?: number | readonly string[];
        replicas: number | { readonly min: number };
        containers: string;
        enabled?: boolean;
      }
    >
  >;
  readonly servers?: Readonly<Record<string, { disks: Readonly<Record<string, unknown>>; tags: { rack: string } }>>;
}

/**
 * Reads the hand-written files of the reference model.
 * It trusts them: `linchpin check` is what judges a model, and the tests of the reference model call it.
 */
export function readDesign(folder: string): Design {
  const names = readdirSync(folder).filter(
    (name) =>
      name.endsWith('.yaml') && !name.endsWith('.test.yaml') && name !== 'inventory.yaml' && name !== 'linchpin.yaml',
  );
  const files = names.sort().map((name) => parse(readFileSync(join(folder, name), 'utf8')) as ModelFile);
  return {
    pods: files.flatMap((file) =>
      Object.entries(file.pods ?? {}).map(([id, pod]) => ({
        id,
        kind: pod.kind,
        shards: shardNames(pod.shards),
        replicas: typeof pod.replicas === 'number' ? pod.replicas : (scaledTo[id] ?? pod.replicas.min),
        pattern: pod.containers,
        isOff: pod.enabled === false,
      })),
    ),
    servers: files.flatMap((file) =>
      Object.entries(file.servers ?? {}).map(([id, server]) => ({
        id,
        rack: server.tags.rack,
        disks: Object.keys(server.disks),
      })),
    ),
  };
}

function shardNames(shards: number | readonly string[] | undefined): readonly string[] {
  if (shards === undefined) return ['0'];
  if (typeof shards === 'number') return Array.from({ length: shards }, (_, index) => String(index + 1));
  return shards;
}
