import type { CurvePoint, GrowthMemory } from '../domain/memory.ts';
import type { Allowance, GrowthRule } from '../domain/rule.ts';
import { coverOf, takeGrowth } from '../health/growth.ts';
import type { Stretch } from './past.ts';
import { moments } from './replay.ts';
import { roundedRate, roundedUp } from './rounding.ts';

/** How a counter grew, in the units of a rate: per second or per request. */
export interface Growth {
  /** All of its growth by all of the time, and what it kept below for 95 of 100 parts of the time. */
  readonly mean: number;
  readonly p95: number;
  /** It grew at all. */
  readonly grew: boolean;
}

/** The room that a proposed rate leaves above what is usual. */
const room = 1.25;

/** No counter is held to less than this part of what it may grow today, and no bucket made smaller than `leastBurst`. */
const leastPart = 0.1;
const leastBurst = 3;

/** Says how a counter grew over stretches of one container, by the bucket's own sums (resets corrected, requests matched). */
export function growthOf(rule: GrowthRule, per: Allowance['per'], stretches: readonly Stretch[]): Growth {
  const steps: { rate: number; weight: number }[] = [];
  let [total, progress] = [0, 0];
  for (const stretch of stretches) {
    const points = pointsOf(rule, { per, rate: 0, burst: Infinity }, stretch);
    for (const [index, point] of points.entries()) {
      const before = points[index - 1];
      if (before === undefined || point.progress <= before.progress) continue;
      const [grown, weight] = [point.total - before.total, point.progress - before.progress];
      steps.push({ rate: grown / weight, weight });
      total += grown;
      progress += weight;
    }
  }
  return { mean: progress === 0 ? 0 : total / progress, p95: quantile(steps, 0.95), grew: total > 0 };
}

/** The least value that is not below that of a share of all, each counting by its weight. */
function quantile(steps: readonly { readonly rate: number; readonly weight: number }[], share: number): number {
  const sorted = steps.toSorted((a, b) => a.rate - b.rate);
  const whole = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { rate, weight } of sorted) {
    below += weight;
    if (below >= share * whole * (1 - 1e-9)) return rate;
  }
  return 0;
}

function pointsOf(rule: GrowthRule, allowance: Allowance, stretch: Stretch): readonly CurvePoint[] {
  const points: CurvePoint[] = [];
  for (const { judged } of bucketsOf(rule, allowance, stretch)) {
    if (judged !== undefined && judged !== points.at(-1)) points.push(judged);
  }
  return points;
}

/** The highest that the bucket stands in a stretch. */
export function highestLevel(rule: GrowthRule, allowance: Omit<Allowance, 'burst'>, stretch: Stretch): number {
  let highest = 0;
  for (const { level } of bucketsOf(rule, { ...allowance, burst: Infinity }, stretch)) {
    highest = Math.max(highest, level);
  }
  return highest;
}

function* bucketsOf(rule: GrowthRule, allowance: Allowance, { signals, interval }: Stretch): Generator<GrowthMemory> {
  const { onceRequestsSeen: _, ...plain } = rule;
  const terms: GrowthRule = { ...plain, allowance };
  const wanted = new Map(
    [rule.signal, ...(allowance.per === 'requests' ? ['requests'] : [])].map((name) => [name, signals.get(name) ?? []]),
  );
  let memory: GrowthMemory | undefined;
  for (const { arrived } of moments(wanted)) {
    memory = takeGrowth(terms, memory, {
      counter: arrived.get(rule.signal) ?? [],
      requests: arrived.get('requests') ?? [],
      requestsSeen: allowance.per === 'requests',
      coverWithin: coverOf(interval),
    });
    yield memory;
  }
}

/**
 * The tightest line that a counter kept to in healthy stretches, with room above its rate: it never fires there. Never
 * much tighter than today's: a quiet week promises nothing for the next one.
 */
export function proposeAllowance(
  rule: GrowthRule,
  today: Allowance,
  containers: readonly { readonly growth: Growth; readonly stretches: readonly Stretch[] }[],
): Allowance {
  const usual = Math.max(...containers.map(({ growth }) => Math.max(growth.p95, growth.mean)));
  const rate = roundedRate(Math.max(usual * room, today.rate * leastPart), today.per);
  const highest = Math.max(
    ...containers.flatMap(({ stretches }) =>
      stretches.map((stretch) => highestLevel(rule, { per: today.per, rate }, stretch)),
    ),
  );
  return { per: today.per, rate, burst: roundedUp(Math.max(highest, leastBurst, today.burst * leastPart)) };
}
