import type { System } from '../../src/domain/model.ts';
import { defaultSeverities } from '../../src/domain/severity.ts';
import { leafOf, rollUpOf } from '../../src/domain/verdict.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import type { EffectReference, ReferenceEffect } from './incident-reference.ts';
import type { ReferenceRoot } from './incident-reference-roots.ts';

/** A second, slow reading of semantics 6, a node's own severity: of every node of the model. */
export function nodeSeveritiesOf(
  verdicts: Verdicts,
  open: readonly (ReferenceRoot & ReferenceEffect)[],
  effects: EffectReference,
): Readonly<Record<string, number>> {
  const { pods, subsystems, systems, containers, resources } = verdicts.graph.model;
  const shardsOf = (pod: string): readonly string[] => verdicts.graph.pods.get(pod)!.shards.map(({ id }) => id);
  const touching = (shard: string): typeof open => open.filter((one) => one.shards.includes(shard));
  const byTable = (shards: readonly string[]): readonly number[] =>
    shards
      .filter((shard) => touching(shard).some(({ planned }) => !planned))
      .map((shard) => defaultSeverities[effects.counts(shard)]);
  const rolledUp = (id: string, shards: readonly string[]): number => {
    const { state, reserveLacksData } = rollUpOf(verdicts, id)!;
    const failed = shards.filter((shard) => rollUpOf(verdicts, shard)!.state === 'failed');
    const isPlannedOnly = failed.every(
      (shard) => touching(shard).length > 0 && touching(shard).every(({ planned }) => planned),
    );
    const atLeast = state === 'failed' ? (isPlannedOnly ? 1 : 5) : state === 'unknown' || reserveLacksData ? 1 : 0;
    return Math.max(atLeast, ...byTable(shards));
  };
  const leaf = (id: string): number => {
    const { state, strained, masked } = leafOf(verdicts, id) ?? { state: 'working', strained: false, masked: false };
    if (masked || (state !== 'failed' && !strained)) return 0;
    const ofIts = open.filter((one) => one.id === id || one.containers.includes(id));
    return Math.max(0, ...ofIts.map(({ zabbixSeverity }) => zabbixSeverity));
  };
  const podsOf = (subsystem: string): readonly string[] => verdicts.graph.subsystems.get(subsystem)!.pods;
  const highest = (parts: readonly string[], of: (part: string) => number): number => Math.max(...parts.map(of));
  const ofPod = (id: string): number => rolledUp(id, shardsOf(id));
  const ofSubsystem = (id: string): number => {
    return Math.max(highest(podsOf(id), ofPod), rolledUp(id, podsOf(id).flatMap(shardsOf)));
  };
  const ofSystem = ({ id, subsystems: parts }: System): number => {
    return Math.max(highest(parts, ofSubsystem), rolledUp(id, parts.flatMap(podsOf).flatMap(shardsOf)));
  };
  return Object.fromEntries([
    ...pods.flatMap(({ id }) => shardsOf(id).map((shard) => [shard, Math.max(0, ...byTable([shard]))] as const)),
    ...pods.map(({ id }) => [id, ofPod(id)] as const),
    ...subsystems.map(({ id }) => [id, ofSubsystem(id)] as const),
    ...systems.map((system) => [system.id, ofSystem(system)] as const),
    ...[...containers, ...resources].map(({ id }) => [id, leaf(id)] as const),
  ]);
}
