import type {
  Container,
  Model,
  ModelDefaults,
  OffNode,
  Pod,
  Resource,
  Shard,
  Subsystem,
  System,
  UserFunction,
} from '../domain/model.ts';
import { byId, nodeId } from '../domain/node.ts';
import type { Declarations, DeclaredServer } from './declarations.ts';
import { type Interning, interning } from './interning.ts';
import { recoveryOf } from './recoveries.ts';
import { once } from './references.ts';
import { type FilledShard, minReplicasOf } from './replicas.ts';
import { type RuleBook, ruleBook } from './resolve-rules.ts';
import type { WrittenDefaults, WrittenPod } from './schema.ts';

/** Makes the model of declarations in which no error was found. */
export function buildModel(declarations: Declarations, shards: ReadonlyMap<string, readonly FilledShard[]>): Model {
  const { systems, subsystems, pods, servers, defaults, off } = declarations;
  const making: Making = { declarations, rules: ruleBook(declarations), same: interning() };
  const wanted = [...pods.values()].flatMap(({ id, written }) =>
    written && !off.pods.has(id) ? [{ id, written, shards: shards.get(id) ?? [] }] : [],
  );
  return {
    systems: [...systems.values()]
      .map(({ id, written }): System => {
        const names = written?.subsystems ? once(written.subsystems) : [...subsystems.keys()];
        return {
          id: nodeId.system(id),
          name: written?.name ?? id,
          subsystems: names
            .filter((name) => !off.subsystems.has(name))
            .map(nodeId.subsystem)
            .toSorted(byId),
        };
      })
      .toSorted(byNodeId),
    subsystems: [...subsystems.values()]
      .filter(({ id }) => !off.subsystems.has(id))
      .map(({ id, written }): Subsystem => ({
        id: nodeId.subsystem(id),
        name: written?.name ?? id,
        pods: podIds(written?.pods ?? [], making),
      }))
      .toSorted(byNodeId),
    functions: functionsOf(making).filter(isJudged).toSorted(byNodeId),
    pods: wanted.map((pod) => podOf(pod, making)).toSorted(byNodeId),
    containers: wanted
      .flatMap(({ written, shards: own }) => own.flatMap((shard) => containersOf(shard, written, making)))
      .toSorted(byNodeId),
    resources: [...servers.values()].flatMap((server) => resourcesOf(server, making)).toSorted(byNodeId),
    off: offNodes(making, shards).toSorted(byNodeId),
    recoveries: [...declarations.recoveries.values()].flatMap(({ id, written }) =>
      written ? [recoveryOf(id, written)] : [],
    ),
    defaults: defaultsOf(defaults),
  };
}

interface Making {
  readonly declarations: Declarations;
  readonly rules: RuleBook;
  readonly same: Interning;
}

function byNodeId(a: { readonly id: string }, b: { readonly id: string }): number {
  return byId(a.id, b.id);
}

/** The ids of those of the pods that are not switched off. */
function podIds(names: readonly string[], { declarations, same }: Making): readonly string[] {
  const wanted = once(names).filter((name) => !declarations.off.pods.has(name));
  return wanted.map((name) => same.text(nodeId.pod(name))).toSorted(byId);
}

/** Every function with those of its pods that are left; one of a subsystem that is switched off needs none. */
function functionsOf(making: Making): UserFunction[] {
  const { subsystems, off } = making.declarations;
  return [...subsystems.values()].flatMap(({ id, written, functions }) =>
    [...functions.values()].map((userFunction) => ({
      id: nodeId.function(id, userFunction.id),
      name: userFunction.written?.name ?? userFunction.id,
      subsystem: nodeId.subsystem(id),
      needs: off.subsystems.has(id) ? [] : podIds(userFunction.written?.needs ?? written?.pods ?? [], making),
    })),
  );
}

function isJudged({ needs }: UserFunction): boolean {
  return needs.length > 0;
}

function offNodes(making: Making, shards: ReadonlyMap<string, readonly FilledShard[]>): OffNode[] {
  const { subsystems, pods, off } = making.declarations;
  const offPods = [...pods.values()].filter(({ id }) => off.pods.has(id));
  return [
    ...[...subsystems.values()]
      .filter(({ id }) => off.subsystems.has(id))
      .map(({ id, written }) => ({ id: nodeId.subsystem(id), name: written?.name ?? id })),
    ...offPods.map(({ id, written }) => ({ id: nodeId.pod(id), name: written?.name ?? id })),
    ...offPods
      .flatMap(({ id }) => shards.get(id) ?? [])
      .flatMap(({ present }) => present)
      .map(({ written: { server, name } }) => ({ id: nodeId.container(server, name), name })),
    ...functionsOf(making)
      .filter((userFunction) => !isJudged(userFunction))
      .map(({ id, name }) => ({ id, name })),
  ];
}

interface WantedPod {
  readonly id: string;
  readonly written: WrittenPod;
  readonly shards: readonly FilledShard[];
}

function podOf({ id, written, shards }: WantedPod, making: Making): Pod {
  const { action, replicas } = written;
  return {
    id: making.same.text(nodeId.pod(id)),
    name: written.name ?? id,
    kind: written.kind,
    ...minReplicasOf(written),
    failover: written.failover ?? 'manual',
    toCompletion: written.runs === 'to-completion',
    ...(typeof replicas === 'object' && { scales: replicas }),
    calls: podIds(
      (written.calls ?? []).filter((callee) => callee !== id),
      making,
    ),
    suppression: written.suppression ?? making.declarations.defaults.suppression ?? 'subsystem',
    shards: shards.map((shard) => shardOf(shard, making)).toSorted(byNodeId),
    ...(action && { action: { advice: action.advice, ...(action.text !== undefined && { text: action.text }) } }),
  };
}

function shardOf({ pod, shard, replicas, required, present, missing }: FilledShard, { same }: Making): Shard {
  const ids = present.map(({ written }) => nodeId.container(written.server, written.name));
  return {
    id: same.text(nodeId.shard(pod, shard)),
    pod: same.text(nodeId.pod(pod)),
    name: shard,
    replicas,
    required,
    containers: [...ids, ...missing].map(same.text).toSorted(byId),
  };
}

function containersOf(filled: FilledShard, pod: WrittenPod, { rules, same }: Making): Container[] {
  const of = {
    pod: same.text(nodeId.pod(filled.pod)),
    shard: same.text(nodeId.shard(filled.pod, filled.shard)),
  };
  const present = filled.present.map(({ written, role }): Container => {
    const { server, name, disks = [] } = written;
    const runsOn = [
      nodeId.server(server),
      nodeId.network(server),
      ...once(disks).map((disk) => nodeId.disk(server, disk)),
    ];
    return {
      id: same.text(nodeId.container(server, name)),
      name,
      ...of,
      missing: false,
      ...(role && pod.kind === 'primary-replica' && { role }),
      runsOn: same.list(runsOn.toSorted(byId)),
      ...rules.ofContainer(pod, written),
    };
  });
  const missing = filled.missing.map((id): Container => {
    const name = id.slice(id.lastIndexOf('/') + 1);
    return { id: same.text(id), name, ...of, missing: true, runsOn: same.list([]), ...rules.ofContainer(pod) };
  });
  return [...present, ...missing];
}

function resourcesOf({ id, written, disks }: DeclaredServer, { rules, same }: Making): Resource[] {
  const name = written?.name ?? id;
  const server = same.text(nodeId.server(id));
  const tags = written?.tags ?? {};
  return [
    { id: server, kind: 'server', server, name, tags, rules: rules.ofResource('server') },
    {
      id: same.text(nodeId.network(id)),
      kind: 'network',
      server,
      name,
      tags: {},
      rules: rules.ofResource('network'),
    },
    ...[...disks.values()].map((disk): Resource => ({
      id: same.text(nodeId.disk(id, disk.id)),
      kind: 'disk',
      server,
      name: disk.written?.mount ?? disk.id,
      ...(disk.written?.device !== undefined && { device: disk.written.device }),
      tags: {},
      rules: rules.ofResource('disk'),
    })),
  ];
}

function defaultsOf(written: WrittenDefaults): ModelDefaults {
  const { onsetTolerance } = written;
  return {
    staleAfter: written.staleAfter ?? 180,
    standing: written.standing ?? 3600,
    reopenWithin: written.reopenWithin ?? 600,
    appearWithin: written.appearWithin ?? 1200,
    ranking: written.ranking ?? 'share',
    ...(onsetTolerance !== undefined && { onsetTolerance }),
  };
}
