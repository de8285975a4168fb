import type { NodeId } from '../../domain/node.ts';
import type { Action } from '../../domain/recovery.ts';
import { serverOf } from '../../domain/service-graph.ts';
import { staleAge } from '../../domain/signal.ts';
import { leafOf } from '../../domain/verdict.ts';
import type { Draft } from '../draft.ts';
import { replicasOf } from '../targets.ts';
import type { Guard } from './ask.ts';

/** No shard gets more replicas than its quota, nor than its pod may have. */
export const quota: Guard = ({ step, targets, replicas, reverts }, { input: { verdicts } }) => {
  if (step.kind !== 'scale' || reverts) return undefined;
  const { graph } = verdicts;
  const pod = graph.pods.get(graph.shards.get(targets[0]?.node ?? '')?.pod ?? '');
  const limit = Math.min(step.quota ?? 0, pod?.scales?.max ?? 0);
  return (replicas?.to ?? 0) > limit ? { guard: 'quota', facts: { limit, from: replicas?.from ?? 0 } } : undefined;
};

/** All that was added and not taken back keeps to a budget: what heals itself must not overspend. */
export const budget: Guard = ({ step, reverts }, draft) => {
  if (step.kind !== 'scale' || reverts) return undefined;
  const limit = draft.input.settings.limits.extraReplicas;
  const extra = extraReplicas(draft);
  return extra + (step.add ?? 0) > limit ? { guard: 'budget', facts: { limit, extra } } : undefined;
};

/** How many replicas actions have added that are there still, as far as is known. */
function extraReplicas({ actions, input: { verdicts } }: Draft): number {
  let extra = 0;
  for (const action of actions.values()) if (isExtra(action, actions)) extra += standing(action, verdicts);
  return extra;
}

/** Whether an action may have added replicas that no other one has taken back. */
export function isExtra({ id, order, state, intendedAt }: Action, actions: Draft['actions']): boolean {
  if (order.kind !== 'scale' || order.reverts !== undefined || intendedAt === undefined) return false;
  if (state === 'withheld') return false;
  return ![...actions.values()].some((other) => other.order.reverts === id && other.outcome?.result === 'done');
}

/** Of the replicas added those that are there; while the action goes on, all of them. */
function standing({ order, judgedAt }: Action, verdicts: Draft['input']['verdicts']): number {
  const { from = 0, to = 0 } = order.replicas ?? {};
  const shard = order.targets[0]?.node;
  if (judgedAt === undefined || shard === undefined) return to - from;
  return Math.max(0, Math.min(to - from, replicasOf(shard, verdicts) - from));
}

/** A server must have room for a replica: one of those that the pod's subsystems use, of which that is known. */
export const capacity: Guard = ({ step, targets, reverts }, draft) => {
  if (step.kind !== 'scale' || reverts) return undefined;
  const limit = draft.input.settings.limits.busyServer;
  const servers = serversAround(targets[0]?.node ?? '', draft);
  return servers.some((id) => hasRoom(id, draft))
    ? undefined
    : { guard: 'capacity', facts: { limit, servers: servers.length } };
};

function serversAround(shard: NodeId, { input: { verdicts } }: Draft): readonly NodeId[] {
  const { graph } = verdicts;
  const pod = graph.shards.get(shard)?.pod ?? '';
  const around = (graph.subsystemsOf.get(pod) ?? []).flatMap((id) => graph.subsystems.get(id)?.pods ?? []);
  const containers = [pod, ...around]
    .flatMap((id) => graph.pods.get(id)?.shards ?? [])
    .flatMap((each) => each.containers);
  return [...new Set(containers.flatMap((id) => serverOf(id, graph) ?? []))];
}

function hasRoom(server: NodeId, { input: { at, nodes, verdicts, settings } }: Draft): boolean {
  const leaf = leafOf(verdicts, server);
  if (leaf?.state !== 'working' || leaf.strained || leaf.planned) return false;
  return ['cpu', 'memory'].every((signal) => {
    const seen = nodes.get(server)?.signals[signal];
    if (typeof seen?.newest.value !== 'number') return false;
    const { staleAfter } = verdicts.graph.model.defaults;
    return at - seen.newest.at <= staleAge(seen, staleAfter) && seen.newest.value < settings.limits.busyServer;
  });
}
