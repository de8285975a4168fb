import { soundHealth } from '../domain/health.ts';
import type { Evidence, HealthReport, OwnHealth, RunChange } from '../domain/health.ts';
import type { NodeMemory } from '../domain/memory.ts';
import type { Container, Resource } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Observed } from '../domain/signal.ts';
import { isProvenGone, presenceOf, rememberAgent, serverPresence } from './presence.ts';
import type { Presence, ServerPresence, Surroundings } from './presence.ts';
import { askRules } from './rules.ts';
import type { RuleAnswer } from './rules.ts';
import { takeIn } from './take-in.ts';
import { unseenRoots } from './unseen.ts';
import { isUncertain, ownHealth } from './verdict.ts';

/** The health of every container and resource, and what of their memories changed in this cycle. */
export interface Assessment {
  readonly report: HealthReport;
  readonly changed: ReadonlyMap<NodeId, NodeMemory>;
}

/** What the stage works on while it assesses one cycle. */
interface Cycle extends Surroundings {
  readonly graph: ServiceGraph;
  /** The memories of this cycle, replaced as the stage goes on. */
  readonly nodes: Map<NodeId, NodeMemory>;
  readonly before: ReadonlyMap<NodeId, NodeMemory>;
  readonly presences: Map<NodeId, Presence>;
  readonly answers: ReadonlyMap<NodeId, readonly RuleAnswer[]>;
}

/**
 * Turns what was observed since the cycle before into the own health of every node (semantics 3). The result does not
 * depend on the order of observations or nodes.
 */
export function assess(graph: ServiceGraph, memory: ReadonlyMap<NodeId, NodeMemory>, observed: Observed): Assessment {
  const { at: now } = observed;
  const { staleAfter } = graph.model.defaults;
  const taken = takeIn(graph, memory, observed);
  const nodes = new Map<NodeId, NodeMemory>();
  const answers = new Map<NodeId, readonly RuleAnswer[]>();
  const presences = new Map<NodeId, Presence>();
  for (const [id, { rules, memory: node, samples }] of taken) {
    const outcome = askRules(rules, { memory: node, samples, now, staleAfter });
    nodes.set(id, rememberAgent(outcome.memories === node.rules ? node : { ...node, rules: outcome.memories }));
    answers.set(id, outcome.answers);
    presences.set(id, presenceOf(node, { now, staleAfter }));
  }
  const cycle: Cycle = { graph, nodes, before: memory, presences, answers, hearing: { now, staleAfter } };

  const servers = new Map<NodeId, ServerPresence>();
  const health = new Map<NodeId, OwnHealth>();
  for (const resource of graph.model.resources) {
    if (resource.kind === 'server') servers.set(resource.id, serverPresence(resource.id, cycle));
  }
  for (const resource of graph.model.resources) {
    if (resource.kind === 'server') health.set(resource.id, serverHealth(resource.id, servers, cycle));
  }
  for (const resource of graph.model.resources) {
    if (resource.kind !== 'server') health.set(resource.id, partHealth(resource, health, cycle));
  }
  for (const container of graph.model.containers) {
    health.set(container.id, containerHealth(container, { health, servers, cycle }));
  }
  return {
    report: {
      at: now,
      containers: graph.topology.containerIds.map((id) => health.get(id) ?? soundHealth),
      resources: graph.model.resources.map(({ id }) => health.get(id) ?? soundHealth),
      primaries: new Map(),
      planned: new Set(),
      unseen: unseenRoots({ ...cycle, health, servers, unreadableSince: observed.unreadableSince }),
      changed: runChanges(health, nodes),
    },
    changed: new Map([...nodes].filter(([id, node]) => node !== memory.get(id))),
  };
}

function serverHealth(id: NodeId, servers: ReadonlyMap<NodeId, ServerPresence>, cycle: Cycle): OwnHealth {
  const presence = servers.get(id);
  return ownHealth({
    answers: cycle.answers.get(id) ?? [],
    seen: presence?.ever === true,
    silent: presence?.heard !== true,
    planned: isSet(cycle.nodes.get(id), 'maintenance') || isSet(cycle.nodes.get(id), 'silenced'),
    through: [],
    standsOnUncertain: false,
    serverStrained: false,
  });
}

function partHealth(part: Resource, health: ReadonlyMap<NodeId, OwnHealth>, cycle: Cycle): OwnHealth {
  const presence = cycle.presences.get(part.id);
  const server = health.get(part.server);
  return ownHealth({
    answers: cycle.answers.get(part.id) ?? [],
    seen: presence?.seen === true,
    silent: presence?.silent === true,
    planned: server?.planned === true || isSet(cycle.nodes.get(part.id), 'silenced'),
    through: [],
    standsOnUncertain: false,
    serverStrained: false,
  });
}

function containerHealth(
  container: Container,
  found: {
    readonly health: ReadonlyMap<NodeId, OwnHealth>;
    readonly servers: ReadonlyMap<NodeId, ServerPresence>;
    readonly cycle: Cycle;
  },
): OwnHealth {
  const { health, cycle } = found;
  const standsOn = container.runsOn.map((id) => ({ id, health: health.get(id) }));
  const server = health.get(serverOf(container, cycle.graph));
  const absence = container.missing ? missing(container.id, cycle) : gone(container, found);
  const presence = cycle.presences.get(container.id);
  return ownHealth({
    answers: cycle.answers.get(container.id) ?? [],
    ...(absence ? { absence } : {}),
    seen: presence?.seen === true,
    silent: presence?.silent === true,
    planned: server?.planned === true || isSet(cycle.nodes.get(container.id), 'silenced'),
    through: standsOn.filter((resource) => resource.health?.state === 'failed').map(({ id }) => id),
    standsOnUncertain: container.runsOn.some((id) => isUncertain(cycle.answers.get(id) ?? [])),
    serverStrained: server?.strained === true,
  });
}

/** A container that was found gone stays gone until it is seen again (semantics 3). */
function gone(
  container: Container,
  { servers, cycle }: { readonly servers: ReadonlyMap<NodeId, ServerPresence>; readonly cycle: Cycle },
): Evidence | undefined {
  const node = cycle.nodes.get(container.id);
  const presence = cycle.presences.get(container.id);
  const serverId = serverOf(container, cycle.graph);
  const server = servers.get(serverId);
  if (!node || !presence || !server) return undefined;
  const isGone =
    presence.silent && (node.gone !== undefined || isProvenGone({ id: container.id, server: serverId }, server, cycle));
  if (!isGone) {
    if (node.gone) {
      const { gone: _seenAgain, ...rest } = node;
      cycle.nodes.set(container.id, rest);
    }
    return undefined;
  }
  const since = node.gone?.since ?? presence.newestAt;
  if (!node.gone) cycle.nodes.set(container.id, { ...node, gone: { since } });
  return { rule: 'gone', class: 'direct', signal: 'status', value: 'gone', since };
}

/** A declared replica that the inventory lacks has failed since the first cycle that looked for it (semantics 5). */
function missing(id: NodeId, cycle: Cycle): Evidence {
  const known = cycle.before.get(id);
  const since = known?.missingSince ?? cycle.hearing.now;
  cycle.nodes.set(id, known ?? { signals: {}, rules: {}, missingSince: since });
  return { rule: 'missing', class: 'direct', signal: 'status', value: 'missing', since };
}

function serverOf(container: Container, graph: ServiceGraph): NodeId {
  const [first] = container.runsOn;
  return first === undefined ? '' : (graph.resources.get(first)?.server ?? '');
}

function isSet(node: NodeMemory | undefined, signal: string): boolean {
  return node?.signals[signal]?.newest.value === 1;
}

/** What changed at nodes that are not well: image, version or start (semantics 6, "what changed shortly before"). */
function runChanges(
  health: ReadonlyMap<NodeId, OwnHealth>,
  nodes: ReadonlyMap<NodeId, NodeMemory>,
): ReadonlyMap<NodeId, readonly RunChange[]> {
  const changes = new Map<NodeId, readonly RunChange[]>();
  for (const [id, { state, strained }] of health) {
    if (state === 'working' && !strained) continue;
    const found = ['image', 'started', 'version'].flatMap((signal) => {
      const memory = nodes.get(id)?.signals[signal];
      return memory?.changedAt === undefined ? [] : [{ signal, value: memory.newest.value, at: memory.changedAt }];
    });
    if (found.length > 0) changes.set(id, found);
  }
  return changes;
}
