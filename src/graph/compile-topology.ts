import type { Model } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import type { Lists, Topology } from '../domain/topology.ts';
import type { Leaning } from './leaning.ts';
import { layOut, sideBySide, turnAround } from './lists.ts';

/** Compiles a model into flat arrays (see `Topology`). */
export function compileTopology(model: Model, { units, leansOn }: Leaning): Topology {
  const podById = new Map(model.pods.map((pod) => [pod.id, pod]));
  const pods = units.flatMap((unit) => unit.flatMap((id) => podById.get(id) ?? []));
  const shards = pods.flatMap((pod) => pod.shards);
  const containerIds = shards.flatMap((shard) => shard.containers);
  const ids = {
    containerIds,
    shardIds: shards.map(({ id }) => id),
    podIds: pods.map(({ id }) => id),
    subsystemIds: model.subsystems.map(({ id }) => id),
    systemIds: model.systems.map(({ id }) => id),
    functionIds: model.functions.map(({ id }) => id),
    resourceIds: model.resources.map(({ id }) => id),
  };
  const indexOf = new Map<NodeId, number>();
  for (const list of Object.values(ids)) for (const [index, id] of list.entries()) indexOf.set(id, index);
  const lists = (all: readonly (readonly NodeId[])[]): Lists =>
    layOut(all.map((list) => list.flatMap((id) => indexOf.get(id) ?? [])));

  const shardSpans = sideBySide(shards.map((shard) => shard.containers.length));
  const podSpans = sideBySide(pods.map((pod) => pod.shards.length));
  const unitSpans = sideBySide(units.map((unit) => unit.length));
  const calls = lists(pods.map((pod) => pod.calls));
  const leans = lists(pods.map(({ id }) => leansOn.get(id) ?? []));
  const subsystemPods = lists(model.subsystems.map((subsystem) => subsystem.pods));
  const functionNeeds = lists(model.functions.map(({ needs }) => needs));
  return {
    ...ids,
    indexOf,
    shardStart: shardSpans.start,
    shardOf: shardSpans.wholeOf,
    podStart: podSpans.start,
    podOf: podSpans.wholeOf,
    unitStart: unitSpans.start,
    unitOf: unitSpans.wholeOf,
    required: Int32Array.from(shards, ({ required }) => required),
    needsPrimary: Uint8Array.from(pods, ({ kind, failover }) =>
      Number(kind === 'primary-replica' && failover === 'manual'),
    ),
    scales: Uint8Array.from(pods, ({ scales }) => Number(scales !== undefined)),
    calls,
    callers: turnAround(calls, pods.length),
    leansOn: leans,
    leantOnBy: turnAround(leans, pods.length),
    subsystemPods,
    podSubsystems: turnAround(subsystemPods, pods.length),
    systemSubsystems: lists(model.systems.map((system) => system.subsystems)),
    functionNeeds,
    podFunctions: turnAround(functionNeeds, pods.length),
  };
}
