import type { Incident } from '../domain/incident.ts';
import type { Evidence } from '../domain/health.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { podOf } from './scope.ts';

/** What rank needs to know beside the incidents. */
export interface Ranking {
  readonly graph: ServiceGraph;
  readonly verdicts: Verdicts;
  readonly standing: Duration;
  /** The newest onset of any container with a violated rule. */
  readonly newestOnset: Instant;
}

interface Ranked {
  readonly incident: Incident;
  readonly isStanding: boolean;
  readonly isGrowthOnly: boolean;
  readonly share: number;
  readonly overBurst: number;
}

/** Puts incidents in the order in which people should look at them (semantics 6, Rank); ranks count from 1. */
export function rank(incidents: readonly Incident[], ranking: Ranking): readonly Incident[] {
  const severities = [...new Set(incidents.map(({ zabbixSeverity }) => zabbixSeverity))].sort((a, b) => b - a);
  return severities
    .flatMap((severity) =>
      place(
        incidents.filter(({ zabbixSeverity }) => zabbixSeverity === severity),
        ranking,
      ),
    )
    .map((incident, index) => ({ ...incident, rank: index + 1 }));
}

/** Repeatedly places the best of those that wait for no unplaced one. */
function place(group: readonly Incident[], ranking: Ranking): readonly Incident[] {
  const largest = largestExcess(group, ranking);
  const waiting = group.map((incident) => weigh(incident, largest, ranking));
  waiting.sort((a, b) => compare(a, b, ranking));
  const placed: Incident[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex((one) =>
      waiting.every((other) => other === one || !waitsFor(one, other, ranking.graph)),
    );
    const [best] = waiting.splice(Math.max(0, free), 1);
    if (best) placed.push(best.incident);
  }
  return placed;
}

/** Everything found against an incident: what its root shows, and for a resource what its containers show. */
function allEvidence({ evidence, containers }: Incident, { verdicts }: Ranking): readonly Evidence[] {
  const told = new Set(evidence.map(({ node }) => node));
  const beside = containers.filter((id) => !told.has(id)).flatMap((id) => verdicts.leaves.get(id)?.evidence ?? []);
  return [...evidence, ...beside];
}

/** The excess of an incident under each growth rule: bucket levels summed over its containers. */
function excess(evidence: readonly Evidence[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { rule, growth } of evidence) {
    if (growth) sums.set(rule, (sums.get(rule) ?? 0) + growth.level);
  }
  return sums;
}

function largestExcess(group: readonly Incident[], ranking: Ranking): ReadonlyMap<string, number> {
  const largest = new Map<string, number>();
  for (const incident of group) {
    for (const [rule, sum] of excess(allEvidence(incident, ranking))) {
      largest.set(rule, Math.max(largest.get(rule) ?? 0, sum));
    }
  }
  return largest;
}

function weigh(incident: Incident, largest: ReadonlyMap<string, number>, ranking: Ranking): Ranked {
  const { evidence } = incident;
  const all = allEvidence(incident, ranking);
  const isGrowthOnly = evidence.length > 0 && evidence.every((found) => found.class === 'growth');
  const newestSince = Math.max(...evidence.map(({ since }) => since));
  const shares = [...excess(all)].map(([rule, sum]) => sum / Math.max(largest.get(rule) ?? 0, Number.MIN_VALUE));
  const overBurst = all.map(({ growth }) => (growth ? growth.level / Math.max(growth.allowance.burst, 1e-9) : 0));
  return {
    incident,
    isGrowthOnly,
    isStanding: isGrowthOnly && ranking.newestOnset - newestSince > ranking.standing,
    share: Math.max(0, ...shares),
    overBurst: Math.max(0, ...overBurst),
  };
}

function compare(a: Ranked, b: Ranked, { graph }: Ranking): number {
  const level = a.incident.level - b.incident.level;
  return (
    Number(a.isStanding) - Number(b.isStanding) ||
    Number(a.isGrowthOnly) - Number(b.isGrowthOnly) ||
    (graph.model.defaults.ranking === 'level' ? level : 0) ||
    b.share - a.share ||
    b.overBurst - a.overBurst ||
    b.incident.symptoms.length - a.incident.symptoms.length ||
    b.incident.functionsLost.length - a.incident.functionsLost.length ||
    level ||
    a.incident.onset - b.incident.onset ||
    byId(a.incident.root, b.incident.root)
  );
}

/** A root with direct evidence waits for the roots that it calls; mutual calls do not count. */
function waitsFor(one: Ranked, other: Ranked, graph: ServiceGraph): boolean {
  return !one.isGrowthOnly && calls(one.incident, other.incident, graph) && !calls(other.incident, one.incident, graph);
}

function calls(caller: Incident, callee: Incident, graph: ServiceGraph): boolean {
  const pod = podOf(caller.root, graph);
  const callees = pod === undefined ? undefined : graph.callees.get(pod);
  return callees !== undefined && podsOf(callee, graph).some((id) => callees.has(id));
}

/** The pods that a root stands for: its own; for a resource those of its containers (semantics 6, Rank). */
function podsOf({ root }: Incident, graph: ServiceGraph): readonly NodeId[] {
  const own = podOf(root, graph);
  if (own !== undefined) return [own];
  return (graph.containersOn.get(root) ?? []).flatMap((id) => graph.containers.get(id)?.pod ?? []);
}
