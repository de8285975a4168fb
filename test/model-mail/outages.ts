import { isLonePrimary, neededReplicas, ownersOf, shardsOf } from './read-model.ts';
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
  const shards = new Map<string, ShardAfter>();
  for (const container of model.containers) {
    for (const { pod, shard } of ownersOf(model, container)) {
      const key = `${pod}/${shard}`;
      const before = shards.get(key) ?? { replicas: 0, working: 0, hasLonePrimary: false, lostPrimary: false };
      const isLone = isLonePrimary(model.pods.get(pod)!, container);
      const lost = isLost(container, pod);
      shards.set(key, {
        replicas: before.replicas + 1,
        working: before.working + Number(!lost),
        hasLonePrimary: before.hasLonePrimary || isLone,
        lostPrimary: before.lostPrimary || (isLone && lost),
      });
    }
  }
  const failed = new Set<string>();
  let reserve: number | undefined;
  for (const [id, pod] of model.pods) {
    for (const shard of shardsOf(pod)) {
      const after = shards.get(`${id}/${shard}`);
      if (after === undefined) continue;
      const spare = after.working - neededReplicas(pod, after.replicas);
      if (spare < 0 || after.lostPrimary) failed.add(id);
      const left = after.hasLonePrimary ? 0 : Math.max(0, spare);
      if (after.working < after.replicas) reserve = Math.min(reserve ?? Infinity, left);
    }
  }
  return { pods: [...failed].sort(), ...functionsAfter(model, failed), reserve };
}

/** A shard after the loss. */
interface ShardAfter {
  readonly replicas: number;
  readonly working: number;
  readonly hasLonePrimary: boolean;
  readonly lostPrimary: boolean;
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
  return reachableBy((pod) => model.pods.get(pod)?.calls ?? [], from);
}

function reachableBy(edges: Edges, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const pod of found) for (const callee of edges(pod)) found.add(callee);
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

/** Which pods a pod leads to. */
type Edges = (pod: string) => readonly string[];

/** The groups of pods that lead to each other and so back to themselves, each in order; a pod alone is none. */
export function cycles(pods: Iterable<string>, edges: Edges): readonly (readonly string[])[] {
  const reached = new Map([...pods].map((pod) => [pod, reachableBy(edges, edges(pod))]));
  const groups = [...reached].flatMap(([pod, others]) => {
    const group = [...others].filter((other) => reached.get(other)?.has(pod) === true).sort();
    return group.length > 1 && group[0] === pod ? [group] : [];
  });
  return groups;
}

/** Levels of pods along the edges given: a pod without edges is 1, the pods of one cycle share a level (semantics 2). */
export function levels(pods: Iterable<string>, edges: Edges): ReadonlyMap<string, number> {
  const groupOf = new Map(cycles(pods, edges).flatMap((group) => group.map((pod) => [pod, group])));
  const known = new Map<string, number>();
  const visit = (pod: string): number => {
    const level = known.get(pod);
    if (level !== undefined) return level;
    const group = groupOf.get(pod) ?? [pod];
    const below = group.flatMap(edges).filter((callee) => !group.includes(callee));
    const found = 1 + Math.max(0, ...below.map(visit));
    for (const member of group) known.set(member, found);
    return found;
  };
  for (const pod of pods) visit(pod);
  return known;
}
