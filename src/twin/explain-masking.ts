import type { DownPod, ExplainedMasking, NoExcuse, Suspect } from '../domain/explanation.ts';
import { isGrown } from '../domain/health.ts';
import type { Grown } from '../domain/health.ts';
import type { Incidents } from '../domain/incident.ts';
import type { NodeId } from '../domain/node.ts';
import { byId } from '../domain/node.ts';
import { isExplainedBySlowness, isOfSlowness } from '../domain/rule.ts';
import { listOf, podOfContainer } from '../domain/topology.ts';
import { leafOf, stateCode } from '../domain/verdict.ts';
import type { LeafVerdict, Verdicts } from '../domain/verdict.ts';
import { explainedLeaf } from './explained-leaf.ts';

/** What masking is explained from. */
export interface MaskingGrounds {
  readonly verdicts: Verdicts;
  readonly incidents: Incidents;
}

/** Why a growing container is or is not masked (semantics 4); `undefined` for one that masking does not look at. */
export function explainMasking(id: NodeId, { verdicts, incidents }: MaskingGrounds): ExplainedMasking | undefined {
  const { graph } = verdicts;
  const asked = grownContainer(id, verdicts);
  if (!asked) return undefined;
  const { index, pod, own } = asked;
  const masked = verdicts.masked[index] === 1;
  const behind = masked ? verdicts.culpritsOf(index).map((culprit) => graph.topology.containerIds[culprit] ?? '') : [];
  const culprits = behind.sort(byId).flatMap((culprit) => explainedLeaf(culprit, verdicts) ?? []);
  const down = verdicts.downBelow(pod).map((target): DownPod => {
    const found = downPod(pod, target, verdicts);
    return masked ? found : { ...found, notBecause: whyNot({ id, own, found }, verdicts) };
  });
  return { masked, down, culprits, maskedBy: incidents.maskedBy.get(id) ?? [] };
}

/** A container that masking looks at, with its pod. */
interface Asked {
  readonly index: number;
  readonly pod: number;
  readonly own: Grown;
}

function grownContainer(id: NodeId, { graph: { topology, containers }, health }: Verdicts): Asked | undefined {
  const index = containers.has(id) ? topology.indexOf.get(id) : undefined;
  const own = index === undefined ? undefined : health.containers[index];
  return index !== undefined && isGrown(own) ? { index, pod: podOfContainer(topology, index), own } : undefined;
}

function downPod(from: number, target: number, verdicts: Verdicts): DownPod {
  const { topology } = verdicts.graph;
  const pod = topology.podIds[target] ?? '';
  const way = wayTo(from, target, verdicts);
  const last = way.at(-1) ?? from;
  const failing = containersOf(pod, verdicts).filter(({ leaf }) => leaf.state === 'failed' || leaf.masked);
  return {
    pod,
    through: way.map((step) => topology.podIds[step] ?? ''),
    isCalled: listOf(topology.calls, last).includes(target),
    failed: failing.filter(({ leaf }) => !leaf.masked).map(({ id }) => id),
    masked: failing.filter(({ leaf }) => leaf.masked).map(({ id }) => id),
  };
}

/** The unknown pods between two pods, by the shortest way of leaning (semantics 4.2). */
function wayTo(from: number, target: number, verdicts: Verdicts): readonly number[] {
  const { leansOn } = verdicts.graph.topology;
  const cameFrom = new Map<number, number>([[from, -1]]);
  const open = [from];
  for (const at of open) {
    for (const next of listOf(leansOn, at)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      if (next === target) break;
      if (verdicts.workings.seen[next] === stateCode.unknown) open.push(next);
    }
    if (cameFrom.has(target)) break;
  }
  const way: number[] = [];
  for (let at = cameFrom.get(target) ?? from; at !== from && at !== -1; at = cameFrom.get(at) ?? from) way.unshift(at);
  return way;
}

interface Found {
  readonly id: NodeId;
  readonly leaf: LeafVerdict;
}

function containersOf(pod: NodeId, verdicts: Verdicts): readonly Found[] {
  const shards = verdicts.graph.pods.get(pod)?.shards ?? [];
  return shards
    .flatMap(({ containers }) => containers)
    .flatMap((id) => {
      const leaf = leafOf(verdicts, id);
      return leaf ? [{ id, leaf }] : [];
    })
    .sort((a, b) => byId(a.id, b.id));
}

/** The first of the reasons of semantics 3 and 4 that keeps a down pod from excusing a container. */
function whyNot(
  { id, own, found }: { readonly id: NodeId; readonly own: Grown; readonly found: DownPod },
  verdicts: Verdicts,
): NoExcuse {
  const { graph } = verdicts;
  const ownPod = graph.containers.get(id)?.pod;
  const failed = found.failed.flatMap((failing) => leafOf(verdicts, failing) ?? []);
  const byDirectRule = failed.some((leaf) => hasDirect(leaf));
  if (own.state === 'overloaded' && !byDirectRule) return 'needs-direct';
  const behind = found.masked.flatMap((container) =>
    verdicts
      .culpritsOf(graph.topology.indexOf.get(container) ?? -1)
      .map((culprit) => graph.topology.containerIds[culprit] ?? ''),
  );
  const roots = [...found.failed, ...behind];
  if (roots.length > 0 && roots.every((root) => graph.containers.get(root)?.pod === ownPod)) return 'own-pod';
  if (!byDirectRule && isStanding(own, found.pod, verdicts)) return 'standing';
  const troubled = [...found.failed, ...found.masked].flatMap((failing) => leafOf(verdicts, failing) ?? []);
  const onlySlow = !byDirectRule && troubled.every((leaf) => growthRules(leaf).every(isOfSlowness));
  if (onlySlow && !growthRules(own).every(isExplainedBySlowness)) return 'only-slow';
  return 'began-first';
}

function isStanding(own: Grown, pod: NodeId, verdicts: Verdicts): boolean {
  const sinces = containersOf(pod, verdicts).flatMap(({ leaf }) => leaf.evidence.map(({ since }) => since));
  const onset = own.onset ?? verdicts.health.at;
  return (
    onset - sinces.reduce((newest, since) => Math.max(newest, since), -Infinity) >
    verdicts.graph.model.defaults.standing
  );
}

function hasDirect({ evidence, through }: LeafVerdict): boolean {
  return through.length > 0 || evidence.some((found) => found.class === 'direct');
}

function growthRules({ evidence }: Pick<LeafVerdict, 'evidence'>): readonly string[] {
  return evidence.filter((found) => found.class === 'growth').map(({ rule }) => rule);
}

/**
 * Pods that a growing container's pod leans on and that may be behind its trouble though nothing proves it: those that
 * work with failed replicas, where none is down (semantics 4.8), and those that cannot be seen (semantics 6).
 */
export function suspectsOf(id: NodeId, { verdicts }: MaskingGrounds): readonly Suspect[] {
  const { topology } = verdicts.graph;
  const asked = grownContainer(id, verdicts);
  if (!asked || verdicts.masked[asked.index] === 1) return [];
  const { pod } = asked;
  const isAnyDown = verdicts.downBelow(pod).length > 0;
  const below = [...listOf(topology.leansOn, pod)].map((callee) => topology.podIds[callee] ?? '').sort(byId);
  return below.flatMap((callee): readonly Suspect[] => {
    const containers = containersOf(callee, verdicts);
    const failed = containers.filter(({ leaf }) => leaf.state === 'failed').map((found) => found.id);
    const unseen = containers.filter(({ leaf }) => leaf.state === 'unknown').map((found) => found.id);
    if (!isAnyDown && failed.length > 0) return [{ pod: callee, why: 'failed-replicas', containers: failed }];
    return unseen.length > 0 ? [{ pod: callee, why: 'unseen', containers: unseen }] : [];
  });
}
