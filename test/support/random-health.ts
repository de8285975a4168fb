import fc from 'fast-check';

import { soundHealth } from '../../src/domain/health.ts';
import type { Evidence, OwnHealth } from '../../src/domain/health.ts';
import type { Resource } from '../../src/domain/model.ts';
import { nodeId } from '../../src/domain/node.ts';
import type { NodeId } from '../../src/domain/node.ts';

/** What is drawn for a container: how it is by itself, and since when. */
export interface DrawnHealth {
  readonly state: OwnHealth['state'];
  readonly rules: readonly string[];
  readonly sinces: readonly number[];
  readonly isPressed: boolean;
}

/** What is drawn for a server, with its disk. */
export interface DrawnServer {
  readonly state: 'sound' | 'strained' | 'unknown' | 'failed';
  readonly hasFullDisk: boolean;
}

const growthRules = ['busySeconds', 'errors', 'restarts', 'timeouts'] as const;

/** How a container may be by itself: growing most often, since that is what masking is about. */
export const drawnHealth: fc.Arbitrary<DrawnHealth> = fc.record({
  state: fc.oneof(
    { weight: 4, arbitrary: fc.constant('working' as const) },
    { weight: 6, arbitrary: fc.constant('growing' as const) },
    { weight: 3, arbitrary: fc.constantFrom('failed' as const, 'unknown' as const) },
    { weight: 1, arbitrary: fc.constant('overloaded' as const) },
  ),
  rules: fc.oneof(fc.constant(['busySeconds']), fc.subarray([...growthRules], { minLength: 1, maxLength: 2 })),
  // Around a poll interval of 60 s and the hour of `standing`, so that both decide.
  sinces: fc.array(fc.constantFrom(0, 60, 60, 61, 3600, 3660, 3661, 9000), { minLength: 3, maxLength: 3 }),
  isPressed: fc.integer({ min: 0, max: 7 }).map((dice) => dice === 0),
});

/** Four servers, of which now and then one is not well. */
export const servers: fc.Arbitrary<readonly DrawnServer[]> = fc.array(
  fc.record({
    state: fc.oneof(
      { weight: 14, arbitrary: fc.constant('sound' as const) },
      { weight: 1, arbitrary: fc.constantFrom('strained' as const, 'unknown' as const, 'failed' as const) },
    ),
    hasFullDisk: fc.integer({ min: 0, max: 15 }).map((dice) => dice === 15),
  }),
  { minLength: 4, maxLength: 4 },
);

/** The servers and disks of the model; how they are is added to what is known of health. */
export function resourcesOf(drawn: readonly DrawnServer[], health: Map<NodeId, OwnHealth>): readonly Resource[] {
  const resource = (id: NodeId, server: NodeId): Resource => ({
    id,
    kind: id === server ? 'server' : 'disk',
    server,
    name: id,
    tags: {},
    rules: [],
  });
  const disks = drawn.map(({ hasFullDisk }, index) => {
    const id = nodeId.disk(`vm-${index}`, 'data');
    health.set(id, hasFullDisk ? own('failed', [evidenceOf('diskUsed', 'direct', 200)]) : soundHealth);
    return resource(id, nodeId.server(`vm-${index}`));
  });
  return [
    ...disks,
    ...drawn.map(({ state }, index) => {
      const id = nodeId.server(`vm-${index}`);
      health.set(id, serverHealth(state));
      return resource(id, id);
    }),
  ];
}

/** How a server is by itself. */
export function serverHealth(state: DrawnServer['state']): OwnHealth {
  switch (state) {
    case 'sound':
      return soundHealth;
    case 'strained':
      return own('working', [evidenceOf('serverMemory', 'pressure', 150)]);
    case 'unknown':
      return own('unknown', []);
    case 'failed':
      return own('failed', [evidenceOf('reachable', 'direct', 100)]);
  }
}

/** How a declared replica is that the inventory lacks (semantics 5). */
export const missingHealth: OwnHealth = own('failed', [evidenceOf('missing', 'direct', 0)]);

/** How a container is on its server (semantics 3, Verdict). */
export function healthOf(
  drawn: { readonly health: DrawnHealth; readonly server: number; readonly usesDisk: boolean },
  server: DrawnServer,
): OwnHealth {
  const through = [
    ...(drawn.usesDisk && server.hasFullDisk ? [nodeId.disk(`vm-${drawn.server}`, 'data')] : []),
    ...(server.state === 'failed' ? [nodeId.server(`vm-${drawn.server}`)] : []),
  ];
  return ownHealthOf(drawn.health, { through, isServerStrained: server.state === 'strained' });
}

/** How a container is by what was drawn for it, by the failed resources that it stands on and by its strained server. */
export function ownHealthOf(
  drawn: DrawnHealth,
  { through, isServerStrained }: { readonly through: readonly NodeId[]; readonly isServerStrained: boolean },
): OwnHealth {
  const evidence = evidenceFor(drawn);
  const isOverloaded = drawn.state === 'growing' && isServerStrained;
  const state = through.length > 0 ? 'failed' : isOverloaded ? 'overloaded' : drawn.state;
  const found = own(state, evidence);
  if (through.length === 0) return isServerStrained ? { ...found, strained: true } : found;
  return { ...found, through, strained: found.strained || isServerStrained, onset: Math.min(100, found.onset ?? 100) };
}

function own(state: OwnHealth['state'], evidence: readonly Evidence[]): OwnHealth {
  if (state === 'working' && evidence.length === 0) return soundHealth;
  const trouble = evidence.filter((found) => found.class !== 'pressure');
  const sinces = (trouble.length > 0 ? trouble : evidence).map(({ since }) => since);
  return {
    state,
    evidence: [...evidence].sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    strained: evidence.some((found) => found.class === 'pressure'),
    through: [],
    planned: false,
    ...(sinces.length > 0 ? { onset: Math.min(...sinces) } : {}),
  };
}

function evidenceFor({ state, rules, sinces, isPressed }: DrawnHealth): readonly Evidence[] {
  const growth = rules.map((rule, index) => evidenceOf(rule, 'growth', sinces[index]!));
  const pressure = evidenceOf('memory', 'pressure', sinces[2]!);
  switch (state) {
    case 'growing':
      return growth;
    case 'overloaded':
      return [...growth, pressure];
    case 'failed':
      return [evidenceOf('status', 'direct', sinces[2]!), ...(isPressed ? growth : [])];
    case 'working':
    case 'unknown':
      return isPressed ? [pressure] : [];
  }
}

function evidenceOf(rule: string, kind: Evidence['class'], since: number): Evidence {
  const growth = { level: 100, allowance: { per: 'time', rate: 0, burst: 10 } } as const;
  return { rule, class: kind, signal: rule, value: 1, since, ...(kind === 'growth' ? { growth } : {}) };
}
