import type { Duration, Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import { nodeId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ActionParameters, RecoveryStep } from '../domain/recovery-rule.ts';
import type { ActionOrder, ActionTarget, Plan, PlanText, Refusal } from '../domain/recovery.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { nodeName } from './incident-text.ts';
import { namesText } from './names.ts';
import type { Speak } from './speak.ts';

/** Puts a plan into words. */
export function planText(speak: Speak, plan: Plan, graph: ServiceGraph): PlanText {
  const refusals = plan.refusals.map((refusal) => refusalText(speak, refusal, graph));
  return {
    text: stateText(speak, { plan, refusal: refusals[0] }, graph),
    steps: plan.steps.map((step) => stepText(speak, step)),
    refusals,
  };
}

function stateText(
  speak: Speak,
  { plan, refusal }: { readonly plan: Plan; readonly refusal: string | undefined },
  graph: ServiceGraph,
): string {
  const next = nextText(speak, plan, graph);
  const until = plan.until === undefined ? '' : timeText(plan.until);
  switch (plan.state) {
    case 'held':
      return until === '' ? speak('recovery.plan.held.asking', { next }) : speak('recovery.plan.held', { next, until });
    case 'advised':
      return refusal === undefined
        ? speak('recovery.plan.advised', { next })
        : speak('recovery.plan.advised.but', { next, refusal });
    case 'refused':
      return speak('recovery.plan.refused', { next, refusal: refusal ?? '' });
    case 'waiting':
    case 'verifying':
    case 'backing-off':
      return speak(`recovery.plan.${plan.state}`, { next, until });
    case 'acting':
      return speak('recovery.plan.acting', { next });
    case 'escalated':
    case 'rejected':
      return speak(`recovery.plan.${plan.state}`);
  }
}

function nextText(speak: Speak, { order, steps, step }: Plan, graph: ServiceGraph): string {
  if (order) return orderText(speak, order, graph);
  const next = steps[step];
  return next ? stepText(speak, next) : speak('recovery.escalate', { to: speak('recovery.people') });
}

/** What would be done, or is, to what: "restart db-1 on vm-01 (docker)". */
export function orderText(speak: Speak, order: ActionOrder, graph: ServiceGraph): string {
  const names = targetsText(speak, order.targets, graph);
  const { kind, by, replicas, version, reverts } = order;
  const key = reverts === undefined ? 'recovery.order' : 'recovery.order.revert';
  const parameters = parametersText(order.parameters);
  const what =
    kind === 'scale' && replicas
      ? speak('recovery.scale.order', { names, ...replicas })
      : kind === 'roll-back' && version
        ? speak('recovery.roll-back.order', { names, from: version.from, to: version.to })
        : speak(`recovery.${kind}`, { names, parameters, add: 0 });
  return speak(key, { what, by });
}

/** A step as the model has it, before it is known to what it is done. */
function stepText(speak: Speak, step: RecoveryStep): string {
  if (step.kind === 'escalate') {
    const { to, text } = step;
    return text === undefined ? speak('recovery.escalate', { to }) : speak('recovery.escalate.text', { to, text });
  }
  const { kind, by, add = 0 } = step;
  const parameters = parametersText(step.parameters);
  return speak('recovery.order', {
    what: speak(`recovery.${kind}`, { names: speak('recovery.it'), parameters, add }),
    by,
  });
}

/** How many targets are named before the rest is counted. */
const named = 3;

function targetsText(speak: Speak, targets: readonly ActionTarget[], graph: ServiceGraph): string {
  const names = targets.map(({ node }) => placeName(speak, node, graph));
  if (names.length === 0) return speak('recovery.it');
  return namesText(speak, names, named);
}

/** A shard is called as its pod is, with its own name where there are others. */
function placeName(speak: Speak, node: NodeId, graph: ServiceGraph): string {
  const shard = graph.shards.get(node);
  if (!shard) return nodeName(speak, node, graph);
  const pod = graph.pods.get(shard.pod);
  return (pod?.shards.length ?? 0) > 1 ? `${pod?.name ?? shard.pod} ${shard.name}` : (pod?.name ?? shard.pod);
}

function parametersText(parameters: ActionParameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');
}

/** Why something is not done, in words. */
export function refusalText(speak: Speak, { guard, facts }: Refusal, graph: ServiceGraph): string {
  const { node, per, stableFor, name, ...rest } = facts;
  const time = per ?? stableFor;
  // Of a pod the facts have the name in the model, of a server its id there.
  const named =
    guard === 'per-pod' ? nodeId.pod(String(name)) : guard === 'per-server' ? nodeId.server(String(name)) : node;
  return speak(`recovery.refused.${guard}`, {
    ...rest,
    ...(named !== undefined && { name: placeName(speak, String(named), graph) }),
    ...(typeof time === 'number' && { time: durationText(time) }),
  });
}

/** A length of time as models write it. */
export function durationText(time: Duration): string {
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'm'],
  ] as const;
  const [seconds, unit] = units.find(([each]) => time >= each && time % each === 0) ?? [1, 's'];
  return `${Math.round((time / seconds) * 10) / 10}${unit}`;
}

/** A time of day in UTC: recovery speaks of what is near. */
export function timeText(at: Instant): string {
  return `${toIso(at).slice(11, 16)} UTC`;
}
