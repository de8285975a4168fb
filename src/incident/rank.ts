import { gatheredBy } from '../domain/gather.ts';
import type { Incident } from '../domain/incident.ts';
import type { Evidence } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import { byId } from '../domain/node.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { placeInOrder } from './waiting.ts';

/** An incident to be ranked, and whether it rests on direct evidence (semantics 3, Verdict). */
export interface Rankable {
  readonly incident: Incident;
  readonly isDirect: boolean;
}

/** What rank needs to know beside the incidents. */
export interface Ranking {
  readonly verdicts: Verdicts;
  /** The newest onset of any container with a violated rule. */
  readonly newestOnset: Instant;
}

interface Weighed extends Rankable {
  readonly isStanding: boolean;
  readonly share: number;
  readonly overBurst: number;
}

/** What an incident carries of each trouble that grows. */
interface Load {
  /** By growth rule the bucket levels, summed over its containers. */
  readonly excess: ReadonlyMap<string, number>;
  /** The greatest level ÷ burst. */
  readonly overBurst: number;
}

/** Puts incidents in the order in which people should look at them (semantics 6, Rank); ranks count from 1. */
export function rank(incidents: readonly Rankable[], ranking: Ranking): readonly Incident[] {
  return [...gatheredBy(incidents, ({ incident }) => incident.zabbixSeverity)]
    .sort(([a], [b]) => b - a)
    .flatMap(([, group]) => placeInOrder(weigh(group, ranking), ranking.verdicts.graph))
    .map(({ incident }, index) => ({ ...incident, rank: index + 1 }));
}

/** The incidents of one severity, best first, whoever waits for whom. */
function weigh(group: readonly Rankable[], ranking: Ranking): readonly Weighed[] {
  const { defaults } = ranking.verdicts.graph.model;
  const loads = group.map(({ incident }) => loadOf(incident, ranking.verdicts));
  const largest = new Map<string, number>();
  for (const { excess } of loads) {
    for (const [rule, sum] of excess) largest.set(rule, Math.max(largest.get(rule) ?? 0, sum));
  }
  const weighed = group.map(({ incident, isDirect }, index): Weighed => {
    const { excess, overBurst } = loads[index] ?? { excess: new Map<string, number>(), overBurst: 0 };
    let share = 0;
    for (const [rule, sum] of excess) {
      share = Math.max(share, sum / Math.max(largest.get(rule) ?? 0, Number.MIN_VALUE));
    }
    return { incident, isDirect, isStanding: isStanding(incident, isDirect, ranking), share, overBurst };
  });
  return weighed.sort((a, b) => compare(a, b, defaults.ranking));
}

/** Growth only, and nothing of it came up lately (semantics 6, Rank 1). */
function isStanding({ evidence }: Incident, isDirect: boolean, { verdicts, newestOnset }: Ranking): boolean {
  if (isDirect || evidence.some((found) => found.class !== 'growth')) return false;
  const newest = evidence.reduce((latest, { since }) => Math.max(latest, since), -Infinity);
  return newestOnset - newest > verdicts.graph.model.defaults.standing;
}

/** Counts everything found against an incident: what its root shows, and for a resource what its containers show. */
function loadOf({ evidence, containers }: Incident, { graph, health }: Verdicts): Load {
  const excess = new Map<string, number>();
  let overBurst = 0;
  const count = ({ rule, growth }: Evidence): void => {
    if (!growth) return;
    excess.set(rule, (excess.get(rule) ?? 0) + growth.level);
    overBurst = Math.max(overBurst, growth.level / Math.max(growth.allowance.burst, 1e-9));
  };
  const told = new Set(evidence.map(({ node }) => node));
  for (const found of evidence) count(found);
  for (const id of containers) {
    if (told.has(id)) continue;
    for (const found of health.containers[graph.topology.indexOf.get(id) ?? -1]?.evidence ?? []) count(found);
  }
  return { excess, overBurst };
}

function compare(a: Weighed, b: Weighed, ranking: 'share' | 'level'): number {
  const level = a.incident.level - b.incident.level;
  return (
    Number(a.isStanding) - Number(b.isStanding) ||
    Number(b.isDirect) - Number(a.isDirect) ||
    (ranking === 'level' ? level : 0) ||
    b.share - a.share ||
    b.overBurst - a.overBurst ||
    b.incident.symptoms.length - a.incident.symptoms.length ||
    b.incident.functionsLost.length - a.incident.functionsLost.length ||
    level ||
    a.incident.onset - b.incident.onset ||
    byId(a.incident.root, b.incident.root)
  );
}
