import { addTo, countUp } from '../domain/gather.ts';
import type { NodeEvidence } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { RememberedIncident } from '../domain/memory.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Resource } from '../domain/model.ts';
import { idAt, podOfContainer } from '../domain/topology.ts';
import type { Verdicts } from '../domain/verdict.ts';
import type { Trouble, Troubles } from './troubles.ts';

/** A fault that stands alone: what is broken, and the containers that make it up (semantics 6, Roots). */
export interface Root {
  readonly id: NodeId;
  /** Failed and strained containers; for a failed resource all that stand on it. */
  readonly containers: readonly NodeId[];
  readonly evidence: readonly NodeEvidence[];
  readonly onset: Instant;
  readonly planned: boolean;
  /** It failed by direct evidence, or one of its containers did: it is more than growth or pressure. */
  readonly isDirect: boolean;
  /** The root itself is unknown now; the evidence is what was last known. */
  readonly isUnknown: boolean;
  /** Of an unseen root the servers that cannot be seen; absent for every other root. */
  readonly unseenServers?: readonly NodeId[];
}

interface Grounds {
  readonly verdicts: Verdicts;
  readonly troubles: Troubles;
  readonly open: readonly RememberedIncident[];
}

/** Finds the roots of a cycle; what was a root of an open incident and is unknown now still counts (semantics 6, Life). */
export function findRoots(grounds: Grounds): readonly Root[] {
  const { verdicts, troubles } = grounds;
  const failed = resourceRoots(grounds);
  const taken = new Set(failed.flatMap(({ containers }) => containers));
  const pressed = pressureRoots(grounds, { roots: new Set(failed.map(({ id }) => id)), containers: taken });
  for (const { containers } of pressed) for (const id of containers) taken.add(id);
  const roots = [...failed, ...pressed, ...ownRoots(verdicts, troubles, taken)];
  const known = new Set(roots.map(({ id }) => id));
  for (const [id, { since, servers }] of verdicts.health.unseen) {
    if (!known.has(id)) roots.push(unseenRoot(id, since, servers));
  }
  return roots.sort((a, b) => byId(a.id, b.id));
}

/** Failed resources, each with all its containers; disks and network of a failed server start none of their own. */
function resourceRoots({ verdicts, troubles }: Grounds): readonly Root[] {
  const { graph, health } = verdicts;
  const failed: { readonly resource: Resource; readonly trouble: Trouble }[] = [];
  const servers = new Set<NodeId>();
  for (const [index, trouble] of troubles.resources) {
    const resource = graph.model.resources[index];
    if (!resource || !trouble.isFailed) continue;
    failed.push({ resource, trouble });
    if (resource.kind === 'server') servers.add(resource.id);
  }
  const isThere = (id: NodeId): boolean => health.containers[graph.topology.indexOf.get(id) ?? -1] !== undefined;
  return failed
    .filter(({ resource }) => resource.kind === 'server' || !servers.has(resource.server))
    .map(({ resource: { id }, trouble }) =>
      rootOf(id, { members: [trouble], containers: (graph.containersOn.get(id) ?? []).filter(isThere) }),
    );
}

/** Servers under pressure, with those of their containers that have no direct evidence and grow or are strained. */
function pressureRoots(
  { verdicts: { graph, health }, troubles, open }: Grounds,
  taken: { readonly roots: ReadonlySet<NodeId>; readonly containers: ReadonlySet<NodeId> },
): readonly Root[] {
  const roots: Root[] = [];
  const before = new Map(open.map(({ incident }) => [incident.root, incident.containers]));
  for (const [index, server] of troubles.resources) {
    const { id } = server;
    if (graph.model.resources[index]?.kind !== 'server' || taken.roots.has(id)) continue;
    const stayed = new Set(before.get(id));
    let isDirect = false;
    const containers = (graph.containersOn.get(id) ?? []).filter((container) => {
      if (taken.containers.has(container)) return false;
      const place = graph.topology.indexOf.get(container) ?? -1;
      const trouble = troubles.containers.get(place);
      const isPressed = trouble !== undefined && isOnlyPressed(trouble);
      isDirect ||= isPressed && trouble.isDirect;
      return isPressed || (health.containers[place]?.state === 'unknown' && stayed.has(container));
    });
    roots.push({ ...rootOf(id, { members: [server], containers }), isDirect });
  }
  return roots;
}

/** It grows or is strained; with a violated direct rule it would have failed. */
function isOnlyPressed({ own, isUnknown }: Trouble): boolean {
  return !isUnknown && own.state !== 'failed';
}

/** The roots of all containers that no resource explains, pod by pod: the containers of a pod lie side by side. */
function ownRoots(verdicts: Verdicts, troubles: Troubles, taken: ReadonlySet<NodeId>): readonly Root[] {
  const { topology } = verdicts.graph;
  const byPod = new Map<number, Trouble[]>();
  for (const [index, trouble] of troubles.containers) {
    if (!taken.has(trouble.id)) addTo(byPod, podOfContainer(topology, index), trouble);
  }
  return [...byPod].flatMap(([pod, members]) => podRoots(idAt(topology.podIds, pod), members, verdicts));
}

/** All containers of a pod that share a violated rule with another one have the pod as root; the others stand alone. */
function podRoots(pod: NodeId, members: readonly Trouble[], { health }: Verdicts): readonly Root[] {
  const causes = members.map(({ evidence }) => new Set(evidence.map(causeOf)));
  const counts = new Map<string, number>();
  for (const cause of causes.flatMap((set) => [...set])) countUp(counts, cause);
  const common: Trouble[] = [];
  const roots: Root[] = [];
  for (const [index, member] of members.entries()) {
    const shares = [...(causes[index] ?? [])].some((cause) => (counts.get(cause) ?? 0) > 1);
    if (shares) common.push(member);
    else roots.push(rootOf(member.id, { members: [member], containers: [member.id] }));
  }
  if (common.length > 0) {
    const root = rootOf(pod, { members: common, containers: common.map(({ id }) => id) });
    roots.push({ ...root, planned: root.planned || health.planned.has(pod) });
  }
  return roots;
}

/**
 * What two containers must share to have a common cause: a violated rule. What was failed by the twin has its cause in
 * the node that was failed: each of those is a root of its own (semantics 7), a pod together with all its containers.
 */
function causeOf({ rule, value }: NodeEvidence): string {
  return rule === 'what-if' ? `${rule} ${value}` : rule;
}

function rootOf(
  id: NodeId,
  { members, containers }: { readonly members: readonly Trouble[]; readonly containers: readonly NodeId[] },
): Root {
  return {
    id,
    containers: [...containers].sort(byId),
    evidence: members.flatMap(({ evidence }) => evidence).sort(byTime),
    onset: members.reduce((earliest, member) => Math.min(earliest, onsetOf(member)), Infinity),
    planned: members.every(({ own }) => own.planned),
    isDirect: members.some(({ isDirect }) => isDirect),
    isUnknown: members.every(({ isUnknown }) => isUnknown),
  };
}

function byTime(a: NodeEvidence, b: NodeEvidence): number {
  return a.since - b.since || byId(a.node, b.node) || byId(a.rule, b.rule);
}

function onsetOf({ own, evidence }: Trouble): Instant {
  return own.onset ?? evidence.reduce((earliest, { since }) => Math.min(earliest, since), Infinity);
}

function unseenRoot(id: NodeId, since: Instant, servers: readonly NodeId[]): Root {
  return {
    id,
    containers: [],
    evidence: [{ node: id, rule: 'unseen', class: 'direct', signal: 'agent', value: 'silent', since }],
    onset: since,
    planned: false,
    isDirect: true,
    isUnknown: false,
    unseenServers: servers,
  };
}
