import type { Explanation, ExplanationSection, Redundancy, RollUpStep } from '../domain/explanation.ts';
import { kindOf } from '../domain/node.ts';
import type { Telling } from './explain-telling.ts';

/** The roll-up step by step: what each needs, what there is, and so its state and reserve. */
export function rollUpSection({ rollUp }: Explanation, telling: Telling): ExplanationSection {
  const rows = rollUp.map((step) => [stepName(step, telling), stepText(step, telling)]);
  return { heading: telling.speak('explain.heading.rollUp'), rows };
}

/** A shard is named as such here even where its pod has no other one: the pod is a step of its own. */
function stepName({ id }: RollUpStep, { speak, graph, name }: Telling): string {
  const shard = graph.shards.get(id);
  return shard ? speak('explain.shard', { shard: shard.name, pod: name(shard.pod) }) : name(id);
}

function stepText(step: RollUpStep, telling: Telling): string {
  const { speak } = telling;
  const state = `${speak(`explain.state.${step.state}`)}, ${reserveText(step, telling)}`;
  if (step.redundancy) {
    return speak('explain.verdict', {
      rule: ruleText(step.redundancy, telling),
      counts: countsText(step.redundancy, telling),
      state,
    });
  }
  const shown = step.state !== 'working' || isWeakest(step) ? ` ${decisiveText(step, telling)}` : '';
  return `${speak('explain.step', { parts: partsText(step, telling), state })}${shown}`;
}

/** Only some of the parts set the reserve, so it is worth saying which. */
function isWeakest({ decisive, parts, reserve }: RollUpStep): boolean {
  return reserve !== null && parts !== undefined && decisive.length > 0 && decisive.length < parts.total;
}

function decisiveText({ decisive }: RollUpStep, { speak, names }: Telling): string {
  return decisive.length > 0 ? speak('explain.decisive', { parts: names(decisive) }) : '';
}

function reserveText({ reserve, reserveLacksData }: RollUpStep, { speak }: Telling): string {
  if (reserve === null) return speak('explain.reserve.null');
  return reserveLacksData ? speak('explain.reserve.noData') : speak('explain.reserve', { reserve });
}

function partsText({ id, parts }: RollUpStep, { speak }: Telling): string {
  if (!parts || parts.total === 0) return speak('explain.parts.none');
  const { total, failed, unknown } = parts;
  const kind = kindOf(id);
  const what = speak(`explain.parts.${kind === 'pod' || kind === 'subsystem' ? kind : 'system'}`, { total });
  if (failed + unknown === 0) return speak('explain.parts.working', { total, what });
  const counts = [
    ...(failed > 0 ? [speak('explain.count.failed', { count: failed })] : []),
    ...(unknown > 0 ? [speak('explain.count.unknown', { count: unknown })] : []),
  ];
  return speak('explain.parts.mixed', { what, counts: counts.join(', ') });
}

function ruleText({ kind, failover, replicas, required }: Redundancy, { speak }: Telling): string {
  if (kind !== 'primary-replica') return speak(`explain.rule.${kind}`, { required, replicas });
  return speak(`explain.rule.primary-replica.${failover}`, { required, replicas, others: required - 1 });
}

function countsText(redundancy: Redundancy, { speak, name }: Telling): string {
  const { working, masked, strained, failed, unknown, retired, primary, kind, failover } = redundancy;
  const needsPrimary = kind === 'primary-replica' && failover === 'manual';
  const counted = (what: 'masked' | 'strained' | 'failed' | 'unknown' | 'retired', count: number): readonly string[] =>
    count > 0 ? [speak(`explain.count.${what}`, { count })] : [];
  return [
    speak('explain.count.working', { count: working }),
    ...counted('masked', masked),
    ...counted('strained', strained),
    ...counted('failed', failed),
    ...counted('unknown', unknown),
    ...counted('retired', retired),
    ...(needsPrimary && !primary ? [speak('explain.primary.none')] : []),
    ...(needsPrimary && primary
      ? [
          speak('explain.primary', {
            container: kindOf(primary.id) === 'container' ? name(primary.id) : primary.id,
            state: speak(`explain.state.${primary.state}`),
          }),
        ]
      : []),
  ].join(', ');
}
