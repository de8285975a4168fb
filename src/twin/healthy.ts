import { soundHealth } from '../domain/health.ts';
import type { HealthReport } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';

/**
 * A healthy model (semantics 7): every declared replica works, also one that the inventory lacks; nothing is planned,
 * silent or strained. Primary is who the inventory says: a shard of which it says nothing is unknown (semantics 5).
 */
export function healthyReport({ model, topology }: ServiceGraph, at: Instant): HealthReport {
  const primaries = new Map<number, number>();
  for (const { id, shard, role } of model.containers) {
    if (role !== 'primary') continue;
    const [container, inShard] = [topology.indexOf.get(id), topology.indexOf.get(shard)];
    if (container !== undefined && inShard !== undefined && !primaries.has(inShard)) primaries.set(inShard, container);
  }
  return {
    at,
    containers: topology.containerIds.map(() => soundHealth),
    resources: topology.resourceIds.map(() => soundHealth),
    primaries,
    planned: new Set(),
    unseen: new Map(),
    changed: new Map(),
  };
}
