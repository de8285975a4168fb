import type { NodeEvidence } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { RememberedIncident } from '../domain/memory.ts';
import { byId, kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { LeafVerdict, Verdicts } from '../domain/verdict.ts';

/** A fault that stands alone: what is broken, and the containers that make it up (semantics 6, Roots). */
export interface Root {
  readonly id: NodeId;
  /** Failed and strained containers; for a failed resource all that stand on it. */
  readonly containers: readonly NodeId[];
  readonly evidence: readonly NodeEvidence[];
  readonly onset: Instant;
  readonly planned: boolean;
  /** The root itself is unknown now; the evidence is what was last known. */
  readonly isUnknown: boolean;
  readonly isUnseen: boolean;
}

interface Candidate {
  readonly id: NodeId;
  readonly verdict: LeafVerdict;
  readonly evidence: readonly NodeEvidence[];
  readonly isUnknown: boolean;
}

/** Finds the roots of a cycle; what was a root of an open incident and is unknown now still counts (semantics 6, Life). */
export function findRoots(
  graph: ServiceGraph,
  verdicts: Verdicts,
  open: readonly RememberedIncident[],
): readonly Root[] {
  const remembered = rememberedEvidence(open);
  const candidate = (id: NodeId): Candidate | undefined => candidateOf(id, verdicts, remembered.get(id));
  const resources = resourceRoots(graph, candidate);
  const taken = new Set(resources.flatMap(({ containers }) => containers));
  const found = new Set(resources.map(({ id }) => id));
  const pressed = pressureRoots({ graph, verdicts, open, candidate }, { roots: found, containers: taken });
  for (const { containers } of pressed) for (const id of containers) taken.add(id);
  const own = graph.model.pods.flatMap((pod) => {
    const members = pod.shards
      .flatMap(({ containers }) => containers)
      .filter((id) => !taken.has(id))
      .flatMap((id) => candidate(id) ?? []);
    return podRoots(pod.id, members);
  });
  const roots = [...resources, ...pressed, ...own];
  const known = new Set(roots.map(({ id }) => id));
  const unseen = [...verdicts.unseen].filter(([id]) => !known.has(id)).map(([id, since]) => unseenRoot(id, since));
  return [...roots, ...unseen].sort((a, b) => byId(a.id, b.id));
}

/** The last evidence of every node that was the root of an open incident, or one of its common cause. */
function rememberedEvidence(open: readonly RememberedIncident[]): ReadonlyMap<NodeId, readonly NodeEvidence[]> {
  const remembered = new Map<NodeId, readonly NodeEvidence[]>();
  for (const { incident } of open) {
    const isOfResource = ['server', 'disk', 'network', 'source'].includes(kindOf(incident.root));
    for (const id of isOfResource ? [incident.root] : incident.containers) {
      const evidence = incident.evidence.filter(({ node, rule }) => node === id && rule !== 'unseen');
      if (evidence.length > 0) remembered.set(id, evidence);
    }
  }
  return remembered;
}

function candidateOf(
  id: NodeId,
  verdicts: Verdicts,
  remembered: readonly NodeEvidence[] | undefined,
): Candidate | undefined {
  const verdict = verdicts.leaves.get(id);
  if (!verdict || verdict.culprits.length > 0) return undefined;
  if (verdict.state === 'unknown') {
    return remembered && { id, verdict, evidence: remembered, isUnknown: true };
  }
  if (verdict.state !== 'failed' && !verdict.strained) return undefined;
  return { id, verdict, evidence: verdict.evidence.map((found) => ({ ...found, node: id })), isUnknown: false };
}

/** Failed resources, each with all its containers; disks and network of a failed server start none of their own. */
function resourceRoots(graph: ServiceGraph, candidate: (id: NodeId) => Candidate | undefined): readonly Root[] {
  const failed = graph.model.resources.flatMap((resource) => {
    const found = candidate(resource.id);
    return found && isDirect(found) ? [{ resource, found }] : [];
  });
  const servers = new Set(
    failed.filter(({ resource }) => resource.kind === 'server').map(({ resource }) => resource.id),
  );
  return failed
    .filter(({ resource }) => resource.kind === 'server' || !servers.has(resource.server))
    .map(({ resource, found }) => rootOf(resource.id, [found], graph.containersOn.get(resource.id) ?? []));
}

/** It has failed, or had when it was last known; a server that was only under pressure has not. */
function isDirect({ verdict, evidence, isUnknown }: Candidate): boolean {
  return verdict.state === 'failed' || (isUnknown && evidence.some((found) => found.class === 'direct'));
}

/** Servers under pressure, with those of their containers that have no direct evidence and grow or are strained. */
function pressureRoots(
  found: {
    readonly graph: ServiceGraph;
    readonly verdicts: Verdicts;
    readonly open: readonly RememberedIncident[];
    readonly candidate: (id: NodeId) => Candidate | undefined;
  },
  taken: { readonly roots: ReadonlySet<NodeId>; readonly containers: ReadonlySet<NodeId> },
): readonly Root[] {
  const { graph, verdicts, open, candidate } = found;
  return graph.model.resources.flatMap(({ id, kind }) => {
    const server = kind === 'server' && !taken.roots.has(id) ? candidate(id) : undefined;
    if (!server) return [];
    const before = new Set(open.find(({ incident }) => incident.root === id)?.incident.containers);
    const containers = (graph.containersOn.get(id) ?? []).filter((container) => {
      const verdict = verdicts.leaves.get(container);
      const stays = verdict?.state === 'unknown' && before.has(container);
      return !taken.containers.has(container) && (stays || isPressed(verdict));
    });
    return [rootOf(id, [server], containers)];
  });
}

function isPressed(verdict: LeafVerdict | undefined): boolean {
  if (!verdict || verdict.culprits.length > 0 || verdict.state === 'unknown') return false;
  if (verdict.evidence.some((evidence) => evidence.class === 'direct')) return false;
  return verdict.state === 'failed' || verdict.strained;
}

/** All containers of a pod that share a violated rule with another one have the pod as root; the others stand alone. */
function podRoots(pod: NodeId, members: readonly Candidate[]): readonly Root[] {
  const counts = new Map<string, number>();
  for (const { evidence } of members) {
    for (const rule of new Set(evidence.map((found) => found.rule))) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const shares = ({ evidence }: Candidate): boolean => evidence.some(({ rule }) => (counts.get(rule) ?? 0) > 1);
  const common = members.filter(shares);
  const alone = members.filter((member) => !shares(member)).map((member) => rootOf(member.id, [member], [member.id]));
  if (common.length === 0) return alone;
  return [
    ...alone,
    rootOf(
      pod,
      common,
      common.map(({ id }) => id),
    ),
  ];
}

function rootOf(id: NodeId, members: readonly Candidate[], containers: readonly NodeId[]): Root {
  const evidence = members
    .flatMap((member) => member.evidence)
    .sort((a, b) => a.since - b.since || byId(a.node, b.node) || (a.rule < b.rule ? -1 : 1));
  return {
    id,
    containers: [...containers].sort(byId),
    evidence,
    onset: Math.min(...members.map(onsetOf)),
    planned: members.every(({ verdict }) => verdict.planned),
    isUnknown: members.every(({ isUnknown }) => isUnknown),
    isUnseen: false,
  };
}

function onsetOf({ verdict, evidence }: Candidate): Instant {
  return verdict.onset ?? Math.min(...evidence.map(({ since }) => since));
}

function unseenRoot(id: NodeId, since: Instant): Root {
  return {
    id,
    containers: [],
    evidence: [{ node: id, rule: 'unseen', class: 'direct', signal: 'agent', value: 'silent', since }],
    onset: since,
    planned: false,
    isUnknown: false,
    isUnseen: true,
  };
}
