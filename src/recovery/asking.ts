import type { Incident } from '../domain/incident.ts';
import { nodeId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ActionStep, Recovery } from '../domain/recovery-rule.ts';
import type { Action, ActionOrder, ActionTarget, Refusal } from '../domain/recovery.ts';
import type { Draft } from './draft.ts';
import type { Ask } from './guards/ask.ts';
import { refusalsOf } from './guards/guards.ts';
import { beyond, candidatesOf, disturbedBy, replicasOf } from './targets.ts';
import { versionBefore } from './versions.ts';

/** What a step would be done to now, and what is against it; without refusals it may be begun. */
export interface Proposal {
  readonly ask: Ask;
  readonly refusals: readonly Refusal[];
}

/** What is to be done about an incident by a step of a recovery. */
export interface Wanted {
  readonly incident: Incident;
  readonly recovery: Recovery;
  readonly step: ActionStep;
}

/**
 * Proposes a step: done to as many of those in trouble at once as the guards let through, the worst first. Where they let
 * none through, it is about the first, with what is against it.
 */
export function propose(wanted: Wanted, candidates: readonly ActionTarget[], draft: Draft): Proposal {
  let chosen: Proposal | undefined;
  let first: Proposal | undefined;
  for (const target of candidates.slice(0, mostTried)) {
    const ask = askFor(wanted, [...(chosen?.ask.targets ?? []), target], draft);
    if (chosen && !isOfOneKind(chosen.ask, ask)) continue;
    const proposal = { ask, refusals: refusalsOf(ask, draft) };
    if (proposal.refusals.length === 0) chosen = proposal;
    first ??= proposal;
    if (isFull(chosen, draft)) break;
  }
  if (chosen ?? first) return (chosen ?? first) as Proposal;
  const ask = askFor(wanted, [], draft);
  return { ask, refusals: refusalsOf(ask, draft) };
}

/** Each may need the twin's answer, which takes time; the others come in the cycles after. */
const mostTried = 16;

function isFull(chosen: Proposal | undefined, { input: { settings } }: Draft): boolean {
  return (chosen?.ask.targets.length ?? 0) >= settings.limits.atOnce;
}

/** What is scaled or drained is one; what is rolled back together goes from one version to one other. */
function isOfOneKind({ step, version }: Ask, more: Ask): boolean {
  if (step.kind === 'scale' || step.kind === 'drain') return false;
  return step.kind !== 'roll-back' || isSame(version, more.version);
}

/** What a step asks for, done to these targets. */
function askFor({ incident, recovery, step }: Wanted, targets: readonly ActionTarget[], draft: Draft): Ask {
  const { verdicts } = draft.input;
  const [first] = targets;
  const last = targets.at(-1);
  return {
    root: incident.root,
    incident,
    recovery,
    step,
    targets,
    disturbs: disturbedByAll(step, targets, draft),
    ...(step.kind === 'scale' && first && replicasAfter(first.node, step.add ?? 0, verdicts)),
    ...(step.kind === 'roll-back' && last && versionOf(last, step, draft)),
  };
}

function disturbedByAll({ kind }: ActionStep, targets: readonly ActionTarget[], { input }: Draft): readonly NodeId[] {
  return [...new Set(targets.flatMap((target) => disturbedBy(kind, target, input.verdicts)))];
}

function replicasAfter(shard: NodeId, add: number, verdicts: Draft['input']['verdicts']): Pick<Ask, 'replicas'> {
  const from = replicasOf(shard, verdicts);
  return { replicas: { from, to: from + add } };
}

function versionOf(
  { node, pod = '' }: ActionTarget,
  { stableFor = 0 }: ActionStep,
  draft: Draft,
): Pick<Ask, 'version'> {
  const version = versionBefore(
    { container: node, pod: nodeId.pod(pod), stableFor },
    draft.input,
    draft.before.versions,
  );
  return version ? { version } : {};
}

/** What an action that waits asks for as of now; nothing where it is not what is to be done any more. */
export function askAgain({ order }: Action, wanted: Wanted, draft: Draft): Ask | undefined {
  const { incident, step } = wanted;
  if (step.kind !== order.kind || step.by !== order.by || !isSame(step.parameters, order.parameters)) return undefined;
  const candidates = candidatesOf(step.kind, incident, draft.input.verdicts).map(({ node }) => node);
  if (!order.targets.every(({ node }) => candidates.includes(node))) return undefined;
  const ask = askFor(wanted, order.targets, draft);
  return isSame(ask.replicas, order.replicas) && isSame(ask.version, order.version) ? ask : undefined;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What taking an action back asks for. */
export function askRevert(action: Action, draft: Draft): Ask {
  const { order, root, revert } = action;
  const { targets, kind, by, replicas, version } = order;
  const parameters = revert?.parameters ?? order.parameters;
  const { verdicts } = draft.input;
  const disturbs =
    kind === 'scale'
      ? beyond(replicas?.from ?? 0, targets[0]?.node ?? '', verdicts)
      : disturbedByAll({ kind, by, parameters }, targets, draft);
  return {
    root,
    recovery: { id: order.recovery },
    step: { kind, by, parameters },
    targets,
    // What was routed or drained away comes back: nothing is taken away by that.
    disturbs: kind === 'drain' || kind === 'reroute' ? [] : disturbs,
    ...(replicas && { replicas: { from: replicas.to, to: replicas.from } }),
    ...(version && { version: backwards(version) }),
    reverts: action,
  };
}

function backwards({ signal, from, to }: NonNullable<ActionOrder['version']>): NonNullable<ActionOrder['version']> {
  return { signal, from: to, to: from };
}
