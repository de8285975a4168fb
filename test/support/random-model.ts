import fc from 'fast-check';

import type { Evidence, HealthReport, OwnHealth } from '../../src/domain/health.ts';
import type { Container, Model, Pod, Resource, Subsystem } from '../../src/domain/model.ts';
import { byId, nodeId } from '../../src/domain/node.ts';

/** What is drawn for a container: how it is, and since when. */
interface DrawnContainer {
  readonly state: OwnHealth['state'];
  readonly rules: readonly string[];
  readonly sinces: readonly number[];
  readonly isPressed: boolean;
  readonly server: number;
}

interface DrawnPod {
  readonly calls: readonly number[];
  readonly subsystems: readonly number[];
  readonly suppression: 'subsystem' | 'pod';
  readonly kind: 'stateless' | 'quorum';
  readonly minReplicas: number;
  readonly shards: readonly (readonly DrawnContainer[])[];
}

/** A model and how its containers and servers are by themselves. */
export interface Case {
  readonly model: Model;
  readonly health: HealthReport;
}

const now = 1_000_000;
const growthRules = ['busySeconds', 'errors', 'restarts', 'timeouts'] as const;

const container: fc.Arbitrary<DrawnContainer> = fc.record({
  state: fc.oneof(
    { weight: 4, arbitrary: fc.constant('working' as const) },
    { weight: 5, arbitrary: fc.constant('growing' as const) },
    { weight: 3, arbitrary: fc.constantFrom('failed' as const, 'unknown' as const) },
    { weight: 1, arbitrary: fc.constant('overloaded' as const) },
  ),
  rules: fc.subarray([...growthRules], { minLength: 1, maxLength: 2 }),
  // Around the hour of `standing`, so that it decides.
  sinces: fc.array(fc.constantFrom(0, 1800, 3600, 3601, 9000), { minLength: 3, maxLength: 3 }),
  isPressed: fc.integer({ min: 0, max: 7 }).map((dice) => dice === 0),
  server: fc.nat(3),
});

const pod: fc.Arbitrary<DrawnPod> = fc.record({
  calls: fc.uniqueArray(fc.nat(6), { maxLength: 3 }),
  subsystems: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  suppression: fc.constantFrom('subsystem', 'pod'),
  kind: fc.constantFrom('stateless', 'quorum'),
  minReplicas: fc.nat(2),
  shards: fc.array(fc.array(container, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
});

/** Small random installations: calls without cycles, shared pods, both kinds, both ways to mask, failed servers. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    pods: fc.array(pod, { minLength: 1, maxLength: 7 }),
    names: fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { minLength: 7 }),
    failedServers: fc.subarray([0, 1, 2, 3], { maxLength: 1 }),
  })
  .map(({ pods, names, failedServers }) => build(pods, names, new Set(failedServers)));

function build(drawn: readonly DrawnPod[], names: readonly string[], failed: ReadonlySet<number>): Case {
  const idOf = (index: number): string => nodeId.pod(names[index]!);
  const pods: Pod[] = [];
  const containers: Container[] = [];
  const nodes = new Map<string, OwnHealth>();
  for (const [index, { calls, suppression, kind, minReplicas, shards }] of drawn.entries()) {
    const name = names[index]!;
    pods.push({
      id: idOf(index),
      name,
      kind,
      // Only lower pods are called, so there are no cycles; names are shuffled, so ids do not follow calls.
      calls: calls
        .filter((callee) => callee < index)
        .map(idOf)
        .sort(byId),
      suppression,
      shards: shards.map((replicas, shard) => {
        const ids = replicas.map((one, replica) => {
          const id = nodeId.container(`vm-${one.server}`, `${name}-${shard}-${replica}`);
          const runsOn = [nodeId.server(`vm-${one.server}`)];
          const at = { pod: idOf(index), shard: nodeId.shard(name, String(shard)) };
          containers.push({ id, name: id, ...at, missing: false, runsOn, rules: [] });
          nodes.set(id, healthOf(one, failed));
          return id;
        });
        const required = kind === 'quorum' ? Math.floor(ids.length / 2) + 1 : Math.min(minReplicas, ids.length);
        const id = nodeId.shard(name, String(shard));
        return {
          id,
          pod: idOf(index),
          name: String(shard),
          replicas: ids.length,
          required,
          containers: ids.sort(byId),
        };
      }),
    });
  }
  const servers = [0, 1, 2, 3].map((index): Resource => {
    const id = nodeId.server(`vm-${index}`);
    const state = failed.has(index) ? 'failed' : 'working';
    const evidence: Evidence[] = state === 'failed' ? [evidenceOf('reachable', 'direct', 100)] : [];
    nodes.set(id, {
      state,
      evidence,
      strained: false,
      through: [],
      planned: false,
      ...(state === 'failed' ? { onset: 100 } : {}),
    });
    return { id, kind: 'server', server: id, name: id, tags: {}, rules: [] };
  });
  const model = modelOf({ drawn, idOf, pods, containers, servers });
  return { model, health: { at: now, nodes, unseen: new Map(), changed: new Map() } };
}

function modelOf(parts: {
  readonly drawn: readonly DrawnPod[];
  readonly idOf: (index: number) => string;
  readonly pods: readonly Pod[];
  readonly containers: readonly Container[];
  readonly servers: readonly Resource[];
}): Model {
  const { drawn, idOf } = parts;
  const subsystems = [0, 1, 2].flatMap((number): Subsystem[] => {
    const members = drawn.flatMap((one, index) => (one.subsystems.includes(number) ? [idOf(index)] : []));
    return members.length > 0 ? [{ id: `subsystem/s${number}`, name: `s${number}`, pods: members.sort(byId) }] : [];
  });
  return {
    systems:
      subsystems.length > 0 ? [{ id: 'system/all', name: 'all', subsystems: subsystems.map(({ id }) => id) }] : [],
    subsystems,
    functions: subsystems.flatMap(({ id, name, pods }) => [
      { id: `function/${name}.all`, name: 'all', subsystem: id, needs: pods },
      { id: `function/${name}.one`, name: 'one', subsystem: id, needs: pods.slice(0, 1) },
    ]),
    pods: [...parts.pods].sort((a, b) => byId(a.id, b.id)),
    containers: [...parts.containers].sort((a, b) => byId(a.id, b.id)),
    resources: parts.servers,
    defaults: { staleAfter: 180, standing: 3600, reopenWithin: 600, appearWithin: 1200, ranking: 'share' },
  };
}

function healthOf(drawn: DrawnContainer, failed: ReadonlySet<number>): OwnHealth {
  const isThrough = failed.has(drawn.server);
  const state = isThrough ? 'failed' : drawn.state;
  const evidence = evidenceFor(drawn, state).sort((a, b) => (a.rule < b.rule ? -1 : 1));
  const trouble = evidence.filter((found) => found.class !== 'pressure');
  const sinces = (trouble.length > 0 ? trouble : evidence).map(({ since }) => since);
  return {
    state,
    evidence: isThrough ? evidence.filter((found) => found.class !== 'direct') : evidence,
    strained: evidence.some((found) => found.class === 'pressure'),
    through: isThrough ? [nodeId.server(`vm-${drawn.server}`)] : [],
    planned: false,
    ...(sinces.length > 0 ? { onset: Math.min(...sinces) } : {}),
  };
}

function evidenceFor({ rules, sinces, isPressed }: DrawnContainer, state: OwnHealth['state']): Evidence[] {
  const growth = rules.map((rule, index) => evidenceOf(rule, 'growth', sinces[index]!));
  const pressure = [evidenceOf('memory', 'pressure', sinces[2]!)];
  switch (state) {
    case 'growing':
      return growth;
    case 'overloaded':
      return [...growth, ...pressure];
    case 'failed':
      return [evidenceOf('status', 'direct', sinces[2]!), ...(isPressed ? growth : [])];
    case 'working':
    case 'unknown':
      return isPressed ? pressure : [];
  }
}

function evidenceOf(rule: string, kind: Evidence['class'], since: number): Evidence {
  const growth = { level: 100, allowance: { per: 'time', rate: 0, burst: 10 } } as const;
  return { rule, class: kind, signal: rule, value: 1, since, ...(kind === 'growth' ? { growth } : {}) };
}
