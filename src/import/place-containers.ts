import { addTo } from '../domain/gather.ts';
import { expand } from '../model/expand.ts';
import { placesByName } from '../model/place-by-name.ts';
import { declareModel } from '../model/read-model.ts';
import { mostReplicas, shardKey } from '../model/replicas.ts';
import { containerKey } from '../model/with-taken-over.ts';
import type { SourceFile } from '../model/yaml-source.ts';
import type { ImportedContainer, Unmapped } from './imported.ts';

/** The containers that a model can take over, and why it can't take over the others. */
export interface PlacedContainers {
  readonly containers: readonly ImportedContainer[];
  readonly unmapped: readonly Unmapped[];
}

/** Finds the containers that the model does not have and has a place for: one that fits no pod would make it invalid. */
export function placeContainers(files: readonly SourceFile[], read: readonly ImportedContainer[]): PlacedContainers {
  const { declarations } = files.length === 0 || read.length === 0 ? {} : declareModel(files);
  if (declarations === undefined) return { containers: [], unmapped: [] };
  const known = new Set(
    declarations.containers.map(({ written }) => containerKey(written?.server ?? '', written?.name ?? '')),
  );
  const placeOf = placesByName(declarations);
  const filled = new Map<string, number>();
  const count = (pod: string, shard: string): number => {
    const key = shardKey(pod, shard);
    const now = (filled.get(key) ?? 0) + 1;
    filled.set(key, now);
    return now;
  };
  for (const { pod, shard } of expand(declarations, () => undefined).placed) count(pod, shard);
  const left = new Map<string, string[]>();
  const leave = (why: string, name: string): false => {
    addTo(left, why, name);
    return false;
  };
  const containers = read.filter(({ name, server, rest }) => {
    if (known.has(containerKey(server, name))) return false;
    // One that names its pod says all of it, as an export does.
    if (rest['pod'] !== undefined || rest['shard'] !== undefined) return true;
    const place = placeOf(name);
    if (!('pod' in place)) return leave(reasons[place.reason] ?? 'they fit no shard of a pod', name);
    const most = mostReplicas(declarations.pods.get(place.pod)?.written);
    return count(place.pod, place.shard) <= most || leave('their pods have fewer `replicas`', name);
  });
  const unmapped = [...left].map(([why, names]) => ({
    what: containersNamed(names),
    why,
  }));
  return { containers, unmapped };
}

/** Containers as they are told: how many, and the first by name. */
export function containersNamed(names: readonly string[]): string {
  const count = names.length === 1 ? '1 container' : `${names.length} containers`;
  return `${count} (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''})`;
}

const reasons: Readonly<Record<string, string>> = {
  'no-pod': 'the pattern of no pod fits their names',
  'two-pods': 'the patterns of several pods fit their names',
  'odd-name': 'their names are none',
};
