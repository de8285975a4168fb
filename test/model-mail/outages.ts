import { neededReplicas, ownersOf, shardsOf } from './read-model.ts';
import type { Container, Installation } from './read-model.ts';

/** What a loss does by arithmetic alone: no signals, no masking. */
export interface Outage {
  readonly pods: readonly string[];
  readonly subsystems: readonly string[];
  readonly functionsLost: readonly string[];
  readonly functionsImpaired: readonly string[];
  /** The least reserve of the shards that lost a replica; `undefined` if none did. */
  readonly reserve: number | undefined;
}

/** Takes away every container that the test says is lost, and rolls up (semantics 5). */
export function outageOf(model: Installation, isLost: (container: Container, pod: string) => boolean): Outage {
  const working = new Map<string, number>();
  const touched = new Set<string>();
  for (const container of model.containers) {
    for (const { pod, shard } of ownersOf(model, container)) {
      const key = `${pod}/${shard}`;
      if (isLost(container, pod)) touched.add(key);
      else working.set(key, (working.get(key) ?? 0) + 1);
    }
  }
  const failed = new Set<string>();
  let reserve: number | undefined;
  for (const [id, pod] of model.pods) {
    for (const shard of shardsOf(pod)) {
      const spare = (working.get(`${id}/${shard}`) ?? 0) - neededReplicas(pod);
      if (spare < 0) failed.add(id);
      if (touched.has(`${id}/${shard}`)) reserve = Math.min(reserve ?? Infinity, Math.max(0, spare));
    }
  }
  return { pods: [...failed].sort(), ...functionsAfter(model, failed), reserve };
}

function functionsAfter(
  model: Installation,
  failed: ReadonlySet<string>,
): Pick<Outage, 'subsystems' | 'functionsLost' | 'functionsImpaired'> {
  const subsystems: string[] = [];
  const functionsLost: string[] = [];
  const functionsImpaired: string[] = [];
  for (const [id, subsystem] of model.subsystems) {
    if (subsystem.pods.some((pod) => failed.has(pod))) subsystems.push(id);
    for (const [name, { needs }] of Object.entries(subsystem.functions)) {
      const pods = needs ?? subsystem.pods;
      if (pods.some((pod) => failed.has(pod))) functionsLost.push(`${id}.${name}`);
      else if ([...reachable(model, pods)].some((pod) => failed.has(pod))) functionsImpaired.push(`${id}.${name}`);
    }
  }
  return {
    subsystems: subsystems.sort(),
    functionsLost: functionsLost.sort(),
    functionsImpaired: functionsImpaired.sort(),
  };
}

/** The pods given and all that they call, directly or not. */
function reachable(model: Installation, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const pod of found) for (const callee of model.pods.get(pod)?.calls ?? []) found.add(callee);
  return found;
}

/** The pods that P leans on with subsystem masking (semantics 4.1). */
export function leansOn(model: Installation, pod: string): readonly string[] {
  const membership = (id: string): readonly string[] =>
    [...model.subsystems].filter(([, subsystem]) => subsystem.pods.includes(id)).map(([name]) => name);
  const own = membership(pod);
  return (model.pods.get(pod)?.calls ?? []).flatMap((callee) => {
    const [only, ...others] = membership(callee);
    const isForeign = only !== undefined && others.length === 0 && !own.includes(only);
    return isForeign ? [callee, ...(model.subsystems.get(only)?.pods ?? [])] : [callee];
  });
}

/** Levels of pods along the edges given (a pod without edges is 1); an error names the cycle's first pod. */
export function levels(pods: Iterable<string>, edges: (pod: string) => readonly string[]): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const open = new Set<string>();
  const visit = (pod: string): number => {
    const level = known.get(pod);
    if (level !== undefined) return level;
    if (open.has(pod)) throw new Error(`a cycle leads through ${[...open, pod].join(' → ')}`);
    open.add(pod);
    const found = 1 + Math.max(0, ...edges(pod).map(visit));
    open.delete(pod);
    known.set(pod, found);
    return found;
  };
  for (const pod of pods) visit(pod);
  return known;
}
