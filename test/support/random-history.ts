import fc from 'fast-check';

import type { HealthReport, OwnHealth, Unseen } from '../../src/domain/health.ts';
import { soundHealth } from '../../src/domain/health.ts';
import { nodeId } from '../../src/domain/node.ts';
import type { NodeId } from '../../src/domain/node.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';
import { drawnHealth, missingHealth, ownHealthOf, serverHealth } from './random-health.ts';
import type { DrawnHealth } from './random-health.ts';
import { cases, reportOf } from './random-model.ts';
import type { Case } from './random-model.ts';

const serverStates = ['sound', 'strained', 'failed', 'unknown', 'unknown and strained', 'silent'] as const;
const diskStates = ['sound', 'sound', 'failed', 'unknown'] as const;

type ServerState = (typeof serverStates)[number];
type DiskState = (typeof diskStates)[number];

/** One thing that is otherwise than in the cycle before. */
interface Turn {
  readonly pick: number;
  readonly what: 'health' | 'unknown' | 'works' | 'retired' | 'primary' | 'server' | 'servers' | 'disk' | 'planned';
  readonly health: DrawnHealth;
  readonly server: ServerState;
  readonly disk: DiskState;
}

/** What a cycle brings, and how long after the one before. */
interface Step {
  readonly seconds: number;
  readonly turns: readonly Turn[];
}

/** A model, and cycle after cycle what happens to it. */
export interface History {
  readonly first: Case;
  readonly steps: readonly Step[];
}

const turn: fc.Arbitrary<Turn> = fc.record({
  // Few, so that what changed changes again.
  pick: fc.nat(11),
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant('health' as const) },
    { weight: 5, arbitrary: fc.constantFrom('unknown' as const, 'works' as const) },
    { weight: 4, arbitrary: fc.constantFrom('server' as const, 'disk' as const) },
    { weight: 1, arbitrary: fc.constant('servers' as const) },
    { weight: 2, arbitrary: fc.constantFrom('planned' as const, 'retired' as const, 'primary' as const) },
  ),
  health: drawnHealth,
  server: fc.constantFrom('sound', ...serverStates),
  disk: fc.constantFrom(...diskStates),
});

function step(most: number): fc.Arbitrary<Step> {
  // 600 s is `reopenWithin`.
  return fc.record({ seconds: fc.constantFrom(60, 60, 300, 601), turns: fc.array(turn, { maxLength: most }) });
}

/** Trouble that comes at once, and what becomes of it in three to six cycles. */
export const histories: fc.Arbitrary<History> = fc.record({
  first: cases,
  steps: fc.tuple(step(10), fc.array(step(4), { minLength: 2, maxLength: 5 })).map(([start, rest]) => [start, ...rest]),
});

/** How things are in a cycle. */
interface Scene {
  readonly drawn: Map<NodeId, DrawnHealth>;
  readonly retired: Set<NodeId>;
  readonly primaries: Map<NodeId, NodeId>;
  readonly servers: Map<NodeId, ServerState>;
  readonly disks: Map<NodeId, DiskState>;
  /** Resources that had failed when they last had an answer. */
  readonly uncertain: Set<NodeId>;
  readonly planned: Set<NodeId>;
}

const well: DrawnHealth = { state: 'working', rules: [], sinces: [0, 0, 0], isPressed: false };

/** The reports of a history, cycle by cycle. */
export function reportsOf(graph: ServiceGraph, { first, steps }: History): readonly HealthReport[] {
  const ids = first.model.containers.map(({ id }) => id);
  const scene: Scene = {
    drawn: new Map(),
    retired: new Set(ids.filter((id) => !first.health.has(id))),
    primaries: new Map(first.primaries),
    servers: new Map(),
    disks: new Map(),
    uncertain: new Set(),
    planned: new Set(),
  };
  let at = 1_000_000;
  return steps.map(({ seconds, turns }) => {
    at += seconds;
    for (const one of turns) take(one, scene, first);
    const health = healthIn(scene, first);
    return {
      ...reportOf(graph, { ...first, health, primaries: scene.primaries }),
      at,
      planned: new Set([...scene.planned].filter((id) => id.startsWith('pod/'))),
      unseen: unseenIn(scene, at),
    };
  });
}

function take({ pick, what, health, server: state, disk: diskState }: Turn, scene: Scene, { model }: Case): void {
  const { id, shard, pod } = model.containers[pick % model.containers.length]!;
  const { kind, scales } = model.pods.find((one) => one.id === pod)!;
  const vm = `vm-${pick % 4}`;
  const [server, disk] = [nodeId.server(vm), nodeId.disk(vm, 'data')];
  switch (what) {
    case 'health':
      return void scene.drawn.set(id, health);
    case 'unknown':
      return void scene.drawn.set(id, { ...health, state: 'unknown' });
    case 'works':
      return void scene.drawn.set(id, well);
    case 'retired': {
      const left = model.containers.filter((other) => other.shard === shard && !scene.retired.has(other.id)).length;
      if (scene.retired.has(id)) scene.retired.delete(id);
      else if (scales && left > scales.min) scene.retired.add(id);
      return;
    }
    case 'primary':
      if (kind === 'primary-replica') scene.primaries.set(shard, id);
      return;
    case 'server': {
      turnServer(server, state, scene);
      return;
    }
    case 'servers': {
      const all = pick % 2 === 0 ? 'silent' : 'sound';
      [0, 1, 2, 3].forEach((number) => turnServer(nodeId.server(`vm-${number}`), all, scene));
      return;
    }
    case 'disk':
      remember(disk, diskState, scene);
      return void scene.disks.set(disk, diskState);
    case 'planned': {
      const node = [id, pod, server][pick % 3]!;
      if (!scene.planned.delete(node)) scene.planned.add(node);
    }
  }
}

function turnServer(server: NodeId, state: ServerState, scene: Scene): void {
  remember(server, state, scene);
  scene.servers.set(server, state);
}

/** A resource is uncertain from its failure until it is known to be sound. */
function remember(resource: NodeId, state: ServerState | DiskState, { uncertain }: Scene): void {
  if (state === 'failed') uncertain.add(resource);
  else if (state === 'sound' || state === 'strained') uncertain.delete(resource);
}

function healthIn(scene: Scene, { model }: Case): ReadonlyMap<NodeId, OwnHealth> {
  const health = new Map<NodeId, OwnHealth>();
  const isPlanned = (...ids: readonly NodeId[]): boolean => ids.some((id) => scene.planned.has(id));
  const set = (id: NodeId, own: OwnHealth, planned: boolean): void =>
    void health.set(id, planned ? { ...own, planned } : own);
  for (const { id, server } of model.resources) {
    const own = id === server ? ofServer(scene.servers.get(id)) : ofDisk(scene.disks.get(id));
    set(id, own, isPlanned(server));
  }
  for (const { id, pod, missing, runsOn } of model.containers) {
    if (scene.retired.has(id)) continue;
    set(id, missing ? missingHealth : ofContainer(id, runsOn, scene), isPlanned(id, pod, ...runsOn));
  }
  return health;
}

function ofServer(state: ServerState = 'sound'): OwnHealth {
  if (state === 'silent') return serverHealth('unknown');
  if (state === 'unknown and strained') return { ...serverHealth('strained'), state: 'unknown' };
  return serverHealth(state);
}

function ofDisk(state: DiskState = 'sound'): OwnHealth {
  return state === 'sound' ? soundHealth : serverHealth(state);
}

/** Semantics 3, Verdict. */
function ofContainer(id: NodeId, runsOn: readonly NodeId[], scene: Scene): OwnHealth {
  const states = runsOn.map((one) => [one, scene.servers.get(one) ?? scene.disks.get(one) ?? 'sound'] as const);
  const through = states.filter(([, state]) => state === 'failed').map(([one]) => one);
  const isServerStrained = states.some(([, state]) => state === 'strained' || state === 'unknown and strained');
  const drawn = scene.drawn.get(id) ?? well;
  const isSilent = states.some(([, state]) => state === 'silent');
  const seen = isSilent ? { ...drawn, state: 'unknown' as const } : drawn;
  const own = ownHealthOf(seen, { through, isServerStrained });
  const isUncertain = states.some(([one, state]) => state !== 'failed' && scene.uncertain.has(one));
  return isUncertain && own.state !== 'failed' ? { ...own, state: 'unknown' } : own;
}

/** Silent servers that are not planned; the source where all are silent that neither failed nor are planned. */
function unseenIn({ servers, planned }: Scene, since: number): ReadonlyMap<NodeId, Unseen> {
  const watched = [0, 1, 2, 3]
    .map((number) => nodeId.server(`vm-${number}`))
    .filter((id) => servers.get(id) !== 'failed' && !planned.has(id));
  const silent = watched.filter((id) => servers.get(id) === 'silent');
  if (silent.length >= 2 && silent.length === watched.length) {
    return new Map([[nodeId.source('zabbix'), { since, servers: silent }]]);
  }
  return new Map(silent.map((id) => [id, { since, servers: [id] }]));
}
