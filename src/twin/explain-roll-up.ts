import type { Redundancy, RollUpStep } from '../domain/explanation.ts';
import { byId, kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { leafOf, rollUpOf } from '../domain/verdict.ts';
import type { RollUp, Verdicts } from '../domain/verdict.ts';

/** The roll-up of a node step by step (semantics 5): the shards that matter to it, then what is above them up to the systems. */
export function rollUpSteps(id: NodeId, verdicts: Verdicts): readonly RollUpStep[] {
  const { graph } = verdicts;
  switch (kindOf(id)) {
    case 'container': {
      const container = graph.containers.get(id);
      return container ? stepsFrom([container.shard], verdicts) : [];
    }
    case 'shard':
      return stepsFrom([id], verdicts);
    case 'pod':
    case 'subsystem':
    case 'system':
      return [...decisivePath(id, verdicts), ...stepsFrom([id], verdicts)];
    case 'function':
    case 'server':
    case 'disk':
    case 'network':
    case 'source':
      return [];
  }
}

/** A node and everything that it is a part of, the nearest first. */
function stepsFrom(ids: readonly NodeId[], verdicts: Verdicts): readonly RollUpStep[] {
  const above = [...new Set(ids.flatMap((id) => wholesOf(id, verdicts.graph)))].sort(byId);
  const own = ids.flatMap((id) => stepOf(id, verdicts) ?? []);
  return above.length > 0 ? [...own, ...stepsFrom(above, verdicts)] : own;
}

/** What decides a node, below it, the lowest first: of several that are alike, the first of each kind. */
function decisivePath(id: NodeId, verdicts: Verdicts): readonly RollUpStep[] {
  const [first] = stepOf(id, verdicts)?.decisive ?? [];
  if (first === undefined || kindOf(first) === 'container') return [];
  const step = stepOf(first, verdicts);
  return step ? [...decisivePath(first, verdicts), step] : [];
}

function wholesOf(id: NodeId, graph: ServiceGraph): readonly NodeId[] {
  const wholes =
    graph.shards.get(id)?.pod ?? (kindOf(id) === 'pod' ? graph.subsystemsOf.get(id) : graph.systemOf.get(id)) ?? [];
  return typeof wholes === 'string' ? [wholes] : wholes;
}

function stepOf(id: NodeId, verdicts: Verdicts): RollUpStep | undefined {
  const rollUp = rollUpOf(verdicts, id);
  if (!rollUp) return undefined;
  if (kindOf(id) === 'shard') return { id, ...rollUp, ...shardRedundancy(id, verdicts) };
  const parts = partsOf(id, verdicts.graph).flatMap((part) => {
    const state = rollUpOf(verdicts, part);
    return state ? [{ id: part, rollUp: state }] : [];
  });
  const inState = (state: RollUp['state']): number => parts.filter((part) => part.rollUp.state === state).length;
  return {
    id,
    ...rollUp,
    parts: { total: parts.length, failed: inState('failed'), unknown: inState('unknown') },
    decisive: parts.filter((part) => decides(part.rollUp, rollUp)).map((part) => part.id),
  };
}

function partsOf(id: NodeId, graph: ServiceGraph): readonly NodeId[] {
  return (
    graph.pods.get(id)?.shards.map((shard) => shard.id) ??
    graph.subsystems.get(id)?.pods ??
    graph.systems.get(id)?.subsystems ??
    []
  );
}

/** Of a whole that does not work, the parts in the same state; of one that works, those with the least reserve. */
function decides(part: RollUp, whole: RollUp): boolean {
  return part.state === whole.state && (whole.state !== 'working' || part.reserve === whole.reserve);
}

function shardRedundancy(id: NodeId, verdicts: Verdicts): Pick<RollUpStep, 'redundancy' | 'decisive'> {
  const { graph } = verdicts;
  const shard = graph.shards.get(id);
  const pod = graph.pods.get(shard?.pod ?? '');
  const index = graph.topology.indexOf.get(id) ?? -1;
  if (!shard || !pod) return { decisive: [] };
  const leaves = shard.containers.flatMap((container) => {
    const leaf = leafOf(verdicts, container);
    return leaf ? [{ ...leaf, id: container }] : [];
  });
  const count = (of: (leaf: (typeof leaves)[number]) => boolean): number => leaves.filter(of).length;
  const redundancy: Redundancy = {
    kind: pod.kind,
    failover: pod.failover,
    replicas: verdicts.replicas[index] ?? 0,
    required: verdicts.required[index] ?? 0,
    working: count(({ state }) => state === 'working'),
    failed: count(({ state }) => state === 'failed'),
    unknown: count(({ state }) => state === 'unknown'),
    masked: count(({ masked }) => masked),
    strained: count(({ state, strained }) => state === 'working' && strained),
    retired: shard.containers.length - leaves.length,
    ...primaryOf(index, verdicts),
  };
  return { redundancy, decisive: leaves.filter(({ state }) => state !== 'working').map((leaf) => leaf.id) };
}

function primaryOf(shard: number, verdicts: Verdicts): Pick<Redundancy, 'primary'> {
  const index = verdicts.health.primaries.get(shard);
  const id = index === undefined ? undefined : verdicts.graph.topology.containerIds[index];
  const leaf = id === undefined ? undefined : leafOf(verdicts, id);
  return id !== undefined && leaf ? { primary: { id, state: leaf.state } } : {};
}
