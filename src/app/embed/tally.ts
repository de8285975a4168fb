import type { Incident } from '../../domain/incident.ts';
import type { NodeId } from '../../domain/node.ts';
import type { ResultFunction } from '../../domain/result.ts';
import { rollUpOf } from '../../domain/verdict.ts';
import type { Grounds } from './grounds.ts';

/** The functions of the system, in the order of the result. */
export function functionsOf({ state, system }: Pick<Grounds, 'state' | 'system'>): readonly ResultFunction[] {
  const { functions } = state.world.graph;
  const isOwn = new Set<NodeId>(system.subsystems);
  return state.result.functions.filter(({ id }) => {
    const subsystem = functions.get(id)?.subsystem;
    return subsystem !== undefined && isOwn.has(subsystem);
  });
}

/** How many functions there are in each state, in words; those that matter most first, and none of which there are none. */
export function functionCounts({ say }: Pick<Grounds, 'say'>, functions: readonly ResultFunction[]): readonly string[] {
  return (['lost', 'impaired', 'unknown'] as const).flatMap((state) => {
    const count = functions.filter((one) => one.state === state).length;
    return count === 0 ? [] : [say(`embed.count.${state}`, { count })];
  });
}

/** How many incidents there are, in words. */
export function incidentCounts({ say }: Pick<Grounds, 'say'>, incidents: readonly Incident[]): readonly string[] {
  const planned = incidents.filter((incident) => incident.planned).length;
  return [
    say('embed.count.incidents', { count: incidents.length - planned }),
    ...(planned === 0 ? [] : [say('embed.count.planned', { count: planned })]),
  ];
}

/** Whether nothing of the system is unknown: only then may it be said that all is well. */
export function isAllSeen({ state, system, freshness }: Grounds, functions: readonly ResultFunction[]): boolean {
  return (
    !freshness.isStale &&
    rollUpOf(state.verdicts, system.id)?.state === 'working' &&
    functions.every((one) => one.state !== 'unknown')
  );
}
