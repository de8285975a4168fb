import { soundHealth } from '../domain/health.ts';
import type { HealthReport, OwnHealth, RunChange } from '../domain/health.ts';
import type { NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Observed } from '../domain/signal.ts';
import { absences } from './absence.ts';
import type { Absences } from './absence.ts';
import { isFresh, isSet, lookAround, wasSeen } from './cycle.ts';
import type { Cycle } from './cycle.ts';
import { layoutOf } from './layout.ts';
import type { WatchedContainer } from './layout.ts';
import { plannedGroups } from './planned.ts';
import { primariesOf } from './primaries.ts';
import { retiredContainers } from './retired.ts';
import { serverPresences } from './server-presence.ts';
import type { ServerPresence } from './server-presence.ts';
import { unseenRoots } from './unseen.ts';
import { isUncertain, ownHealth } from './verdict.ts';

/** The health of every container and resource, and what of the memories changed in this cycle. */
export interface Assessment {
  readonly report: HealthReport;
  readonly changed: ReadonlyMap<NodeId, NodeMemory>;
}

/**
 * Turns what was observed since the cycle before into the own health of every node (semantics 3). The result does not
 * depend on the order of observations or nodes.
 */
export function assess(graph: ServiceGraph, memory: ReadonlyMap<NodeId, NodeMemory>, observed: Observed): Assessment {
  const hearing = { now: observed.at, staleAfter: graph.model.defaults.staleAfter };
  const cycle = lookAround({ layout: layoutOf(graph), hearing }, memory, observed);
  const servers = serverPresences(cycle);
  const absent = absences(cycle, servers);
  const retired = retiredContainers(cycle);
  const planned = plannedGroups(graph, cycle);

  const resources = resourceHealth(cycle, servers);
  const standing: Standing = { cycle, absent, planned, resources, uncertain: cycle.resources.answers.map(isUncertain) };
  const containers = cycle.layout.containers.map((watched, index) =>
    retired.has(index) ? undefined : containerHealth(watched, index, standing),
  );
  return {
    report: {
      at: observed.at,
      containers,
      resources,
      primaries: primariesOf(cycle),
      planned,
      unseen: unseenRoots({ cycle, observed, servers, health: resources }),
      changed: runChanges(cycle, containers, resources),
    },
    changed: changedMemories(cycle),
  };
}

/** What belongs to a server is planned with it. */
function resourceHealth(cycle: Cycle, servers: readonly (ServerPresence | undefined)[]): readonly OwnHealth[] {
  const { memories, answers } = cycle.resources;
  return cycle.layout.resources.map(({ server }, index) =>
    ownHealth({
      answers: answers[index] ?? [],
      absence: undefined,
      unheard: !(servers[index]?.heard ?? isFresh(cycle.resources, index, cycle.hearing)),
      planned: isOut(memories[server]) || isSet(memories[index], 'silenced'),
      through: [],
      standsOnUncertain: false,
      serverStrained: false,
    }),
  );
}

/** Whether a server, or a container that is a Zabbix host of its own, is silenced or in maintenance. */
function isOut(memory: NodeMemory | undefined): boolean {
  return isSet(memory, 'silenced') || isSet(memory, 'maintenance');
}

/** What decides of containers, beside their own signals. */
interface Standing {
  readonly cycle: Cycle;
  readonly absent: Absences;
  readonly planned: ReadonlySet<NodeId>;
  readonly resources: readonly OwnHealth[];
  /** By resource: it has no answer now, and said yes when it last had one. */
  readonly uncertain: readonly boolean[];
}

function containerHealth(watched: WatchedContainer, index: number, standing: Standing): OwnHealth {
  const { cycle, resources, uncertain } = standing;
  const { node, runsOn, keepsAnswers } = watched;
  const answers = cycle.containers.answers[index] ?? [];
  const absence = standing.absent[index];
  const server = resources[watched.server];
  const planned =
    isOut(cycle.containers.memories[index]) || server?.planned === true || standing.planned.has(node.shard);
  const unheard = !(keepsAnswers ? wasSeen(cycle.containers, index) : isFresh(cycle.containers, index, cycle.hearing));
  const standsWell = runsOn.every((resource) => resources[resource] === soundHealth);
  if (standsWell && answers.length === 0 && absence === undefined && !planned && !unheard) return soundHealth;
  return ownHealth({
    answers,
    absence,
    unheard,
    planned,
    through: node.runsOn.filter((_id, place) => resources[runsOn[place] ?? -1]?.state === 'failed'),
    standsOnUncertain: runsOn.some((resource) => uncertain[resource] === true),
    serverStrained: server?.strained === true,
  });
}

function changedMemories({ layout, containers, resources, groups, before }: Cycle): ReadonlyMap<NodeId, NodeMemory> {
  const changed = new Map<NodeId, NodeMemory>();
  const note = (id: NodeId, memory: NodeMemory | undefined): void => {
    const isNew = memory !== undefined && memory !== before.get(id);
    if (isNew) changed.set(id, memory);
  };
  for (const [index, { node }] of layout.resources.entries()) note(node.id, resources.memories[index]);
  for (const [index, { node }] of layout.containers.entries()) note(node.id, containers.memories[index]);
  for (const [id, memory] of groups) note(id, memory);
  return changed;
}

/** What changed at nodes that are not well: image, version or start (semantics 6, "what changed shortly before"). */
function runChanges(
  { layout, containers, resources }: Cycle,
  containerHealths: readonly (OwnHealth | undefined)[],
  resourceHealths: readonly OwnHealth[],
): ReadonlyMap<NodeId, readonly RunChange[]> {
  const changes = new Map<NodeId, readonly RunChange[]>();
  const look = (id: NodeId, health: OwnHealth | undefined, memory: NodeMemory | undefined): void => {
    if (health === undefined || (health.state === 'working' && !health.strained)) return;
    const found = ['image', 'started', 'version'].flatMap((signal) => {
      const known = memory?.signals[signal];
      return known?.changedAt === undefined ? [] : [{ signal, value: known.newest.value, at: known.changedAt }];
    });
    if (found.length > 0) changes.set(id, found);
  };
  for (const [index, { node }] of layout.resources.entries())
    look(node.id, resourceHealths[index], resources.memories[index]);
  for (const [index, { node }] of layout.containers.entries())
    look(node.id, containerHealths[index], containers.memories[index]);
  return changes;
}
