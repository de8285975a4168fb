import { soundHealth } from '../../src/domain/health.ts';
import type { Evidence, HealthReport, OwnHealth } from '../../src/domain/health.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';
import { healthyReport } from '../../src/twin/healthy.ts';
import { random } from './random.ts';

/** How much is wrong with an installation. */
export type Weather = 'quiet' | 'storm';

const now = 1_800_000_000;

/** How many pods, neighbours by call and so by id, have the same weather: about as many as the reference installation has. */
const region = 120;

/**
 * Nothing wrong; or a storm in two of five regions: there 40 of 100 containers grow, 5 have failed, 4 are unknown and 2
 * are strained. (Were it everywhere, each symptom would have every root of the installation behind it, and the answer
 * alone would grow with the square of its size.)
 */
export function healthIn(weather: Weather, graph: ServiceGraph): HealthReport {
  const healthy = healthyReport(graph, now);
  if (weather === 'quiet') return healthy;
  const next = random(11);
  // Trouble comes by pod, as it does: a pod is well, or most of it is not.
  const isHit = new Map(
    graph.model.pods.map(({ id }, place) => [
      graph.topology.indexOf.get(id),
      Math.floor(place / region) % 5 < 2 && next() < 0.7,
    ]),
  );
  const containers = healthy.containers.map((own, index) => {
    const pod = graph.topology.podOf[graph.topology.shardOf[index] ?? 0] ?? 0;
    return isHit.get(pod) === true && next() < 0.75 ? trouble(next) : own;
  });
  return { ...healthy, containers };
}

/**
 * The same, but for one container in a hundred, which is now the other way round: those of one pod in a hundred, as a
 * fault or a roll-out hits them, or strewn over all pods.
 */
export function changedHealth(report: HealthReport, graph: ServiceGraph, how: 'by pod' | 'strewn'): HealthReport {
  const next = random(13);
  const { podIds, shardOf, podOf } = graph.topology;
  const isHit = podIds.map(() => next() < 0.01);
  const changes = (container: number): boolean =>
    how === 'by pod' ? isHit[podOf[shardOf[container] ?? 0] ?? 0] === true : next() < 0.01;
  const at = report.containers.flatMap((_own, container) => (changes(container) ? [container] : []));
  const containers = [...report.containers];
  for (const container of at)
    containers[container] = containers[container] === soundHealth ? trouble(next) : soundHealth;
  return { ...report, containers, differs: { from: report.containers, at } };
}

function trouble(next: () => number): OwnHealth {
  const dice = next();
  const onset = now - Math.floor(next() * 7200);
  const evidence = (rule: string, of: Evidence['class']): readonly Evidence[] => [
    { rule, class: of, signal: rule, value: 1, since: onset, ...(of === 'growth' && { growth: grown }) },
  ];
  if (dice < 0.8) return { ...soundHealth, state: 'growing', evidence: evidence('errors', 'growth'), onset };
  if (dice < 0.9) return { ...soundHealth, state: 'failed', evidence: evidence('status', 'direct'), onset };
  if (dice < 0.97) return { ...soundHealth, state: 'unknown' };
  return { ...soundHealth, strained: true, evidence: evidence('memory', 'pressure'), onset };
}

const grown = { level: 80, allowance: { per: 'time', rate: 1 / 6, burst: 50 } } as const;
