import { toIso } from '../../domain/instant.ts';
import type { CounterPoint, GrowthMemory } from '../../domain/memory.ts';
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

/** A counter at a time, with what the counter of requests was then, where that is what it may grow with. */
export interface Sampled {
  readonly at: number;
  readonly total: number;
  readonly requests?: number;
}

/**
 * The counter beside what it may be at most. The bucket's level says how far it is above the line along which it began
 * to fill: a burst higher runs the line that it must not cross (semantics 3, Growth).
 */
export function counterDocument(
  { node, rule, allowance, memory }: JudgedCounter,
  {
    at,
    samples,
    from,
  }: { readonly at: string; readonly samples: readonly Sampled[]; readonly from: 'zabbix' | 'memory' },
): CounterDocument {
  const { judged, level, violation } = memory;
  const allowedAt = ({ at: time, requests }: Sampled): number | undefined => {
    const progress = allowance.per === 'requests' ? requests : time;
    if (judged === undefined || progress === undefined) return undefined;
    return judged.total - level + allowance.burst + allowance.rate * (progress - judged.progress);
  };
  return {
    at,
    node,
    signal: rule.signal,
    rule: rule.name,
    allowance: { per: allowance.per, rate: allowance.rate, burst: allowance.burst },
    level,
    ...(violation && { violatedSince: toIso(violation.since) }),
    from,
    samples: samples.map((sample) => {
      const allowed = allowedAt(sample);
      return { at: toIso(sample.at), total: sample.total, ...(allowed !== undefined && { allowed }) };
    }),
  };
}

/** The few points of a counter that are remembered, oldest first. */
export function rememberedSamples(
  { counter, judged, waiting, violation }: GrowthMemory,
  per: Allowance['per'],
): readonly Sampled[] {
  const curve = [violation?.anchor, judged].flatMap((point) => point ?? []);
  const points = new Map<number, Sampled>(
    [...waiting, ...(counter === undefined ? [] : [counter])].map((point: CounterPoint) => [
      point.at,
      { at: point.at, total: point.total },
    ]),
  );
  for (const { at, total, progress } of curve)
    points.set(at, { at, total, ...(per === 'requests' && { requests: progress }) });
  return [...points.values()].sort((a, b) => a.at - b.at);
}
