import type { Evidence } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import type { NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { staleAge } from '../domain/signal.ts';
import { heardAt, isSilent, wasSeen } from './cycle.ts';
import type { Cycle } from './cycle.ts';
import { quickestOf } from './presence.ts';
import type { ServerPresence } from './server-presence.ts';

/** Whether and since when containers are not there, by index. */
export type Absences = readonly (Evidence | undefined)[];

/**
 * Tells of every container whether it is gone or missing, and keeps that in its memory. Where the rule of that name is
 * off it gives no evidence: it is judged by its silence then.
 */
export function absences(cycle: Cycle, servers: readonly (ServerPresence | undefined)[]): Absences {
  return cycle.layout.containers.map(({ node }, index) => {
    const found = node.missing ? missing(index, cycle) : gone(index, cycle, servers);
    return found !== undefined && node.unwatched.some((rule) => rule === found.rule) ? undefined : found;
  });
}

/** A declared replica that the inventory lacks has failed since the first cycle that looked for it (semantics 5). */
function missing(index: number, { containers, hearing }: Cycle): Evidence | undefined {
  const memory = containers.memories[index];
  if (memory === undefined) return undefined;
  const since = memory.missingSince ?? hearing.now;
  if (memory.missingSince === undefined) containers.memories[index] = { ...memory, missingSince: since };
  return { rule: 'missing', class: 'direct', signal: 'status', value: 'missing', since };
}

/**
 * The memories of replicas that were missing and that the model does not list as such any more, without that: whoever
 * was there in between is missing anew.
 */
export function noLongerMissing(
  graph: ServiceGraph,
  nodes: ReadonlyMap<NodeId, NodeMemory>,
): ReadonlyMap<NodeId, NodeMemory> {
  const changed = new Map<NodeId, NodeMemory>();
  for (const [id, { missingSince, ...rest }] of nodes) {
    if (missingSince !== undefined && !graph.containers.has(id)) changed.set(id, rest);
  }
  return changed;
}

/** A container that was found gone stays gone until it is seen again (semantics 3); what may end is never gone. */
function gone(index: number, cycle: Cycle, servers: readonly (ServerPresence | undefined)[]): Evidence | undefined {
  const { layout, containers, hearing } = cycle;
  const [watched, memory] = [layout.containers[index], containers.memories[index]];
  if (watched === undefined || memory === undefined || watched.pod.toCompletion) return undefined;
  if (!isSilent(containers, index, hearing)) {
    if (memory.gone !== undefined) {
      const { gone: _seenAgain, ...rest } = memory;
      containers.memories[index] = rest;
    }
    return undefined;
  }
  const server = servers[watched.server];
  if (memory.gone === undefined && (server === undefined || !isProvenGone(index, cycle, server))) return undefined;
  const since = memory.gone?.since ?? heardAt(containers, index);
  if (memory.gone === undefined) containers.memories[index] = { ...memory, gone: { since } };
  return { rule: 'gone', class: 'direct', signal: 'status', value: 'gone', since };
}

/**
 * Semantics 3, Gone: a silent container is gone only when that is proven: another container of its server, or
 * `runtime` 1, has a sample from after the last of its own was due; on a server with no other container, any signal by
 * which the server is heard. After a break in which none of them was heard, whoever is heard again first proves nothing
 * against those that follow: they have as long as their quickest signal takes to be stale.
 */
function isProvenGone(index: number, cycle: Cycle, server: ServerPresence): boolean {
  const { containers } = cycle;
  const due = dueAfter(server.containersHeardSince, index, cycle);
  if (server.runtimeAt !== undefined && server.runtimeAt > due) return true;
  let isAlone = true;
  for (const other of server.containers) {
    if (other === index || mayBeRetired(other, cycle)) continue;
    if (heardAt(containers, other) > due) return true;
    isAlone = false;
  }
  return isAlone && server.heard && server.newestAt > dueAfter(server.heardSince, index, cycle);
}

/** By when a container was due, where those that would speak for it are heard without a break since a time. */
function dueAfter(heardSince: Instant | undefined, index: number, { containers, hearing }: Cycle): Instant {
  const dueAt = containers.dueAt[index] ?? Infinity;
  const memory = containers.memories[index];
  if (heardSince === undefined || memory === undefined) return dueAt;
  const { staleAfter } = hearing;
  const quickest = quickestOf(memory, { at: heardAt(containers, index), staleAfter });
  return quickest === undefined ? dueAt : Math.max(dueAt, heardSince + staleAge(quickest, staleAfter));
}

/** What may be retired (semantics 5) speaks for nobody, and nobody waits for its word. */
function mayBeRetired(index: number, { layout, containers, before }: Cycle): boolean {
  const watched = layout.containers[index];
  if (watched?.pod.scales === undefined) return false;
  return !wasSeen(containers, index) || before.get(watched.node.id)?.gone !== undefined;
}
