import type {
  Container,
  Model,
  ModelDefaults,
  Pod,
  PodKind,
  Resource,
  Shard,
  Subsystem,
  System,
  UserFunction,
} from '../domain/model.ts';
import { byId, nodeId } from '../domain/node.ts';
import type { Declarations, DeclaredServer } from './declarations.ts';
import { once } from './references.ts';
import type { FilledShard } from './replicas.ts';
import { type RuleBook, ruleBook } from './resolve-rules.ts';
import type { WrittenDefaults, WrittenPod } from './schema.ts';

/** Makes the model of declarations in which no error was found. */
export function buildModel(declarations: Declarations, shards: ReadonlyMap<string, readonly FilledShard[]>): Model {
  const { systems, subsystems, pods, servers, defaults } = declarations;
  const rules = ruleBook(declarations);
  const podList = [...pods.values()].flatMap(({ id, written }) =>
    written ? [podOf(id, written, { shards: shards.get(id) ?? [], defaults })] : [],
  );
  const containers = [...pods.values()].flatMap(({ id, written }) =>
    written ? (shards.get(id) ?? []).flatMap((shard) => containersOf(shard, written, rules)) : [],
  );
  return {
    systems: [...systems.values()]
      .map(({ id, written }): System => {
        const names = written?.subsystems ? once(written.subsystems) : [...subsystems.keys()];
        return {
          id: nodeId.system(id),
          name: written?.name ?? id,
          subsystems: names.map(nodeId.subsystem).toSorted(byId),
        };
      })
      .toSorted(byNodeId),
    subsystems: [...subsystems.values()]
      .map(({ id, written }): Subsystem => ({
        id: nodeId.subsystem(id),
        name: written?.name ?? id,
        pods: podIds(written?.pods ?? []),
      }))
      .toSorted(byNodeId),
    functions: functionsOf(declarations).toSorted(byNodeId),
    pods: podList.toSorted(byNodeId),
    containers: containers.toSorted(byNodeId),
    resources: [...servers.values()].flatMap((server) => resourcesOf(server, rules)).toSorted(byNodeId),
    defaults: defaultsOf(defaults),
  };
}

function byNodeId(a: { readonly id: string }, b: { readonly id: string }): number {
  return byId(a.id, b.id);
}

function podIds(names: readonly string[]): readonly string[] {
  return once(names).map(nodeId.pod).toSorted(byId);
}

function functionsOf({ subsystems }: Declarations): UserFunction[] {
  return [...subsystems.values()].flatMap(({ id, written, functions }) =>
    [...functions.values()].map((userFunction) => ({
      id: nodeId.function(id, userFunction.id),
      name: userFunction.written?.name ?? userFunction.id,
      subsystem: nodeId.subsystem(id),
      needs: podIds(userFunction.written?.needs ?? written?.pods ?? []),
    })),
  );
}

function podOf(
  id: string,
  written: WrittenPod,
  { shards, defaults }: { shards: readonly FilledShard[]; defaults: WrittenDefaults },
): Pod {
  const { action } = written;
  return {
    id: nodeId.pod(id),
    name: written.name ?? id,
    kind: written.kind as PodKind,
    calls: podIds((written.calls ?? []).filter((callee) => callee !== id)),
    suppression: written.suppression ?? defaults.suppression ?? 'subsystem',
    shards: shards.map(shardOf).toSorted(byNodeId),
    ...(action && { action: { advice: action.advice, ...(action.text !== undefined && { text: action.text }) } }),
  };
}

function shardOf({ pod, shard, replicas, required, present, missing }: FilledShard): Shard {
  const ids = present.map(({ written }) => nodeId.container(written.server, written.name));
  return {
    id: nodeId.shard(pod, shard),
    pod: nodeId.pod(pod),
    name: shard,
    replicas,
    required,
    containers: [...ids, ...missing].toSorted(byId),
  };
}

function containersOf(filled: FilledShard, pod: WrittenPod, rules: RuleBook): Container[] {
  const of = { pod: nodeId.pod(filled.pod), shard: nodeId.shard(filled.pod, filled.shard) };
  const present = filled.present.map(({ written }): Container => {
    const { server, name, disks = [] } = written;
    const runsOn = [
      nodeId.server(server),
      nodeId.network(server),
      ...once(disks).map((disk) => nodeId.disk(server, disk)),
    ];
    return {
      id: nodeId.container(server, name),
      name,
      ...of,
      missing: false,
      runsOn: runsOn.toSorted(byId),
      rules: rules.ofContainer(pod, written),
    };
  });
  const missing = filled.missing.map((id): Container => {
    const name = id.slice(id.lastIndexOf('/') + 1);
    return { id, name, ...of, missing: true, runsOn: [], rules: rules.ofContainer(pod) };
  });
  return [...present, ...missing];
}

function resourcesOf({ id, written, disks }: DeclaredServer, rules: RuleBook): Resource[] {
  const name = written?.name ?? id;
  const server = nodeId.server(id);
  const tags = written?.tags ?? {};
  return [
    { id: server, kind: 'server', server, name, tags, rules: rules.ofResource('server') },
    { id: nodeId.network(id), kind: 'network', server, name, tags: {}, rules: rules.ofResource('network') },
    ...[...disks.values()].map((disk): Resource => ({
      id: nodeId.disk(id, disk.id),
      kind: 'disk',
      server,
      name: disk.written?.mount ?? disk.id,
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
