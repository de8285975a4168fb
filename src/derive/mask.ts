import type { Evidence, OwnHealth } from '../domain/health.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { Pod, Shard } from '../domain/model.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { NodeState } from '../domain/verdict.ts';
import { shardState } from './roll-up.ts';

/** The culprits of every masked container: failed containers, nearest by calls first, then by id (semantics 4.8). */
export type Masks = ReadonlyMap<NodeId, readonly NodeId[]>;

/** A pod as its callers see it: with its masked containers counted as failed (semantics 4.2). */
interface PodSeen {
  readonly state: NodeState;
  /** The failed containers of its failed shards. */
  readonly failed: readonly NodeId[];
  /** The masked ones. */
  readonly masked: readonly NodeId[];
  /** One of the failed has a violated direct rule, its own or by a resource. */
  readonly byDirectRule: boolean;
  /** None of the failed has direct evidence. */
  readonly byGrowthAlone: boolean;
  readonly onlySlow: boolean;
  /** The newest `since` of all violated rules in the pod (semantics 4.6). */
  readonly newestSince: Instant;
}

interface Walk {
  readonly graph: ServiceGraph;
  readonly health: ReadonlyMap<NodeId, OwnHealth>;
  readonly standing: Duration;
  /** The pods settled so far; callees are settled before their callers. */
  readonly seen: Map<NodeId, PodSeen>;
  readonly componentOf: ReadonlyMap<NodeId, number>;
  readonly masks: Map<NodeId, readonly NodeId[]>;
}

/** The rules whose trouble slow callees explain (semantics 4.7). */
const troubleOfSlowCallees: ReadonlySet<string> = new Set(['busySeconds', 'timeouts']);

/**
 * Decides which growing containers are only symptoms (semantics 4). Pods are settled callees first: outside a
 * component of *leans on* by leaning, inside it by calls, which `readModel` has found to be free of cycles.
 */
export function mask(graph: ServiceGraph, health: ReadonlyMap<NodeId, OwnHealth>): Masks {
  const componentOf = new Map(graph.leanComponents.flatMap((pods, index) => pods.map((id) => [id, index] as const)));
  const { standing } = graph.model.defaults;
  const walk: Walk = { graph, health, standing, componentOf, seen: new Map(), masks: new Map() };
  for (const component of graph.leanComponents) {
    for (const id of component) {
      const pod = graph.pods.get(id);
      if (pod) settle(pod, walk);
    }
  }
  return walk.masks;
}

function settle(pod: Pod, walk: Walk): void {
  const growing = pod.shards
    .flatMap(({ containers }) => containers)
    .filter((id) => ['growing', 'overloaded'].includes(walk.health.get(id)?.state ?? ''));
  if (growing.length > 0) {
    const down = downBelow(pod, walk);
    const culprits = culpritsFinder(pod, walk);
    for (const id of growing) {
      const own = walk.health.get(id);
      const maskers = own ? maskersOf(own, down, walk) : [];
      if (maskers.length > 0) walk.masks.set(id, culprits(maskers));
    }
  }
  walk.seen.set(pod.id, look(pod, walk));
}

/** What a pod leans on, as masking walks it (semantics 4.3): all outside its component, inside it what it calls. */
function targets(pod: Pod, { graph, componentOf }: Walk): readonly NodeId[] {
  const component = componentOf.get(pod.id);
  return (graph.leansOn.get(pod.id) ?? []).filter((id) => componentOf.get(id) !== component || pod.calls.includes(id));
}

/** The down pods that a pod leans on, looking through unknown ones (semantics 4.2). */
function downBelow(pod: Pod, walk: Walk): readonly NodeId[] {
  const down = new Set<NodeId>();
  const visited = new Set<NodeId>([pod.id]);
  const open: Pod[] = [pod];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const id of targets(at, walk)) {
      if (visited.has(id)) continue;
      visited.add(id);
      const state = walk.seen.get(id)?.state;
      const next = walk.graph.pods.get(id);
      if (state === 'failed') down.add(id);
      else if (state === 'unknown' && next) open.push(next);
    }
  }
  return [...down].sort(byId);
}

/**
 * The down pods that together excuse every violated rule of a container; none where one rule is left over.
 * Growth with pressure is excused only by a pod that is down by a direct rule (semantics 3, Verdict).
 */
function maskersOf(own: OwnHealth, down: readonly NodeId[], walk: Walk): readonly NodeId[] {
  const rules = own.evidence.filter((evidence) => evidence.class === 'growth');
  const maskers = new Set<NodeId>();
  for (const rule of rules) {
    const excusing = down.filter((id) => {
      const seen = walk.seen.get(id);
      return seen !== undefined && excuses(seen, { rule, own, standing: walk.standing });
    });
    if (excusing.length === 0) return [];
    for (const id of excusing) maskers.add(id);
  }
  return [...maskers];
}

function excuses(
  seen: PodSeen,
  { rule, own, standing }: { readonly rule: Evidence; readonly own: OwnHealth; readonly standing: Duration },
): boolean {
  if (own.state === 'overloaded') return seen.byDirectRule;
  if (seen.byGrowthAlone && (own.onset ?? rule.since) - seen.newestSince > standing) return false;
  return !seen.onlySlow || troubleOfSlowCallees.has(rule.rule);
}

/** Finds culprits behind down pods for the containers of one pod, each set of down pods once. */
function culpritsFinder(pod: Pod, walk: Walk): (maskers: readonly NodeId[]) => readonly NodeId[] {
  const known = new Map<string, readonly NodeId[]>();
  const distance = walk.graph.callees.get(pod.id);
  const far = (id: NodeId): number => distance?.get(walk.graph.containers.get(id)?.pod ?? '') ?? Infinity;
  return (maskers) => {
    const key = maskers.join(' ');
    let found = known.get(key);
    if (!found) {
      const culprits = new Set<NodeId>();
      for (const id of maskers) {
        const seen = walk.seen.get(id);
        for (const failed of seen?.failed ?? []) culprits.add(failed);
        for (const masked of seen?.masked ?? [])
          for (const behind of walk.masks.get(masked) ?? []) culprits.add(behind);
      }
      found = [...culprits].sort((a, b) => compareDistance(far(a), far(b)) || byId(a, b));
      known.set(key, found);
    }
    return found;
  };
}

function compareDistance(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** A container's state as its pod's callers count it: a masked one has failed. */
function stateForCallers(own: OwnHealth | undefined): NodeState {
  switch (own?.state) {
    case 'working':
      return 'working';
    case 'failed':
    case 'growing':
    case 'overloaded':
      return 'failed';
    case 'unknown':
    case undefined:
      return 'unknown';
  }
}

function look(pod: Pod, { health, masks }: Walk): PodSeen {
  const states = pod.shards.map((shard) => stateOfShard(shard, health));
  const state: NodeState = states.includes('failed') ? 'failed' : states.includes('unknown') ? 'unknown' : 'working';
  const broken = pod.shards
    .filter((_shard, index) => states[index] === 'failed')
    .flatMap(({ containers }) => containers)
    .filter((id) => stateForCallers(health.get(id)) === 'failed');
  const failed = broken.filter((id) => !masks.has(id));
  const all = pod.shards.flatMap(({ containers }) => containers).flatMap((id) => health.get(id)?.evidence ?? []);
  return {
    state,
    failed,
    masked: broken.filter((id) => masks.has(id)),
    byDirectRule: failed.some((id) => health.get(id)?.state === 'failed'),
    byGrowthAlone: failed.every((id) => health.get(id)?.state === 'growing'),
    onlySlow: broken.every((id) => isOnlySlow(health.get(id))),
    newestSince: Math.max(-Infinity, ...all.map(({ since }) => since)),
  };
}

function stateOfShard(shard: Shard, health: ReadonlyMap<NodeId, OwnHealth>): NodeState {
  return shardState(
    shard,
    shard.containers.map((id) => ({ state: stateForCallers(health.get(id)), strained: false })),
  );
}

function isOnlySlow(own: OwnHealth | undefined): boolean {
  if (own?.state !== 'growing') return false;
  return own.evidence.every((evidence) => evidence.class !== 'growth' || evidence.rule === 'busySeconds');
}
