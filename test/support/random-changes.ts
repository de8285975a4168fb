import fc from 'fast-check';

import type { OwnHealth } from '../../src/domain/health.ts';
import { nodeId } from '../../src/domain/node.ts';
import type { NodeId } from '../../src/domain/node.ts';
import { drawnHealth, ownHealthOf, serverHealth } from './random-health.ts';
import type { DrawnHealth } from './random-health.ts';
import type { Case } from './random-model.ts';

/** One thing that is otherwise than in the cycle before. */
interface Change {
  readonly pick: number;
  readonly what: 'health' | 'lack' | 'claim' | 'server';
  readonly health: DrawnHealth;
}

/** What changes from one cycle to the next: mostly little. */
export const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    pick: fc.nat(200),
    what: fc.constantFrom('health', 'health', 'health', 'lack', 'claim', 'server'),
    health: drawnHealth,
  }),
  { maxLength: 4 },
);

/** The case of the cycle after. */
export function afterChanges(before: Case, all: readonly Change[]): Case {
  const health = new Map(before.health);
  const primaries = new Map(before.primaries);
  const { containers, pods } = before.model;
  for (const { pick, what, health: drawn } of all) {
    const { id, shard, pod } = containers[pick % containers.length]!;
    const { kind, scales } = pods.find((one) => one.id === pod)!;
    const next = ownHealthOf(drawn, { through: [], isServerStrained: false });
    if (what === 'health' && health.has(id)) health.set(id, next);
    if (what === 'lack' && scales) {
      const others = containers.filter((other) => other.shard === shard && other.id !== id && health.has(other.id));
      if (!health.has(id)) health.set(id, next);
      else if (others.length >= scales.min) health.delete(id);
    }
    if (what === 'claim' && kind === 'primary-replica') {
      if (primaries.get(shard) === id) primaries.delete(shard);
      else primaries.set(shard, id);
    }
    if (what === 'server') failServer(nodeId.server(`vm-${pick % 4}`), { containers, health });
  }
  return { ...before, health, primaries };
}

function failServer(
  server: NodeId,
  { containers, health }: { readonly containers: Case['model']['containers']; readonly health: Map<NodeId, OwnHealth> },
): void {
  health.set(server, serverHealth('failed'));
  for (const { id, runsOn } of containers) {
    const own = health.get(id);
    if (own && runsOn.includes(server)) health.set(id, { ...own, state: 'failed', through: [server] });
  }
}
