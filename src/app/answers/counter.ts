import { toIso } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { GrowthMemory } from '../../domain/memory.ts';
import type { NodeId } from '../../domain/node.ts';
import type { Allowance, GrowthRule } from '../../domain/rule.ts';
import { Refusal } from '../../http/api/refusal.ts';
import type { CounterDocument } from '../../http/api/schema.ts';
import type { Judged } from '../cycle.ts';

/** A counter by node and signal, with the rule that judges it and what that remembers. */
export interface JudgedCounter {
  readonly node: NodeId;
  readonly rule: GrowthRule;
  readonly allowance: Allowance;
  readonly memory: GrowthMemory;
}

/** Finds the growth rule that judges a counter; rejects with `Refusal` where none does. */
export function judgedCounter({ world, evaluation }: Judged, node: NodeId, signal: string): JudgedCounter {
  const container = world.graph.containers.get(node);
  if (container === undefined)
    throw new Refusal('unknown-node', `\`${node}\` is no container of the model that is switched on`);
  const counters = container.rules.filter((rule) => rule.kind === 'growth');
  const rule = counters.find((each) => each.signal === signal || each.name === signal);
  const memory = rule && evaluation.memory.nodes.get(node)?.rules[rule.name];
  if (rule === undefined || memory?.kind !== 'growth' || memory.counter === undefined) {
    const judged = counters.map((each) => `\`${each.signal}\``).join(', ');
    throw new Refusal(
      'no-counter',
      rule === undefined
        ? `no rule of \`${node}\` judges \`${signal}\` as a counter; there are ${judged === '' ? 'none at all' : judged}`
        : `\`${signal}\` of \`${node}\` was never seen, so that there is nothing to judge`,
    );
  }
  const allowance =
    memory.per === 'requests' && rule.onceRequestsSeen !== undefined ? rule.onceRequestsSeen : rule.allowance;
  return { node, rule, allowance, memory };
}

/** A counter at a time, without resets. */
export interface Sampled {
  readonly at: Instant;
  readonly total: number;
}

/**
 * The counter beside what it might have been at most at each time: the bucket that the rule fills, over what is shown
 * (semantics 3, Growth). With `per: requests` it empties by the requests served, at the oldest sample of them not earlier.
 */
export function chartOf(
  samples: readonly Sampled[],
  { per, rate, burst }: Allowance,
  requests: readonly Sampled[],
): CounterDocument['samples'] {
  let before: { readonly total: number; readonly progress: number; readonly level: number } | undefined;
  return samples.map(({ at, total }) => {
    const progress = per === 'time' ? at : requests.find((sample) => sample.at >= at)?.total;
    if (progress === undefined) return { at: toIso(at), total };
    const level =
      before === undefined ? 0 : Math.max(0, before.level + total - before.total - rate * (progress - before.progress));
    before = { total, progress, level };
    return { at: toIso(at), total, allowed: total - level + burst };
  });
}

/** Values of a counter without resets: one that is lower than that before has begun anew. */
export function withoutResets(values: readonly { readonly at: Instant; readonly value: number }[]): readonly Sampled[] {
  let total = 0;
  let before = 0;
  return values.map(({ at, value }, index) => {
    if (index > 0) total += value >= before ? value - before : value;
    before = value;
    return { at, total };
  });
}

/** What a rule says of its counter now, with a chart. */
export function counterDocument(
  { node, rule, allowance, memory: { level, violation } }: JudgedCounter,
  chart: Pick<CounterDocument, 'at' | 'samples' | 'from'>,
): CounterDocument {
  return {
    at: chart.at,
    node,
    signal: rule.signal,
    rule: rule.name,
    allowance: { per: allowance.per, rate: allowance.rate, burst: allowance.burst },
    level,
    ...(violation && { violatedSince: toIso(violation.since) }),
    from: chart.from,
    samples: chart.samples,
  };
}

/** The few points of a counter that are remembered, oldest first. */
export function rememberedSamples({ counter, judged, waiting, violation }: GrowthMemory): readonly Sampled[] {
  const known = [violation?.anchor, judged, counter, ...waiting].flatMap((point) => point ?? []);
  const points = new Map(known.map(({ at, total }) => [at, { at, total }]));
  return [...points.values()].sort((a, b) => a.at - b.at);
}
