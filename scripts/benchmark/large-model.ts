import type {
  Container,
  Model,
  Pod,
  PodKind,
  Resource,
  Shard,
  Subsystem,
  UserFunction,
} from '../../src/domain/model.ts';
import { byId, nodeId } from '../../src/domain/node.ts';
import type { NodeId } from '../../src/domain/node.ts';
import { requiredOf } from '../../src/domain/redundancy.ts';
import { random } from './random.ts';

/** How large, and how closely knit, an installation is. */
export interface Size {
  readonly containers: number;
  /** How many pods a pod calls on average. */
  readonly calls: number;
}

const kinds: readonly PodKind[] = ['stateless', 'stateless', 'stateless', 'quorum', 'quorum', 'primary-replica', 'all'];
const containersPerServer = 107;
const podsPerSubsystem = 8;

/**
 * An installation in the proportions of the reference one: 17 containers a pod, 8 pods a subsystem, 107 containers a
 * server, three disks each; every kind of pod; pods call lower ones, and a few call back, so that there are cycles.
 */
export function largeModel({ containers: wanted, calls }: Size): Model {
  const next = random(7);
  const ids = serverIds(Math.max(20, Math.round(wanted / containersPerServer)));
  const pods: Pod[] = [];
  const containers: Container[] = [];
  while (containers.length < wanted) {
    const pod = podAt(pods.length, calls, next);
    pods.push(pod);
    for (const shard of pod.shards) containers.push(...placed(shard, pod, () => pick(ids, next)));
  }
  return {
    ...parts(pods),
    containers: containers.sort((a, b) => byId(a.id, b.id)),
    resources: resources(ids),
    // Shards know their containers by the ids that these got with their servers.
    pods: withContainers(pods, containers),
    off: [],
    recoveries: [],
    defaults,
  };
}

function pick<T>(list: readonly T[], next: () => number): T {
  const picked = list[Math.floor(next() * list.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

function podAt(index: number, calls: number, next: () => number): Pod {
  const name = podName(index);
  const id = nodeId.pod(name);
  const kind = kinds[index % kinds.length] ?? 'stateless';
  const minReplicas = kind === 'stateless' && next() < 0.3 ? { minReplicas: 2 } : {};
  const shards = Array.from({ length: 1 + Math.floor(next() * 5) }, (_, number): Shard => {
    const replicas = kind === 'all' ? 2 : 3 + Math.floor(next() * 5);
    const shard = String(number + 1);
    const required = requiredOf({ kind, ...minReplicas }, replicas);
    return { id: nodeId.shard(name, shard), pod: id, name: shard, replicas, required, containers: [] };
  });
  return {
    id,
    name,
    kind,
    ...minReplicas,
    failover: index % 2 === 0 ? 'manual' : 'automatic',
    toCompletion: false,
    calls: callsOf(index, calls, next),
    suppression: 'subsystem',
    shards,
  };
}

function podName(index: number): string {
  return `p${String(index).padStart(6, '0')}`;
}

function placed(shard: Shard, { kind, name, id: pod }: Pod, server: () => ServerIds): readonly Container[] {
  return Array.from({ length: shard.replicas }, (_, replica): Container => {
    const on = server();
    const container = `${name}-${shard.name}-${replica + 1}`;
    return {
      id: nodeId.container(on.local, container),
      name: container,
      pod,
      shard: shard.id,
      missing: false,
      ...(kind === 'primary-replica' && { role: replica === 0 ? ('primary' as const) : ('replica' as const) }),
      unwatched: none,
      runsOn: [on.disks[replica % on.disks.length] ?? '', on.network, on.server],
      rules: none,
    };
  });
}

function withContainers(pods: readonly Pod[], containers: readonly Container[]): readonly Pod[] {
  const byShard = new Map<NodeId, NodeId[]>();
  for (const { id, shard } of containers) {
    const members = byShard.get(shard);
    if (members) members.push(id);
    else byShard.set(shard, [id]);
  }
  return pods.map((pod) => ({
    ...pod,
    shards: pod.shards.map((shard) => ({ ...shard, containers: byShard.get(shard.id) ?? [] })),
  }));
}

const none: readonly never[] = [];

const defaults: Model['defaults'] = {
  staleAfter: 180,
  standing: 3600,
  reopenWithin: 600,
  appearWithin: 1200,
  ranking: 'share',
};

interface ServerIds {
  readonly local: string;
  readonly server: NodeId;
  readonly network: NodeId;
  readonly disks: readonly NodeId[];
}

function serverIds(servers: number): readonly ServerIds[] {
  return Array.from({ length: servers }, (_, index) => {
    const local = `vm-${String(index + 1).padStart(5, '0')}`;
    const disks = ['data1', 'data2', 'data3'].map((disk) => nodeId.disk(local, disk));
    return { local, server: nodeId.server(local), network: nodeId.network(local), disks };
  });
}

/** Mostly pods of the near past, as layers do; one in a hundred calls one above it, which may close a cycle. */
function callsOf(index: number, calls: number, next: () => number): readonly NodeId[] {
  const called = new Set<number>();
  for (let count = Math.round(2 * calls * next()); count > 0; count--) {
    const back = 1 + Math.floor(next() * Math.min(index, 120));
    if (index >= back) called.add(index - back);
  }
  if (next() < 0.01) called.add(index + 1);
  called.delete(index);
  return [...called].map((pod) => nodeId.pod(podName(pod))).sort(byId);
}

function parts(pods: readonly Pod[]): Pick<Model, 'systems' | 'subsystems' | 'functions'> {
  const subsystems: Subsystem[] = [];
  const functions: UserFunction[] = [];
  for (let first = 0; first < pods.length; first += podsPerSubsystem) {
    const name = `s${String(first / podsPerSubsystem).padStart(6, '0')}`;
    const members = pods.slice(first, first + podsPerSubsystem).map(({ id }) => id);
    subsystems.push({ id: nodeId.subsystem(name), name, pods: members });
    for (const [index, needs] of [members, members.slice(0, 2), members.slice(-1)].entries()) {
      const id = nodeId.function(name, `f${index + 1}`);
      functions.push({ id, name: id, subsystem: nodeId.subsystem(name), needs });
    }
  }
  const systems = [{ id: nodeId.system('all'), name: 'all', subsystems: subsystems.map(({ id }) => id) }];
  return { systems, subsystems, functions };
}

function resources(servers: readonly ServerIds[]): readonly Resource[] {
  return servers
    .flatMap(({ local, server, network, disks }): Resource[] => [
      { id: server, kind: 'server', server, name: local, tags: {}, rules: none },
      { id: network, kind: 'network', server, name: local, tags: {}, rules: none },
      ...disks.map((id): Resource => ({ id, kind: 'disk', server, name: id, tags: {}, rules: none })),
    ])
    .sort((a, b) => byId(a.id, b.id));
}
