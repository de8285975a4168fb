import fc from 'fast-check';

import type { HealthReport, OwnHealth } from '../../src/domain/health.ts';
import type { Container, Model, Pod, PodKind, Shard, Subsystem } from '../../src/domain/model.ts';
import { byId, localId, nodeId } from '../../src/domain/node.ts';
import type { NodeId } from '../../src/domain/node.ts';
import { requiredOf, shareOf } from '../../src/domain/redundancy.ts';
import type { Share } from '../../src/domain/redundancy.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';
import { drawnHealth, healthOf, missingHealth, resourcesOf, servers } from './random-health.ts';
import type { DrawnHealth, DrawnServer } from './random-health.ts';

/** What is drawn for a replica; `retired` and `missing` count only where the pod may have such ones. */
interface DrawnReplica {
  readonly health: DrawnHealth;
  readonly server: number;
  readonly usesDisk: boolean;
  readonly lack: 'none' | 'missing' | 'retired';
}

interface DrawnShard {
  readonly replicas: readonly DrawnReplica[];
  /** Which replica claims to be primary. */
  readonly claim: number | undefined;
}

interface DrawnPod {
  readonly calls: readonly number[];
  readonly subsystems: readonly number[];
  readonly suppression: 'subsystem' | 'pod';
  readonly kind: PodKind;
  readonly minReplicas: number | Share | undefined;
  readonly failover: 'manual' | 'automatic';
  /** The least of a pod that scales by itself. */
  readonly scalesFrom: number | undefined;
  readonly shards: readonly DrawnShard[];
}

interface Drawn {
  readonly pods: readonly DrawnPod[];
  readonly names: readonly string[];
  readonly shape: 'any' | 'without cycles' | 'dense';
  readonly servers: readonly DrawnServer[];
  /** The system of each subsystem. */
  readonly systems: readonly number[];
}

/** A model, how its nodes are by themselves (what is retired is absent), and who claims to be primary of a shard. */
export interface Case {
  readonly model: Model;
  readonly health: ReadonlyMap<NodeId, OwnHealth>;
  readonly primaries: ReadonlyMap<NodeId, NodeId>;
  readonly onsetTolerance: number;
}

const replica: fc.Arbitrary<DrawnReplica> = fc.record({
  health: drawnHealth,
  server: fc.nat(3),
  usesDisk: fc.boolean(),
  lack: fc.oneof(
    { weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom('missing' as const, 'retired' as const) },
  ),
});

const shard: fc.Arbitrary<DrawnShard> = fc.record({
  // Pods of one replica fail and are unknown most often, and that is where masking begins.
  replicas: fc.oneof(fc.tuple(replica), fc.array(replica, { minLength: 1, maxLength: 3 })),
  claim: fc.option(fc.nat(2), { nil: undefined, freq: 4 }),
});

const pod: fc.Arbitrary<DrawnPod> = fc.record({
  calls: fc.uniqueArray(fc.nat(6), { maxLength: 3 }),
  subsystems: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  suppression: fc.constantFrom('subsystem', 'pod'),
  kind: fc.constantFrom('stateless', 'quorum', 'primary-replica', 'all'),
  minReplicas: fc.oneof(
    fc.constant(undefined),
    fc.nat(2),
    fc.constantFrom(
      { numerator: 1, denominator: 2 },
      { numerator: 1, denominator: 3 },
      { numerator: 667, denominator: 1000 },
    ),
  ),
  failover: fc.constantFrom('manual', 'automatic'),
  scalesFrom: fc.option(fc.nat(1), { nil: undefined, freq: 2 }),
  shards: fc.oneof(
    { weight: 2, arbitrary: fc.tuple(shard) },
    { weight: 1, arbitrary: fc.array(shard, { minLength: 2, maxLength: 2 }) },
  ),
});

const drawn: fc.Arbitrary<Drawn> = fc.record({
  pods: fc.array(pod, { minLength: 1, maxLength: 7 }),
  names: fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { minLength: 7 }),
  shape: fc.constantFrom('any', 'any', 'without cycles', 'dense'),
  servers,
  systems: fc.array(fc.nat(1), { minLength: 3, maxLength: 3 }),
});

/**
 * Small random installations: every kind of pod, shared ones and ones in no subsystem, call cycles and none, both ways
 * to mask, replicas that are missing or retired, failed and strained servers, several systems.
 */
export const cases: fc.Arbitrary<Case> = fc
  .record({ drawn, onsetTolerance: fc.constantFrom(0, 60) })
  .map((all) => build(all.drawn, all.onsetTolerance));

function build(all: Drawn, onsetTolerance: number): Case {
  const idOf = (index: number): NodeId => nodeId.pod(all.names[index]!);
  const health = new Map<NodeId, OwnHealth>();
  const primaries = new Map<NodeId, NodeId>();
  const resources = resourcesOf(all.servers, health);
  const containers: Container[] = [];

  const pods = all.pods.map((one, index): Pod => {
    const least = one.kind === 'stateless' || one.kind === 'all' ? one.scalesFrom : undefined;
    const shards = one.shards.map(({ replicas, claim }, number): Omit<Shard, 'required'> => {
      const at = { pod: idOf(index), shard: nodeId.shard(all.names[index]!, String(number)) };
      const primary = one.kind === 'primary-replica' && claim !== undefined ? claim % replicas.length : undefined;
      const inShard = replicas.map((drawnReplica, k): Container => {
        const container = containerOf(drawnReplica, { ...at, replica: k + 1, isPrimary: k === primary });
        const { lack, server } = drawnReplica;
        if (container.role === 'primary') primaries.set(at.shard, container.id);
        if (container.missing) health.set(container.id, missingHealth);
        else if (lack !== 'retired' || least === undefined || k < least)
          health.set(container.id, healthOf(drawnReplica, all.servers[server]!));
        return container;
      });
      containers.push(...inShard);
      const ids = inShard.map(({ id }) => id).sort(byId);
      return { id: at.shard, pod: at.pod, name: String(number), replicas: ids.length, containers: ids };
    });
    return podOf({ one, index, idOf, least, shards }, all);
  });
  const model = { ...modelOf(all, pods), containers: containers.sort((a, b) => byId(a.id, b.id)), resources };
  return { model, health, primaries, onsetTolerance };
}

interface Place {
  readonly pod: NodeId;
  readonly shard: NodeId;
  readonly replica: number;
  readonly isPrimary: boolean;
}

function containerOf({ lack, server, usesDisk }: DrawnReplica, { isPrimary, replica: k, ...at }: Place): Container {
  const [podName, shardName] = localId(at.shard).split('/') as [string, string];
  const name = `${podName}-${shardName}-${k}`;
  const rest = { ...at, rules: [], unwatched: [] };
  if (lack === 'missing') {
    return { id: nodeId.missing({ pod: podName, shard: shardName }, k), name, missing: true, runsOn: [], ...rest };
  }
  const vm = `vm-${server}`;
  return {
    id: nodeId.container(vm, name),
    name,
    missing: false,
    runsOn: [...(usesDisk ? [nodeId.disk(vm, 'data')] : []), nodeId.server(vm)],
    ...(isPrimary ? { role: 'primary' } : {}),
    ...rest,
  };
}

interface PodParts {
  readonly one: DrawnPod;
  readonly index: number;
  readonly idOf: (index: number) => NodeId;
  readonly least: number | undefined;
  readonly shards: readonly Omit<Shard, 'required'>[];
}

function podOf({ one, index, idOf, least, shards }: PodParts, { names, shape, pods }: Drawn): Pod {
  // Names are shuffled, so ids do not follow calls.
  const callees =
    shape === 'dense' && index % 2 === 0
      ? pods.map((_pod, callee) => callee)
      : one.calls.filter((to) => to < pods.length);
  const calls = callees.filter((callee) => callee !== index && (shape !== 'without cycles' || callee < index));
  const minReplicas = allowed(one, least ?? Math.min(...shards.map(({ replicas }) => replicas)));
  const redundancy = { kind: one.kind, ...(minReplicas === undefined ? {} : { minReplicas }) };
  return {
    id: idOf(index),
    name: names[index]!,
    ...redundancy,
    failover: one.failover,
    toCompletion: false,
    ...(least === undefined ? {} : { scales: { min: least, max: 3 } }),
    calls: calls.map(idOf).sort(byId),
    suppression: one.suppression,
    shards: shards.map((shard) => ({
      ...shard,
      required: requiredOf(redundancy, shard.replicas),
    })),
  };
}

/** What the model may say of so many replicas (contracts: 0…n of stateless, 0…n−1 of primary-replica). */
function allowed({ kind, minReplicas }: DrawnPod, replicas: number): number | Share | undefined {
  if (kind !== 'stateless' && kind !== 'primary-replica') return undefined;
  if (typeof minReplicas === 'number') return Math.min(minReplicas, kind === 'stateless' ? replicas : replicas - 1);
  const isAllowed = kind === 'stateless' || (minReplicas && shareOf(minReplicas, replicas) < replicas);
  return isAllowed ? minReplicas : undefined;
}

function modelOf(all: Drawn, pods: readonly Pod[]): Omit<Model, 'containers' | 'resources'> {
  const subsystems = [0, 1, 2].flatMap((number): Subsystem[] => {
    const members = pods.filter((_pod, index) => all.pods[index]!.subsystems.includes(number)).map(({ id }) => id);
    return members.length > 0 ? [{ id: `subsystem/s${number}`, name: `s${number}`, pods: members.sort(byId) }] : [];
  });
  const systems = [0, 1].flatMap((number) => {
    const parts = subsystems.filter(({ name }) => all.systems[Number(name.slice(1))] === number).map(({ id }) => id);
    return parts.length > 0 ? [{ id: `system/m${number}`, name: `m${number}`, subsystems: parts }] : [];
  });
  return {
    systems,
    subsystems,
    functions: subsystems.flatMap(({ id, name, pods: members }) => [
      { id: `function/${name}.all`, name: 'all', subsystem: id, needs: members },
      { id: `function/${name}.one`, name: 'one', subsystem: id, needs: members.slice(0, 1) },
    ]),
    pods: [...pods].sort((a, b) => byId(a.id, b.id)),
    off: [],
    recoveries: [],
    defaults: { staleAfter: 180, standing: 3600, reopenWithin: 600, appearWithin: 1200, ranking: 'share' },
  };
}

/** What `derive` reads of a case. */
export function reportOf({ topology }: ServiceGraph, { model, health, primaries }: Case): HealthReport {
  const indexOf = (id: NodeId): number => topology.indexOf.get(id)!;
  return {
    at: 1_000_000,
    containers: topology.containerIds.map((id) => health.get(id)),
    resources: model.resources.map(({ id }) => health.get(id)!),
    primaries: new Map([...primaries].map(([shard, primary]) => [indexOf(shard), indexOf(primary)])),
    planned: new Set(),
    unseen: new Map(),
    changed: new Map(),
  };
}
